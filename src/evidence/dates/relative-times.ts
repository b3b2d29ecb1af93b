import type { Token } from '../language/tokens.ts'
import { calendarAt } from './calendar.ts'
import type { TimeAt } from './date-span.ts'
import words from './date-words.json' with { type: 'json' }

const spans = new Set(words.spans.split(' '))
const plurals = new Set(words.spansPlural.split(' '))
const near = new Set(words.near.split(' '))
const calendarNames = new Set(`${words.months} ${words.weekdays}`.split(' '))
const partsOfDay = new Set(words.partsOfDay.split(' '))
const now = new Set(words.now.split(' '))
const repeated = new Set(words.repeated.split(' '))
const ordinals = new Set(words.ordinals.split(' '))
const edges = new Set(words.edges.split(' '))

/** A time told from another: "late last month", "this week", "two years ago", "the past two years", "the first quarter", "recent months", "a year". */
export function relativeTimeAt(tokens: Token[], at: number): TimeAt | undefined {
  const token = tokens[at]
  if (!token) return undefined
  const { lower } = token
  if (now.has(lower)) return { to: partEnd(tokens, at + 1), kind: 'relative' }
  if (repeated.has(lower))
    return token.tag === 'adverb' || isLast(tokens, at) ? { to: at + 1, kind: 'duration-period' } : undefined
  return (
    afterModifier(tokens, at) ??
    nearSpan(tokens, at) ??
    distance(tokens, at) ??
    partOfSpan(tokens, at) ??
    rate(tokens, at)
  )
}

function isLast(tokens: Token[], at: number): boolean {
  const next = tokens[at + 1]
  return !next || next.tag === 'mark' || next.tag === 'preposition' || next.tag === 'conjunction'
}

function partEnd(tokens: Token[], at: number): number {
  return partsOfDay.has(tokens[at]?.lower ?? '') ? at + 1 : at
}

// "late last month", "earlier this year", "early Tuesday", "later in the year".
function afterModifier(tokens: Token[], at: number): TimeAt | undefined {
  const { lower } = tokens[at]!
  if (!/^(?:late|early|earlier|later|mid)$/.test(lower)) return undefined
  const next = tokens[at + 1]
  if (!next) return undefined
  const inner = nearSpan(tokens, at + 1)
  if (inner) return inner
  if (/^\p{Lu}/u.test(next.text) && calendarNames.has(next.lower))
    return { to: partEnd(tokens, at + 2), kind: 'relative' }
  if (
    next.lower === 'in' &&
    (tokens[at + 2]?.lower === 'the' || tokens[at + 2]?.lower === 'a') &&
    spans.has(tokens[at + 3]?.lower ?? '')
  )
    return { to: at + 4, kind: 'relative' }
  return undefined
}

// "last week", "this past Monday", "the past two years", "recent months", "the same period last year".
function nearSpan(tokens: Token[], at: number): TimeAt | undefined {
  let to = at
  const hasThe = tokens[to]?.lower === 'the'
  if (hasThe) to++
  const word = tokens[to]
  if (!word) return undefined
  if (word.lower === 'recent')
    return plurals.has(tokens[to + 1]?.lower ?? '') ? { to: to + 2, kind: 'relative' } : undefined
  if (!near.has(word.lower)) return undefined
  to++
  if (/^(?:past|coming|calendar|fiscal|financial|full|entire|whole)$/.test(tokens[to]?.lower ?? '')) to++
  const counted = countEnd(tokens, to)
  if (counted > to && isSpanWord(tokens[counted])) return { to: counted + 1, kind: 'duration-period' }
  const span = tokens[to]
  if (!span) return undefined
  if (spans.has(span.lower))
    return { to: to + 1, kind: hasThe && word.lower === 'past' ? 'duration-period' : 'relative' }
  if (plurals.has(span.lower)) return { to: to + 1, kind: 'duration-period' }
  if (calendarNames.has(span.lower) && /^\p{Lu}/u.test(span.text))
    return { to: partEnd(tokens, to + 1), kind: 'relative' }
  return undefined
}

// "few", "two", "several", "24", "two and a half", "a couple of".
function countEnd(tokens: Token[], at: number): number {
  let to = at
  while (
    to < at + 3 &&
    tokens[to] &&
    (tokens[to]!.tag === 'number' || /^(?:few|couple|several|many)$/.test(tokens[to]!.lower))
  )
    to++
  if (to > at && tokens[to]?.lower === 'and' && tokens[to + 1]?.lower === 'a' && tokens[to + 2]?.lower === 'half')
    to += 3
  return tokens[to - 1]?.lower === 'couple' && tokens[to]?.lower === 'of' ? to + 1 : to
}

function isSpanWord(token: Token | undefined): boolean {
  return !!token && (plurals.has(token.lower) || spans.has(token.lower))
}

// "two years ago", "a week earlier", "six months later", "a year before".
function distance(tokens: Token[], at: number): TimeAt | undefined {
  const { lower, tag } = tokens[at]!
  const isA = lower === 'a' || lower === 'an'
  const counted = isA ? at + 1 : countEnd(tokens, at)
  if (!isA && tag !== 'number' && lower !== 'several') return undefined
  const span = tokens[counted]
  if (!isSpanWord(span)) return undefined
  const after = tokens[counted + 1]?.lower ?? ''
  if (/^(?:ago|earlier|later|before|prior|since)$/.test(after)) return { to: counted + 2, kind: 'relative' }
  return undefined
}

// "the first quarter", "the second half of last year", "third quarter", "the end of the year".
function partOfSpan(tokens: Token[], at: number): TimeAt | undefined {
  let to = at
  if (tokens[to]?.lower === 'the') to++
  if (to > at && spans.has(tokens[to]?.lower ?? '')) return spanToDate(tokens, to)
  const isEnd = edges.has(tokens[to]?.lower ?? '') && to > at
  if (isEnd) {
    const of = tokens[to + 1]?.lower === 'of'
    const near = of ? nearSpan(tokens, to + 2) : undefined
    if (near) return { to: near.to, kind: 'relative' }
    return of && tokens[to + 2]?.lower === 'the' && spans.has(tokens[to + 3]?.lower ?? '')
      ? { to: to + 4, kind: 'relative' }
      : undefined
  }
  if (!ordinals.has(tokens[to]?.lower ?? '')) return undefined
  const counted = countEnd(tokens, to + 1)
  const span = tokens[counted]
  if (!span) return undefined
  if (counted > to + 1)
    return isSpanWord(span) ? { to: ofSpanEnd(tokens, counted + 1), kind: 'duration-period' } : undefined
  if (!/^(?:quarter|half|week|month|year|day|decade)$/.test(span.lower) || span.lower === 'day') return undefined
  return { to: ofSpanEnd(tokens, to + 2), kind: 'duration-period' }
}

// "the year ending Oct. 31", "the quarter to March".
function spanToDate(tokens: Token[], at: number): TimeAt | undefined {
  if (!/^(?:to|ended|ending|through|until)$/.test(tokens[at + 1]?.lower ?? '') || !tokens[at + 2]) return undefined
  const end = calendarAt(tokens, at + 2) ?? nearSpan(tokens, at + 2)
  return end ? { to: end.to, kind: 'duration-period' } : undefined
}

function ofSpanEnd(tokens: Token[], at: number): number {
  if (tokens[at]?.lower !== 'of') return at
  const inner = nearSpan(tokens, at + 1)
  if (inner) return inner.to
  if (/^(?:19|20)\d\d$/.test(tokens[at + 1]?.text ?? '')) return at + 2
  return tokens[at + 1]?.lower === 'the' && spans.has(tokens[at + 2]?.lower ?? '') ? at + 3 : at
}

// "$3,500 a month", "9 billion liters a year", "per day", "each year": only after an amount or its noun.
function rate(tokens: Token[], at: number): TimeAt | undefined {
  const { lower } = tokens[at]!
  if (!/^(?:a|an|per|each|every)$/.test(lower)) return undefined
  const span = tokens[at + 1]?.lower ?? ''
  if (!/^(?:year|month|week|day|hour|minute|second|quarter|decade|night|season)$/.test(span)) return undefined
  if (lower === 'a' || lower === 'an') {
    const before = tokens[at - 1]
    if (!before || !(before.tag === 'number' || before.tag === 'noun' || before.text === '%' || before.tag === 'other'))
      return undefined
  }
  return { to: at + 2, kind: 'duration-period' }
}
