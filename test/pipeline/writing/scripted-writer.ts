import {
  type PromptName,
  promptOutputs,
  promptVariables,
  type Writer,
  type WritingFailure,
} from '../../../src/domain/writing.ts'

/** What a model was asked. */
export type Asked = { prompt: PromptName; variables: Record<string, string> }

/** A model that does as a test says, and remembers what it was asked. */
export type ScriptedWriter = Writer & { asked: Asked[] }

/** A failure of a model, for a script to give. */
export class Failure {
  readonly reason: WritingFailure
  readonly isPaid: boolean
  constructor(reason: WritingFailure, isPaid = false) {
    this.reason = reason
    this.isPaid = isPaid
  }
}

/** What a script gives is what a server would: it passes the prompt's schema, or is unusable. */
export function scriptedWriter(
  script: (asked: Asked) => unknown,
  { models = ['scripted'], hasSecondOpinion = false }: Partial<Pick<Writer, 'models' | 'hasSecondOpinion'>> = {},
): ScriptedWriter {
  const asked: Asked[] = []
  return {
    asked,
    models,
    hasSecondOpinion,
    promptHash: (...names) => `hash-${names.join('+')}`,
    async write(prompt, variables) {
      const expected = [...promptVariables[prompt]].sort()
      if (JSON.stringify(Object.keys(variables).sort()) !== JSON.stringify(expected))
        throw new Error(`${prompt} wants ${expected}`)
      const request: Asked = { prompt, variables }
      asked.push(request)
      const given = await script(request)
      if (given instanceof Failure)
        return { kind: 'failed', reason: given.reason, message: `It failed: ${given.reason}.`, isPaid: given.isPaid }
      const parsed = promptOutputs[prompt].safeParse(given)
      if (!parsed.success) return { kind: 'failed', reason: 'unusable', message: 'It failed: unusable.', isPaid: true }
      return { kind: 'written', value: parsed.data as never, model: models[0] ?? '' }
    },
  }
}

/** The numbered lines of data that a prompt was given: `3| The levy rose.` → 3 and its text. */
export function numberedLines(data: string): { number: number; text: string }[] {
  return data.split('\n').flatMap((line) => {
    const match = /^(\d+)\| (.*)$/.exec(line)
    return match ? [{ number: Number(match[1]), text: match[2] ?? '' }] : []
  })
}

/** A faithful model: the first sentences that it is given, as they stand there, and again when it is asked to mend them. */
export function copying({ prompt, variables }: Asked): unknown {
  const sentences = numberedLines(variables['sentences'] ?? variables['passages'] ?? '')
  const lines = sentences.slice(0, 4).map(({ number, text }) => ({ text, sentences: [number] }))
  switch (prompt) {
    case 'brief':
      return { lines }
    case 'answer':
      return { isAnswered: true, lines: lines.slice(0, 2) }
    case 'repair':
      return { lines: [] }
    case 'second-opinion':
      return { verdicts: [] }
    case 'follow-up':
      return { question: numberedLines(variables['question'] ?? '')[0]?.text ?? '' }
  }
}
