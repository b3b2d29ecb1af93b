import { isNominal, type Tag } from './tags.ts'
import type { Token } from './tokens.ts'

/** A run of tokens: `from` inclusive, `to` exclusive, indexes into a sentence's tokens. */
export interface Phrase {
  from: number
  to: number
  /** index of its head: the last noun or name before any "of" or "who" */
  head: number
}

/**
 * The noun phrase that begins at a token, without what hangs on it: "the Defense Department official" out of
 * "the Defense Department official who spoke …". Undefined where none begins there.
 */
export function nounPhraseAt(tokens: Token[], from: number): Phrase | undefined {
  let at = from
  let head = -1
  while (at < tokens.length) {
    const token = tokens[at]!
    if (isInside(tokens, at, from)) {
      if (token.tag === 'noun' || token.tag === 'name' || token.tag === 'number') head = at
      at++
    } else break
  }
  if (head < 0) {
    const first = tokens[from]
    return first?.tag === 'pronoun' ? { from, to: from + 1, head: from } : undefined
  }
  return { from, to: head + 1, head }
}

const premodifiers: ReadonlySet<Tag> = new Set<Tag>(['participle', 'ing'])

function isInside(tokens: Token[], at: number, from: number): boolean {
  const token = tokens[at]!
  const { tag } = token
  if (tag === 'determiner') return at === from || tokens[at - 1]!.tag === 'determiner'
  if (isNominal(tag)) return true
  if (tag === 'possessive') return at > from
  // "the planned strike", "a growing number": only with a noun after it.
  if (premodifiers.has(tag))
    return at > from && tokens[at - 1]!.tag !== 'noun' && isNominal(tokens[at + 1]?.tag ?? 'mark')
  if (tag === 'adverb')
    return at > from && (tokens[at + 1]?.tag === 'adjective' || tokens[at + 1]?.tag === 'participle')
  if (tag === 'conjunction' && token.lower !== 'but') return at > from && joinsNames(tokens, at)
  if (token.text === '&' || token.text === '-' || token.text === '–')
    return at > from && !token.spaced && isNominal(tokens[at + 1]?.tag ?? 'mark')
  // "Jr." and "St. Mary" keep their point.
  if (token.text === '.')
    return at > from && !token.spaced && tokens[at - 1]!.tag === 'name' && tokens[at + 1]?.tag === 'name'
  return token.text === '$' || token.text === '£' || token.text === '€' || token.text === '%'
}

// "Health and Human Services": a conjunction between two capitals with a noun or name to follow the second.
function joinsNames(tokens: Token[], at: number): boolean {
  return tokens[at - 1]!.tag === 'name' && tokens[at + 1]?.tag === 'name' && tokens[at + 2]?.tag === 'name'
}

/**
 * The noun phrase that ends just before a token: for "…, two officials said", asked at "said", "two officials".
 * Goes back over nouns, names, adjectives and numbers to the determiner.
 */
export function nounPhraseBefore(tokens: Token[], before: number): Phrase | undefined {
  let at = before - 1
  const last = tokens[at]
  if (!last) return undefined
  if (last.tag === 'pronoun') return { from: at, to: before, head: at }
  if (last.tag !== 'noun' && last.tag !== 'name' && last.tag !== 'number') return undefined
  while (at > 0 && goesBack(tokens, at - 1)) at--
  return { from: at, to: before, head: before - 1 }
}

function goesBack(tokens: Token[], at: number): boolean {
  const token = tokens[at]!
  const next = tokens[at + 1]!
  if (next.tag === 'determiner') return token.tag === 'determiner'
  if (isNominal(token.tag) || token.tag === 'determiner' || token.tag === 'possessive') return true
  if (premodifiers.has(token.tag))
    return at > 0 && (tokens[at - 1]!.tag === 'determiner' || tokens[at - 1]!.tag === 'possessive')
  if (token.tag === 'conjunction' && token.lower !== 'but') return at > 0 && joinsNames(tokens, at)
  if (token.text === '.') return !token.spaced && tokens[at - 1]?.tag === 'name' && next.tag === 'name'
  return token.text === '&' || ((token.text === '-' || token.text === '–') && !token.spaced)
}
