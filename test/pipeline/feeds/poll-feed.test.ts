import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { StoredFeed } from '../../../src/domain/feed.ts'
import type { Store } from '../../../src/domain/store.ts'
import type { PollOutcome } from '../../../src/pipeline/feeds/commit-polls.ts'
import { pollFeeds } from '../../../src/pipeline/feeds/poll-feeds.ts'
import { prepareArticles } from '../../../src/pipeline/prepare-articles.ts'
import { createTargetReader, type TargetReader } from '../../../src/reading/target-reader.ts'
import { openStore } from '../../../src/storage/open.ts'
import { articlePage } from '../../reading/web/playing-server.ts'
import { entryOf, type FeedServer, type ServedEntry, startFeedServer } from './changing-feeds.ts'

let server: FeedServer
let store: Store
let reader: TargetReader
let clock = new Date()
const now = () => clock

beforeEach(async () => {
  clock = new Date('2026-05-06T08:00:00Z')
  server = await startFeedServer()
  store = await openStore({ url: 'sqlite::memory:', now })
  reader = createTargetReader({ stdin: Readable.from([]), now, userAgent: 'Nutgraf/0.1.0 (test)', env: server.env })
})
afterEach(async () => {
  await reader.close()
  await store.close()
  await server.close()
})

/** Polls the feed at a path, a quarter of an hour after the last poll; follows it first where it is not followed. */
async function poll(path = '/feed'): Promise<PollOutcome> {
  clock = new Date(clock.getTime() + 15 * 60_000)
  const url = `${server.origin}${path}`
  const { feed } = await store.feeds.add({ url, title: null, siteUrl: null })
  return pollAgain(feed)
}

async function pollAgain(feed: StoredFeed): Promise<PollOutcome> {
  const prepare = async (articles: Parameters<typeof prepareArticles>[0]) => prepareArticles(articles)
  const deps = { store, reader: await reader.openFeedReader(), prepare, now, random: () => 0 }
  const outcomes: PollOutcome[] = []
  await pollFeeds(deps, [feed], (outcome) => void outcomes.push(outcome))
  const [outcome] = outcomes
  if (outcome === undefined) throw new Error('the feed was not polled')
  return outcome
}

async function titles(): Promise<string[]> {
  return (await store.articles.list({ limit: 100 })).map(({ value }) => value.title ?? '').sort()
}

const serve = (entries: ServedEntry[], more = {}) => server.served.set('/feed', { entries, ...more })
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => entryOf(from + index))

describe('a feed that is followed', () => {
  it('starts with its newest ten entries, and brings every later one', async () => {
    serve(range(0, 30))
    expect(await poll()).toMatchObject({ added: 10, changed: 0, error: null })
    expect(await titles()).toEqual(
      range(20, 30)
        .map(({ title }) => title)
        .sort(),
    )
    serve(range(2, 33))
    expect(await poll()).toMatchObject({ added: 3, changed: 0 })
    expect(await store.articles.count()).toBe(13)
  })

  it('takes its order where it gives no dates', async () => {
    serve(range(0, 15).map(({ date: _, ...entry }) => entry))
    await poll()
    expect(await titles()).toEqual(
      range(0, 10)
        .map(({ title }) => title)
        .sort(),
    )
  })

  it.each<[string, (entry: ServedEntry, n: number) => ServedEntry]>([
    ['dates', (entry) => ({ ...entry, date: '2026-05-06T07:00:00Z' })],
    ['ids', (entry, n) => ({ ...entry, id: `new-id-${n}` })],
    ['ids, which are gone', ({ id: _, ...entry }) => entry],
    ['tracking parameters', (entry, n) => ({ ...entry, link: `${entry.link}?utm_source=rss&utm_id=${n}#top` })],
    ['addresses, with the ids kept', (entry, n) => ({ ...entry, link: `https://www.harbor.example/2026/${n}.html` })],
    ['addresses and ids', (entry, n) => ({ ...entry, id: `x${n}`, link: `https://harbor-news.example/${n}` })],
    [
      'addresses, ids and dates',
      (entry, n) => ({ ...entry, id: `x${n}`, link: `https://b.example/${n}`, date: '2026-05-06T07:00:00Z' }),
    ],
  ])('brings nothing back when it changes all its %s', async (_, change) => {
    serve(range(0, 15))
    await poll()
    serve(range(0, 15).map(change))
    expect(await poll()).toMatchObject({ added: 0, changed: 0, error: null })
    // The new names are remembered: the same entries under them, and then under yet others.
    serve(
      range(0, 15)
        .map(change)
        .map((entry, n) => ({ ...entry, text: `${entry.text} More is to come.`, title: `${entry.title} (${n})` })),
    )
    expect((await poll()).added).toBe(0)
    expect(await store.articles.count()).toBe(10)
  })

  it('brings nothing back that left it and came again, nor after another process took over', async () => {
    serve(range(0, 10))
    await poll()
    serve(range(20, 21))
    await poll()
    serve(range(0, 10))
    expect(await poll()).toMatchObject({ added: 0, changed: 0 })
  })

  it('gives a changed text as a new version of the same article', async () => {
    serve([entryOf(1), entryOf(2)])
    await poll()
    const corrected = { ...entryOf(2), text: entryOf(2).text.replace('$42,000', '$42 million') }
    serve([entryOf(1), corrected])
    expect(await poll()).toMatchObject({ added: 0, changed: 1 })
    const [article] = (await store.articles.list({ limit: 5 })).filter(({ value }) => value.text.includes('million'))
    expect(article).toMatchObject({ version: 2, value: { url: 'https://harbor.example/news/2' } })
    serve([entryOf(1), entryOf(2)])
    expect(await poll()).toMatchObject({ added: 0, changed: 1 })
    expect((await store.articles.find(article?.article ?? ''))?.version).toBe(1)
  })

  it('tells apart entries that all lead to its front page, and those that are numbered by their place', async () => {
    serve(range(0, 3).map((entry) => ({ ...entry, link: 'https://harbor.example/' })))
    expect((await poll()).added).toBe(3)
    const numbered = (from: number) =>
      range(from, from + 4)
        .toReversed()
        .map((entry, place) => ({ ...entry, id: String(place) }))
    server.served.set('/numbered', { entries: numbered(40) })
    expect((await poll('/numbered')).added).toBe(4)
    server.served.set('/numbered', { entries: numbered(41) })
    expect(await poll('/numbered')).toMatchObject({ added: 1, changed: 0 })
  })

  it('gives an entry twice in one document once', async () => {
    serve([entryOf(1), entryOf(1), { ...entryOf(1), link: 'https://harbor.example/other' }])
    expect((await poll()).added).toBe(1)
  })

  it('is asked with its validators, and its answer is not read again where nothing changed', async () => {
    serve(range(0, 3), { headers: { 'last-modified': 'Wed, 06 May 2026 07:00:00 GMT' } })
    await poll()
    server.takeAsked()
    await poll()
    const [again] = server.takeAsked()
    expect(again).toMatchObject({ status: 304, headers: { 'if-modified-since': 'Wed, 06 May 2026 07:00:00 GMT' } })
    expect(await poll()).toMatchObject({ feed: { failures: 0, lastError: null } })
  })

  it('counts an answer as unchanged that comes whole again with other validators', async () => {
    let n = 0
    const etag = () => serve(range(0, 3), { headers: { etag: `"${n++}"` } })
    etag()
    await poll()
    etag()
    expect(await poll()).toMatchObject({ added: 0, changed: 0, feed: { etag: '"1"' } })
  })
})

describe('when a feed is asked again', () => {
  const minutes = ({ feed }: PollOutcome) => (Date.parse(feed.dueAt) - clock.getTime()) / 60_000

  it('is after a quarter of an hour, or as long as the feed asks, within five minutes and a day', async () => {
    serve(range(0, 1))
    expect(minutes(await poll())).toBe(15)
    serve(range(0, 2), { headers: { 'cache-control': 'max-age=60' } })
    expect(minutes(await poll())).toBe(5)
    serve(range(0, 3), { headers: { 'cache-control': 'public, max-age=1800' } })
    expect(minutes(await poll())).toBe(30)
    serve(range(0, 4), { ttl: 60 })
    expect(minutes(await poll())).toBe(60)
    // An unchanged answer has no ttl of its own: what the feed said last holds.
    expect(minutes(await poll())).toBe(60)
    serve(range(0, 5), { ttl: 999_999 })
    expect(minutes(await poll())).toBe(24 * 60)
  })

  it('backs off while it fails, up to a day, and starts anew once it answers', async () => {
    server.served.set('/feed', { status: 500 })
    const waits: number[] = []
    for (let n = 0; n < 10; n++) waits.push(minutes(await poll()))
    expect(waits).toEqual([10, 20, 40, 80, 160, 320, 640, 1280, 1440, 1440])
    expect(await poll()).toMatchObject({ feed: { failures: 11, lastError: { code: 'page-unreachable' } } })
    serve(range(0, 1))
    expect(await poll()).toMatchObject({ added: 1, feed: { failures: 0, lastError: null } })
  })

  it('is when Retry-After says, in seconds or as a date', async () => {
    server.served.set('/feed', { status: 429, headers: { 'retry-after': '7200' } })
    const busy = await poll()
    expect(minutes(busy)).toBe(120)
    expect(busy.feed.restUntil).toBe(busy.feed.dueAt)
    const at = new Date(clock.getTime() + 15 * 60_000 + 5 * 3_600_000)
    server.served.set('/feed', { status: 503, headers: { 'retry-after': at.toUTCString() } })
    expect(minutes(await poll())).toBe(300)
  })

  it('is at its new address once it moved for good, and at the old one where it moved for a while', async () => {
    serve(range(0, 1))
    server.served.set('/old', { status: 302, headers: { location: '/feed' } })
    expect((await poll('/old')).feed.url).toBe(`${server.origin}/old`)
    server.served.set('/old', { status: 301, headers: { location: '/feed' } })
    const moved = await poll('/old')
    expect(moved.feed.url).toBe(`${server.origin}/feed`)
    server.takeAsked()
    await pollAgain(moved.feed)
    expect(server.takeAsked().map(({ path }) => path)).toEqual(['/feed'])
  })

  it('is never where it is gone for good (410), and its name stays with the reason', async () => {
    serve(range(0, 1))
    await poll()
    server.served.set('/feed', { status: 410 })
    expect(await poll()).toMatchObject({ feed: { stopped: expect.stringContaining('(410)') } })
    expect(await store.feeds.due('2030-01-01T00:00:00Z', 10)).toEqual([])
    expect(await store.articles.count()).toBe(1)
  })

  it('is later where it answers with a page, with a wall, or with a broken feed, and its articles stay', async () => {
    serve(range(0, 2))
    await poll()
    server.served.set('/feed', { status: 200, body: articlePage() })
    expect((await poll()).error?.message).toContain('answers with a page, not with a feed')
    server.served.set('/feed', {
      status: 403,
      body: '<title>Just a moment...</title><p>Checking your browser before accessing the site.</p>',
      headers: { 'cf-mitigated': 'challenge' },
    })
    expect((await poll()).error).toMatchObject({ code: 'page-blocked' })
    serve(range(0, 3))
    expect(await poll()).toMatchObject({ added: 1, error: null })
  })
})

describe('an entry that is a teaser', () => {
  const teaser = (n: number) => ({
    ...entryOf(n, server.origin),
    title: 'Ferry returns',
    text: 'The ferry between Olm and Skarrow ran again on Monday …',
  })

  it('is read from its page', async () => {
    server.served.set('/news/1', { status: 200, body: articlePage() })
    serve([teaser(1)])
    expect(await poll()).toMatchObject({ added: 1, excerpts: 0 })
    const [article] = await store.articles.list({ limit: 1 })
    expect(article?.value).toMatchObject({
      isExcerpt: false,
      publisher: 'Harbor Gazette',
      publishedAt: '2026-04-01T01:00:00Z',
    })
    expect(article?.value.text).toContain('$1.4 million')
  })

  it('is read once, however often the feed is polled', async () => {
    server.served.set('/news/1', { status: 200, body: articlePage() })
    serve([teaser(1)])
    await poll()
    server.takeAsked()
    serve([
      teaser(1),
      { ...teaser(2), text: 'The mayor will speak about the ferry on Friday …', title: 'Mayor to speak' },
    ])
    await poll()
    expect(server.takeAsked().map(({ path }) => path)).toEqual(['/feed', '/news/2'])
  })

  it('stands for its article as an excerpt where the page shows a wall, and never the wall', async () => {
    server.served.set('/news/1', {
      status: 200,
      body: '<title>Just a moment...</title><p>Checking your browser before accessing the site.</p>',
    })
    serve([teaser(1)])
    expect(await poll()).toMatchObject({ added: 1, excerpts: 1 })
    const [article] = await store.articles.list({ limit: 1 })
    expect(article?.value).toMatchObject({ isExcerpt: true })
    expect(article?.value.text).not.toContain('browser')
  })

  it('is asked for again while its page cannot be had, three times at most, and becomes whole when it can', async () => {
    server.served.set('/news/1', { status: 503 })
    serve([teaser(1)])
    expect(await poll()).toMatchObject({ added: 1, excerpts: 1 })
    server.served.set('/news/1', { status: 200, body: articlePage() })
    expect(await poll()).toMatchObject({ added: 0, changed: 1 })
    const [article] = await store.articles.list({ limit: 1 })
    expect(article).toMatchObject({ version: 2, value: { isExcerpt: false } })
    server.served.set('/news/2', { status: 503 })
    serve([teaser(2)])
    for (let n = 0; n < 8; n++) await poll()
    expect(server.takeAsked().filter(({ path }) => path === '/news/2')).toHaveLength(4)
  })

  it('is not lost where the feed gives no text at all and its page fails for now', async () => {
    server.served.set('/news/1', { status: 503 })
    serve([{ ...teaser(1), text: '' }])
    expect(await poll()).toMatchObject({ added: 0, error: null })
    await poll()
    server.served.set('/news/1', { status: 200, body: articlePage() })
    serve([entryOf(2), { ...teaser(1), text: '' }])
    expect(await poll()).toMatchObject({ added: 2, excerpts: 0 })
  })

  it('is not read where robots.txt forbids it, though the feed is', async () => {
    server.served.set('/robots.txt', {
      status: 200,
      body: 'User-agent: *\nDisallow: /',
      headers: { 'content-type': 'text/plain' },
    })
    serve([teaser(1)])
    expect(await poll()).toMatchObject({ added: 1, excerpts: 1 })
    expect(server.takeAsked().map(({ path }) => path)).toEqual(['/feed', '/robots.txt'])
  })

  it('never leads to a file or into the network', async () => {
    serve([
      { ...teaser(1), link: 'file:///etc/passwd' },
      { ...teaser(2), link: 'http://169.254.169.254/latest/meta-data' },
    ])
    expect(await poll()).toMatchObject({ error: null })
    for (const { value } of await store.articles.list({ limit: 5 })) expect(value.text).toContain('Olm')
    expect(server.takeAsked().map(({ path }) => path)).toEqual(['/feed'])
  })
})
