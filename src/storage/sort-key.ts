import { createHash } from 'node:crypto'
import type { Article } from '../domain/article.ts'

// 2^20 places in a second keep keys of the years 1685 to 2242 below 2^53, where JavaScript's numbers are exact.
const PLACES = 2 ** 20
const LATEST = Date.UTC(2241, 0)
const EARLIEST = Date.UTC(1700, 0)

/**
 * The instant by which an article is sorted, ISO 8601 to the second: its date, a day as that day's first second (UTC),
 * else `ingestedAt`. `{ publishedAt: '2026-03-02' }` → `2026-03-02T00:00:00Z`
 */
export function sortedAtOf(article: Pick<Article, 'publishedAt'>, ingestedAt: string): string {
  const published = article.publishedAt === null ? undefined : millisecondsOf(article.publishedAt)
  return isoSecond(published ?? millisecondsOf(ingestedAt) ?? 0)
}

/**
 * Where an article stands among all: by second, then by a fixed order of ids. As an integer it can be the row number of an
 * index, which then gives the newest first without sorting. Two articles that want one place: the later takes the next.
 */
export function sortKeyOf(id: string, sortedAt: string): number {
  return firstKeyOf(sortedAt) + (createHash('sha256').update(id).digest().readUInt32BE(0) % PLACES)
}

/**
 * The lowest key of an instant or day: the bound of a window.
 * @throws RangeError for what is no ISO 8601 date
 */
export function firstKeyOf(instant: string): number {
  const milliseconds = millisecondsOf(instant)
  if (milliseconds === undefined) throw new RangeError(`not an ISO 8601 date: ${instant}`)
  return Math.ceil(milliseconds / 1000) * PLACES
}

/** The second that a key stands for, ISO 8601. */
export function instantOfKey(key: number): string {
  return isoSecond(Math.floor(key / PLACES) * 1000)
}

/** Instants without a zone are taken as UTC, as days are. What is not ISO 8601 would be read in the machine's own zone. */
function millisecondsOf(instant: string): number | undefined {
  if (!/^\d{4}-\d\d(-\d\d|$)/.test(instant)) return undefined
  const hasTime = instant.includes(':')
  const hasZone = /(Z|[+-]\d\d:?\d\d)$/i.test(instant)
  const milliseconds = Date.parse(hasTime && !hasZone ? `${instant}Z` : instant)
  return Number.isNaN(milliseconds) ? undefined : Math.min(Math.max(milliseconds, EARLIEST), LATEST)
}

function isoSecond(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000) * 1000
  return new Date(seconds).toISOString().replace('.000Z', 'Z')
}
