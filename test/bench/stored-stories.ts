import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeArticles } from '../../src/cli/bench/make-articles.ts'
import type { Article } from '../../src/domain/article.ts'
import type { Store } from '../../src/domain/store.ts'
import type { NewArticle } from '../../src/domain/stored.ts'
import { termsOf } from '../../src/evidence/terms/find-terms.ts'
import { answerStories } from '../../src/pipeline/ask/answer-stories.ts'
import { ingestArticles } from '../../src/pipeline/ingest-articles.ts'
import { makeArticle } from '../../src/pipeline/make-article.ts'
import { parseTopic } from '../../src/pipeline/search/parse-topic.ts'
import { searchArticles } from '../../src/pipeline/search/search-articles.ts'
import { openStore } from '../../src/storage/open.ts'
import { seededRandom, wordOf, zipfRank } from '../storage/generated-articles.ts'
import { startPostgres } from '../storage/start-postgres.ts'

/*
 * How fast stored stories are found, asked about and added, on SQLite and PostgreSQL, as the store grows:
 * `node test/bench/stored-stories.ts [sizes] [sqlite|postgres]`; without sizes 1,000 and 10,000, with `--full` 100,000 too.
 * Each article is half the samples' sentences and half made words that follow Zipf's law, so that words of every rarity occur.
 */
const batch = 50
const vocabulary = 60_000
const at = '2026-05-20T08:00:00Z'
const now = () => new Date(at)
const day = 86_400_000

// The words that topics and questions are made of, beside made ones.
const sampleWords = [...new Set([...makeArticles(40, 200)].flatMap(({ text }) => text.match(/\p{L}{4,}/gu) ?? []))]

function topicOf(random: () => number): string {
  const word = () =>
    random() < 0.5
      ? wordOf(zipfRank(random, vocabulary))
      : (sampleWords[Math.floor(random() * sampleWords.length)] ?? 'fire')
  return Array.from({ length: 1 + Math.floor(random() * 3) }, word).join(' ')
}

function questionOf(random: () => number): string {
  const opening = ['How many', 'Who said that', 'When did', 'What is known of', 'Where are'][Math.floor(random() * 5)]
  return `${opening} ${topicOf(random)} ${topicOf(random)}?`
}

async function times(
  count: number,
  make: (random: () => number) => string,
  run: (text: string) => Promise<unknown>,
): Promise<number[]> {
  const random = seededRandom(count)
  const figures: number[] = []
  for (let index = 0; index < count; index++) {
    const text = make(random)
    const from = performance.now()
    await run(text)
    figures.push(performance.now() - from)
  }
  return figures
}

function ms(figures: number[], share: number): string {
  return `${(figures.toSorted((a, b) => a - b)[Math.floor(figures.length * share)] ?? 0).toFixed(1)} ms`
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

const arguments_ = process.argv.slice(2)
const [sizeList, engineName] = arguments_.filter((word) => !word.startsWith('--'))
const sizes = (sizeList ?? (arguments_.includes('--full') ? '1000,10000,100000' : '1000,10000')).split(',').map(Number)
const folder = mkdtempSync(join(tmpdir(), 'nutgraf-bench-'))
try {
  if (engineName !== 'postgres') await measure('SQLite', `sqlite:${join(folder, 'bench.db')}`, { search: 40 })
  if (engineName !== 'sqlite') await measurePostgres()
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function measurePostgres(): Promise<void> {
  const server = await startPostgres({ isDurable: true })
  if ('reason' in server) return print(`PostgreSQL skipped: ${server.reason}`)
  try {
    await measure('PostgreSQL', await server.createDatabase(), { search: 60 })
  } finally {
    await server.stop()
  }
}

async function measure(engine: string, url: string, goals: { search: number }): Promise<void> {
  const store = await openStore({ url, now })
  let stored = 0
  for (const size of sizes) {
    await fill(store, stored, size)
    stored = size
    const topics = times(
      300,
      (random) => topicOf(random),
      (topic) => searchArticles(store, parseTopic(topic), { limit: 20, at }),
    )
    const found = await topics
    const asked = await times(
      150,
      (random) => questionOf(random),
      (question) => answerStories({ store, now }, { id: '1', question, askedAt: null }),
    )
    const rate = await ingestRate(store, size)
    print(
      `${engine.padEnd(10)} ${String(size).padStart(7)} articles: search p50 ${ms(found, 0.5)} p99 ${ms(found, 0.99)} (goal ${goals.search} ms), ` +
        `ask p50 ${ms(asked, 0.5)} p99 ${ms(asked, 0.99)} (goal 120 ms), ingest ${rate.toFixed(0)} a second (goal 150)`,
    )
  }
  await store.close()
}

// What fills the store is not analyzed: only its text and words matter to search.
async function fill(store: Store, from: number, to: number): Promise<void> {
  const texts = makeArticles(to, 300)
  for (let skipped = 0; skipped < from; skipped++) texts.next()
  for (let start = from; start < to; start += batch) {
    const entries: NewArticle[] = []
    for (let number = start; number < Math.min(start + batch, to); number++) {
      const article = articleOf(number, texts.next().value?.text ?? '')
      entries.push({ article, terms: { title: termsOf(article.title ?? ''), body: termsOf(article.text) } })
    }
    await store.articles.save(entries)
  }
}

async function ingestRate(store: Store, size: number): Promise<number> {
  const count = 500
  const articles = [...makeArticles(count, 600)].map(({ text }, index) => articleOf(10_000_000 + size + index, text, 0))
  const from = performance.now()
  for (let start = 0; start < count; start += batch) await ingestArticles(store, articles.slice(start, start + batch))
  return (count / (performance.now() - from)) * 1_000
}

function articleOf(number: number, text: string, madeWords = 300): Article {
  const random = seededRandom(number + 1)
  const words = Array.from({ length: madeWords }, () => wordOf(zipfRank(random, vocabulary)))
  const publishedAt = new Date(Date.parse(at) - Math.floor(random() * 90) * day).toISOString()
  const document = {
    url: `https://news.example/${number}`,
    title: words.slice(0, 6).join(' ') || `Story ${number}`,
    publisher: 'The Example',
    byline: null,
    publishedAt,
    updatedAt: null,
    label: null,
    isExcerpt: false,
  }
  return makeArticle({ ...document, text: words.length > 0 ? `${text}\n${words.join(' ')}.` : text })
}
