import { jsonInText, withoutThoughts } from './json-in-text.ts'
import type { Completion } from './read-completion.ts'
import type { Question } from './send-request.ts'

/** What a model's reply is: a value, a refusal, or nothing that can be used. */
export type ModelAnswer<Value> = { kind: 'value'; value: Value } | { kind: 'refused' } | { kind: 'unusable' }

/** A line of the prompt of this length stands in no answer. */
const copiedLength = 40

/**
 * Takes the answer out of a reply: from its text, and where that is empty from its thoughts, since servers that keep the two apart sort an
 * answer without thoughts to the wrong side. `parse` gives null for what is no answer.
 */
export function readAnswer<Value>(
  completion: Completion,
  { system }: Pick<Question, 'system'>,
  parse: (value: unknown) => Value | null,
  longestReply: number,
): ModelAnswer<Value> {
  const { content, reasoning, isRefused, isCutOff } = completion
  if (isRefused) return { kind: 'refused' }
  const said = withoutThoughts(content)
  const isSaid = said !== ''
  const text = isSaid ? content : isCutOff ? '' : reasoning
  if ((isSaid ? said : text).length > longestReply) return { kind: 'unusable' }
  // The form of the answer stands in the prompt, and whoever copies the prompt, or thinks about it, repeats the form.
  const isCopying = !isSaid || copies(text, system)
  const value = jsonInText(text, (read, words) => {
    if (isCopying && system.includes(words)) return null
    const parsed = parse(read)
    return parsed === null || holdsPlaceholder(parsed) ? null : parsed
  })
  return value === null ? { kind: 'unusable' } : { kind: 'value', value }
}

function copies(text: string, system: string): boolean {
  return system.split('\n').some((line) => line.length >= copiedLength && text.includes(line))
}

/** Whether a text in it is the dots that stand for one in a prompt. */
function holdsPlaceholder(value: unknown): boolean {
  if (typeof value === 'string') return /^(?:…|\.\.\.)$/.test(value.trim())
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsPlaceholder)
}
