import { describe, expect, it } from 'vitest'
import type { Store } from '../../src/domain/store.ts'
import type { TermQuery } from '../../src/domain/stored.ts'
import type { OpenStore } from './engines.ts'
import { generatedArticle, seededRandom, wordOf, zipfRank } from './generated-articles.ts'
import { createMemoryStore } from './memory-store.ts'
import { sampleEntry } from './sample-article.ts'

const nothing = { all: [], any: [], not: [], limit: 10 }

/** What every search index does. */
export function searchContract(open: OpenStore): void {
  describe('for search', () => {
    it('finds by all words, any word, no word and phrases, newest first', async () => {
      const { store } = await open()
      await store.articles.save([
        sampleEntry('old', 'harbor strike ends', { publishedAt: '2026-01-01' }),
        sampleEntry('middle', 'strike at the harbor', { publishedAt: '2026-02-01' }),
        sampleEntry('new', 'ferry strike', { publishedAt: '2026-03-01', title: 'harbor news' }),
      ])
      expect(await idsOf(store, { all: ['strike'] })).toEqual(['new', 'middle', 'old'])
      expect(await idsOf(store, { all: ['harbor', 'strike'], not: ['ends'] })).toEqual(['new', 'middle'])
      expect(await idsOf(store, { any: ['ferry', 'ends', 'absent'] })).toEqual(['new', 'old'])
      expect(await idsOf(store, { all: ['harbor'], any: ['ferry', 'ends'] })).toEqual(['new', 'old'])
      expect(await idsOf(store, { phrases: [['harbor', 'strike']] })).toEqual(['old'])
      expect(await idsOf(store, { phrases: [['strike', 'ends'], ['harbor']] })).toEqual(['old'])
      expect(await idsOf(store, { not: ['ferry'] })).toEqual(['middle', 'old'])
      expect(await idsOf(store, {})).toEqual(['new', 'middle', 'old'])
      expect(await idsOf(store, { all: ['strike', 'absent'] })).toEqual([])
      expect(await idsOf(store, { all: ['strik'] })).toEqual([])
    })

    it('keeps to the window and the limit', async () => {
      const { store } = await open()
      await store.articles.save(
        [1, 2, 3, 4].map((day) => sampleEntry(`d${day}`, 'flood', { publishedAt: `2026-02-0${day}` })),
      )
      expect(await idsOf(store, { all: ['flood'], since: '2026-02-02', before: '2026-02-04' })).toEqual(['d3', 'd2'])
      expect(await idsOf(store, { all: ['flood'], limit: 1 })).toEqual(['d4'])
      expect(await idsOf(store, { all: ['flood'], before: '2026-02-04', limit: 1 })).toEqual(['d3'])
    })

    it('leaves out what was stored before an instant, by its current version', async () => {
      const { store, clock } = await open('2026-02-01T08:00:00.000Z')
      await store.articles.save([sampleEntry('old', 'flood'), sampleEntry('changed', 'flood rises')])
      clock.at = '2026-02-01T09:00:00.000Z'
      await store.articles.save([sampleEntry('changed', 'flood falls'), sampleEntry('new', 'flood and wind')])
      const since = async (savedSince: string, other: Partial<TermQuery> = {}) =>
        (await idsOf(store, { all: ['flood'], savedSince, ...other })).sort()
      expect(await since('2026-02-01T08:00:00Z')).toEqual(['changed', 'new', 'old'])
      expect(await since('2026-02-01T08:00:00.001Z')).toEqual(['changed', 'new'])
      expect(await since('2026-02-01T08:30:00Z', { all: [] })).toEqual(['changed', 'new'])
      expect(await since('2026-02-01T08:30:00Z', { not: ['wind'] })).toEqual(['changed'])
      expect(await since('2026-02-01T09:00:00.001Z')).toEqual([])
    })

    it('says where the words stand, in title and body apart', async () => {
      const { store } = await open()
      await store.articles.save([
        sampleEntry('a', 'fire in the old fire house', { title: 'house fire', publishedAt: '2026-02-01' }),
      ])
      const [found] = await store.search.candidates({ ...nothing, all: ['fire'], locate: ['old', 'absent'] })
      expect(found).toEqual({
        article: 'a',
        version: 1,
        sortedAt: '2026-02-01T00:00:00Z',
        title: { length: 2, places: new Map([['fire', [1]]]) },
        body: {
          length: 6,
          places: new Map([
            ['fire', [0, 4]],
            ['old', [3]],
          ]),
        },
      })
    })

    it('lets no phrase reach from the title into the body, or over a word that is no term', async () => {
      const { store } = await open()
      await store.articles.save([
        { ...sampleEntry('a', ''), terms: { title: ['new'], body: ['york', 'new', '', 'york', 'two words', 'zone'] } },
      ])
      expect(await idsOf(store, { phrases: [['new', 'york']] })).toEqual([])
      expect(await idsOf(store, { all: ['new', 'york'] })).toEqual(['a'])
      expect(await idsOf(store, { all: ['two words'] })).toEqual([])
      expect(await idsOf(store, { any: [''] })).toEqual([])
    })

    it('takes any sign in a word as it is', async () => {
      const { store } = await open()
      const signs = Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index)).filter(
        (sign) => !/[A-Z]/.test(sign),
      )
      const words = [
        ...signs.map((sign) => `x${sign}y`),
        ...signs,
        'and',
        'or',
        'not',
        'near',
        'größe',
        '日本語',
        '🎈',
        "o'neil",
        '"',
        '\\',
        'w'.repeat(99),
      ]
      await store.articles.save(words.map((word, index) => sampleEntry(`w${index}`, word)))
      for (const [index, word] of words.entries()) {
        const same = words.flatMap((other, place) => (other === word ? [`w${place}`] : []))
        expect([word, (await idsOf(store, { all: [word] })).sort()]).toEqual([word, same.sort()])
        const [found] = await store.search.candidates({ ...nothing, all: [word] })
        expect([index, found?.body.places.get(word)]).toEqual([index, [0]])
      }
    })

    it('searches only the current wording, and counts it alone', async () => {
      const { store } = await open()
      const url = 'https://news.example/a'
      await store.articles.save([
        sampleEntry('a', 'closed harbor', { url }),
        sampleEntry('b', 'harbor', { title: 'harbor' }),
      ])
      await store.articles.save([sampleEntry('a', 'open harbor harbor', { url })])
      expect(await idsOf(store, { all: ['closed'] })).toEqual([])
      expect(await idsOf(store, { all: ['open'] })).toEqual(['a'])
      const counted = await store.search.frequencies(['harbor', 'closed', 'open', 'absent'])
      expect(counted).toEqual({
        articles: 2,
        averageTitleLength: 0.5,
        averageBodyLength: 2,
        of: new Map([
          ['harbor', 2],
          ['closed', 0],
          ['open', 1],
          ['absent', 0],
        ]),
      })
      await store.articles.save([{ article: { ...sampleEntry('a', 'gone', { url }).article } }])
      expect(await idsOf(store, { all: ['open'] })).toEqual([])
      expect((await store.search.frequencies(['harbor'])).articles).toBe(1)
    })

    it('takes better terms of an unchanged wording, and a new date', async () => {
      const { store } = await open()
      const url = 'https://news.example/a'
      const entry = sampleEntry('a', 'running', { url, publishedAt: '2026-02-01' })
      await store.articles.save([entry, sampleEntry('b', 'run', { publishedAt: '2026-02-02' })])
      const [again] = await store.articles.save([{ ...entry, terms: { title: [], body: ['run'] } }])
      expect(again?.outcome).toBe('unchanged')
      expect(await idsOf(store, { all: ['run'] })).toEqual(['b', 'a'])
      expect((await store.search.frequencies(['running', 'run'])).of).toEqual(
        new Map([
          ['running', 0],
          ['run', 2],
        ]),
      )
      await store.articles.save([sampleEntry('a', 'run again', { url, publishedAt: '2026-02-03' })])
      expect(await idsOf(store, { all: ['run'] })).toEqual(['a', 'b'])
    })

    it('answers before anything is stored', async () => {
      const { store } = await open()
      expect(await idsOf(store, { all: ['harbor'] })).toEqual([])
      expect(await idsOf(store, {})).toEqual([])
      const empty = { articles: 0, averageTitleLength: 0, averageBodyLength: 0, of: new Map([['harbor', 0]]) }
      expect(await store.search.frequencies(['harbor'])).toEqual(empty)
    })

    it('finds the same articles in the same order as a plain walk over lists, for 200 generated queries', async () => {
      const { store, clock } = await open()
      const plain = createMemoryStore(() => new Date(clock.at))
      for (let start = 0; start < 400; start += 50) {
        const entries = Array.from({ length: 50 }, (_, index) =>
          generatedArticle(start + index, { words: 60, vocabulary: 400 }),
        )
        expect(await store.articles.save(entries)).toEqual(await plain.articles.save(entries))
      }
      const random = seededRandom(200)
      for (let number = 0; number < 200; number += 1) {
        const query = generatedQuery(random)
        expect(await store.search.candidates(query), JSON.stringify(query)).toEqual(
          await plain.search.candidates(query),
        )
        const terms = [...query.all, ...query.any, ...query.not]
        expect(await store.search.frequencies(terms)).toEqual(await plain.search.frequencies(terms))
      }
    })
  })
}

async function idsOf(store: Store, query: Partial<TermQuery>): Promise<string[]> {
  return (await store.search.candidates({ ...nothing, ...query })).map((candidate) => candidate.article)
}

function generatedQuery(random: () => number): TermQuery {
  const words = (most: number) =>
    Array.from({ length: Math.floor(random() * (most + 1)) }, () => wordOf(zipfRank(random, 400)))
  const phrase = [wordOf(zipfRank(random, 20)), wordOf(zipfRank(random, 20))]
  const query = { all: words(2), any: words(3), not: words(1), locate: words(1), limit: 1 + Math.floor(random() * 60) }
  return {
    ...query,
    ...(random() < 0.3 ? { phrases: [phrase] } : {}),
    ...(random() < 0.3 ? { since: '2026-02-01' } : {}),
    ...(random() < 0.3 ? { before: '2026-03-01T12:00:00Z' } : {}),
  }
}
