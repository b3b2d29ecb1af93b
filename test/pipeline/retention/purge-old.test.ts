import { describe, expect, it } from 'vitest'
import type { FeedReader } from '../../../src/domain/feed.ts'
import type { FeedEntry } from '../../../src/domain/ports.ts'
import type { PurgeBounds } from '../../../src/domain/retention.ts'
import { pollFeeds } from '../../../src/pipeline/feeds/poll-feeds.ts'
import { prepareArticles } from '../../../src/pipeline/prepare-articles.ts'
import { purgeOld } from '../../../src/pipeline/retention/purge-old.ts'
import { openStore } from '../../../src/storage/open.ts'
import { createMemoryStore } from '../../storage/memory-store.ts'

const now = () => new Date('2026-05-01T04:00:00Z')

describe('purging what is old', () => {
  it('counts days back from now, keeps what was shown for two months at least, and all where it is told to', async () => {
    const store = createMemoryStore(now)
    const asked: PurgeBounds[] = []
    const { purge } = store.retention
    store.retention.purge = (bounds) => {
      asked.push(bounds)
      return purge(bounds)
    }
    expect(await purgeOld({ store, now, keepDays: 0 })).toBeNull()
    await purgeOld({ store, now, keepDays: 90 })
    await purgeOld({ store, now, keepDays: 7 })
    expect(asked).toEqual([
      { before: '2026-01-31T04:00:00.000Z', shownBefore: '2026-01-31T04:00:00.000Z' },
      { before: '2026-04-24T04:00:00.000Z', shownBefore: '2026-03-02T04:00:00.000Z' },
    ])
  })

  it('brings nothing back by a feed that still gives it, changed, moved or not, and takes what is new', async () => {
    const { store, poll, serve, clock } = await followed()
    serve(entryOf(1), entryOf(2), entryOf(3))
    expect(await poll()).toMatchObject({ added: 3 })
    clock.at = '2026-05-01T08:00:00Z'
    expect(await purgeOld({ store, now: () => new Date(clock.at), keepDays: 90 })).toMatchObject({ articles: 3 })
    const changed = { ...entryOf(2), text: `${entryOf(2).text} More is known now.`, publishedAt: null }
    const moved = { ...entryOf(3), url: 'https://harbor.example/moved/3' }
    serve(entryOf(1), changed, moved, entryOf(4))
    expect(await poll()).toMatchObject({ added: 1, changed: 0, error: null })
    // What changed is known by its new wording from then on, and a later change is passed over too.
    serve(entryOf(1), { ...changed, text: `${changed.text} And more.` }, moved, entryOf(4))
    expect(await poll()).toMatchObject({ added: 0, changed: 0, error: null })
    expect((await store.articles.list({ limit: 9 })).map(({ value }) => value.url)).toEqual([entryOf(4).url])
    await store.close()
  })

  it('asks no page again whose article went', async () => {
    const { store, poll, serve, clock, pages } = await followed()
    serve({ ...entryOf(1), isExcerpt: true })
    expect(await poll()).toMatchObject({ added: 1, excerpts: 1 })
    clock.at = '2026-05-01T08:00:00Z'
    await purgeOld({ store, now: () => new Date(clock.at), keepDays: 90 })
    pages.length = 0
    expect(await poll()).toMatchObject({ added: 0, changed: 0, error: null })
    expect(pages).toEqual([])
    const [feed] = await store.feeds.list()
    expect(await store.feeds.withoutPage(feed?.id ?? '')).toEqual([])
    await store.close()
  })
})

/** A feed that a test serves; pages cannot be had. */
async function followed() {
  const clock = { at: '2026-01-05T08:00:00Z' }
  const time = () => new Date(clock.at)
  const store = await openStore({ url: 'sqlite::memory:', now: time })
  const { feed } = await store.feeds.add({ url: 'https://harbor.example/feed', title: null, siteUrl: null })
  let entries: FeedEntry[] = []
  const pages: (string | null)[] = []
  const untold = { etag: null, lastModified: null, bodyHash: null, permanentUrl: null, maxAgeSeconds: null }
  const reader: FeedReader = {
    readFeed: async () => ({ kind: 'entries', ...untold, feed: { title: null, url: null, ttlSeconds: null }, entries }),
    async readEntryPage(document) {
      pages.push(document.url)
      return { document, failure: { code: 'page-unreachable', message: 'no answer', isLasting: false } }
    },
    findFeeds: async () => [],
  }
  const prepare = async (articles: Parameters<typeof prepareArticles>[0]) => prepareArticles(articles)
  const poll = async () => {
    const current = (await store.feeds.find(feed.id)) ?? feed
    const outcomes: unknown[] = []
    await pollFeeds({ store, reader, prepare, now: time, random: () => 0 }, [current], (one) => void outcomes.push(one))
    return outcomes[0]
  }
  const serve = (...some: FeedEntry[]) => {
    entries = some
  }
  return { store, poll, serve, clock, pages }
}

function entryOf(n: number): FeedEntry {
  return {
    id: `entry-${n}`,
    url: `https://harbor.example/news/${n}`,
    title: `The pier of berth ${n} is repaired`,
    publisher: 'Harbor Gazette',
    byline: null,
    publishedAt: '2026-01-05T07:00:00Z',
    updatedAt: null,
    label: null,
    isExcerpt: false,
    text: `The harbor office said on Monday that the pier of berth ${n} is repaired and that ${n + 12} boats had waited for it. The work took ${n + 3} days, it said. Nobody was hurt, according to the office.`,
  }
}
