import type { Span } from '../../domain/span.ts'

/**
 * What a time expression says. `day` "April 9, 2026", "Tuesday night"; `month` "March 2025"; `year` "2019", "the 1990s";
 * `time` "5 a.m."; `relative` "late last month", "two years ago"; `duration-period` "from 2016 to 2020",
 * "the past two years", "the first quarter", "a year", "annually".
 */
export type DateKind = 'day' | 'month' | 'year' | 'time' | 'relative' | 'duration-period'

/** A time expression; `from` and `to` (exclusive) are indexes into the tokens of its sentence. */
export interface DateSpan extends Span {
  kind: DateKind
  sentence: number
  from: number
  to: number
}

/** Where an expression ends (exclusive token index) and what it says. */
export interface TimeAt {
  to: number
  kind: DateKind
}
