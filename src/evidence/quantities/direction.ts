import { lemmaOf } from '../language/lexicon.ts'
import { isVerb } from '../language/tags.ts'
import type { Token } from '../language/tokens.ts'
import words from './change-words.json' with { type: 'json' }

/** Which way an amount changes. */
export type Direction = 'up' | 'down' | 'none'

const upVerbs = setOf(words.upVerbs)
const downVerbs = setOf(words.downVerbs)
const eitherVerbs = setOf(words.eitherVerbs)
const upNouns = setOf(words.upNouns)
const downNouns = setOf(words.downNouns)
// These change an amount only when what they take is a share, money or points: "lost 190 points", not "lost two sons".
const needUnit = new Set([
  'lose',
  'add',
  'shed',
  'cut',
  'gain',
  'raise',
  'lower',
  'lift',
  'trim',
  'slash',
  'advance',
  'contract',
  'double',
  'triple',
])

function setOf(list: string): ReadonlySet<string> {
  return new Set(list.split(' '))
}

/** The direction that a word of change gives: `wordDirection` of "fell" → "down", "up" → "up", "moved" → "none"; undefined for other words. */
export function wordDirection(token: Token): Direction | undefined {
  if (token.lower === 'up' || token.lower === 'down') return token.lower
  if (!/^\p{Ll}/u.test(token.text) && token.tag === 'name') return undefined
  const lemma = lemmaOf(token.lower)
  if (upVerbs.has(lemma)) return 'up'
  if (downVerbs.has(lemma)) return 'down'
  return eitherVerbs.has(lemma) && isVerb(token.tag) ? 'none' : undefined
}

/**
 * Whether an amount is a change upwards or downwards. "fell 2.5 percent to 4,301": the first is down, the second a level, so none.
 * `from` is the first token of the amount with its words of approximation, `to` the one behind it.
 */
export function directionOf(tokens: Token[], from: number, to: number, unit: string | null): Direction {
  const before = directionBefore(tokens, from, unit)
  if (before !== undefined) return before
  return directionAfter(tokens, to, unit)
}

function directionBefore(tokens: Token[], from: number, unit: string | null): Direction | undefined {
  let at = from - 1
  let isBy = false
  for (let steps = 0; at >= 0 && steps < 4; steps++, at--) {
    const token = tokens[at]!
    if (token.lower === 'by' && !isBy) isBy = true
    else if (
      token.lower === 'another' ||
      token.lower === 'an' ||
      token.lower === 'additional' ||
      token.lower === 'further' ||
      token.lower === 'just' ||
      token.lower === 'only'
    )
      continue
    else if (token.tag === 'adverb' && wordDirection(token) === undefined) continue
    else break
  }
  const word = tokens[at]
  if (!word) return undefined
  const found = isPlainParticle(tokens, at) ? undefined : wordDirection(word)
  if (found !== undefined) {
    if (needUnit.has(lemmaOf(word.lower)) && unit === null && !isBy) return undefined
    return found === 'none' ? particleDirection(tokens, at) : found
  }
  return isBy ? objectChange(tokens, at) : undefined
}

// "set up 400 cots", "rounded up 12 men": the particle of a verb that tells of no change.
function isPlainParticle(tokens: Token[], at: number): boolean {
  const { lower } = tokens[at]!
  const before = tokens[at - 1]
  if ((lower !== 'up' && lower !== 'down') || !before || before.tag === 'be' || !isVerb(before.tag)) return false
  return wordDirection(before) === undefined
}

// "edged up 3 points": the particle stands between and was found first; "went 3 points higher" is told by what follows.
function particleDirection(tokens: Token[], at: number): Direction | undefined {
  const next = tokens[at + 1]
  return next && (next.lower === 'up' || next.lower === 'down') ? next.lower : undefined
}

// "raised the fare by 50 cents", "prices will go up on Monday by 3 percent".
function objectChange(tokens: Token[], from: number): Direction | undefined {
  for (let at = from; at >= 0 && at > from - 8; at--) {
    const token = tokens[at]!
    if (token.tag === 'mark' && token.text !== ',') return undefined
    const found = wordDirection(token)
    if (found === 'up' || found === 'down') return found
  }
  return undefined
}

// Two directions only: warmer and longer are up, colder and shorter down.
const ups = /^(?:higher|warmer|hotter|longer|taller|heavier|faster|wider|deeper|costlier)$/
const downs = /^(?:lower|colder|cooler|shorter|lighter|slower|narrower|shallower|cheaper)$/

function directionAfter(tokens: Token[], to: number, unit: string | null): Direction {
  if (unit === null) {
    // "40 fewer than last year"
    if (tokens[to + 1]?.lower !== 'than') return 'none'
    return tokens[to]!.lower === 'more' ? 'up' : /^(?:fewer|less)$/.test(tokens[to]!.lower) ? 'down' : 'none'
  }
  for (let at = to; at < Math.min(to + 3, tokens.length); at++) {
    const { lower, tag } = tokens[at]!
    if (upNouns.has(lower)) return 'up'
    if (downNouns.has(lower)) return 'down'
    if (tokens[at + 1]?.lower === 'than' && lower === 'more') return 'up'
    if (tokens[at + 1]?.lower === 'than' && /^(?:less|fewer)$/.test(lower)) return 'down'
    if (ups.test(lower)) return 'up'
    if (downs.test(lower)) return 'down'
    if (tag !== 'adjective' && tag !== 'noun') break
  }
  return 'none'
}
