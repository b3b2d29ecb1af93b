import type { Sentence } from '../language/tagged-text.ts'
import { isFiniteVerb, isNominal, isVerb } from '../language/tags.ts'
import type { Token } from '../language/tokens.ts'
import { cueVerbOf } from './cue-verbs.ts'

/** One sentence as the rules of attribution read it: its tokens, and which of them stand inside quote marks. */
export interface Clause {
  sentence: Sentence
  tokens: Token[]
  isQuoted: boolean[]
  /** where a quote begins (without its mark) that opened in an earlier sentence and reaches into this one */
  openedAt: number | undefined
}

/** No content is longer, in tokens, and no rule looks farther: the longest sentence of a newspaper has some 200 words. */
export const farthest = 400

/** Tokens from (inclusive) to (exclusive). */
export interface Range {
  from: number
  to: number
}

/** What a rule found in one sentence, in tokens. */
export interface Found {
  source: (Range & { head: number }) | null
  cue: Range
  content: Range[]
  /** where the content stands: before the cue (or around it), or after */
  place: 'before' | 'after' | 'around'
  /** the cue ends in a colon or stands just before a quote of its own */
  opensNext: boolean
  /** a verb of saying, "according to", a label: kept also inside what another says */
  isSaying: boolean
}

const days =
  /^(?:mon|tues|wednes|thurs|fri|satur|sun)day$|^(?:today|yesterday|tonight|later|earlier|recently|then|too|afterward|afterwards|again|bluntly|here|online|once|before|now|simply|also)$/
const adjunctOpeners: ReadonlySet<string> = new Set(
  'in on at to during of after before by via from as with about through for when while last this earlier late'.split(
    ' ',
  ),
)

/** True for a mark at which a statement ends: the sentence's end, a semicolon, a dash. */
export function isStop(token: Token | undefined): boolean {
  return !token || /^(?:[.;!?…—–]|--|\.\.+)$/.test(token.text)
}

/** True where a token opens a quote. */
export function opensQuote(clause: Clause, at: number): boolean {
  const { tokens, isQuoted } = clause
  let inside = at
  while (inside < at + 3 && tokens[inside] && isMark(tokens[inside]!) && !isQuoted[inside]) inside++
  return inside > at && isQuoted[inside] === true
}

/** True where a token closes a quote. */
export function closesQuote(clause: Clause, at: number): boolean {
  const { tokens, isQuoted } = clause
  let inside = at
  while (inside > at - 3 && inside >= 0 && tokens[inside] && isMark(tokens[inside]!) && !isQuoted[inside]) inside--
  return inside < at && inside >= 0 && isQuoted[inside] === true
}

/** True for a comma outside quotes, or one that stands just inside the mark that closes a quote ("…," she said). */
export function isClauseComma(clause: Clause, at: number): boolean {
  return clause.tokens[at]?.text === ',' && (!clause.isQuoted[at] || closesQuote(clause, at + 1))
}

function isMark(token: Token): boolean {
  return /^["“”„«»‘’']$/.test(token.text)
}

/**
 * Goes over what may stand between a cue and its content or the sentence's end: "on Monday", "in a statement", "to reporters".
 * Returns the index of the first token after it; `from` where there is none.
 */
export function afterAdjuncts(clause: Clause, from: number): number {
  const { tokens } = clause
  let at = from
  for (let guard = 0; guard < 8; guard++) {
    const token = tokens[at]
    if (!token || clause.isQuoted[at]) break
    if (days.test(token.lower)) {
      at++
      continue
    }
    if (token.tag === 'adverb' && !isVerb(tokens[at + 1]?.tag ?? 'mark')) {
      at++
      continue
    }
    if (!adjunctOpeners.has(token.lower)) break
    const end = afterPlace(clause, afterPhrase(clause, at + 1))
    if (end === at + 1) break
    at = end
  }
  return at
}

// ", Ohio," after a place belongs to it, where the sentence goes on with "that" or another adjunct.
function afterPlace(clause: Clause, at: number): number {
  const { tokens } = clause
  if (tokens[at]?.text !== ',' || tokens[at - 1]?.tag !== 'name') return at
  let next = at + 1
  while (next < at + 4 && (tokens[next]?.tag === 'name' || tokens[next]?.text === '.')) next++
  if (next === at + 1) return at
  if (tokens[next]?.text === ',') next++
  const token = tokens[next]
  return token && (token.lower === 'that' || adjunctOpeners.has(token.lower) || opensQuote(clause, next)) ? next : at
}

// A noun phrase with its "of" and "with" pieces, or an -ing clause, up to a mark, a quote, a verb or "that".
function afterPhrase(clause: Clause, from: number): number {
  const { tokens } = clause
  let at = from
  while (at < tokens.length && at < from + 25) {
    const token = tokens[at]!
    if (
      clause.isQuoted[at] ||
      token.tag === 'mark' ||
      token.tag === 'quote' ||
      token.tag === 'subordinator' ||
      token.lower === 'that'
    )
      break
    if (isFiniteVerb(token.tag) || token.tag === 'pronoun' || token.tag === 'to') break
    at++
  }
  return at
}

/** Goes over ", without evidence," and ", however," between a cue and "that" or a quote; `from` where none stands there. */
export function afterParenthesis(clause: Clause, from: number): number {
  const { tokens } = clause
  if (tokens[from]?.text !== ',' || opensQuote(clause, from + 1)) return from
  for (let at = from + 2; at < Math.min(from + 12, tokens.length); at++) {
    if (tokens[at]!.text !== ',' || clause.isQuoted[at]) continue
    return tokens[at + 1]?.lower === 'that' || opensQuote(clause, at + 1) ? at + 1 : from
  }
  return from
}

/** True where a clause with a finite verb of its own begins: "the dam would hold". Looks a few words ahead. */
export function startsClauseAt(clause: Clause, from: number): boolean {
  const { tokens } = clause
  const first = tokens[from]
  if (!first) return false
  const opensIt =
    isNominal(first.tag) ||
    /^(?:determiner|pronoun|adverb|subordinator|ing)$/.test(first.tag) ||
    opensQuote(clause, from) ||
    first.lower === 'in' ||
    first.lower === 'under'
  if (!opensIt) return false
  let pending = 0
  for (let at = from + 1; at < Math.min(from + 24, tokens.length); at++) {
    const token = tokens[at]!
    if (isStop(token) || (token.text === ',' && !mayHoldComma(first) && pending === 0)) return false
    // "wrote letters after the vote failed": the verb behind it is that clause's own.
    if (/^(?:after|before|since|until|till|when|while|because|although|though|if|unless)$/.test(token.lower))
      return false
    if (token.tag === 'conjunction' && isVerb(tokens[at + 1]?.tag ?? 'mark')) return false
    if (token.tag === 'to') {
      at++
      continue
    }
    // "the demands that come with it erase …": a relative clause takes the first verb, the next one is the clause's own.
    if (token.tag === 'wh' || token.lower === 'who' || token.lower === 'which') pending++
    else if (isFiniteVerb(token.tag)) {
      if (pending === 0) return true
      pending--
      while (tokens[at + 1] && isVerb(tokens[at + 1]!.tag)) at++
    }
  }
  return false
}

function mayHoldComma(first: Token): boolean {
  return first.lower === 'in' || first.lower === 'under' || first.tag === 'subordinator' || first.tag === 'name'
}

/** True where a finite verb stands between two tokens, outside quotes or in them. */
export function hasFiniteIn(tokens: Token[], from: number, to: number): boolean {
  const start = Math.max(from, to - farthest)
  const end = Math.min(to, start + farthest)
  for (let at = start; at < end; at++) if (isFiniteVerb(tokens[at]!.tag)) return true
  return false
}

/**
 * Where the content that begins at `from` ends (exclusive): the sentence's end, a semicolon outside quotes, ", according to",
 * ", adding", ", she said" at the end; with `untilComma` (a clause inside another) the first comma outside quotes.
 */
export function endOfContent(clause: Clause, from: number, untilComma: boolean): number {
  const { tokens, isQuoted } = clause
  const limit = Math.min(tokens.length, from + farthest)
  let at = from
  for (; at < limit; at++) {
    if (untilComma && at > from + 1 && isQuoted[at] && isClauseComma(clause, at)) {
      const mark = tokens[at + 1]
      return mark && isMark(mark) ? at + 2 : at + 1
    }
    if (isQuoted[at]) continue
    const token = tokens[at]!
    if (token.text === ';') break
    if (token.text !== ',' && token.text !== '—') continue
    if (untilComma && at > from + 1) break
    const next = tokens[at + 1]
    if (!next) break
    if ((next.lower === 'according' && at > from + 1) || (next.tag === 'ing' && cueVerbOf(next.lower))) break
  }
  return lastWordBefore(tokens, from, at)
}

// Leaves out the full stop, but keeps the mark that closes a quote after it.
function lastWordBefore(tokens: Token[], from: number, to: number): number {
  let end = to
  while (end > from && /^[.,;:!?]$/.test(tokens[end - 1]!.text)) end--
  return end
}

/** Where a noun phrase that is content ends: before a comma, "and" with a verb, "because", or the sentence's end. */
export function endOfObject(clause: Clause, from: number): number {
  const { tokens, isQuoted } = clause
  const limit = Math.min(tokens.length, from + farthest)
  let at = from
  for (; at < limit; at++) {
    if (isQuoted[at]) continue
    const token = tokens[at]!
    if (isStop(token) || token.text === ',' || token.text === ':') break
    if (token.tag === 'subordinator' && at > from && token.lower !== 'that') break
    if (token.tag === 'conjunction' && isVerb(tokens[at + 1]?.tag ?? 'mark')) break
    if ((token.lower === 'after' || token.lower === 'before' || token.lower === 'during') && at > from) break
  }
  return at
}
