import type { StorySignature } from './signature.ts'
import type { WeighedTerm } from './weigh-terms.ts'

/** A signature as it is compared: terms as rising hashes with their weights, dates as sets of bits. */
export interface Comparable {
  hashes: Uint32Array
  weights: Float32Array
  /** its heaviest terms, by which others like it are found */
  keys: Uint32Array
  keyWeights: Float32Array
  /** those of its terms that are figures */
  figures: Set<number>
  publishedDay: number | null
  years: number[]
  months: number
  weekdays: number
}

/** Articles published further apart are not compared: a story goes on by those between them. */
export const windowDays = 14

/** So much of the likeness is lost at the end of the window; within a day nothing. */
const lossOverWindow = 0.3

/** What each of year, month and weekday adds where both articles mention one and agree, or takes away where they do not. */
const dateStep = 0.25

/** What is lost where both give figures, and none of them is the same. */
const lossOfFigures = 0.35
const fewestFigures = 2
/** Texts so alike that have no figure in common are made from one template, each about another event. */
const templateLikeness = 0.6

const mostKeys = 24

/** Makes a signature comparable. */
export function comparableOf({ names, figures, words, dates, publishedDay }: StorySignature): Comparable {
  const terms = [...names, ...figures, ...words]
    .map(([term, weight]: WeighedTerm) => ({ hash: hashOf(term), weight: weight / 1_000 }))
    .sort((a, b) => a.hash - b.hash)
  const keys = terms.toSorted((a, b) => b.weight - a.weight || a.hash - b.hash).slice(0, mostKeys)
  return {
    hashes: Uint32Array.from(terms, ({ hash }) => hash),
    weights: Float32Array.from(terms, ({ weight }) => weight),
    keys: Uint32Array.from(keys, ({ hash }) => hash),
    keyWeights: Float32Array.from(keys, ({ weight }) => weight),
    figures: new Set(figures.map(([term]) => hashOf(term))),
    publishedDay,
    years: dates.years,
    months: bitsOf(dates.months),
    weekdays: bitsOf(dates.weekdays),
  }
}

/**
 * How alike two articles are as reports of one event: 0 for nothing in common, about 1 for one text. The cosine of their terms,
 * more where they mention the same dates, less where others, less with time between them. Undefined beyond the window.
 */
export function likeness(a: Comparable, b: Comparable): number | undefined {
  const apart = a.publishedDay === null || b.publishedDay === null ? 0 : Math.abs(a.publishedDay - b.publishedDay)
  if (apart > windowDays) return undefined
  const terms = cosine(a, b)
  if (terms === 0) return 0
  const areOther = areOfOtherFigures(a, b)
  const isRich = Math.min(a.figures.size, b.figures.size) > fewestFigures
  if (areOther && terms > templateLikeness) return 0
  // Within one week a weekday is a date; weeks apart the same name means another day.
  const weekday = apart > 6 ? 0 : agreement(a.weekdays & b.weekdays, a.weekdays, b.weekdays)
  const month = agreement(a.months & b.months, a.months, b.months)
  const year = agreement(a.years.some((one) => b.years.includes(one)) ? 1 : 0, a.years.length, b.years.length)
  const time = 1 - (lossOverWindow * Math.max(0, apart - 1)) / (windowDays - 1)
  return terms * (1 + dateStep * (weekday + month + year)) * time * (areOther && isRich ? 1 - lossOfFigures : 1)
}

/** Reports that come every day in the same words, of markets, weather or a harbor, differ in all of their figures. */
function areOfOtherFigures(a: Comparable, b: Comparable): boolean {
  return a.figures.size >= fewestFigures && b.figures.size >= fewestFigures && a.figures.isDisjointFrom(b.figures)
}

function agreement(shared: number, a: number, b: number): number {
  return a === 0 || b === 0 ? 0 : shared === 0 ? -1 : 1
}

function cosine(a: Comparable, b: Comparable): number {
  let sum = 0
  let i = 0
  let j = 0
  while (i < a.hashes.length && j < b.hashes.length) {
    const difference = a.hashes[i]! - b.hashes[j]!
    if (difference === 0) sum += a.weights[i++]! * b.weights[j++]!
    else if (difference < 0) i++
    else j++
  }
  return sum
}

function bitsOf(places: readonly number[]): number {
  return places.reduce((bits, place) => bits | (1 << place), 0)
}

/** FNV-1a, https://datatracker.ietf.org/doc/html/draft-eastlake-fnv: two of eighty terms meet by chance once in a million articles. */
function hashOf(term: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < term.length; at++) hash = Math.imul(hash ^ term.charCodeAt(at), 0x01000193)
  return hash >>> 0
}
