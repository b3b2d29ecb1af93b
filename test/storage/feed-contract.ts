import { describe, expect, it } from 'vitest'
import type { FeedState, KnownEntry, RememberedEntry, StoredFeed } from '../../src/domain/feed.ts'
import type { Store } from '../../src/domain/store.ts'
import type { OpenStore } from './engines.ts'

const at = '2026-03-02T07:00:00.000Z'
const untold = { etag: null, lastModified: null, bodyHash: null, ttlSeconds: null, polledAt: null, succeededAt: null }

/** What every store of feeds does. */
export function feedContract(open: OpenStore): void {
  describe('for feeds', () => {
    it('follows a feed once, due at once, and leaves one that is followed as it is', async () => {
      const { store, clock } = await open(at)
      const url = 'https://harbor.example/feed'
      const first = await store.feeds.add({ url, title: 'Harbor', siteUrl: 'https://harbor.example' })
      clock.at = '2026-03-03T07:00:00.000Z'
      const again = await store.feeds.add({ url, title: 'Another name', siteUrl: null })
      expect(first).toEqual({
        isNew: true,
        feed: {
          ...{ id: '1c0cca08386d94ed', url, title: 'Harbor', siteUrl: 'https://harbor.example', addedAt: at },
          ...{ ...untold, failures: 0, lastError: null, dueAt: at, restUntil: at, stopped: null },
        },
      })
      expect(again).toEqual({ isNew: false, feed: first.feed })
      expect(await store.feeds.find(first.feed.id)).toEqual(first.feed)
      expect(await store.feeds.findByUrl(url)).toEqual(first.feed)
      expect([await store.feeds.find('nothing'), await store.feeds.findByUrl('nothing')]).toEqual([
        undefined,
        undefined,
      ])
    })

    it('lists feeds in the order in which they were added, those of one instant too', async () => {
      const { store } = await open(at)
      for (const name of ['c', 'a', 'd', 'b']) await addFeed(store, name)
      const [, second] = await store.feeds.list()
      expect(await store.feeds.remove(second?.id ?? '')).toBe(true)
      await addFeed(store, 'a')
      expect(namesOf(await store.feeds.list())).toEqual(['c', 'd', 'b', 'a'])
    })

    it('forgets a removed feed with its entries, and starts anew when it is added again', async () => {
      const { store } = await open(at)
      const feed = await addFeed(store, 'a')
      await recordOne(store, feed.id, stateOf(feed, { etag: '"1"' }), [entryOf(['k'], 'article')])
      expect(await store.feeds.remove(feed.id)).toBe(true)
      expect(await store.feeds.remove(feed.id)).toBe(false)
      expect(await store.feeds.list()).toEqual([])
      expect(await store.feeds.known(feed.id, ['k'])).toEqual(new Map())
      expect(await store.feeds.add({ url: feed.url, title: null, siteUrl: null })).toMatchObject({
        isNew: true,
        feed: { id: feed.id, etag: null, succeededAt: null },
      })
      expect(await store.feeds.known(feed.id, ['k'])).toEqual(new Map())
    })

    it('gives those that are due and not stopped, the longest due first', async () => {
      const { store } = await open(at)
      const due = {
        later: '2026-03-02T09:00:00.001Z',
        now: '2026-03-02T09:00:00Z',
        early: '2026-03-02T08:00:00.000Z',
        stopped: '2026-03-02T07:30:00.000Z',
        first: '2026-03-02T07:00:00.000Z',
      }
      for (const [name, dueAt] of Object.entries(due)) {
        const feed = await addFeed(store, name)
        await recordOne(store, feed.id, stateOf(feed, { dueAt, stopped: name === 'stopped' ? 'Gone.' : null }), [])
      }
      expect(namesOf(await store.feeds.due('2026-03-02T09:00:00.000Z', 10))).toEqual(['first', 'early', 'now'])
      expect(namesOf(await store.feeds.due('2026-03-02T09:00:00Z', 2))).toEqual(['first', 'early'])
      expect(await store.feeds.due('2026-03-02T06:00:00Z', 10)).toEqual([])
    })

    it('keeps the state of a poll, instants and odd characters too', async () => {
      const { store } = await open(at)
      const feed = await addFeed(store, 'a')
      const state: FeedState = {
        url: 'https://harbor.example/größe?x=1',
        title: 'Größe “quoted” 🎈 日本語 \\ \' "',
        siteUrl: 'https://harbor.example/',
        etag: 'W/"a\\"b"',
        lastModified: 'Mon, 02 Mar 2026 07:00:00 GMT',
        bodyHash: 'f'.repeat(64),
        ttlSeconds: 3_000_000_000,
        polledAt: '2026-03-02T07:00:00.123Z',
        succeededAt: '2026-03-02T06:59:59.999Z',
        failures: 3,
        lastError: { code: 'page-unreachable', message: 'no answer\nfrom harbor.example' },
        dueAt: '2026-03-02T07:20:00.456Z',
        restUntil: '2026-03-02T07:05:00.000Z',
        stopped: null,
      }
      expect(await recordOne(store, feed.id, state, [])).toBe(true)
      expect(await store.feeds.find(feed.id)).toEqual({ id: feed.id, addedAt: at, ...state })
      const odd = { ...state, title: 'a\0b\ud800c', lastError: null, stopped: 'It is gone.' }
      const entry = { ...entryOf(['k\0\ud800', 'plain'], null), content: 'c\0' }
      expect(await recordOne(store, feed.id, odd, [entry])).toBe(true)
      expect(await store.feeds.find(feed.id)).toMatchObject({ title: 'a\ufffdb\ufffdc', lastError: null })
      const known = { article: null, content: 'c\ufffd', pageTries: 0 }
      expect(await store.feeds.known(feed.id, ['k\0\ud800', 'plain'])).toEqual(
        new Map([
          ['k\0\ud800', known],
          ['plain', known],
        ]),
      )
    })

    it('writes nothing for a feed that was removed, and says so', async () => {
      const { store } = await open(at)
      const feed = await addFeed(store, 'a')
      await store.feeds.remove(feed.id)
      expect(await recordOne(store, feed.id, stateOf(feed), [entryOf(['k'], 'x')])).toBe(false)
      expect(await store.feeds.list()).toEqual([])
      expect(await store.feeds.known(feed.id, ['k'])).toEqual(new Map())
    })

    it('takes the address that a feed moves to, and keeps the old one where another feed has the new', async () => {
      const { store } = await open(at)
      const [one, two] = [await addFeed(store, 'one'), await addFeed(store, 'two')]
      await recordOne(store, one.id, stateOf(one, { url: two.url, etag: '"new"' }), [])
      expect(await store.feeds.find(one.id)).toMatchObject({ url: one.url, etag: '"new"' })
      const moved = 'https://one.example/moved'
      await recordOne(store, one.id, stateOf(one, { url: moved }), [])
      expect(await store.feeds.findByUrl(moved)).toMatchObject({ id: one.id, title: 'one' })
      expect(await store.feeds.findByUrl(one.url)).toBeUndefined()
      // Its server says that the first address leads to the second: it is followed already.
      expect(await store.feeds.add(one)).toMatchObject({ isNew: false, feed: { id: one.id, url: moved } })
      expect(namesOf(await store.feeds.list())).toEqual(['one', 'two'])
    })

    it('knows an entry under each of its keys, in its own feed alone', async () => {
      const { store } = await open(at)
      const [one, two] = [await addFeed(store, 'one'), await addFeed(store, 'two')]
      await recordOne(store, one.id, stateOf(one), [
        entryOf(['u1', 'i1', 'c1'], 'first', 2),
        entryOf(['u2', 'c2'], null),
      ])
      await recordOne(store, two.id, stateOf(two), [entryOf(['u1'], 'other')])
      const first = { article: 'first', content: 'u1', pageTries: 2 }
      expect(await store.feeds.known(one.id, ['u1', 'i1', 'c1', 'c2', 'missing'])).toEqual(
        new Map<string, KnownEntry>([
          ['u1', first],
          ['i1', first],
          ['c1', first],
          ['c2', { article: null, content: 'u2', pageTries: 0 }],
        ]),
      )
      expect(await store.feeds.known(two.id, ['u1', 'i1'])).toEqual(
        new Map([['u1', { article: 'other', content: 'u1', pageTries: 0 }]]),
      )
      expect(await store.feeds.known(one.id, [])).toEqual(new Map())
    })

    it('gives every key of an entry its new wording, those that were not named too', async () => {
      const { store } = await open(at)
      const feed = await addFeed(store, 'a')
      await recordOne(store, feed.id, stateOf(feed), [entryOf(['u', 'i', 'c1'], 'x', 1)])
      await recordOne(store, feed.id, stateOf(feed), [{ ...entryOf(['u', 'c2'], 'x'), content: 'new' }])
      const known = await store.feeds.known(feed.id, ['u', 'i', 'c1', 'c2'])
      expect([...known.values()]).toEqual(
        Array.from({ length: 4 }, () => ({ article: 'x', content: 'new', pageTries: 0 })),
      )
    })

    it('lets a key go to another article, and leaves the first its other keys', async () => {
      const { store } = await open(at)
      const feed = await addFeed(store, 'a')
      await recordOne(store, feed.id, stateOf(feed), [entryOf(['u1', 'i'], 'x'), entryOf(['p'], null)])
      await recordOne(store, feed.id, stateOf(feed), [entryOf(['u2', 'i'], 'y'), entryOf(['u3', 'p'], 'z')])
      const known = await store.feeds.known(feed.id, ['u1', 'u2', 'i', 'u3', 'p'])
      expect(Object.fromEntries([...known].map(([key, { article }]) => [key, article]))).toEqual({
        ...{ u1: 'x', u2: 'y', i: 'y', u3: 'z', p: 'z' },
      })
    })

    it('gives the entries whose page is still to be had, the oldest first, each once and by its first key', async () => {
      const { store } = await open(at)
      const feed = await addFeed(store, 'a')
      await recordOne(store, feed.id, stateOf(feed), [
        entryOf(['u1', 'c1'], 'one', 3),
        entryOf(['u2', 'c2'], 'two'),
        entryOf(['u0', 'c0'], null, 2),
      ])
      await recordOne(store, feed.id, stateOf(feed), [entryOf(['a', 'b'], 'four', 1)])
      expect(await store.feeds.withoutPage(feed.id)).toEqual([
        { key: 'u1', article: 'one', content: 'u1', pageTries: 3 },
        { key: 'u0', article: null, content: 'u0', pageTries: 2 },
        { key: 'a', article: 'four', content: 'a', pageTries: 1 },
      ])
      await recordOne(store, feed.id, stateOf(feed), [entryOf(['c1'], 'one'), entryOf(['u0'], null)])
      expect((await store.feeds.withoutPage(feed.id)).map(({ key }) => key)).toEqual(['a'])
      expect(await store.feeds.withoutPage('missing')).toEqual([])
    })

    it('takes more entries and keys at once than one statement does, and keys that come twice', async () => {
      const { store } = await open(at)
      const feed = await addFeed(store, 'a')
      const entries = Array.from({ length: 700 }, (_, n) => entryOf([`u${n}`, `i${n}`, `c${n}`], `article-${n}`))
      const twice = [entryOf(['u0', 'u0', 'same'], 'article-0'), entryOf(['same', 'u1'], 'article-1')]
      expect(await recordOne(store, feed.id, stateOf(feed), [...entries, ...twice])).toBe(true)
      const known = await store.feeds.known(feed.id, [...entries.flatMap(({ keys }) => keys), 'same'])
      expect(known.size).toBe(2101)
      expect(known.get('c699')?.article).toBe('article-699')
      expect(known.get('same')?.article).toBe('article-1')
    })

    it('takes what several record at once', async () => {
      const { store } = await open(at)
      const [one, two] = [await addFeed(store, 'one'), await addFeed(store, 'two')]
      const polls = Array.from({ length: 6 }, (_, n) => [
        recordOne(store, one.id, stateOf(one, { failures: n, url: 'https://moved.example/' }), [
          entryOf(['u', 'i', `c${n}`], 'x', n),
        ]),
        recordOne(store, two.id, stateOf(two, { url: 'https://moved.example/' }), [entryOf([`k${n}`], `y${n}`)]),
      ])
      expect(await Promise.all(polls.flat())).toEqual(Array(12).fill(true))
      expect((await store.feeds.known(one.id, ['u', 'i', 'c0', 'c5'])).size).toBe(4)
      expect((await store.feeds.known(two.id, ['k0', 'k1', 'k2', 'k3', 'k4', 'k5'])).size).toBe(6)
      const urls = (await store.feeds.list()).map(({ url }) => url)
      expect(urls.filter((url) => url === 'https://moved.example/')).toHaveLength(1)
    })
  })
}

async function addFeed(store: Store, name: string): Promise<StoredFeed> {
  return (await store.feeds.add({ url: `https://${name}.example/feed`, title: name, siteUrl: null })).feed
}

function stateOf({ id: _, addedAt: __, ...state }: StoredFeed, fields: Partial<FeedState> = {}): FeedState {
  return { ...state, ...fields }
}

/** An entry whose content is its first key. */
function entryOf(keys: string[], article: string | null, pageTries = 0): RememberedEntry {
  return { keys, article, content: keys[0] ?? '', pageTries }
}

function namesOf(feeds: StoredFeed[]): (string | null)[] {
  return feeds.map(({ title }) => title)
}

async function recordOne(store: Store, feed: string, state: FeedState, entries: RememberedEntry[]): Promise<boolean> {
  return (await store.feeds.recordPolls([{ feed, state, entries }]))[0] ?? false
}
