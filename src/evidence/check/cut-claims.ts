import { spanOf } from '../../domain/cut-span.ts'
import type { Span } from '../../domain/span.ts'
import type { Sentence } from '../language/tagged-text.ts'
import { isFiniteVerb } from '../language/tags.ts'

/** A claim's place in its text: a sentence and a run of its tokens, `to` exclusive. */
export interface ClaimRange extends Span {
  sentence: number
  from: number
  to: number
}

/** Sentences up to this many tokens stay whole. */
const mostTokens = 34
/** No claim is longer, so that an endless sentence costs no more than many short ones. */
const longestClaim = 120
/** A piece that is cut off has at least this many tokens and a verb, so that it can be looked up alone. */
const fewestTokens = 7

/** Cuts a sentence into claims: short ones whole, long ones at a point set apart by blanks, and long ones before ";" and before ", and", ", but", ", while" where both sides are clauses. */
export function cutClaims(text: string, sentence: Sentence): ClaimRange[] {
  const { tokens, index } = sentence
  const stops = looseStops(sentence)
  const cuts = stops.length > 0 ? stops : tokens.length > mostTokens ? clauseCuts(sentence) : []
  const bounds = withForcedCuts([0, ...cuts, tokens.length])
  const claims: ClaimRange[] = []
  for (let at = 0; at + 1 < bounds.length; at++) {
    const from = bounds[at]!
    const to = bounds[at + 1]!
    if (to <= from) continue
    claims.push({ ...spanOf(text, tokens[from]!.start, tokens[to - 1]!.end), sentence: index, from, to })
  }
  return claims
}

function withForcedCuts(bounds: readonly number[]): number[] {
  const all: number[] = []
  for (const [index, bound] of bounds.entries()) {
    const last = all.at(-1) ?? 0
    if (index > 0) for (let at = last + longestClaim; at < bound; at += longestClaim) all.push(at)
    all.push(bound)
  }
  return all
}

// "the vote failed . the mayor left .": a point set apart ends a sentence also before a small letter.
function looseStops({ tokens }: Sentence): number[] {
  const cuts: number[] = []
  for (let at = 1; at + 1 < tokens.length; at++) {
    const { text, spaced } = tokens[at]!
    if (/^[.!?]$/.test(text) && spaced && tokens[at + 1]!.spaced) cuts.push(at + 1)
  }
  return cuts
}

function clauseCuts({ tokens }: Sentence): number[] {
  const cuts: number[] = []
  let last = 0
  let depth = 0
  tokens.forEach(({ text }, at) => {
    if (text === '“') depth++
    else if (text === '”') depth = Math.max(0, depth - 1)
    else if (text === '"') depth = depth > 0 ? 0 : 1
    if (depth > 0 || at - last < fewestTokens || tokens.length - at < fewestTokens) return
    const next = tokens[at + 1]?.lower ?? ''
    const opens =
      text === ';' ||
      (text === ',' && /^(?:and|but|while|whereas)$/.test(next) && startsClause(tokens.slice(at + 2, at + 9)))
    if (!opens || !tokens.slice(last, at).some(({ tag }) => isFiniteVerb(tag))) return
    if (!tokens.slice(at + 1).some(({ tag }) => isFiniteVerb(tag))) return
    cuts.push(at + 1)
    last = at + 1
  })
  return cuts
}

// A subject and a verb soon after, so that ", and" does not go on with a list.
function startsClause(tokens: Sentence['tokens']): boolean {
  const verb = tokens.findIndex(({ tag }) => isFiniteVerb(tag))
  return verb > 0 && tokens.slice(0, verb).every(({ text }) => text !== ',')
}
