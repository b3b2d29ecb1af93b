import type { DateSpan } from '../../evidence/dates/date-span.ts'

/** The dates that a text mentions, each part for itself, rising. Weekdays: 0 is Monday. Months: 1 is January. */
export interface MentionedDates {
  years: number[]
  months: number[]
  weekdays: number[]
  /** days of the year as written with or without a year: "12-14" is 14 December */
  days: string[]
}

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const weekdays = 'mon tue wed thu fri sat sun'.split(' ')

/** So many of each part are kept: a chronicle mentions dozens, and agrees with everything. */
const most = 8

/** The parts of a text's dates: "Sunday, Dec. 14" → weekday 6, month 12, day 12-14. */
export function mentionedDates(dates: readonly DateSpan[]): MentionedDates {
  const years = new Set<number>()
  const named = new Set<number>()
  const ofWeek = new Set<number>()
  const days = new Set<string>()
  for (const { kind, text } of dates) {
    if (kind !== 'day' && kind !== 'month' && kind !== 'year') continue
    const parts = text.toLowerCase().match(/\p{L}+|\d+/gu) ?? []
    const month = parts.map((part) => placeIn(months, part)).find((place) => place >= 0)
    const weekday = parts.map((part) => placeIn(weekdays, part)).find((place) => place >= 0)
    const day = parts.find((part) => /^\d{1,2}$/.test(part))
    for (const part of parts) if (/^(?:19|20)\d\d$/.test(part)) years.add(Number(part))
    if (month !== undefined) named.add(month + 1)
    if (weekday !== undefined) ofWeek.add(weekday)
    if (kind === 'day' && month !== undefined && day !== undefined) days.add(`${month + 1}-${Number(day)}`)
  }
  const rising = (found: Set<number>) => [...found].slice(0, most).sort((a, b) => a - b)
  return { years: rising(years), months: rising(named), weekdays: rising(ofWeek), days: [...days].slice(0, most) }
}

function placeIn(names: readonly string[], part: string): number {
  return part.length < 3 || /^\d/.test(part) ? -1 : names.indexOf(part.slice(0, 3))
}
