import type { Quantity } from '../../domain/quantity.ts'
import type { DateSpan } from '../dates/date-span.ts'
import { findDates } from '../dates/find-dates.ts'
import type { Sentence, TaggedText } from '../language/tagged-text.ts'
import { type Amount, amountAt } from './amount.ts'
import { approximationAfter, approximationBefore } from './approximations.ts'
import { directionOf } from './direction.ts'
import { measuresOf } from './measures.ts'
import { isNoQuantity } from './not-quantities.ts'
import { parts, scales, smallNumber, vague } from './number-words.ts'
import { periodOf, placeOf } from './period-and-place.ts'
import { unitAt } from './units.ts'

/**
 * Finds every quantity of a text, in order: "about $1.2bn", "fell 2.5 percent to 4,301", "dozens of people", "three in ten".
 * Dates, clock times, ordinals, names with numbers, scores and the pronoun "one" are none. Ages have unit "years" and measure "age".
 * Vague plurals are ranges from their scale to ten times it ("dozens" 12 to 120, "tens of thousands" 10,000 to 100,000); "several
 * hundred" too. `attribution` is null and `isKey` false: others fill them in.
 */
export function findQuantities(tagged: TaggedText, dates: DateSpan[] = findDates(tagged)): Quantity[] {
  const bySentence = new Map<number, DateSpan[]>()
  for (const date of dates) {
    const list = bySentence.get(date.sentence)
    if (list) list.push(date)
    else bySentence.set(date.sentence, [date])
  }
  return tagged.sentences.flatMap((sentence) =>
    quantitiesIn(tagged.text, sentence, bySentence.get(sentence.index) ?? []),
  )
}

function quantitiesIn(text: string, sentence: Sentence, dates: DateSpan[]): Quantity[] {
  const { tokens } = sentence
  const found: Quantity[] = []
  const times = new Set<number>()
  for (const date of dates) for (let at = date.from; at < date.to; at++) times.add(at)
  const isTime = (at: number) => times.has(at)
  let firstNear = 0
  const fixed = dates.filter((date) => /^(?:day|month|year|time)$/.test(date.kind) || /^\D*\d{4}/.test(date.text))
  let next = 0
  let at = 0
  while (at < tokens.length) {
    while (next < fixed.length && fixed[next]!.to <= at) next++
    const date = fixed[next]
    if (date && date.from <= at) {
      at = date.to
      continue
    }
    const amount = mayBegin(tokens, at) ? amountAt(tokens, at) : undefined
    if (!amount || (date && amount.to > date.from) || isNoQuantity(tokens, amount)) {
      at = amount && !(date && amount.to > date.from) ? amount.to : at + 1
      continue
    }
    while (firstNear < dates.length && dates[firstNear]!.to < amount.from - reach) firstNear++
    const near = nearDates(dates, firstNear, amount.to + reach)
    found.push(quantityOf({ text, sentence, dates: near, isTime }, loosened(tokens, amount), found[found.length - 1]))
    at = amount.to
  }
  return found
}

// Tokens around an amount in which its time and place are looked for.
const reach = 60

// The first date of a sentence holds for all of it ("Last year, …").
function nearDates(dates: DateSpan[], from: number, end: number): DateSpan[] {
  const near = from > 0 ? [dates[0]!] : []
  for (let at = from; at < dates.length && dates[at]!.from < end; at++) near.push(dates[at]!)
  return near
}

// Words that cannot begin an amount are most of a text: they are told apart before anything is read.
function mayBegin(tokens: Sentence['tokens'], at: number): boolean {
  const { tag, lower, text } = tokens[at]!
  if (tag === 'number' || text.includes('-')) return true
  const next = tokens[at + 1]
  if (!next) return false
  const isBeforeDigits =
    next.tag === 'number' || next.text === '$' || (!next.spaced && tokens[at + 2]?.tag === 'number')
  if (tag === 'other' || tag === 'mark' || (next.text === '$' && !next.spaced)) return isBeforeDigits
  if (tag === 'name' && isBeforeDigits) return true
  if (lower === 'a' || lower === 'an') return next.tag === 'number' || afterA.has(next.lower)
  return beginners.has(lower) || (tag === 'name' && smallNumber(lower) !== undefined)
}

const afterA = new Set(['few', 'couple', ...parts.keys(), ...scales.keys()])
const beginners = new Set(['one', 'half', 'several', 'many', 'minus', 'tens', 'kr', ...vague.keys()])

// "20 or more miles", "100-plus people", "5,000+".
function loosened(tokens: Sentence['tokens'], amount: Amount): Amount & { loosening?: Quantity['approximation'] } {
  const after = approximationAfter(tokens, amount.to)
  if (!after) return amount
  const unit = amount.unit === null ? unitAt(tokens, after.to, { isDigits: true }) : undefined
  return {
    ...amount,
    to: unit?.to ?? after.to,
    end: unit?.end ?? after.end,
    unit: unit?.unit ?? amount.unit,
    loosening: after.kind,
  }
}

interface Surroundings {
  text: string
  sentence: Sentence
  dates: DateSpan[]
  isTime: (at: number) => boolean
}

function quantityOf(
  { text, sentence, dates, isTime }: Surroundings,
  amount: ReturnType<typeof loosened>,
  previous: Quantity | undefined,
): Quantity {
  const { tokens } = sentence
  const before = approximationBefore(tokens, amount.from)
  const { from } = before
  const start = from < amount.from ? tokens[from]!.start : amount.start
  const unit = amount.isAge && amount.unit === null ? 'years' : amount.unit
  // "dozens" and the like: beyond ten times the scale a writer takes the next word.
  const high = amount.form === 'vague' ? amount.value * 10 : amount.high
  const measures = measuresOf({ tokens, amount, from, to: amount.to, isTime })
  const words = (run: { from: number; to: number } | undefined) =>
    run ? text.slice(tokens[run.from]!.start, tokens[run.to - 1]!.end) : null
  return {
    start,
    end: amount.end,
    text: text.slice(start, amount.end),
    value: amount.value,
    high,
    unit,
    approximation: high !== null ? 'range' : before.kind !== 'exact' ? before.kind : (amount.loosening ?? 'exact'),
    direction: amount.isAge ? 'none' : directionOf(tokens, from, amount.to, unit),
    measures: amount.isAge
      ? 'age'
      : (resumed(tokens, amount, from, unit, previous) ??
        (isBare(tokens, amount) ? inherited(tokens, amount, previous) : null) ??
        words(measures) ??
        inherited(tokens, amount, previous)),
    period: words(periodOf(tokens, dates, { from, to: amount.to })),
    place: words(placeOf(tokens, dates, { from, to: amount.to })),
    attribution: null,
    sentence: sentence.index,
    isKey: false,
  }
}

// No noun right behind it that it could count.
function isBare(tokens: Sentence['tokens'], amount: Amount): boolean {
  return !/^(?:noun|adjective|name|number|participle|ing)$/.test(tokens[amount.to]?.tag ?? 'mark')
}

const comparing = new Set(['from', 'than', 'against', 'versus', 'with'])

// "2.1 billion euros ($2.4 billion)" and "up from 50 percent" measure what the amount before them does.
function resumed(
  tokens: Sentence['tokens'],
  amount: Amount,
  from: number,
  unit: string | null,
  previous: Quantity | undefined,
): string | null {
  const before = tokens[from - 1]
  if (!previous || !before) return null
  const isConversion = /^[(/]$/.test(before.text) && tokens[from - 2]!.end === previous.end
  const isCompared = comparing.has(before.lower) && previous.unit === unit && unit !== null && amount.joined === null
  return isConversion || isCompared ? previous.measures : null
}

// "5,300 appointments went ahead and 780 were postponed": a bare count goes on with what was counted before.
function inherited(tokens: Sentence['tokens'], amount: Amount, previous: Quantity | undefined): string | null {
  if (!previous) return null
  const before = tokens[amount.from - 1]?.lower ?? ''
  if (amount.unit !== null || amount.form === 'ratio' || previous.unit !== null) return null
  return before === 'and' || before === 'while' || before === ',' ? previous.measures : null
}
