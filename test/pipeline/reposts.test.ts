import { readFileSync } from 'node:fs'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Article } from '../../src/domain/article.ts'
import type { Store } from '../../src/domain/store.ts'
import { composeDigest } from '../../src/pipeline/compose-digest.ts'
import { composeLatest } from '../../src/pipeline/compose-latest.ts'
import { ingestArticles } from '../../src/pipeline/ingest-articles.ts'
import { makeArticle } from '../../src/pipeline/make-article.ts'
import { replaceWords } from '../evidence/likeness/edits.ts'
import { liveBlog, marketReport } from '../evidence/likeness/templates.ts'
import { createMemoryStore } from '../storage/memory-store.ts'

const text = readFileSync(new URL('../../seeds/storm-ellin-county.txt', import.meta.url), 'utf8')
let clock = ''
const now = () => new Date(clock)
let store: Store
beforeEach(() => {
  clock = '2026-05-20T08:00:00Z'
  store = createMemoryStore(now)
})

function articleAt(url: string, fields: Partial<Article> = {}): Article {
  const { text: given = text, title = 'Storm in Ellin County', publisher = 'The Example', ...rest } = fields
  const document = { url, title, publisher, byline: null, updatedAt: null, label: null, isExcerpt: false }
  return { ...makeArticle({ ...document, publishedAt: '2026-05-19', text: given }), ...rest }
}

/** What became of each: the address of the article that it is a repost of. */
async function ingest(...articles: Article[]): Promise<(string | null)[]> {
  const saved = await ingestArticles(store, articles)
  return Promise.all(
    saved.map(async ({ repostOf }) => (repostOf && (await store.articles.find(repostOf))?.value.url) || null),
  )
}

async function marks(): Promise<(string | null)[]> {
  return (await store.articles.list({ limit: 100 })).map(({ repostOf }) => repostOf)
}

describe('a near-identical text', () => {
  const first = 'https://harbor.example/storm'
  const edited = text.trim().split('\n').slice(1).join('\n')

  it('under another address is a repost of the one that was stored first, in a later batch and in the same', async () => {
    expect(await ingest(articleAt(first))).toEqual([null])
    const other = articleAt('https://valley.example/1', { text: edited, title: 'Thousands without power' })
    expect(await ingest(other, articleAt('https://lisk.example/2'))).toEqual([first, first])
    store = createMemoryStore(now)
    expect(await ingest(articleAt(first), other)).toEqual([null, first])
  })

  it.each([
    ['http://harbor.example/storm'],
    ['https://harbor.example/amp/storm'],
    ['https://harbor.example/storm?outputType=amp'],
    ['https://m.harbor.example/storm'],
    ['https://www.harbor.example/news/storm.html'],
  ])('is a repost under another address of one page: %s', async (url) => {
    expect(await ingest(articleAt(first), articleAt(url))).toEqual([null, first])
  })

  it('under the same address is a version of the same article', async () => {
    const saved = await ingestArticles(store, [
      articleAt(first),
      articleAt(`${first}/?utm_source=x#top`, { text: edited }),
    ])
    expect(saved.map(({ version, outcome, repostOf }) => [version, outcome, repostOf])).toEqual([
      [1, 'new', null],
      [2, 'changed', null],
    ])
  })

  it('loses its mark with a wording of its own, and gets it again with the old one', async () => {
    const other = 'https://valley.example/1'
    await ingest(articleAt(first), articleAt(other))
    expect(await ingest(articleAt(other, { text: replaceWords(text, 0.3, 1) }))).toEqual([null])
    expect(await ingest(articleAt(other))).toEqual([first])
  })

  it('that is older and comes later does not turn the mark round, nor does what is stored again', async () => {
    await ingest(articleAt(first))
    const older = articleAt('https://valley.example/1', { publishedAt: '2026-05-12' })
    expect(await ingest(older)).toEqual([first])
    expect(await ingest(articleAt(first), older)).toEqual([null, first])
    expect((await marks()).filter((mark) => mark !== null)).toHaveLength(1)
  })

  it('that comes two months later is news of its own', async () => {
    await ingest(articleAt(first))
    expect(await ingest(articleAt('https://valley.example/1', { publishedAt: '2026-07-30' }))).toEqual([null])
  })

  it('is no repost where it is a teaser, a template with other figures, or a live blog of the same series', async () => {
    const teaser = text.split(/\s+/).slice(0, 70).join(' ')
    const texts = [text, teaser, marketReport(1), marketReport(2), marketReport(3), liveBlog(1), liveBlog(2)]
    const articles = texts.map((one, number) => articleAt(`https://harbor.example/${number}`, { text: one }))
    expect(await ingest(...articles)).toEqual(texts.map(() => null))
  })
})

describe('a digest', () => {
  it('shows a text once and names the other publishers, but not the same one under another address', async () => {
    await ingest(
      articleAt('https://harbor.example/storm'),
      articleAt('https://harbor.example/amp/storm'),
      // Its lead is another, so that its brief shares too few words with the first: only the whole text tells.
      articleAt('https://valley.example/1', { publisher: 'The Valley', text: reversed(text) }),
    )
    const findMany = async (ids: string[]) =>
      (await store.articles.findMany(ids)).map((stored) => ({ ...stored, repostOf: null }))
    const unmarked = { ...store, articles: { ...store.articles, findMany } }
    const window = { limit: 5, since: null }
    expect((await composeDigest({ store: unmarked, now }, 'storm', window)).digest.stories).toHaveLength(2)
    const { digest } = await composeDigest({ store, now }, 'storm', window)
    expect(digest.stories).toHaveLength(1)
    const shown = digest.stories[0]?.articles[0]?.publisher
    const other = shown === 'The Example' ? 'The Valley' : 'The Example'
    expect(digest.stories[0]?.notes).toContain(`The same text also stands in: ${other}.`)
  })
})

/** The paragraphs from last to first: nearly all runs of words stay. */
function reversed(whole: string): string {
  return whole.trim().split(/\n+/).toReversed().join('\n')
}

describe('the newest stories', () => {
  it('show a text that several carry once, by its newest copy', async () => {
    await ingest(articleAt('https://harbor.example/storm', { publishedAt: '2026-05-17' }))
    await ingest(articleAt('https://valley.example/1', { publishedAt: '2026-05-19' }))
    const other = { text: 'The ferry stopped on Monday, the harbor office said.', publishedAt: '2026-05-18' }
    await ingest(articleAt('https://harbor.example/ferry', other))
    const urls = (await composeLatest({ store, now }, 3)).map(({ stored }) => stored.value.url)
    expect(urls).toEqual(['https://valley.example/1', 'https://harbor.example/ferry'])
  })
})
