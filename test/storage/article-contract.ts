import { describe, expect, it } from 'vitest'
import type { Analysis } from '../../src/domain/analysis.ts'
import type { OpenStore } from './engines.ts'
import { sampleArticle } from './sample-article.ts'

const url = 'https://news.example/harbor'

/** What every article store does. */
export function articleContract(open: OpenStore): void {
  describe('for articles', () => {
    it('takes new wordings of many articles at once, and finds them by their new words', async () => {
      const { store } = await open()
      const entries = (word: string) =>
        Array.from({ length: 20 }, (_, n) => {
          const words = Array.from({ length: 80 }, (_, place) => `${word}${n}x${place}`)
          const article = sampleArticle({ id: `many-${n}`, url: `${url}/${n}`, text: words.join(' ') })
          return { article, terms: { title: [], body: [...words, word] } }
        })
      await store.articles.save(entries('old'))
      const changed = await store.articles.save(entries('new'))
      expect(changed.map(({ outcome }) => outcome)).toEqual(Array(20).fill('changed'))
      const search = { any: [], not: [], limit: 50 }
      expect(await store.search.candidates({ ...search, all: ['new'] })).toHaveLength(20)
      expect(await store.search.candidates({ ...search, all: ['old'] })).toHaveLength(0)
    })

    it('says new, then unchanged, then changed, and keeps one article for one address', async () => {
      const { store, clock } = await open()
      const article = sampleArticle({ id: 'a', url, text: 'The harbor is closed.' })
      const first = await store.articles.save([{ article }])
      clock.at = '2026-03-03T07:00:00.000Z'
      const second = await store.articles.save([{ article: { ...article, publishedAt: '2026-03-03' } }])
      const third = await store.articles.save([{ article: { ...article, id: 'b', text: 'The harbor is open.' } }])
      expect([first, second, third]).toEqual([
        [{ article: 'a', version: 1, outcome: 'new', repostOf: null }],
        [{ article: 'a', version: 1, outcome: 'unchanged', repostOf: null }],
        [{ article: 'a', version: 2, outcome: 'changed', repostOf: null }],
      ])
      expect(await store.articles.count()).toBe(1)
      const stored = await store.articles.findByUrl(url)
      expect(stored).toMatchObject({ article: 'a', version: 2, ingestedAt: '2026-03-02T07:00:00.000Z' })
      expect(stored?.value).toMatchObject({ id: 'a', url, text: 'The harbor is open.' })
      expect(
        (await store.articles.versions('a')).map(({ version, savedAt, value }) => [version, savedAt, value.text]),
      ).toEqual([
        [1, '2026-03-02T07:00:00.000Z', 'The harbor is closed.'],
        [2, '2026-03-03T07:00:00.000Z', 'The harbor is open.'],
      ])
    })

    it('goes back to the number of a wording that returns', async () => {
      const { store } = await open()
      const save = async (text: string) =>
        (await store.articles.save([{ article: sampleArticle({ id: 'a', url, text }) }]))[0]
      await save('One.')
      await save('Two.')
      expect(await save('One.')).toEqual({ article: 'a', version: 1, outcome: 'changed', repostOf: null })
      expect((await store.articles.find('a'))?.value.text).toBe('One.')
      expect(await store.articles.versions('a')).toHaveLength(2)
    })

    it('makes a version of a new title or label, and none of other credits', async () => {
      const { store } = await open()
      const article = sampleArticle({ id: 'a', url, title: 'Closed' })
      const results = []
      for (const change of [{}, { credits: ['A photo'] }, { title: 'Open' }, { label: 'opinion' as const }]) {
        results.push(...(await store.articles.save([{ article: { ...article, ...change } }])))
      }
      expect(results.map(({ outcome }) => outcome)).toEqual(['new', 'unchanged', 'changed', 'changed'])
    })

    it('knows a text without address by its id, and gives it the address that it gets later', async () => {
      const { store } = await open()
      await store.articles.save([{ article: sampleArticle({ id: 'note' }) }])
      const [again] = await store.articles.save([{ article: sampleArticle({ id: 'note' }) }])
      const [moved] = await store.articles.save([{ article: sampleArticle({ id: 'note', url }) }])
      expect([again?.outcome, moved?.outcome]).toEqual(['unchanged', 'unchanged'])
      expect((await store.articles.findByUrl(url))?.article).toBe('note')
      const [kept] = await store.articles.save([{ article: sampleArticle({ id: 'note', text: 'Another text.' }) }])
      expect(kept).toEqual({ article: 'note', version: 2, outcome: 'changed', repostOf: null })
      expect((await store.articles.find('note'))?.value.url).toBe(url)
    })

    it('gives an article whose id is taken by another address an id of its own', async () => {
      const { store } = await open()
      await store.articles.save([{ article: sampleArticle({ id: '1', url }) }])
      const other = sampleArticle({ id: '1', url: 'https://news.example/other' })
      const [saved] = await store.articles.save([{ article: other }])
      const [again] = await store.articles.save([{ article: other }])
      expect(saved?.outcome).toBe('new')
      expect(saved?.article).not.toBe('1')
      expect(again).toEqual({ ...saved, outcome: 'unchanged', repostOf: null })
      expect(await store.articles.count()).toBe(2)
    })

    it('takes a batch in order, the same address twice too', async () => {
      const { store } = await open()
      const batch = ['One.', 'Two.', 'Two.'].map((text, index) => ({
        article: sampleArticle({ id: `id-${index}`, url, text }),
      }))
      expect(await store.articles.save(batch)).toEqual([
        { article: 'id-0', version: 1, outcome: 'new', repostOf: null },
        { article: 'id-0', version: 2, outcome: 'changed', repostOf: null },
        { article: 'id-0', version: 2, outcome: 'unchanged', repostOf: null },
      ])
      expect(await store.articles.save([])).toEqual([])
    })

    it('saves more articles at once than one statement takes', async () => {
      const { store } = await open()
      const batch = Array.from({ length: 450 }, (_, index) => ({
        article: sampleArticle({ id: `many-${index}`, url: `${url}/${index}` }),
      }))
      await store.articles.save(batch)
      const again = await store.articles.save(batch)
      expect(again.filter(({ outcome }) => outcome === 'unchanged')).toHaveLength(450)
      expect(await store.articles.findMany(batch.map(({ article }) => article.id))).toHaveLength(450)
    })

    it('gives back every field as it was', async () => {
      const { store } = await open()
      const article = sampleArticle({
        id: 'full',
        url,
        title: 'Größe “quoted” 🎈',
        publisher: 'The Example',
        origin: 'Another Paper',
        byline: 'By A. Writer',
        dateline: 'PORT HALE',
        publishedAt: '2026-02-28T23:30:00-05:00',
        updatedAt: '2026-03-01',
        label: 'analysis',
        credits: ['A photo', ''],
        corrections: ['An earlier version was wrong.'],
        isExcerpt: true,
        text: 'First line\nsecond line\twith a tab, a \\ and a \' and a " and 日本語 and 🎈.',
      })
      await store.articles.save([{ article }])
      const stored = await store.articles.find('full')
      expect(stored?.value).toEqual(article)
      expect(stored?.sortedAt).toBe('2026-03-01T04:30:00Z')
    })

    it('keeps offsets true where a character cannot be stored', async () => {
      const { store } = await open()
      const text = 'A\0B\ud800C and a whole 🎈.'
      await store.articles.save([
        { article: sampleArticle({ id: 'odd', text }), analysis: { analyzer: 'v1', value: analysisOf('odd', text) } },
      ])
      const stored = await store.articles.find('odd')
      expect(stored?.value.text).toBe('A\ufffdB\ufffdC and a whole 🎈.')
      const analysis = (await store.analyses.findMany([{ article: 'odd', version: 1 }], 'v1')).get('odd')
      expect(analysis?.sentences[0]?.text).toBe(stored?.value.text)
    })

    it('lists the newest first, by date, a day as its first second, and by ingest where there is no date', async () => {
      const { store } = await open('2026-03-02T07:00:00.000Z')
      const dates = {
        day: '2026-03-02',
        later: '2026-03-02T09:00:00+01:00',
        none: null,
        bad: '3 March',
        old: '2025-12-31T23:59:59Z',
        ancient: '1969-07-20',
      }
      await store.articles.save(
        Object.entries(dates).map(([id, publishedAt]) => ({ article: sampleArticle({ id, publishedAt }) })),
      )
      const ids = async (window: { since?: string; before?: string }) =>
        (await store.articles.list({ limit: 10, ...window })).map((one) => one.article)
      const all = await ids({})
      expect(all[0]).toBe('later')
      expect(all.slice(1, 3).sort()).toEqual(['bad', 'none'])
      expect(all.slice(3)).toEqual(['day', 'old', 'ancient'])
      expect(await ids({ since: '2026-03-02', before: '2026-03-02T07:00:00Z' })).toEqual(['day'])
      expect(await ids({ before: '2026-01-01' })).toEqual(['old', 'ancient'])
      expect(await store.articles.list({ limit: 2 })).toHaveLength(2)
    })

    it('finds many in the order asked, without those that are not there', async () => {
      const { store } = await open()
      await store.articles.save(['a', 'b', 'c'].map((id) => ({ article: sampleArticle({ id }) })))
      const found = await store.articles.findMany(['c', 'missing', 'a', 'c'])
      expect(found.map((one) => one.article)).toEqual(['c', 'a'])
      expect(await store.articles.findMany([])).toEqual([])
      expect(await store.articles.find('missing')).toBeUndefined()
      expect(await store.articles.findByUrl('https://nowhere.example/')).toBeUndefined()
      expect(await store.articles.versions('missing')).toEqual([])
    })

    it('saves an analysis with its article, and names in its evidence the id that is kept', async () => {
      const { store } = await open()
      const text = 'It is not known.'
      await store.articles.save([{ article: sampleArticle({ id: 'kept', url, text }) }])
      await store.articles.save([
        {
          article: sampleArticle({ id: 'given', url, text }),
          analysis: { analyzer: 'v1', value: analysisOf('given', text) },
        },
      ])
      const found = await store.analyses.findMany([{ article: 'kept', version: 1 }], 'v1')
      expect(found.get('kept')?.id).toBe('kept')
      expect(found.get('kept')?.caveats[0]?.evidence).toEqual([{ article: 'kept', start: 0, end: 16, text }])
      expect(await store.analyses.findMany([{ article: 'kept', version: 1 }], 'v2')).toEqual(new Map())
      expect(await store.analyses.findMany([{ article: 'kept', version: 2 }], 'v1')).toEqual(new Map())
    })
  })
}

function analysisOf(id: string, text: string): Analysis {
  const span = { start: 0, end: text.length, text }
  const caveat = { party: null, source: null, count: null, reason: null, leadRestsOnIt: false }
  return {
    id,
    language: 'en',
    sentences: [span],
    quantities: [],
    quotes: [],
    attributions: [],
    caveats: [{ kind: 'unknown', text: 'Not known.', evidence: [{ article: id, ...span }], ...caveat }],
  }
}
