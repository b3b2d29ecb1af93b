import { nounPhraseAt } from '../language/phrases.ts'
import { isVerb } from '../language/tags.ts'
import type { Token } from '../language/tokens.ts'
import { isPlural } from './not-quantities.ts'
import { unitAt } from './units.ts'

/** A run of tokens, `to` exclusive. */
export interface Run {
  from: number
  to: number
}

/**
 * The thing counted or measured whose words begin at a token, with the "of" and "from" that say which:
 * "agents from the Bureau of Alcohol, Tobacco, Firearms and Explosives; the Marshals Service and the …". Without a leading "the" or "a".
 * `links` are the prepositions that may be followed.
 */
export function countedThingAt(tokens: Token[], from: number, links: ReadonlySet<string> = ofAndFrom): Run | undefined {
  let start = from
  while (
    /^(?:the|a|an|more|fewer|other|additional|such|of|different|separate)$/.test(tokens[start]?.lower ?? '') &&
    start < from + 3
  )
    start++
  start = afterAmount(tokens, start)
  const first = phraseAt(tokens, start)
  if (!first) return undefined
  let to = pairEnd(tokens, first.to)
  for (let round = 0; round < 4; round++) {
    const link = tokens[to]
    if (!link || !links.has(link.lower) || (link.lower === 'from' && tokens[to + 1]?.tag === 'number')) break
    const next = phraseAt(tokens, to + 1)
    if (!next || tokens[next.to - 1]!.tag === 'number') break
    to = listEnd(tokens, next.to)
  }
  return { from: start, to }
}

// "seven of the nine judges" counts judges, "190 of the 310 tons of paint" measures paint.
function afterAmount(tokens: Token[], at: number): number {
  if (tokens[at]?.tag !== 'number' || tokens[at - 1]?.tag === 'number') return at
  let to = at + 1
  while (to < at + 4 && tokens[to]?.tag === 'number') to++
  const unit = unitAt(tokens, to, { isDigits: true })
  if (unit) return tokens[unit.to]?.lower === 'of' ? unit.to + 1 : to
  return to
}

const ofAndFrom: ReadonlySet<string> = new Set(['of', 'from'])

// A noun phrase; a participle may open it ("rushing yards", "registered voters").
function phraseAt(tokens: Token[], from: number): Run | undefined {
  let start = from
  while (
    start < from + 2 &&
    /^(?:participle|ing|adverb)$/.test(tokens[start]?.tag ?? '') &&
    /^(?:noun|adjective|name|participle|ing)$/.test(tokens[start + 1]?.tag ?? '')
  )
    start++
  const phrase = nounPhraseAt(tokens, start) ?? verbLikePlural(tokens, start) ?? endInIng(tokens, start)
  if (!phrase || tokens[phrase.to - 1]!.tag === 'pronoun') return undefined
  // "personal spending": a form in -ing that ends the phrase.
  const isTail =
    tokens[phrase.to]?.tag === 'ing' &&
    !/^(?:determiner|noun|name|pronoun|number|adjective)$/.test(tokens[phrase.to + 1]?.tag ?? 'mark') &&
    tokens[phrase.to - 1]!.tag === 'adjective'
  return { from, to: isTail ? phrase.to + 1 : phrase.to }
}

// "of personal spending"
function endInIng(tokens: Token[], at: number): Run | undefined {
  if (tokens[at]?.tag === 'determiner' && tokens[at]!.lower === 'those')
    return { from: at, to: tokens[at + 1]?.tag === 'participle' ? at + 2 : at + 1 }
  if (tokens[at]?.tag !== 'adjective' || tokens[at + 1]?.tag !== 'ing') return undefined
  return /^(?:determiner|noun|name|pronoun)$/.test(tokens[at + 2]?.tag ?? 'mark') ? undefined : { from: at, to: at + 2 }
}

// "26 saves": a plural noun that reads as a verb.
function verbLikePlural(tokens: Token[], at: number): Run | undefined {
  const token = tokens[at]
  const isOne = tokens[at - 1]?.lower === 'one'
  return token?.tag === 'verb' && (isOne || (tokens[at - 1]?.tag === 'number' && isPlural(token.lower)))
    ? { from: at, to: at + 1 }
    : undefined
}

// "houses and flats", "paint and solvent": a second bare noun, unless it opens the next clause.
function pairEnd(tokens: Token[], to: number): number {
  const link = tokens[to]
  const next = tokens[to + 1]
  if (!link || (link.lower !== 'and' && link.lower !== 'or') || !next || !/^(?:noun|adjective|name)$/.test(next.tag))
    return to
  const second = nounPhraseAt(tokens, to + 1)
  if (!second || opensClause(tokens, second.to)) return to
  const last = tokens[to - 1]!
  const other = tokens[second.to - 1]!
  if (last.tag !== 'name' && other.tag === 'name' && !isPlural(other.lower)) return to
  return isPlural(last.lower) && !isPlural(other.lower) ? to : second.to
}

function opensClause(tokens: Token[], at: number): boolean {
  const next = tokens[at]
  if (!next) return false
  return isVerb(next.tag) && next.tag !== 'participle' && next.tag !== 'ing'
}

// "the Bureau of A, B and C; the D and the E": goes on while a list is closed by "and".
function listEnd(tokens: Token[], first: number): number {
  let to = first
  let closed = first
  for (let items = 0; items < 12; items++) {
    const link = tokens[to]
    if (!link) break
    const isComma = link.text === ',' || link.text === ';'
    const isAnd = link.lower === 'and' || link.lower === 'or'
    const isOf = link.lower === 'of' && items > 0
    if (!isComma && !isAnd && !isOf && !(link.lower === 'of' && items === 0)) break
    const closes = isAnd || (isComma && /^(?:and|or)$/.test(tokens[to + 1]?.lower ?? ''))
    const at = isComma && closes ? to + 2 : to + 1
    const next = phraseAt(tokens, at)
    if (!next || opensClause(tokens, next.to) || tokens[at]!.tag === 'number') break
    if (
      !closes &&
      link.lower !== 'of' &&
      tokens[at]!.tag !== 'name' &&
      tokens[at]!.lower !== 'the' &&
      tokens[next.to]?.text !== ',' &&
      !/^(?:and|or)$/.test(tokens[next.to]?.lower ?? '')
    )
      break
    to = next.to
    if (closes || (link.lower === 'of' && closed === items)) closed = to
    if (link.lower === 'of' && closed === first) closed = to
  }
  return closed
}
