import { describe, expect, it } from 'vitest'
import type { StoredFeed } from '../../src/domain/feed.ts'
import type { Store } from '../../src/domain/store.ts'
import type { OpenStore } from './engines.ts'

const at = '2026-03-02T07:00:00.000Z'
const until = '2026-03-02T07:05:00.000Z'
const later = '2026-03-02T09:00:00.000Z'

/** What every store of feeds does where several processes poll them. */
export function feedClaimContract(open: OpenStore): void {
  describe('for claims of feeds', () => {
    it('give each that is due to one process, and to others only later', async () => {
      const { store, clock } = await open(at)
      for (const name of ['a', 'b', 'c']) await addFeed(store, name)
      clock.at = later
      await addFeed(store, 'not due yet')
      const before = await store.feeds.list()
      expect(namesOf(await store.feeds.claim('2026-03-02T06:59:59Z', until, 10))).toEqual([])
      const claimed = await store.feeds.claim(at, until, 2)
      expect(claimed).toEqual(before.slice(0, 2))
      expect(namesOf(await store.feeds.due(at, 10))).toEqual(['c'])
      expect(namesOf(await store.feeds.claim(at, until, 10))).toEqual(['c'])
      expect(await store.feeds.claim('2026-03-02T07:04:59.999Z', until, 10)).toEqual([])
      expect(namesOf(await store.feeds.claim(until, later, 10))).toEqual(['a', 'b', 'c'])
      // When it is due by its own last poll stays as it was.
      expect(await store.feeds.list()).toEqual(before)
    })

    it('end with the record of its poll, which says when it is due', async () => {
      const { store } = await open(at)
      for (const name of ['a', 'b', 'c']) await addFeed(store, name)
      const [a, b] = await store.feeds.claim(at, later, 3)
      await record(store, a, { dueAt: at })
      await record(store, b, { dueAt: at, stopped: 'It is gone.' })
      expect(namesOf(await store.feeds.claim(at, later, 3))).toEqual(['a'])
    })

    it('are shared among several who ask at once', async () => {
      const { store } = await open(at)
      const names = Array.from({ length: 30 }, (_, n) => `f${n}`)
      for (const name of names) await addFeed(store, name)
      const claims = await Promise.all([1, 2, 3].map(() => store.feeds.claim(at, until, 30)))
      expect(namesOf(claims.flat()).sort()).toEqual(names.sort())
    })
  })
}

async function addFeed(store: Store, name: string): Promise<void> {
  await store.feeds.add({ url: `https://${name.replaceAll(' ', '-')}.example/feed`, title: name, siteUrl: null })
}

async function record(store: Store, feed: StoredFeed | undefined, fields: Partial<StoredFeed>): Promise<void> {
  if (feed === undefined) throw new Error('not claimed')
  await store.feeds.recordPolls([{ feed: feed.id, state: { ...feed, ...fields }, entries: [] }])
}

function namesOf(feeds: StoredFeed[]): (string | null)[] {
  return feeds.map(({ title }) => title)
}
