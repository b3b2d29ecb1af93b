import type { Turn } from '../domain/stored.ts'
import { readSourcingQuestion } from '../pipeline/ask/sourcing-question.ts'

/**
 * What a follow-up in a thread asks for. `evidence`: the sentences behind what was just said. `who`: who said it.
 * `question`: a question that stands alone, made so from the thread where it did not (`leans`).
 */
export type FollowUp = { kind: 'evidence' } | { kind: 'who' } | { kind: 'question'; question: string; leans: boolean }

const evidence =
  /^(?:(?:can|could|would) you )?(?:please )?(?:show|give|quote|cite|read|print)(?: me| us)? (?:the |that |this |its |your )?(?:exact |original |full )?(?:sentences?|passages?|evidence|sources? text|wording|words|quotes?|lines?)\b|^(?:the )?(?:evidence|sentences?|exact words|source sentences?)(?: please)?\W*$|^where (?:does|do|did) (?:it|they|the (?:article|story|text)) say (?:that|this|so|it)\b|^(?:where|which sentence) is (?:that|this)(?: from)?\b/i
const who =
  /^(?:and )?who (?:said|says|told|reported|claims?|claimed|says so|is saying|stated)(?: you)?(?: (?:that|this|it|so))?\W*$|^(?:says|said) who\W*$|^according to (?:whom|who)\W*$|^whose (?:words|claim|figure|number) (?:is|are) (?:that|this|those|these)\W*$/i
const linked = /^(?:and|but|or|so|also)\b|^(?:what|how) about\b/i
const placed = /^(?:in|for|from|at|on|by) \S+(?: \S+){0,4}\W*$/i
const linkedPlace = /^(?:(?:and|or),? (?:in|for|from|at|on|by|since|of|to|with|about)|(?:what|how) about) \S/i
// "and how many?", "in which state?"; in capitals WHO is the health organization.
const ownWord =
  /^(?:(?:and|but|or|so|also),? )?(?:(?:in|for|from|at|on|by|since|of|to|with|about) )?(?:who|whom|whose|what|which|where|when|how|why)(?!\s+about\b)(?![\p{L}\p{N}])/iu
const pronoun = /\b(?:it|they|them|he|she|his|her|him|their|its|those|these)\b/i
/** A follow-up with fewer words than this and a pronoun leans on what was said before. */
const fewWords = 9

/** Whether a text goes on from what was said before, in form: "and in Ohio", "what about Ohio", "who said that", "how many came". */
export function isFollowUpForm(text: string): boolean {
  const said = text.trim()
  // "what a fire" asks nothing.
  if (/^(?:what|how) an?\b/i.test(said)) return false
  return evidence.test(said) || who.test(said) || linkedPlace.test(said) || hasOwnWord(said)
}

/** Whether a text asks something: it goes on from what was said before, or has a question mark outside of an address. */
export function isAsked(text: string): boolean {
  return isFollowUpForm(text) || text.replace(/\S+:\/\/\S+/g, '').includes('?')
}

// "Ben, …", but not "Also, …"; "…, Ben?"
const callsFirst =
  /^(?:(?:hey|hi|hello) )?(?!(?:also|so|well|ok|okay|and|but|yes|no|now|then|actually|sorry|thanks|wait|right|oh|hm+),)@?\p{L}+,\s/iu
const callsLast = /,\s\p{Lu}\p{L}+\s*\?*\s*$/u
const betweenPeople = /\b(?:i|me|my|mine|we|our|ours|let['’]?s|you|your|yours|u)\b|\bus\b(?!\.)/iu

/**
 * Whether a text is what people say to each other, in form: it calls somebody by name, or speaks of "you", "I" or "we":
 * `'Ben, is that right?'`, `'can you check the second figure?'`, but not `'can you show me the sentence?'`.
 */
export function isTalk(text: string): boolean {
  const said = text.trim()
  if (evidence.test(said) || who.test(said)) return false
  if (callsFirst.test(said) || callsLast.test(said)) return true
  // "US" in capitals is a country; what "we" know is what the stories say.
  return betweenPeople.test(said.replace(/\bUS\b/g, '').replace(/\bdo we know\b/i, ''))
}

/**
 * Reads a follow-up against the thread's turns, oldest first. "and in Florida?" after "How many were arrested in Ohio?"
 * becomes "How many were arrested in Florida?": the new words join those of the last question that stood alone. A question with
 * a question word of its own ("and how many tons?") stands alone.
 */
export function readFollowUp(text: string, turns: Pick<Turn, 'by' | 'text'>[]): FollowUp {
  const said = text.trim()
  if (evidence.test(said)) return { kind: 'evidence' }
  const hasAnswer = turns.some(({ by }) => by === 'nutgraf')
  if (who.test(said) && hasAnswer) return { kind: 'who' }
  if (!leans(said)) return { kind: 'question', question: said, leans: false }
  const last = turns.findLast((turn) => turn.by === 'reader' && !leans(turn.text))?.text
  // What was asked of the sourcing was answered from the rules' findings: its words lead no other question on.
  if (last === undefined || isCommand(last) || readSourcingQuestion(last))
    return { kind: 'question', question: said, leans: true }
  return { kind: 'question', question: joined(last, said.replace(linkWords, '')), leans: true }
}

const linkWords = /^(?:and|but|or|so|also),?\s+|^(?:what|how) about\s+/i

/** Whether a question needs the words of one before it. */
function leans(text: string): boolean {
  if (isCommand(text) || hasOwnWord(text)) return false
  // A question on sourcing is about the stories of the thread and stands alone.
  if (readSourcingQuestion(text)) return false
  if (linked.test(text) || placed.test(text)) return true
  return pronoun.test(text) && text.split(/\s+/).length < fewWords
}

function hasOwnWord(text: string): boolean {
  return ownWord.test(text) && !/^WHO\b/.test(text)
}

/** What began stories, as turns keep it: `/brief ferry`, or an address. */
function isCommand(text: string): boolean {
  return /^\/|^\S+:\/\//.test(text)
}

// A place or date of the last question gives way to the new one: "in Ohio" to "in Florida".
function joined(last: string, added: string): string {
  const link = /^(in|for|from|at|on|by|since)\s/i.exec(added)?.[1]
  const kept = link
    ? last.replace(new RegExp(`\\s${link} [\\p{Lu}\\d][\\p{L}\\d’'-]*(?: [\\p{Lu}\\d][\\p{L}\\d’'-]*)*`, 'u'), '')
    : last
  return `${kept.replace(/\s*\?+\s*$/, '')} ${added.replace(/\s*\?+\s*$/, '')}?`
}
