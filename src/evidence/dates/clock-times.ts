import type { Token } from '../language/tokens.ts'
import type { TimeAt } from './date-span.ts'
import words from './date-words.json' with { type: 'json' }

const zones = new Set(words.zones.split(' '))
const halfDays = new Set(['am', 'pm', 'a.m.', 'p.m.', "o'clock"])

/** A clock time that begins at a token: "10:30", "5 a.m.", "10.45pm", "17:22 GMT", "noon". */
export function clockTimeAt(tokens: Token[], at: number): TimeAt | undefined {
  const token = tokens[at]
  if (!token) return undefined
  if (token.lower === 'noon' || token.lower === 'midnight') return { to: at + 1, kind: 'time' }
  if (!/^\d/.test(token.text)) return undefined
  const isClock = /^\d{1,2}(?::\d{2}){1,2}(?:\.\d+)?$/.test(token.text)
  let to = at + 1
  const half = halfDayEnd(tokens, to)
  if (half > to && /^\d{1,4}(?:[.:]\d{2})?$/.test(token.text)) to = half
  else if (!isClock && !(/^\d{4}$/.test(token.text) && zones.has(tokens[to]?.lower ?? ''))) return undefined
  if (isZone(tokens[to])) to++
  return { to, kind: 'time' }
}

function halfDayEnd(tokens: Token[], at: number): number {
  const lower = tokens[at]?.lower ?? ''
  if (halfDays.has(lower)) return at + 1
  // "o'clock" comes as "o", "'", "clock".
  if (lower === 'o' && tokens[at + 2]?.lower === 'clock') return at + 3
  return at
}

function isZone(token: Token | undefined): boolean {
  return !!token && zones.has(token.lower) && /^\p{Lu}/u.test(token.text)
}
