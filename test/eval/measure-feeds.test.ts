import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { AppError } from '../../src/domain/app-error.ts'
import { evaluateFeeds } from '../../src/eval/evaluate-feeds.ts'
import { compareFeed, type FeedExpectation, type FeedView } from '../../src/eval/measure-feeds.ts'
import {
  commentExpectations,
  parsedExpectations,
  translatedExpectations,
} from '../../src/eval/measure-feeds-expectations.ts'

const nothing = { id: null, link: null, title: null, authors: [], publishedAt: null, updatedAt: null }
const html = (value: string) => ({ value, type: 'html' as const })
const view: FeedView = {
  ...nothing,
  title: { value: 'Harbor & Pier', type: 'text' },
  entries: [
    {
      id: 'gz-1',
      link: 'https://gazette.example/news/1',
      title: html('A <b>ferry</b> &amp; a bus'),
      authors: [{ name: 'Ada Finch', email: 'ada@gazette.example' }],
      publishedAt: '2026-05-06T08:00:00Z',
      updatedAt: null,
      summary: html('<p>Rain fell.</p>'),
      content: null,
    },
  ],
}
const misses = (field: FeedExpectation['field'], value: string, entry: number | null = 0) =>
  compareFeed(view, [{ entry, field, value }]).length

describe('compareFeed', () => {
  it.each<[FeedExpectation['field'], string, number]>([
    ['id', 'gz-1', 0],
    ['id', 'GZ-1', 1],
    ['link', 'https://gazette.example/news/1', 0],
    ['link', '/news/1', 0],
    ['link', '/news/2', 1],
    ['title', 'A <b>ferry</b> & a bus', 0],
    ['title', 'A ferry and a bus', 1],
    ['author', 'Ada Finch', 0],
    ['author', 'Ada Finch (ada@gazette.example)', 0],
    ['author', 'Ada', 1],
    ['email', 'ada@gazette.example', 0],
    ['published', 'Wed, 06 May 2026 10:00:00 +0200', 0],
    ['published', '2026-05-06T10:00:00Z', 1],
    ['updated', '2026-05-06T08:00:00Z', 0],
    ['summary', '<div>Rain fell.<!-- x --></div>', 0],
    ['content', 'Rain fell.', 0],
    ['content', 'Rain fell', 1],
  ])('compares %s with %s', (field, value, count) => {
    expect(misses(field, value)).toBe(count)
  })

  it('keeps text that looks like markup apart from markup', () => {
    const shown: FeedView = { ...view, title: { value: 'Use <b> well', type: 'text' } }
    const title = (value: string): FeedExpectation[] => [{ entry: null, field: 'title', value }]
    expect(compareFeed(shown, title('Use &lt;b&gt; well'))).toEqual([])
    expect(compareFeed(shown, title('Use well'))).toHaveLength(1)
  })

  it('says what the reader gave, and misses what stands in an entry that it has not', () => {
    expect(compareFeed(view, [{ entry: null, field: 'title', value: 'Pier' }])).toEqual([
      { entry: null, field: 'title', value: 'Pier', got: 'Harbor & Pier' },
    ])
    expect(misses('title', 'A', 1)).toBe(1)
  })
})

describe('expectations', () => {
  it('reads plain equalities out of a comment, and counts what is none', () => {
    const comment = (expected: string) => commentExpectations(`<!--\nDescription: x\nExpect:   ${expected}\n-->`)
    expect(comment(String.raw`not bozo and entries[1]['title'] == u'Caf\xe9 \u2013 ' + "it's"`)).toEqual({
      expectations: [{ entry: 1, field: 'title', value: "Café – it's" }],
      skipped: 0,
    })
    expect(comment('feed.updated_parsed == (2026, 5, 6, 8, 0, 0, 2, 126, 0)').expectations).toEqual([
      { entry: null, field: 'updated', value: '2026-05-06T08:00:00.000Z' },
    ])
    expect(comment("entries[0]['id'] == entries[1]['id'] == 'a'").expectations).toHaveLength(2)
    for (const other of [
      'bozo',
      'len(entries) == 2',
      "entries[0]['title'] == 'a' and feed['link'] == 'b'",
      "feed['ttl'] == '60'",
    ]) {
      expect(comment(other), other).toEqual({ expectations: [], skipped: 1 })
    }
  })

  it('reads what gofeed and rss-parser make of a feed', () => {
    const item = {
      title: 'A',
      guid: 'g',
      author: { name: 'Ada' },
      description: 'D',
      publishedParsed: '2026-05-06T08:00:00Z',
    }
    expect(translatedExpectations({ title: 'F', description: 'not compared', items: [item] })).toEqual([
      { entry: null, field: 'title', value: 'F' },
      { entry: 0, field: 'title', value: 'A' },
      { entry: 0, field: 'id', value: 'g' },
      { entry: 0, field: 'published', value: '2026-05-06T08:00:00Z' },
      { entry: 0, field: 'author', value: 'Ada' },
      { entry: 0, field: 'summary', value: 'D' },
    ])
    expect(parsedExpectations({ feed: { items: [{ creator: 'Ada', content: 'D', 'content:encoded': 'C' }] } })).toEqual(
      [
        { entry: 0, field: 'author', value: 'Ada' },
        { entry: 0, field: 'content', value: 'C' },
        { entry: 0, field: 'summary', value: 'D' },
      ],
    )
  })
})

describe('evaluateFeeds', () => {
  const folder = mkdtempSync(join(tmpdir(), 'feeds-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, 'read/feeds', path)), { recursive: true })
    writeFileSync(join(folder, 'read/feeds', path), text)
  }

  it('gives nothing where the sets are not there', async () => {
    expect(await evaluateFeeds(folder, async () => view)).toBe(undefined)
  })

  it('counts what is met, skipped, crashed and refused', async () => {
    write('gofeed/translator/rss/one.xml', '<rss/>')
    write('gofeed/translator/rss/one.json', JSON.stringify({ title: 'Harbor & Pier', items: [{ title: 'Other' }] }))
    write('rss-parser/input/two.rss', '<rss/>')
    write('rss-parser/output/two.json', JSON.stringify({ feed: { items: [{ guid: 'gz-1' }] } }))
    write(
      'feedparser/a/three.xml',
      "<!--\nHeader: Content-type: text/xml; charset=KOI8-R\nExpect: feed['title'] == '<img/>'\n-->",
    )
    write('feedparser/a/four.xml', "<!--\nExpect: feed['title'] == 'crash'\n-->")
    write('feedparser/a/five.xml', "<!--\nExpect: feed['title'] == 'refuse'\n-->")
    write('other/json/six.json', '{}')
    const seen: (string | null)[] = []
    const result = await evaluateFeeds(folder, async (bytes, { charset }) => {
      seen.push(charset)
      const text = Buffer.from(bytes).toString()
      if (text.includes('crash')) throw new TypeError('boom')
      if (text.includes('refuse')) throw new AppError('not-readable', 'no feed')
      return view
    })
    const value = (set: string, measure: string) =>
      result?.rows.find((row) => row.set === set && row.measure === measure)?.value
    expect(value('gofeed', 'feed expectations met')).toBe(1 / 2)
    expect(value('rss-parser', 'feed expectations met')).toBe(1)
    expect(value('feedparser', 'feed expectations met')).toBe(0)
    expect(value('feedparser', 'feed expectations compared')).toBe(2)
    expect(value('feeds', 'files read')).toBe(6)
    expect(value('feeds', 'crashes')).toBe(1)
    expect(seen.filter((charset) => charset === 'koi8-r')).toHaveLength(1)
    expect(result?.errors.map(({ kind }) => kind).sort()).toEqual([
      'feedparser-title',
      'feedparser-title',
      'feeds-crash',
      'gofeed-title',
    ])
  })
})
