import { readingsOf } from '../language/lexicon.ts'
import type { Token } from '../language/tokens.ts'
import type { TimeAt } from './date-span.ts'
import words from './date-words.json' with { type: 'json' }

const months = new Set(`${words.months} ${words.shortMonths}`.split(' '))
const shortMonths = new Set(words.shortMonths.split(' '))
const weekdays = new Set(words.weekdays.split(' '))
const partsOfDay = new Set(words.partsOfDay.split(' '))

/** A day, month or year of the calendar that begins at a token: "April 9, 2026", "9 April", "2026-04-09", "Tuesday night", "March 2025", "1990s", "2019". */
export function calendarAt(tokens: Token[], at: number): TimeAt | undefined {
  const token = tokens[at]
  if (!token) return undefined
  if (/^\d/.test(token.text)) return numericDate(tokens, at) ?? dayThenMonth(tokens, at) ?? yearAt(tokens, at)
  if (/^a\.?d\.?$/.test(token.lower) && /^[A-Z]/.test(token.text) && /^\d{1,4}$/.test(tokens[at + 1]?.text ?? ''))
    return { to: at + 2, kind: 'year' }
  if (token.lower === 'fiscal') return yearAfterWord(tokens, at)
  if (!/^\p{Lu}/u.test(token.text)) return undefined
  if (weekdays.has(token.lower)) return weekday(tokens, at)
  return monthAt(tokens, at)
}

function yearAfterWord(tokens: Token[], at: number): TimeAt | undefined {
  return isYearText(tokens[at + 1]?.text) ? { to: at + 2, kind: 'year' } : undefined
}

// 2026-04-09 (with or without a time after it), 09/04/2026.
function numericDate(tokens: Token[], at: number): TimeAt | undefined {
  const [first, link, second, link2, third] = tokens.slice(at, at + 5)
  if (!first || !link || !second || !link2 || !third) return undefined
  if (
    link.text !== link2.text ||
    !/^[-/.‑–]$/.test(link.text) ||
    link.spaced ||
    second.spaced ||
    link2.spaced ||
    third.spaced
  )
    return undefined
  if (!/^\d{1,4}$/.test(first.text) || !/^\d{1,2}$/.test(second.text) || !/^\d{1,4}/.test(third.text)) return undefined
  let to = at + 5
  if (/^t\d/.test(tokens[to]?.lower ?? '')) while (to < tokens.length && !tokens[to]!.spaced) to++
  return { to, kind: 'day' }
}

function dayThenMonth(tokens: Token[], at: number): TimeAt | undefined {
  if (!isDayText(tokens[at]!.text)) return undefined
  const of = tokens[at + 1]?.lower === 'of' && /\d(?:st|nd|rd|th)$/.test(tokens[at]!.lower) ? 1 : 0
  const month = tokens[at + 1 + of]
  if (!month || !months.has(month.lower) || !/^\p{Lu}/u.test(month.text)) return undefined
  return { to: yearEnd(tokens, afterPoint(tokens, at + 2 + of)), kind: 'day' }
}

function weekday(tokens: Token[], at: number): TimeAt | undefined {
  const token = tokens[at]!
  // "Sun" and "Sat" are dates only beside another date.
  if (
    token.text.length <= 5 &&
    !/day$/i.test(token.text) &&
    !months.has(tokens[at + 1]?.lower ?? '') &&
    !/^\d/.test(tokens[at + 1]?.text ?? '')
  )
    return undefined
  let to = at + 1
  if (partsOfDay.has(tokens[to]?.lower ?? '')) to++
  const comma = tokens[to]?.text === ',' ? to + 1 : to
  const date = tokens[comma] && (monthAt(tokens, comma) ?? dayThenMonth(tokens, comma))
  return { to: date?.kind === 'day' ? date.to : to, kind: 'day' }
}

function monthAt(tokens: Token[], at: number): TimeAt | undefined {
  const token = tokens[at]!
  if (!months.has(token.lower)) return undefined
  let to = shortMonths.has(token.lower) ? afterPoint(tokens, at + 1) : at + 1
  const isDay = isDayText(tokens[to]?.text) && !isClockSoon(tokens, to)
  if (isDay) return { to: dayRangeEnd(tokens, to + 1), kind: 'day' }
  const year = yearEnd(tokens, to)
  if (year > to) return { to: year, kind: 'month' }
  if (shortMonths.has(token.lower) && to === at + 1 && token.text.length === 3)
    return isPlaced(tokens, at) ? { to, kind: 'month' } : undefined
  if (
    (token.lower === 'may' || token.lower === 'march' || token.lower === 'august' || token.lower === 'april') &&
    !isPlaced(tokens, at)
  )
    return undefined
  if (tokens[to]?.lower === "'s" && !isPlaced(tokens, at)) to = at + 1
  return { to, kind: 'month' }
}

// "Aug. 9" against "June 9 p.m.".
function isClockSoon(tokens: Token[], at: number): boolean {
  return /^(?:am|pm|a\.m\.|p\.m\.)$/.test(tokens[at + 1]?.lower ?? '')
}

// "June 3-5, 2024" is one span.
function dayRangeEnd(tokens: Token[], at: number): number {
  const link = tokens[at]
  const end = link && /^[-–]$/.test(link.text) && !link.spaced && isDayText(tokens[at + 1]?.text) ? at + 2 : at
  return yearEnd(tokens, end)
}

function isPlaced(tokens: Token[], at: number): boolean {
  return /^(?:in|since|last|this|next|until|till|by|of|early|late|mid|and|to|from|through|between|during|before|after|every|for|or|previous)$/.test(
    tokens[at - 1]?.lower ?? '',
  )
}

function afterPoint(tokens: Token[], at: number): number {
  return tokens[at]?.text === '.' && !tokens[at]!.spaced ? at + 1 : at
}

function yearEnd(tokens: Token[], at: number): number {
  if (isYearText(tokens[at]?.text)) return at + 1
  const comma = tokens[at]?.text === ',' || tokens[at]?.lower === 'of'
  return comma && isYearText(tokens[at + 1]?.text) ? at + 2 : at
}

function isDayText(text: string | undefined): boolean {
  return !!text && /^(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?$/i.test(text)
}

function isYearText(text: string | undefined): boolean {
  return !!text && /^(?:1[5-9]|20|21)\d\d$/.test(text)
}

const beforeCount = new Set(
  'about around roughly approximately nearly almost some over than least most to up estimated exactly'.split(' '),
)
const beforeYear = new Set(
  'in since until till by from before after during of late early mid circa through and between year season'.split(' '),
)

/**
 * A bare year. Four digits without a comma: 1900 to 2100 unless the words around make it a count ("more than 2000",
 * "2000 people"); 1000 to 1899 only where a preposition of time stands before.
 */
function yearAt(tokens: Token[], at: number): TimeAt | undefined {
  const { text } = tokens[at]!
  if (!/^(?:1\d|20|21)\d\d$/.test(text)) return undefined
  const next = tokens[at + 1]
  if (next && !next.spaced && next.lower === 's') return { to: at + 2, kind: 'year' }
  const before = tokens[at - 1]?.lower ?? ''
  if (
    /^[$£€¥₹#]$/.test(before) ||
    (next && /^[%°£€]$/.test(next.text)) ||
    (next && !next.spaced && /^\p{L}/u.test(next.text))
  )
    return undefined
  if (/^(?:million|billion|percent|per|degrees?|dollars|euros|units?|points|rpm|hp|square)$/.test(next?.lower ?? ''))
    return undefined
  if (/^A\.?D\.?$|^BC$/i.test(before) || /^(?:bc|b\.c\.|ad|bce|ce)$/.test(next?.lower ?? ''))
    return { to: at + 1, kind: 'year' }
  if (beforeYear.has(before)) return isTimeLike(tokens, at) ? { to: at + 1, kind: 'year' } : undefined
  if (!/^(?:19|20)/.test(text) || (beforeCount.has(before) && before !== 'to')) return undefined
  if (
    next?.spaced &&
    /s$/.test(next.lower) &&
    next.tag === 'noun' &&
    !isDetermined(tokens, at) &&
    !readingsOf(next.lower).startsWith('v')
  )
    return undefined
  return { to: at + 1, kind: 'year' }
}

// "the 2019 sales", "last season's 2019 figures": a year may limit a plural noun when a determiner opens the phrase.
function isDetermined(tokens: Token[], at: number): boolean {
  const tag = tokens[at - 1]?.tag
  return tag === 'determiner' || tag === 'possessive' || tag === 'adjective' || tag === 'name'
}

// "of 1,200" never comes here; "a crowd of 1500" does.
function isTimeLike(tokens: Token[], at: number): boolean {
  const before = tokens[at - 1]!.lower
  const { text } = tokens[at]!
  if (/^(?:19|20)/.test(text)) return before !== 'of' || tokens[at - 2]?.tag !== 'noun' || Number(text) > 1950
  return (
    before === 'in' ||
    (before === 'of' && tokens[at - 3]?.lower === 'the') ||
    before === 'since' ||
    before === 'until' ||
    before === 'circa' ||
    before === 'between' ||
    (before === 'and' && isYearText(tokens[at - 2]?.text))
  )
}
