import type { Span } from '../../domain/span.ts'
import { isFiniteVerb, isNominal } from '../language/tags.ts'
import type { Token } from '../language/tokens.ts'

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
    if (endsPhrase(tokens, at) && last.end - first.start >= shortestTitle) end = last.end
    if (at < tokens.length && mustStop(tokens[at]!)) break
  }
  if (end < 0) return undefined
  return { start: first.start, end, text: text.slice(first.start, end) }
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
  return !limiting.has(next.lower)
}

// Who says it may follow the title in the line below it; what limits the statement may not be cut off.
const limiting = new Set(['if', 'unless', 'until', 'pending', 'but', 'without', 'except', 'only', 'not', 'or', 'than'])

function mustStop(token: Token): boolean {
  return (
    token.text === ',' || token.text === ';' || token.text === '—' || token.text === '–' || token.lower === 'according'
  )
}
