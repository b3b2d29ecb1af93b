import type { TaggedText } from '../language/tagged-text.ts'
import type { Token } from '../language/tokens.ts'
import { calendarAt } from './calendar.ts'
import { clockTimeAt } from './clock-times.ts'
import type { DateSpan, TimeAt } from './date-span.ts'
import { mayBeginTime } from './openers.ts'
import { relativeTimeAt } from './relative-times.ts'

/**
 * Finds dates, clock times, years and relative times, in order, without overlap:
 * "Late last month, on April 9" → "Late last month" (relative), "April 9" (day). Time linear in the text's length.
 */
export function findDates(tagged: TaggedText): DateSpan[] {
  const found: DateSpan[] = []
  for (const sentence of tagged.sentences) {
    for (const date of datesIn(sentence.tokens)) {
      const start = sentence.tokens[date.from]!.start
      const end = sentence.tokens[date.to - 1]!.end
      found.push({
        start,
        end,
        text: tagged.text.slice(start, end),
        kind: date.kind,
        sentence: sentence.index,
        from: date.from,
        to: date.to,
      })
    }
  }
  return found
}

function datesIn(tokens: Token[]): (TimeAt & { from: number })[] {
  const found: (TimeAt & { from: number })[] = []
  let at = 0
  while (at < tokens.length) {
    const one = mayBeginTime(tokens, at) ? expressionAt(tokens, at) : undefined
    if (one) found.push({ ...one, from: at })
    at = one ? one.to : at + 1
  }
  return found
}

function timeAt(tokens: Token[], at: number): TimeAt | undefined {
  return clockTimeAt(tokens, at) ?? relativeTimeAt(tokens, at) ?? calendarAt(tokens, at)
}

// Two points in time may bound a period: "from 2016 to 2020", "between March and June", "1914-1918".
function expressionAt(tokens: Token[], at: number): TimeAt | undefined {
  const opener = tokens[at]!.lower
  const opens = opener === 'from' || opener === 'between'
  const first = timeAt(tokens, opens ? at + 1 : at)
  if (!first) return undefined
  return periodFrom(tokens, opens ? opener : undefined, first) ?? (opens ? undefined : first)
}

function periodFrom(tokens: Token[], opener: 'from' | 'between' | undefined, first: TimeAt): TimeAt | undefined {
  if (first.kind === 'time' || first.kind === 'duration-period') return undefined
  const link = tokens[first.to]
  const next = tokens[first.to + 1]
  if (!link || !next || !isLink(opener, link)) return undefined
  const isDash = /^[-–]$/.test(link.text)
  if (!opener && !isDash) return undefined
  // "2018-19"
  const isShort = isDash && !link.spaced && !next.spaced && /^\d\d(?:\d\d)?$/.test(next.text)
  // "between A.D. 1000 and 1260"
  const isEarly = opener !== undefined && /^\d{3,4}$/.test(next.text)
  if (first.kind === 'year' && (isShort || isEarly)) return { to: first.to + 2, kind: 'duration-period' }
  const second = timeAt(tokens, first.to + 1)
  return second && second.kind !== 'time' ? { to: second.to, kind: 'duration-period' } : undefined
}

function isLink(opener: 'from' | 'between' | undefined, link: Token): boolean {
  if (opener === 'between') return link.lower === 'and'
  return /^(?:to|until|through|till|-|–)$/.test(link.lower)
}
