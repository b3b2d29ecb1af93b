import { describe, expect, it } from 'vitest'
import type { Brief } from '../../src/domain/brief.ts'
import type { OpenStore } from './engines.ts'
import { sampleArticle } from './sample-article.ts'

/** What every store of analyses, briefs, threads and usage does. */
export function recordContract(open: OpenStore): void {
  describe('for analyses', () => {
    it('keep one of each analyzer for each version', async () => {
      const { store } = await open()
      await store.articles.save([{ article: sampleArticle({ id: 'a', text: 'One.' }) }])
      const analysis = (language: string) => ({
        id: 'a',
        language,
        sentences: [],
        quantities: [],
        quotes: [],
        attributions: [],
        caveats: [],
      })
      const ref = { article: 'a', version: 1 }
      await store.analyses.save(ref, 'v1', analysis('en'))
      await store.analyses.save(ref, 'v2', analysis('fr'))
      await store.analyses.save(ref, 'v1', analysis('de'))
      expect((await store.analyses.findMany([ref], 'v1')).get('a')).toEqual(analysis('en'))
      expect((await store.analyses.findMany([ref, { article: 'b', version: 1 }], 'v2')).get('a')).toEqual(
        analysis('fr'),
      )
      expect(await store.analyses.findMany([], 'v1')).toEqual(new Map())
    })
  })

  describe('for briefs', () => {
    it('keep the first of an article version, prompt and model', async () => {
      const { store } = await open()
      const key = { article: 'a', version: 1, promptHash: 'p', model: 'm' }
      expect(await store.briefs.findByKey(key)).toBeUndefined()
      expect(await store.briefs.save(key, briefOf('one'))).toEqual(briefOf('one'))
      expect(await store.briefs.save(key, briefOf('two'))).toEqual(briefOf('one'))
      expect(await store.briefs.findByKey(key)).toEqual(briefOf('one'))
      const others = [
        { ...key, version: 2 },
        { ...key, promptHash: null },
        { ...key, model: null },
        { ...key, article: 'b' },
      ]
      for (const other of others) expect(await store.briefs.findByKey(other)).toBeUndefined()
    })

    it('are written by one at a time', async () => {
      const { store, clock } = await open('2026-03-02T07:00:00.000Z')
      const key = { article: 'a', version: 1, promptHash: 'p', model: 'm' }
      const until = '2026-03-02T07:03:00.000Z'
      const taken = await Promise.all([1, 2, 3].map(() => store.briefs.claim(key, until)))
      expect(taken.filter(Boolean)).toHaveLength(1)
      expect(await store.briefs.claim({ ...key, version: 2 }, until)).toBe(true)
      await store.briefs.release(key)
      expect(await store.briefs.claim(key, until)).toBe(true)
      clock.at = '2026-03-02T07:03:00.000Z'
      expect(await store.briefs.claim(key, '2026-03-02T07:06:00.000Z')).toBe(true)
      await store.briefs.release()
      expect(await store.briefs.claim(key, '2026-03-02T07:06:00.000Z')).toBe(true)
      await store.briefs.save(key, briefOf('one'))
      expect(await store.briefs.claim(key, '2026-03-02T07:09:00.000Z')).toBe(false)
    })

    it('are found by their id, the newest of it, and know where no model wrote', async () => {
      const { store, clock } = await open()
      const key = { article: 'a', version: 1, promptHash: null, model: null }
      await store.briefs.save(key, briefOf('plain'))
      expect(await store.briefs.findByKey(key)).toEqual(briefOf('plain'))
      expect(await store.briefs.find('plain')).toEqual(briefOf('plain'))
      expect(await store.briefs.find('missing')).toBeUndefined()
      clock.at = '2026-03-05T07:00:00.000Z'
      await store.briefs.save({ ...key, promptHash: 'p', model: 'm' }, { ...briefOf('plain'), title: 'By a model' })
      expect((await store.briefs.find('plain'))?.title).toBe('By a model')
      expect(await store.briefs.findByKey(key)).toEqual(briefOf('plain'))
    })
  })

  describe('for threads', () => {
    it('give those that began since an instant, with their articles', async () => {
      const { store, clock } = await open('2026-03-02T07:00:00.000Z')
      const refOf = (message: string) => ({ platform: 'slack', space: 'T1', channel: 'C1', message })
      await store.threads.start(refOf('m1'), ['a', 'b'])
      clock.at = '2026-03-02T08:00:00.000Z'
      await store.threads.start(refOf('m3'), [])
      await store.threads.start(refOf('m2'), ['b'])
      const since = async (instant: string) => (await store.threads.startedSince(instant)).map(({ ref }) => ref.message)
      expect(await since('2026-03-01')).toEqual(['m1', 'm2', 'm3'])
      expect(await since('2026-03-02T07:00:00Z')).toEqual(['m1', 'm2', 'm3'])
      expect(await since('2026-03-02T07:00:00.001Z')).toEqual(['m2', 'm3'])
      expect((await store.threads.startedSince('2026-03-01'))[0]).toEqual({
        ref: refOf('m1'),
        articles: ['a', 'b'],
        startedAt: '2026-03-02T07:00:00.000Z',
      })
    })

    const ref = { platform: 'slack', space: 'T1', channel: 'C1', message: '17.5' }

    it('keep articles in their order and turns in theirs', async () => {
      const { store, clock } = await open('2026-03-02T07:00:00.000Z')
      await store.threads.start(ref, ['b', 'a'])
      clock.at = '2026-03-02T07:01:00.000Z'
      await store.threads.addTurns(ref, [
        { by: 'reader', text: 'who said that? 🎈', articles: [] },
        { by: 'nutgraf', text: 'A spokesperson.', articles: ['a'] },
      ])
      await store.threads.start(ref, ['c'])
      await store.threads.addTurns(ref, [{ by: 'reader', text: 'and then?', articles: [] }])
      expect(await store.threads.find(ref)).toEqual({
        ref,
        articles: ['c'],
        startedAt: '2026-03-02T07:00:00.000Z',
        turns: [
          { by: 'reader', text: 'who said that? 🎈', articles: [], at: clock.at },
          { by: 'nutgraf', text: 'A spokesperson.', articles: ['a'], at: clock.at },
          { by: 'reader', text: 'and then?', articles: [], at: clock.at },
        ],
      })
    })

    it('are apart by platform, space, channel and message', async () => {
      const { store } = await open()
      await store.threads.addTurns(ref, [{ by: 'reader', text: 'hello', articles: [] }])
      const others = [
        { ...ref, platform: 'discord' },
        { ...ref, space: 'T2' },
        { ...ref, channel: 'C2' },
        { ...ref, message: '17.6' },
      ]
      for (const other of others) expect(await store.threads.find(other)).toBeUndefined()
      expect((await store.threads.find(ref))?.turns).toHaveLength(1)
    })

    it('lose no turn when several come at once', async () => {
      const { store } = await open()
      const texts = Array.from({ length: 12 }, (_, index) => `turn ${index}`)
      await Promise.all(texts.map((text) => store.threads.addTurns(ref, [{ by: 'reader', text, articles: [] }])))
      const turns = (await store.threads.find(ref))?.turns.map(({ text }) => text) ?? []
      expect(turns.sort()).toEqual(texts.sort())
    })
  })

  describe('for usage', () => {
    it('adds up tokens by day, purpose and model', async () => {
      const { store, clock } = await open('2026-03-01T23:59:59.000Z')
      const use = { purpose: 'brief', model: 'small', inputTokens: 1000, outputTokens: 100 }
      await store.usage.add(use)
      await store.usage.add({ ...use, inputTokens: 5_000_000_000 })
      await store.usage.add({ ...use, model: 'Large' })
      clock.at = '2026-03-02T00:00:00.000Z'
      await store.usage.add({ ...use, purpose: 'ask' })
      const large = {
        day: '2026-03-01',
        purpose: 'brief',
        model: 'Large',
        calls: 1,
        inputTokens: 1000,
        outputTokens: 100,
      }
      const small = {
        day: '2026-03-01',
        purpose: 'brief',
        model: 'small',
        calls: 2,
        inputTokens: 5_000_001_000,
        outputTokens: 200,
      }
      const next = { day: '2026-03-02', purpose: 'ask', model: 'small', calls: 1, inputTokens: 1000, outputTokens: 100 }
      // Capitals first, whatever the language of the server's collation.
      expect(await store.usage.list('2026-03-01')).toEqual([large, small, next])
      expect(await store.usage.list('2026-03-02')).toEqual([next])
    })
  })
}

function briefOf(id: string): Brief {
  return {
    id,
    title: 'Harbor closed',
    articles: [],
    writtenBy: { kind: 'extracted', model: null, promptHash: null },
    unwritten: null,
    lines: [
      {
        text: 'The harbor is closed.',
        evidence: [{ article: 'a', start: 0, end: 21, text: 'The harbor is closed.' }],
        attribution: null,
      },
    ],
    others: [],
    keyFigures: [],
    caveats: [],
    checked: { kept: 1, dropped: 0, sentences: 1 },
    notes: [],
  }
}
