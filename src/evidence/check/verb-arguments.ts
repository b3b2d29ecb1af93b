import { functionTag } from '../language/lexicon.ts'
import { nounPhraseAt } from '../language/phrases.ts'
import type { Token } from '../language/tokens.ts'
import type { Part, Predicate } from './predicate.ts'

/** True for "who", "which" and "that". */
export function isRelative(token: Token | undefined): boolean {
  return !!token && (token.lower === 'who' || token.lower === 'which' || token.lower === 'that')
}

// Goes back from a verb to the head of its subject: over adverbs, phrases in commas, relative clauses, prepositional phrases.
/** The subject of the verb group that begins at a token. */
export function subjectBefore(tokens: Token[], before: number): Part | undefined {
  let at = before - 1
  while (
    at >= 0 &&
    (tokens[at]!.tag === 'adverb' ||
      tokens[at]!.tag === 'quote' ||
      /^(?:first|jointly|later|both|all)$/.test(tokens[at]!.lower))
  )
    at--
  if (at >= 0 && tokens[at]!.text === ',') {
    const open = findBack(tokens, at - 1, ',', 14)
    if (open > 0) at = open - 1
    else return undefined
  }
  if (at < 0) return undefined
  const last = tokens[at]!
  if (last.lower === 'who' || last.lower === 'which' || last.lower === 'that') {
    at--
    if (tokens[at]?.text === ',') at--
  }
  return phraseBack(tokens, at)
}

function findBack(tokens: Token[], from: number, text: string, most: number): number {
  for (let at = from; at >= Math.max(0, from - most); at--) if (tokens[at]!.text === text) return at
  return -1
}

// The noun phrase that ends at a token; for "lawyers at the Pentagon" the part before the preposition is the head.
function phraseBack(tokens: Token[], end: number): Part | undefined {
  let at = end
  if (at < 0 || !isNounLike(tokens[at]!)) return undefined
  let head = at
  const to = at + 1
  for (let steps = 0; steps < 6; steps++) {
    while (at > 0 && isInPhrase(tokens, at - 1)) at--
    const preposition = tokens[at - 1]
    if (preposition?.tag !== 'preposition' || at < 2 || !isNounLike(tokens[at - 2]!)) break
    at -= 2
    head = at
  }
  // "On Friday Strey said": a phrase after a preposition at the start is no subject; the name after it is.
  if (tokens[at - 1]?.tag === 'preposition' && head === end) return { from: head, to, head }
  return { from: at, to, head }
}

function isNounLike({ tag, lower }: Token): boolean {
  return tag === 'noun' || tag === 'name' || tag === 'number' || (tag === 'pronoun' && lower !== 'there')
}

function isInPhrase(tokens: Token[], at: number): boolean {
  const { tag, text } = tokens[at]!
  if (tokens[at + 1]!.tag === 'determiner') return tag === 'determiner'
  if (text === '.' && tokens[at - 1]?.tag === 'name') return true
  if (tag === 'conjunction')
    return (
      at > 0 &&
      isNounLike(tokens[at - 1]!) &&
      isNounLike(tokens[at + 1]!) &&
      tokens[at - 1]!.tag === tokens[at + 1]!.tag
    )
  return (
    tag === 'noun' ||
    tag === 'name' ||
    tag === 'adjective' ||
    tag === 'number' ||
    tag === 'determiner' ||
    tag === 'possessive'
  )
}

// "The fire that emptied 11 streets began": the doer stands before the clause in between.
/** The subject of a verb that stands after a relative clause. */
export function overRelative(tokens: Token[], from: number, earlier: readonly Predicate[]): Part | undefined {
  const last = earlier.at(-1)
  if (!last || !isRelative(tokens[last.from - 1]) || tokens[last.from - 1]!.tag === 'determiner' || last.to >= from)
    return undefined
  const between = tokens.slice(last.to, from)
  if (
    between.some(
      ({ tag, text, lower }) =>
        tag === 'conjunction' || tag === 'subordinator' || tag === 'pronoun' || text === ';' || lower === 'that',
    )
  )
    return undefined
  // With an opening comma before the clause, its closing one is the end; without, any comma ends the clause too.
  const commas = between.filter(({ text }) => text === ',').length
  const opened = tokens[last.from - 2]?.text === ','
  if (opened ? commas !== 1 : commas > 0) return undefined
  if (!opened && !between.some(({ tag }) => tag === 'noun' || tag === 'name')) return undefined
  return (last.isPassive ? last.patient : last.agent) ?? undefined
}

const withIn = new Set('bring pull take let hand turn call phone send'.split(' '))

/** The object right after a verb group. */
export function objectAfter(tokens: Token[], from: number, lemma: string): Part | undefined {
  let at = from
  if (tokens[at]?.lower === 'in' && withIn.has(lemma)) at++
  while (tokens[at]?.tag === 'adverb' || /^(?:up|out|off|down|back|over)$/.test(tokens[at]?.lower ?? '')) at++
  at = afterApproximation(tokens, at)
  return withoutTime(tokens, withOf(tokens, nounPhraseAt(tokens, at)))
}

// "by Opaline last year": the time is no part of the name.
function withoutTime(tokens: Token[], part: Part | undefined): Part | undefined {
  if (!part) return undefined
  for (let at = part.from + 1; at < part.to; at++) {
    if (
      !/^(?:last|this|next|late|earlier|yesterday|today|(?:mon|tues|wednes|thurs|fri|satur|sun)day)$/.test(
        tokens[at]!.lower,
      )
    )
      continue
    return { from: part.from, to: at, head: Math.min(part.head, at - 1) }
  }
  return part
}

// "the Department of Homeland Security" is one.
function withOf(tokens: Token[], phrase: Part | undefined): Part | undefined {
  let part = phrase
  while (part && tokens[part.to]?.lower === 'of') {
    const next = nounPhraseAt(tokens, afterApproximation(tokens, part.to + 1))
    if (!next) break
    part = { from: part.from, to: next.to, head: part.head }
  }
  return part
}

// "more than 20,000 members", "at least 12 people", "as many as 30".
function afterApproximation(tokens: Token[], at: number): number {
  const [first, second, third] = tokens.slice(at, at + 3).map(({ lower }) => lower)
  if (
    second === 'than' ||
    (first === 'at' && /^(?:least|most)$/.test(second ?? '')) ||
    (first === 'up' && second === 'to')
  )
    return at + 2
  if (first === 'as' && third === 'as') return at + 3
  return /^(?:over|under|about|around)$/.test(first ?? '') && tokens[at + 1]?.tag === 'number' ? at + 1 : at
}

/** What hangs on a verb by prepositions. */
export function prepositionsAfter(tokens: Token[], from: number): Predicate['others'] {
  const others: Predicate['others'] = []
  for (let at = from; at < Math.min(tokens.length, from + 24); at++) {
    const { tag, lower, text } = tokens[at]!
    if (
      text === ';' ||
      functionTag(lower) === 'subordinator' ||
      tag === 'past' ||
      tag === 'verb' ||
      tag === 'be' ||
      tag === 'modal'
    )
      break
    if (tag !== 'preposition' && lower !== 'to') continue
    const part = withoutTime(tokens, withOf(tokens, nounPhraseAt(tokens, afterApproximation(tokens, at + 1))))
    if (!part) continue
    others.push({ preposition: lower, part })
    at = part.to - 1
  }
  return others
}
