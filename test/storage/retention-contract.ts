import { describe, expect, it } from 'vitest'
import type { Store } from '../../src/domain/store.ts'
import type { NewArticle, TermQuery, Turn } from '../../src/domain/stored.ts'
import type { OpenStore } from './engines.ts'
import { generatedArticle, wordOf } from './generated-articles.ts'
import { createMemoryStore } from './memory-store.ts'
import { sampleArticle, sampleEntry } from './sample-article.ts'
import { plannedOf, subscriptionOf } from './sample-delivery.ts'
import { briefOf, deliver, fillSpace, replyOf } from './sample-talk.ts'

const winter = '2026-01-05T07:00:00.000Z'
const before = '2026-02-01T00:00:00.000Z'
const spring = '2026-03-05T07:00:00.000Z'
const bounds = { before, shownBefore: before }
const nothing = { articles: 0, deliveries: 0, shown: 0, replies: 0, threads: 0 }

/** What every store does with what is old, and with a workspace that goes. */
export function retentionContract(open: OpenStore): void {
  describe('for old articles', () => {
    it('finds what stays as if the rest had never been stored', { timeout: 120_000 }, async () => {
      const { store, clock } = await open(winter)
      const reference = createMemoryStore(() => new Date(spring))
      const [old, young] = [range(0, 120), range(120, 170)]
      for (const part of [old.slice(0, 70), old.slice(70)]) await store.articles.save(part.map(entryOf))
      await store.articles.save(old.slice(0, 20).map((number) => reworded(number)))
      clock.at = spring
      await store.articles.save(young.map(entryOf))
      await store.articles.save([...old.slice(20, 30), ...young.slice(0, 10)].map((number) => reworded(number)))
      await reference.articles.save(young.map(entryOf))
      await reference.articles.save(young.slice(0, 10).map((number) => reworded(number)))
      expect(await found(store)).not.toEqual(await found(reference))
      expect(await store.retention.purge(bounds)).toEqual({ ...nothing, articles: 120 })
      expect(await found(store)).toEqual(await found(reference))
      expect(await store.retention.purge(bounds)).toEqual(nothing)
      // And goes on so when more comes in.
      for (const one of [store, reference]) await one.articles.save(range(170, 180).map(entryOf))
      expect(await found(store)).toEqual(await found(reference))
    })

    it('deletes all versions and analyses, keeps briefs, and feeds know their entries on', async () => {
      const { store, clock } = await open(winter)
      await store.articles.save([generatedArticle(1)])
      await store.articles.save([reworded(1)])
      const refs = [1, 2].map((version) => ({ article: 'article-1', version }))
      const key = { article: 'article-1', version: 2, promptHash: null, model: null }
      await store.briefs.save(key, briefOf('b'))
      const { feed } = await store.feeds.add({ url: 'https://harbor.example/feed', title: null, siteUrl: null })
      const entry = { keys: ['u:1', 'i:1'], article: 'article-1', content: 'c', pageTries: 0 }
      await store.feeds.recordPolls([{ feed: feed.id, state: feed, entries: [entry] }])
      clock.at = spring
      expect(await store.retention.purge(bounds)).toEqual({ ...nothing, articles: 1 })
      expect(await store.articles.find('article-1')).toBeUndefined()
      expect(await store.articles.findByUrl('https://news.example/1')).toBeUndefined()
      expect(await store.articles.versions('article-1')).toEqual([])
      for (const ref of refs) expect(await store.analyses.findMany([ref], 'test-1')).toEqual(new Map())
      expect(await store.briefs.findByKey(key)).toEqual(briefOf('b'))
      expect((await store.feeds.known(feed.id, ['u:1', 'i:1'])).get('i:1')).toMatchObject({ article: 'article-1' })
    })

    it('takes one that comes back as new, whose old briefs then say nothing of it', async () => {
      const { store, clock } = await open(winter)
      const key = { article: 'a', version: 1, promptHash: null, model: null }
      await store.articles.save([sampleEntry('a', 'the harbor is closed'), sampleEntry('b', 'other')])
      await store.briefs.save(key, briefOf('a-1'))
      await store.briefs.save({ ...key, article: 'b' }, briefOf('b-1'))
      clock.at = spring
      await store.retention.purge(bounds)
      expect(await store.articles.save([sampleEntry('a', 'the harbor is open again')])).toMatchObject([
        { article: 'a', version: 1, outcome: 'new' },
      ])
      expect(await store.briefs.findByKey(key)).toBeUndefined()
      expect(await store.briefs.findByKey({ ...key, article: 'b' })).toEqual(briefOf('b-1'))
      const query = { all: ['harbor'], any: [], not: [], limit: 9 }
      expect((await store.search.candidates(query)).map(({ article }) => article)).toEqual(['a'])
      expect((await store.search.frequencies(['harbor', 'closed'])).of).toEqual(
        new Map([
          ['harbor', 1],
          ['closed', 0],
        ]),
      )
    })

    it('makes the first copy that stays the first of all', async () => {
      const { store, clock } = await open(winter)
      const copy = (id: string, of?: string): NewArticle => ({
        article: sampleArticle({ id, url: `https://news.example/${id}`, publishedAt: '2026-01-31' }),
        sketch: [1, 2, 3, 4],
        copyOf: of === undefined ? null : { article: of },
      })
      await store.articles.save([copy('first'), copy('second', 'first')])
      clock.at = '2026-02-02T00:00:00.000Z'
      await store.articles.save([copy('third', 'first')])
      clock.at = spring
      await store.articles.save([copy('fourth', 'second'), copy('fifth', 'third')])
      await store.retention.purge(bounds)
      const stored = await store.articles.list({ limit: 9 })
      expect(Object.fromEntries(stored.map(({ article, repostOf }) => [article, repostOf]))).toEqual({
        third: null,
        fourth: 'third',
        fifth: 'third',
      })
      const sixth = { id: 'sixth', url: null, publishedAt: '2026-02-01', sketch: [1, 2] }
      expect((await store.articles.alike([sixth]))[0]?.toSorted()).toEqual(['fifth', 'fourth', 'third'])
    })

    it('deletes nothing once it was told to stop', async () => {
      const { store, clock } = await open(winter)
      await store.articles.save([sampleEntry('a', 'x')])
      clock.at = spring
      expect(await store.retention.purge(bounds, AbortSignal.abort())).toEqual(nothing)
      expect(await store.articles.count()).toBe(1)
    })
  })

  describe('for old talk', () => {
    it('deletes replies that no report is about, and threads in which nobody spoke since', async () => {
      const { store, clock } = await open(winter)
      const ref = (message: string) => ({ platform: 'slack', space: 'T1', channel: 'C1', message })
      const turn: Turn = { by: 'reader', text: 'why?', articles: [] }
      for (const id of ['old', 'reported']) await store.replies.save(replyOf(id, { at: winter }))
      await store.replies.save(replyOf('new', { at: spring }))
      const place = { platform: 'slack', space: 'T1', channel: 'C1', user: 'U1' }
      await store.replies.saveReport({ id: 'p', reply: 'reported', ...place, fault: 'other', note: '', at: winter })
      for (const message of ['silent', 'alive']) await store.threads.addTurns(ref(message), [turn])
      await store.threads.start(ref('empty'), ['a'])
      clock.at = spring
      await store.threads.addTurns(ref('alive'), [turn])
      await store.threads.start(ref('new'), ['a'])
      expect(await store.retention.purge(bounds)).toEqual({ ...nothing, replies: 1, threads: 2 })
      const has = async (id: string) => (await store.replies.find(id)) !== undefined
      expect([await has('old'), await has('reported'), await has('new')]).toEqual([false, true, true])
      expect(await store.replies.reports()).toHaveLength(1)
      expect((await store.threads.find(ref('alive')))?.turns).toHaveLength(2)
      for (const message of ['silent', 'empty']) expect(await store.threads.find(ref(message))).toBeUndefined()
      expect(await store.threads.find(ref('new'))).toBeDefined()
    })

    it('deletes deliveries that ended, but for the one where a subscription’s next digest begins', async () => {
      const { store, clock } = await open(winter)
      for (const id of ['s', 'gone']) await store.subscriptions.save(subscriptionOf(id, { topic: id }))
      const at = (day: number) => `2026-01-0${day}T08:00:00.000Z`
      const [s, gone] = [{ subscription: 's' }, { subscription: 'gone' }]
      await deliver(store, 'first', at(1), { ...s, articles: [{ article: 'a', version: 1 }] })
      await deliver(store, 'last', at(2), { ...s, stage: 'quiet' })
      await deliver(store, 'failed', at(3), { ...s, stage: 'failed' })
      await deliver(store, 'alert', at(4), { ...s, kind: 'alert' })
      await deliver(store, 'ended', at(5), gone)
      await store.subscriptions.remove('gone')
      await store.deliveries.add(plannedOf('open', { subscription: 's', channel: 'C2', dueAt: winter }))
      clock.at = spring
      await deliver(store, 'young', spring, { ...gone, articles: [{ article: 'b', version: 2 }] })
      expect(await store.retention.purge(bounds)).toEqual({ ...nothing, deliveries: 4, shown: 1 })
      const left = (await store.deliveries.list({ limit: 9 })).map(({ id }) => id)
      expect(left).toEqual(['young', 'open', 'last'])
      expect((await store.deliveries.last('s'))?.id).toBe('last')
      expect(await store.deliveries.shown(subscriptionOf('s'), winter)).toEqual(new Map([['b', 2]]))
    })

    it('knows longer what was shown, where it is told to', async () => {
      const { store, clock } = await open(winter)
      await deliver(store, 'd', winter, { articles: [{ article: 'a', version: 3 }] })
      clock.at = spring
      const longer = { before, shownBefore: winter }
      expect(await store.retention.purge(longer)).toEqual({ ...nothing, deliveries: 1 })
      const shown = () => store.deliveries.shown(subscriptionOf('s'), '2026-01-01T00:00:00.000Z')
      expect(await shown()).toEqual(new Map([['a', 3]]))
      expect(await store.retention.purge(bounds)).toEqual({ ...nothing, shown: 1 })
      expect(await shown()).toEqual(new Map())
    })
  })

  describe('for a workspace', () => {
    it('deletes all of it, as counted before, and nothing of another', async () => {
      const { store } = await open(winter)
      await store.articles.save([sampleEntry('a', 'x')])
      for (const space of ['T1', 'T2']) await fillSpace(store, space, winter)
      const [one, two] = [
        { platform: 'slack', space: 'T1' },
        { platform: 'slack', space: 'T2' },
      ]
      const all = {
        subscriptions: 1,
        deliveries: 2,
        shown: 1,
        mutes: 2,
        approvals: 1,
        replies: 1,
        reports: 1,
        threads: 1,
        changes: 1,
      }
      const none = {
        subscriptions: 0,
        deliveries: 0,
        shown: 0,
        mutes: 0,
        approvals: 0,
        replies: 0,
        reports: 0,
        threads: 0,
        changes: 0,
      }
      expect(await store.retention.countSpace(one)).toEqual(all)
      expect(await store.retention.countSpace({ platform: 'discord', space: 'T1' })).toEqual(none)
      expect(await store.retention.purgeSpace(one)).toEqual(all)
      expect(await store.retention.countSpace(one)).toEqual(none)
      expect(await store.retention.countSpace(two)).toEqual(all)
      expect((await store.subscriptions.list()).map(({ id }) => id)).toEqual(['T2-s'])
      expect((await store.deliveries.list({ limit: 9 })).map(({ id }) => id)).toEqual(['T2-open', 'T2-d'])
      const thread = { ...two, channel: 'C1', message: '1.1' }
      expect(await store.threads.find({ ...thread, ...one })).toBeUndefined()
      expect((await store.threads.find(thread))?.turns).toHaveLength(1)
      expect([await store.replies.reports(one), await store.replies.find('T1-r')]).toEqual([[], undefined])
      expect([await store.mutes.list({ ...one, channel: 'C1' }), await store.changes.list(9)]).toMatchObject([
        [],
        [{ space: 'T2' }],
      ])
      expect(await store.articles.count()).toBe(1)
    })
  })
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index)
}

function entryOf(number: number): NewArticle {
  const sketch = Array.from({ length: 4 }, (_, index) => (number * 3 + index) % 60)
  return { ...generatedArticle(number, { words: 30, vocabulary: 120 }), sketch }
}

/** The same address with other words. */
function reworded(number: number): NewArticle {
  const { article, ...rest } = entryOf(number + 1000)
  const { id, url, publishedAt } = generatedArticle(number).article
  const value =
    rest.analysis === undefined ? {} : { analysis: { ...rest.analysis, value: { ...rest.analysis.value, id } } }
  return { article: { ...article, id, url, publishedAt }, ...rest, ...value }
}

/** What searching, listing and looking for copies finds. */
async function found(store: Store) {
  const words = range(0, 120).map(wordOf)
  const nearly = { any: [], not: [], locate: words.slice(0, 5), limit: 500 }
  const queries: TermQuery[] = [
    { all: [], ...nearly },
    ...words.map((word) => ({ all: [word], ...nearly })),
    ...words.map((word, index) => ({ ...nearly, all: [], any: [word], not: [words[(index * 7) % 40] ?? ''] })),
  ]
  const found = []
  for (const query of queries) found.push(await store.search.candidates(query))
  const sought = range(0, 60).map((hash) => ({
    id: 'sought',
    url: null,
    publishedAt: '2026-02-15',
    sketch: [hash, (hash + 1) % 60, (hash + 2) % 60],
  }))
  return {
    found,
    frequencies: await store.search.frequencies(words),
    listed: (await store.articles.list({ limit: 500 })).map(({ article, version, value }) => [
      article,
      value.text,
      version,
    ]),
    alike: await store.articles.alike(sought),
  }
}
