import type { DateSpan } from '../dates/date-span.ts'
import { nounPhraseAt } from '../language/phrases.ts'
import { isReportingVerb } from '../language/reporting-verbs.ts'
import { isVerb } from '../language/tags.ts'
import type { Token } from '../language/tokens.ts'
import type { Run } from './counted-things.ts'

const kept = new Set(
  'in on at during since until till by before after through throughout over within for between'.split(' '),
)

/**
 * The time that belongs to an amount, from the dates of its sentence: the one right behind it ("a month"), else the nearest
 * that is not the time of saying ("the mayor said on Tuesday"). The run includes "since", "by", "over" and the like.
 */
export function periodOf(tokens: Token[], dates: DateSpan[], amount: Run): Run | undefined {
  let best: DateSpan | undefined
  let least = Number.POSITIVE_INFINITY
  for (const date of dates) {
    if (date.kind === 'time' || (date.from < amount.to && date.to > amount.from)) continue
    const cost = costOf(tokens, date, amount)
    if (cost < least) {
      least = cost
      best = date
    }
  }
  if (!best) return undefined
  const before = tokens[best.from - 1]
  const opener =
    before && kept.has(before.lower)
      ? 1
      : before?.lower === 'the' && kept.has(tokens[best.from - 2]?.lower ?? '')
        ? 2
        : 0
  return { from: best.from - opener, to: best.to }
}

function costOf(tokens: Token[], date: DateSpan, amount: Run): number {
  if (date.from === amount.to) return 0
  // A dateline dates the text, not its figures.
  if (/^(?:—|–|--)$/.test(tokens[date.to]?.text ?? '') && date.from < 8) return Number.POSITIVE_INFINITY
  if (isTimeOfSaying(tokens, date)) return Number.POSITIVE_INFINITY
  const [from, to] = date.from >= amount.to ? [amount.to, date.from] : [date.to, amount.from]
  let cost = to - from
  for (let at = from; at < to; at++) {
    const { text, tag, lower } = tokens[at]!
    // What follows another number belongs to that one, unless it only tells where: "seven cases at two schools last week".
    if (date.from >= amount.to && tag === 'number' && tokens[at - 1]?.tag !== 'preposition')
      return Number.POSITIVE_INFINITY
    if (text === ';') return Number.POSITIVE_INFINITY
    // Behind the amount a new clause has its own time; before it, a time that opens the sentence holds for all of it.
    if (
      date.from >= amount.to &&
      (tag === 'subordinator' || (lower === 'and' && isVerb(tokens[at + 1]?.tag ?? 'mark')))
    )
      cost += 12
    if (text === ',') cost += 3
    if (
      date.from >= amount.to &&
      (isSaying(tokens, at) || lower === 'according' || (tag === 'wh' && tokens[at - 1]?.text === ','))
    )
      return Number.POSITIVE_INFINITY
  }
  if (date.to <= amount.from && isShutOff(tokens, date, amount)) return Number.POSITIVE_INFINITY
  if (date.from < amount.from && date.from > 3 && isOtherDate(tokens, date)) cost += 15
  return cost
}

// "since a barge struck it in March, ending a detour that added 25 minutes": a time inside another clause, shut off by a comma.
// A time that opens the sentence holds for all of it.
function isShutOff(tokens: Token[], date: DateSpan, amount: Run): boolean {
  if (date.from <= 3) return false
  for (let at = date.to; at < amount.from; at++) if (tokens[at]!.text === ',' || tokens[at]!.tag === 'wh') return true
  return false
}

// "the 2019 Rich List", "of June 3": the time limits a noun, not the clause.
function isOtherDate(tokens: Token[], date: DateSpan): boolean {
  return tokens[date.from - 1]?.tag === 'determiner' && tokens[date.to]?.tag === 'noun'
}

// "said on Tuesday that", "told the committee last week": the nearest verb before the time is one of saying.
function isTimeOfSaying(tokens: Token[], date: DateSpan): boolean {
  for (let at = date.from - 1; at >= 0 && at > date.from - 9; at--) {
    const token = tokens[at]!
    if (isVerb(token.tag)) return isSaying(tokens, at) && tokens[date.to]?.tag !== 'to'
  }
  return false
}

// "were called up" and "was told" say nothing themselves.
function isSaying(tokens: Token[], at: number): boolean {
  const { tag, lower } = tokens[at]!
  return (tag === 'past' || tag === 'verb') && isReportingVerb(lower) && tokens[at - 1]?.tag !== 'be'
}

/** The place named in the amount's sentence by "in", "across" or "near": the nearest behind the amount in its clause, else before it. */
export function placeOf(tokens: Token[], dates: DateSpan[], amount: Run): Run | undefined {
  return placeAfter(tokens, dates, amount) ?? placeBefore(tokens, dates, amount)
}

function placeAfter(tokens: Token[], dates: DateSpan[], amount: Run): Run | undefined {
  for (let at = amount.to; at < tokens.length && at < amount.to + 25; at++) {
    const token = tokens[at]!
    if (
      token.text === ';' ||
      token.tag === 'subordinator' ||
      token.tag === 'wh' ||
      (isVerb(token.tag) && isReportingVerb(token.lower))
    )
      return undefined
    if (token.tag === 'number') return undefined
    const place = placeAt(tokens, dates, at)
    if (place) return place
  }
  return undefined
}

function placeBefore(tokens: Token[], dates: DateSpan[], amount: Run): Run | undefined {
  for (let at = amount.from - 1; at >= 0 && at > amount.from - 25; at--) {
    const token = tokens[at]!
    if (token.text === ';' || token.tag === 'number' || (isVerb(token.tag) && isReportingVerb(token.lower)))
      return undefined
    const place = placeAt(tokens, dates, at)
    if (place && place.to <= amount.from) return place
  }
  return undefined
}

const placing = new Set('in across near throughout outside around'.split(' '))

function placeAt(tokens: Token[], dates: DateSpan[], at: number): Run | undefined {
  if (!placing.has(tokens[at]!.lower)) return undefined
  const phrase = nounPhraseAt(tokens, at + 1)
  if (!phrase || tokens[phrase.head]!.tag !== 'name' || tokens[phrase.to]?.tag === 'possessive') return undefined
  if (dates.some((date) => date.from < phrase.to && date.to > at)) return undefined
  return { from: at, to: phrase.to }
}
