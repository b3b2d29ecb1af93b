import type { Phrase } from '../language/phrases.ts'
import { isFiniteVerb, type Tag } from '../language/tags.ts'
import type { Token } from '../language/tokens.ts'
import { type Clause, type Found, farthest, isClauseComma } from './clause.ts'
import { cueVerbOf } from './cue-verbs.ts'
import { sourceBefore } from './source-phrase.ts'
import { type VerbGroup, verbGroup } from './verb-group.ts'

/** Who does what the verb says: the phrase before it, or the subject that it shares with an earlier verb. */
export function subjectOf(clause: Clause, group: VerbGroup, at: number, earlier: Found[]): Phrase | undefined {
  const { tokens, isQuoted } = clause
  const isIng = tokens[at]!.tag === 'ing'
  if (!isIng || group.hasBe) {
    const phrase = sourceBefore(tokens, group.from)
    if (phrase && !isQuoted[phrase.head]) return phrase
    const before = tokens[group.from - 1]
    if (before && before.tag !== 'conjunction' && before.text !== ',' && before.tag !== 'adverb') return undefined
  }
  const near = earlier.at(-1)
  if (near?.source && near.cue.to <= group.from && isSpeaking(tokens[near.cue.to - 1]!)) return near.source
  const opening = opensSentence(clause, group.from) ? subjectAfterComma(clause, at) : undefined
  return (
    opening ??
    (isIng
      ? firstSubject(clause, at)
      : (nearestSubject(clause, group.from, tokens[group.from]!.tag) ?? nearestSubject(clause, group.from, 'noun')))
  )
}

function isSpeaking(token: Token): boolean {
  return cueVerbOf(token.lower)?.say === true || cueVerbOf(token.lower)?.weak === true
}

/** True for the first word of a sentence, or the second after a preposition: "After saying …". */
export function opensSentence(clause: Clause, at: number): boolean {
  return at === 0 || (at === 1 && clause.tokens[0]!.tag === 'preposition')
}

function subjectAfterComma(clause: Clause, at: number): Phrase | undefined {
  const { tokens, isQuoted } = clause
  let comma = at
  while (comma < tokens.length && comma < at + farthest && !isClauseComma(clause, comma)) comma++
  for (let next = comma + 1; next < Math.min(comma + 30, tokens.length); next++) {
    if (!isFiniteVerb(tokens[next]!.tag) || isQuoted[next]) continue
    const phrase = sourceBefore(tokens, verbGroup(tokens, next).from)
    return phrase && phrase.from > comma ? phrase : undefined
  }
  return undefined
}

/** The subject of the first verb before a token: whom "…, saying that" belongs to. */
export function firstSubject(clause: Clause, before: number): Phrase | undefined {
  const { tokens, isQuoted } = clause
  for (let at = Math.max(1, before - 60); at < before; at++) {
    if (!isFiniteVerb(tokens[at]!.tag) || isQuoted[at]) continue
    const phrase = sourceBefore(tokens, verbGroup(tokens, at).from)
    if (phrase && tokens[phrase.from]!.tag !== 'wh') return phrase
  }
  return undefined
}

// Two verbs that share a subject share their tense: "launched an ad and announced".
function nearestSubject(clause: Clause, before: number, tag: Tag): Phrase | undefined {
  const { tokens, isQuoted } = clause
  for (let at = before - 1; at > Math.max(0, before - 60); at--) {
    if (
      !isFiniteVerb(tokens[at]!.tag) ||
      isQuoted[at] ||
      (tag === 'past' && tokens[at]!.tag === 'verb') ||
      (tag === 'verb' && tokens[at]!.tag === 'past')
    )
      continue
    const phrase = sourceBefore(tokens, verbGroup(tokens, at).from)
    if (phrase) return phrase
  }
  return undefined
}
