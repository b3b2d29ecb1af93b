import type { Turn } from '../domain/stored.ts'
import { readSourcingQuestion } from '../pipeline/ask/sourcing-question.ts'

/**
 * What a follow-up in a thread asks for. `evidence`: the sentences behind what was just said. `who`: who said it.
 * `question`: a question that stands alone, made so from the thread where it did not.
 */
export type FollowUp = { kind: 'evidence' } | { kind: 'who' } | { kind: 'question'; question: string }

const evidence =
  /^(?:(?:can|could|would) you )?(?:please )?(?:show|give|quote|cite|read|print)(?: me| us)? (?:the |that |this |its |your )?(?:exact |original |full )?(?:sentences?|passages?|evidence|sources? text|wording|words|quotes?|lines?)\b|^(?:the )?(?:evidence|sentences?|exact words|source sentences?)(?: please)?\W*$|^where (?:does|do|did) (?:it|they|the (?:article|story|text)) say (?:that|this|so|it)\b|^(?:where|which sentence) is (?:that|this)(?: from)?\b/i
const who =
  /^(?:and )?who (?:said|says|told|reported|claims?|claimed|says so|is saying|stated)(?: you)?(?: (?:that|this|it|so))?\W*$|^(?:says|said) who\W*$|^according to (?:whom|who)\W*$|^whose (?:words|claim|figure|number) (?:is|are) (?:that|this|those|these)\W*$/i
const elliptical = /^(?:and|but|or|so|also)\b|^(?:what|how) about\b|^(?:in|for|from|at|on|by) \S+(?: \S+){0,4}\W*$/i
const pronoun = /\b(?:it|they|them|he|she|his|her|him|their|its|those|these)\b/i
/** A follow-up with fewer words than this and a pronoun leans on what was said before. */
const fewWords = 9

/**
 * Reads a follow-up against the thread's turns, oldest first. "and in Florida?" after "How many were arrested in Ohio?"
 * becomes "How many were arrested in Ohio? in Florida": the new words join those of the last question, and count first.
 */
export function readFollowUp(text: string, turns: Pick<Turn, 'by' | 'text'>[]): FollowUp {
  const said = text.trim()
  if (evidence.test(said)) return { kind: 'evidence' }
  const hasAnswer = turns.some(({ by }) => by === 'nutgraf')
  if (who.test(said) && hasAnswer) return { kind: 'who' }
  // A question on sourcing is about the stories of the thread and stands alone.
  if (readSourcingQuestion(said)) return { kind: 'question', question: said }
  const last = turns.findLast(({ by }) => by === 'reader')?.text
  // What was asked of the sourcing was answered from the rules' findings: its words lead no other question on.
  if (last === undefined || last.startsWith('/') || readSourcingQuestion(last))
    return { kind: 'question', question: said }
  if (elliptical.test(said))
    return {
      kind: 'question',
      question: joined(last, said.replace(/^(?:and|but|or|so|also)\s+|^(?:what|how) about\s+/i, '')),
    }
  if (pronoun.test(said) && said.split(/\s+/).length < fewWords)
    return { kind: 'question', question: joined(last, said) }
  return { kind: 'question', question: said }
}

// A place or date of the last question gives way to the new one: "in Ohio" to "in Florida".
function joined(last: string, added: string): string {
  const link = /^(in|for|from|at|on|by|since)\s/i.exec(added)?.[1]
  const kept = link
    ? last.replace(new RegExp(`\\s${link} [\\p{Lu}\\d][\\p{L}\\d’'-]*(?: [\\p{Lu}\\d][\\p{L}\\d’'-]*)*`, 'u'), '')
    : last
  return `${kept.replace(/\s*\?+\s*$/, '')} ${added.replace(/\s*\?+\s*$/, '')}?`
}
