import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Article } from '../../src/domain/article.ts'
import type { Store } from '../../src/domain/store.ts'
import { splitSentences } from '../../src/evidence/language/sentences.ts'
import { answerStories } from '../../src/pipeline/ask/answer-stories.ts'
import { composeDigest } from '../../src/pipeline/compose-digest.ts'
import { ingestArticles } from '../../src/pipeline/ingest-articles.ts'
import { makeArticle } from '../../src/pipeline/make-article.ts'
import { parseTopic } from '../../src/pipeline/search/parse-topic.ts'
import { searchArticles } from '../../src/pipeline/search/search-articles.ts'
import { createFileReader } from '../../src/reading/file-reader.ts'
import { openStore } from '../../src/storage/open.ts'
import { freshDatabase } from '../storage/fresh-database.ts'
import { seededRandom } from '../storage/generated-articles.ts'

const now = () => new Date('2026-05-20T08:00:00Z')
const postgres = await freshDatabase()

async function readSamples(): Promise<Article[]> {
  const articles: Article[] = []
  const documents = createFileReader({ stdin: Readable.from([]) })
  for await (const result of documents.read(new URL('../../seeds/', import.meta.url).pathname)) {
    if (result.kind === 'document') articles.push(makeArticle(result.document))
    else if (result.kind === 'feed') articles.push(...result.entries.map(makeArticle))
  }
  return articles
}

// Words, phrases and exclusions out of the samples themselves, the same at every run.
function generateQueries(articles: Article[], count: number): string[] {
  const random = seededRandom(7)
  const sentences = articles.flatMap(({ text }) => splitSentences(text).map((sentence) => sentence.text))
  const pick = <Item>(items: Item[]): Item | undefined => items[Math.floor(random() * items.length)]
  const word = () => pick((pick(sentences) ?? '').match(/\p{L}{3,}/gu) ?? ['fire']) ?? 'fire'
  const phrase = () => {
    const words = (pick(sentences) ?? '').match(/[\p{L}\d]+/gu) ?? ['fire', 'chief']
    const start = Math.floor(random() * Math.max(1, words.length - 2))
    return `"${words.slice(start, start + 2).join(' ')}"`
  }
  const shapes = [
    word,
    phrase,
    () => `${word()} ${word()}`,
    () => `${word()} -${word()}`,
    () => `${phrase()} ${word()}`,
    () => `${word()} ${word()} ${word()}`,
  ]
  return Array.from({ length: count }, (_, index) => (shapes[index % shapes.length] ?? word)())
}

describe.skipIf(postgres === undefined)('the samples on SQLite and PostgreSQL', () => {
  let sqlite: Store
  let server: Store
  let articles: Article[]
  beforeAll(async () => {
    sqlite = await openStore({ url: 'sqlite::memory:', now })
    server = await openStore({ url: postgres ?? '', now })
    articles = await readSamples()
    for (const store of [sqlite, server]) await ingestArticles(store, articles)
  })
  afterAll(async () => {
    await sqlite.close()
    await server.close()
  })

  it('gives the same articles in the same order for 200 generated queries, strict and loose', async () => {
    const options = { limit: 20, at: now().toISOString() }
    let found = 0
    for (const text of generateQueries(articles, 200)) {
      for (const isStrict of [true, false]) {
        const query = { ...parseTopic(text), isStrict }
        const one = await searchArticles(sqlite, query, options)
        expect([text, (await searchArticles(server, query, options)).found]).toEqual([text, one.found])
        found += one.found.length
      }
    }
    expect(found).toBeGreaterThan(400)
  })

  it('gives the same answers and the same digests', async () => {
    const titles = articles.map(({ title }) => title ?? '').filter((title) => title !== '')
    const questions = [
      'who declined to comment?',
      'how many homes lost power?',
      'where does 20,000 come from?',
      ...titles.map((title) => `What is known of ${title}?`),
    ]
    for (const question of questions) {
      const asked = { id: '1', question, askedAt: null }
      expect(await answerStories({ store: server, now }, asked)).toEqual(
        await answerStories({ store: sqlite, now }, asked),
      )
    }
    for (const topic of ['fire', 'tram strike', 'clinic -measles', '"National Guard"']) {
      const window = { limit: 5, since: null }
      const one = await composeDigest({ store: sqlite, now }, topic, window)
      expect((await composeDigest({ store: server, now }, topic, window)).digest).toEqual(one.digest)
    }
  })
})
