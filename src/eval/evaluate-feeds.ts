import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { AppError } from '../domain/app-error.ts'
import { rowOf, shareInterval } from './interval.ts'
import {
  compareFeed,
  type FeedExpectation,
  type FeedField,
  type FeedMiss,
  type FeedView,
  isBlankText,
} from './measure-feeds.ts'
import { commentExpectations, parsedExpectations, translatedExpectations } from './measure-feeds-expectations.ts'
import type { EvalResult } from './read-set.ts'

/**
 * The reader that is measured: from the bytes of a feed, the charset that its server named, and its address. It should do all
 * that reading a feed takes, making documents of the entries too, because its time is taken.
 */
export type MeasuredReader = (bytes: Uint8Array, answer: { charset: string | null; url: string }) => Promise<FeedView>

/** The sets, with the goal, and what our reader reached here on the parser feedsmith (its documents, which lack the authors and dates of whole feeds). */
const sets = [
  { set: 'gofeed', wanted: /^gofeed\/translator\//, anchor: 'goal 0.99; on feedsmith 0.558' },
  { set: 'rss-parser', wanted: /^rss-parser\/input\//, anchor: 'goal 0.99; on feedsmith 0.975' },
  { set: 'feedparser', wanted: /^feedparser\//, anchor: 'goal 0.97; on feedsmith 0.757' },
]

/**
 * Feeds with what must be found in them: gofeed's translator tests and rss-parser's (JSON beside each feed), and feedparser's
 * (`Expect:` in a comment; those that are plain equalities of a field we read, the rest is counted as skipped, and so are
 * texts that show nothing). Every feed of the folder is read, those without expectations too, for crashes and time. A
 * refusal (`AppError`) is no crash. A file that takes more than 200 ms is read up to three times, and the shortest time counts. Undefined where the sets are not there.
 */
export async function evaluateFeeds(folder: string, read: MeasuredReader): Promise<EvalResult | undefined> {
  const root = join(folder, 'read/feeds')
  if (!existsSync(root)) return undefined
  const errors: EvalResult['errors'] = []
  const counted: { set: string; path: string; expected: number; met: number; skipped: number }[] = []
  let [files, crashes, slowest] = [0, 0, 0]
  for (const path of listFeeds(root)) {
    const bytes = readFileSync(join(root, path))
    const set = sets.find(({ wanted }) => wanted.test(path))?.set
    const { expectations, skipped } =
      set === undefined ? { expectations: [], skipped: 0 } : expectationsOf(root, path, bytes)
    const answer = answerOf(path, bytes)
    let [view, took] = await timed(read, bytes, answer)
    // Further tries tell a file that is slow from a machine that was busy.
    for (let tries = 1; took > slowMs && tries < mostTries; tries += 1) {
      took = Math.min(took, (await timed(read, bytes, answer))[1])
    }
    if (view instanceof Error) {
      crashes += 1
      errors.push({ kind: 'feeds-crash', file: path, error: String(view) })
      view = null
    }
    files += 1
    slowest = Math.max(slowest, took)
    if (took > slowMs) errors.push({ kind: 'feeds-slow', file: path, ms: Math.round(took) })
    const told = expectations.filter(({ field, value }) => isTelling(field, value))
    const misses = view === null ? told.map((one): FeedMiss => ({ ...one, got: null })) : compareFeed(view, told)
    for (const miss of misses) errors.push({ kind: `${set}-${miss.field}`, file: path, ...miss })
    if (set === undefined) continue
    const [expected, met] = [told.length, told.length - misses.length]
    counted.push({ set, path, expected, met, skipped: skipped + expectations.length - expected })
  }
  const rows = sets.flatMap(({ set, anchor }) => {
    const files = counted.filter((one) => one.set === set)
    const share = shareInterval(
      files,
      ({ path }) => path,
      ({ met }) => met,
      ({ expected }) => expected,
    )
    const skipped = files.reduce((sum, one) => sum + one.skipped, 0)
    return [
      rowOf(set, 'feed expectations met', share, anchor),
      { set, measure: 'feed expectations compared', value: share.of, anchor: `${skipped} others skipped` },
    ]
  })
  const row = (measure: string, value: number, anchor: string | null) => ({ set: 'feeds', measure, value, anchor })
  return {
    rows: [
      ...rows,
      row('files read', files, null),
      row('crashes', crashes, 'goal 0'),
      row('slowest file, ms', Math.round(slowest), 'goal 200'),
    ],
    errors,
  }
}

const slowMs = 200
const mostTries = 3

/** The view, null where the reader refuses, the error where it crashes; and the time in ms. */
async function timed(
  read: MeasuredReader,
  bytes: Uint8Array,
  answer: { charset: string | null; url: string },
): Promise<[view: FeedView | Error | null, took: number]> {
  const started = performance.now()
  const view = await read(bytes, answer).catch((error: unknown) => {
    if (error instanceof AppError) return null
    return error instanceof Error ? error : new Error(String(error))
  })
  return [view, performance.now() - started]
}

// A text without anything to see is met by a reader that finds nothing, and one with U+FFFD was decoded wrongly by its set.
function isTelling(field: FeedField, value: string): boolean {
  return !/^(?:title|content|summary)$/.test(field) || !(isBlankText(value) || value.includes('\ufffd'))
}

function listFeeds(root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && isFeedFile(entry.name, entry.parentPath))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort()
}

// Beside a feed lies what is expected of it, in JSON.
function isFeedFile(name: string, folder: string): boolean {
  if (!name.endsWith('.json')) return /\.(?:xml|rss|atom)$/.test(name)
  return /\/json(?:\/|$)/.test(folder) && !name.endsWith('_expected.json')
}

function expectationsOf(
  root: string,
  path: string,
  bytes: Uint8Array,
): { expectations: FeedExpectation[]; skipped: number } {
  if (path.startsWith('feedparser/')) return commentExpectations(asciiOf(bytes))
  const isTranslated = path.startsWith('gofeed/')
  const stem = path.replace(/\.\w+$/, '')
  const beside = isTranslated
    ? [`${stem}.json`, `${stem}_expected.json`].filter((one) => one !== path)
    : [join('rss-parser/output', `${basename(stem)}.json`)]
  const found = beside.map((one) => join(root, one)).find(existsSync)
  if (found === undefined) return { expectations: [], skipped: 0 }
  const json: unknown = JSON.parse(decodeJson(readFileSync(found)))
  return { expectations: isTranslated ? translatedExpectations(json) : parsedExpectations(json), skipped: 0 }
}

/** What the server of feedparser's tests says with a feed: its headers stand in the first comment, and it listens on port 8097. */
function answerOf(path: string, bytes: Uint8Array): { charset: string | null; url: string } {
  const head = path.startsWith('feedparser/') ? asciiOf(bytes).slice(0, 2000) : ''
  const charset = /^Header:\s*Content-type:.*?charset\s*=\s*["']?([\w.:-]+)/im.exec(head)?.[1]?.toLowerCase() ?? null
  const location = /^Header:\s*Content-Location:\s*(\S+)/im.exec(head)?.[1]
  const url = `http://127.0.0.1:8097/${path.split('/').map(encodeURIComponent).join('/')}`
  return { charset, url: URL.parse(location ?? '', url)?.href ?? url }
}

// One of the files is in the charset of its feed.
function decodeJson(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

// The comments are ASCII in every encoding that the tests use, once the zeros of the wide ones are out.
function asciiOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1').replaceAll('\0', '')
}
