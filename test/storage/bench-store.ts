import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Store } from '../../src/domain/store.ts'
import type { TermQuery } from '../../src/domain/stored.ts'
import { openStore } from '../../src/storage/open.ts'
import { generatedArticle, seededRandom, wordOf, zipfRank } from './generated-articles.ts'
import { startPostgres } from './start-postgres.ts'

// Prints how fast each database saves and finds candidates: `node bench-store.ts [sizes] [sqlite|postgres]`, for instance
// `node bench-store.ts 1000,10000,100000`. Words follow Zipf's law, 600 an article; articles come in batches of 50.

const BATCH = 50
const QUERIES = 300
const LIMIT = 300
const now = () => new Date('2026-04-02T07:00:00Z')

/** What is asked: words by their rank in the vocabulary, so that each kind is common or rare in a known way. */
const kinds: Record<string, (random: () => number) => Omit<TermQuery, 'limit'>> = {
  'one common word': (random) => ({ all: [word(random, 0, 20)], any: [], not: [] }),
  'one middling word': (random) => ({ all: [word(random, 100, 2000)], any: [], not: [] }),
  'one rare word': (random) => ({ all: [word(random, 5000, 50_000)], any: [], not: [] }),
  'two middling words': (random) => ({ all: [word(random, 20, 500), word(random, 20, 500)], any: [], not: [] }),
  'common and rare': (random) => ({ all: [word(random, 0, 20), word(random, 5000, 50_000)], any: [], not: [] }),
  'any of five': (random) => ({ all: [], any: Array.from({ length: 5 }, () => word(random, 50, 5000)), not: [] }),
  'words as in text': (random) => ({
    all: Array.from({ length: 3 }, () => wordOf(zipfRank(random, 60_000))),
    any: [],
    not: [],
  }),
  'phrase of common words': (random) => ({
    all: [],
    any: [],
    not: [],
    phrases: [[word(random, 0, 60), word(random, 0, 60)]],
  }),
  'common without another': (random) => ({ all: [word(random, 20, 200)], any: [], not: [word(random, 0, 20)] }),
}

const sizes = (process.argv[2] ?? '1000,10000').split(',').map(Number)
const engines = process.argv[3] === undefined ? ['sqlite', 'postgres'] : [process.argv[3]]
const folder = mkdtempSync(join(tmpdir(), 'nutgraf-bench-'))
try {
  if (engines.includes('sqlite')) await measure('sqlite', `sqlite:${join(folder, 'bench.db')}`)
  if (engines.includes('postgres')) await measurePostgres()
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function measurePostgres(): Promise<void> {
  const server = await startPostgres({ isDurable: true })
  if ('reason' in server) return print(`postgres skipped: ${server.reason}`)
  try {
    await measure('postgres', await server.createDatabase())
  } finally {
    await server.stop()
  }
}

async function measure(engine: string, url: string): Promise<void> {
  const store = await openStore({ url, now })
  let stored = 0
  for (const size of sizes) {
    const saving = await save(store, stored, size)
    stored = size
    const bytes = readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)
    const kept = bytes === 0 ? '' : `, ${(bytes / size / 1024).toFixed(1)} KiB an article`
    print(`\n${engine}, ${size} articles: saved ${Math.round(saving)} a second${kept}`)
    print('query                      found   p50 ms   p99 ms freq p50 freq p99')
    for (const [kind, make] of Object.entries(kinds)) print(await ask(store, kind, make))
  }
  await store.close()
}

/** Articles a second from `from` to `to`, making them up not counted. */
async function save(store: Store, from: number, to: number): Promise<number> {
  let spent = 0
  for (let start = from; start < to; start += BATCH) {
    const entries = Array.from({ length: Math.min(BATCH, to - start) }, (_, index) => generatedArticle(start + index))
    const began = performance.now()
    await store.articles.save(entries)
    spent += performance.now() - began
  }
  return ((to - from) / spent) * 1000
}

async function ask(
  store: Store,
  kind: string,
  make: (random: () => number) => Omit<TermQuery, 'limit'>,
): Promise<string> {
  const random = seededRandom(kind.length)
  const times: number[] = []
  const frequencyTimes: number[] = []
  let found = 0
  for (let query = 0; query < QUERIES; query += 1) {
    const asked = { ...make(random), limit: LIMIT }
    const began = performance.now()
    await store.search.frequencies([...asked.all, ...asked.any, ...(asked.phrases ?? []).flat()])
    const counted = performance.now()
    const candidates = await store.search.candidates(asked)
    times.push(performance.now() - counted)
    frequencyTimes.push(counted - began)
    found += candidates.length
  }
  const columns = [
    percentile(times, 0.5),
    percentile(times, 0.99),
    percentile(frequencyTimes, 0.5),
    percentile(frequencyTimes, 0.99),
  ]
  return [
    kind.padEnd(26),
    (found / QUERIES).toFixed(0).padStart(5),
    ...columns.map((time) => time.toFixed(2).padStart(8)),
  ].join(' ')
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

function word(random: () => number, from: number, to: number): string {
  return wordOf(from + Math.floor(random() * (to - from)))
}

function percentile(values: number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0
}
