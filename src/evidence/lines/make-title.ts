import type { Span } from '../../domain/span.ts'
import { isFiniteVerb, isNominal } from '../language/tags.ts'
import type { Token } from '../language/tokens.ts'
import { isQuoteOpen } from './cut-sentence.ts'

/** A title is at most this long; the longest whole phrase that fits is taken. */
const longestTitle = 110
const shortestTitle = 25

/**
 * A title for a text that has none: the lead's own words, from its subject to the last phrase that fits.
 * `"The council voted 7–2 on Monday to close the Harrow bridge, officials said."` → "The council voted 7–2 on Monday to close the Harrow bridge".
 * `tokens` are the lead's, without its dateline. Undefined where the lead has no verb.
 */
export function titleFrom(text: string, tokens: Token[]): Span | undefined {
  const first = tokens[0]
  const verb = tokens.findIndex((token) => isFiniteVerb(token.tag))
  if (!first || verb < 0) return undefined
  let end = -1
  for (let at = verb + 1; at <= tokens.length; at++) {
    const last = tokens[at - 1]!
    if (last.end - first.start > longestTitle) break
    const isWhole = endsPhrase(tokens, at) && !isQuoteOpen(tokens, at)
    if (isWhole && last.end - first.start >= shortestTitle) end = last.end
    // An early comma ("In Rivermouth, …") ends nothing: there must be a title before it.
    if (at < tokens.length && end > 0 && mustStop(tokens[at]!)) break
  }
  if (end < 0) end = lastWordThatFits(tokens, first.start)
  return { start: first.start, end, text: text.slice(first.start, end) }
}

// Where no phrase ends in time, a short sentence is its own title, and a long one is cut between two words.
function lastWordThatFits(tokens: Token[], start: number): number {
  const inside = tokens.filter((token) => token.end - start <= longestTitle)
  const isAll = inside.length === tokens.length
  const last = inside.findLast((token) =>
    isAll
      ? !/^[.!]$/.test(token.text)
      : /^(?:noun|name|number)$/.test(token.tag) && !isQuoteOpen(tokens, tokens.indexOf(token) + 1),
  )
  return (last ?? inside.at(-1) ?? tokens[0]!).end
}

// A phrase ends after a noun, name or number when no noun of the same phrase follows.
function endsPhrase(tokens: Token[], at: number): boolean {
  const last = tokens[at - 1]!
  const next = tokens[at]
  if (last.tag !== 'noun' && last.tag !== 'name' && last.tag !== 'number') return false
  if (!next) return true
  if (
    isNominal(next.tag) ||
    next.tag === 'possessive' ||
    next.lower === 'of' ||
    next.tag === 'conjunction' ||
    next.text === '-' ||
    next.text === '%'
  )
    return false
  // "saying the city | embodied": a noun before a verb opens another clause.
  return !limiting.has(next.lower) && !isFiniteVerb(next.tag) && next.tag !== 'ing'
}

// Who says it may follow the title in the line below it; what limits the statement may not be cut off.
const limiting = new Set(['if', 'unless', 'until', 'pending', 'but', 'without', 'except', 'only', 'not', 'or', 'than'])

function mustStop(token: Token): boolean {
  return (
    token.text === ',' || token.text === ';' || token.text === '—' || token.text === '–' || token.lower === 'according'
  )
}
