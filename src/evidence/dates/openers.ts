import type { Token } from '../language/tokens.ts'
import words from './date-words.json' with { type: 'json' }

const openers = new Set(
  [words.months, words.shortMonths, words.weekdays, words.now, words.repeated, words.near, words.openers]
    .join(' ')
    .split(' '),
)
const spans = new Set(words.spans.split(' '))
const afterThe = new Set([words.near, words.ordinals, words.spans, words.edges, 'recent'].join(' ').split(' '))

/** False for the many tokens with which no time expression can begin: saves looking closer at them. */
export function mayBeginTime(tokens: Token[], at: number): boolean {
  const token = tokens[at]!
  const { lower } = token
  if (token.tag === 'number') return true
  const next = tokens[at + 1]?.lower ?? ''
  if (lower === 'the') return afterThe.has(next)
  if (lower === 'a' || lower === 'an' || lower === 'per' || lower === 'each' || lower === 'every')
    return spans.has(next)
  return openers.has(lower)
}
