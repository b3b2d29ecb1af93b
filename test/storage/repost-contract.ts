import { describe, expect, it } from 'vitest'
import type { Store } from '../../src/domain/store.ts'
import type { NewArticle, SoughtText } from '../../src/domain/stored.ts'
import type { OpenStore } from './engines.ts'
import { sampleArticle } from './sample-article.ts'

const day = '2026-03-02'
const sketch = [11, 22, 33, 44, 55, 66, 77, 2 ** 53 - 1]

/** What every article store does with copies of one text. */
export function repostContract(open: OpenStore): void {
  describe('for reposts', () => {
    it('finds those that share two numbers of a sketch, the most shared first, and not the text itself', async () => {
      const { store } = await open()
      await store.articles.save([
        entryOf('same', { sketch }),
        entryOf('half', { sketch: [1, 2, 3, 4, 55, 66, 77, 2 ** 53 - 1] }),
        entryOf('two', { sketch: [1, 2, 3, 4, 5, 6, 11, 2 ** 53 - 1] }),
        entryOf('one', { sketch: [11, 12, 13, 14, 15, 16, 17, 18] }),
        entryOf('short', { sketch: [] }),
        entryOf('untold'),
      ])
      expect(
        await store.articles.alike([soughtOf('new'), soughtOf('half'), soughtOf('short', { sketch: [] })]),
      ).toEqual([['same', 'half', 'two'], ['same', 'two'], []])
      expect(await store.articles.alike([])).toEqual([])
    })

    it('knows a text without address by its id', async () => {
      const { store } = await open()
      await store.articles.save(['note', 'other'].map((id) => entryOf(id, { sketch, url: null })))
      expect(await store.articles.alike([soughtOf('note', { url: null })])).toEqual([['other']])
    })

    it('looks 30 days back and ahead of the text, from now where it has no date', async () => {
      const { store } = await open('2026-03-12T00:00:00.000Z')
      const dates = ['2026-01-30', '2026-02-01', '2026-03-31', '2026-04-02', null]
      await store.articles.save(dates.map((publishedAt) => entryOf(String(publishedAt), { sketch, publishedAt })))
      expect(await store.articles.alike([soughtOf('new')])).toEqual([['2026-03-31', 'null', '2026-02-01']])
      const undated = soughtOf('new', { publishedAt: null })
      expect(await store.articles.alike([undated])).toEqual([['2026-04-02', '2026-03-31', 'null']])
    })

    it('looks at the newest alone where many hold a number, and gives four at most', async () => {
      const { store } = await open()
      const boilerplate = Array.from({ length: 60 }, (_, n) =>
        entryOf(`b${n}`, {
          sketch: [11, 22, 1000 + n],
          publishedAt: `2026-03-02T10:${String(n).padStart(2, '0')}:00Z`,
        }),
      )
      const copy = entryOf('copy', { sketch: [11, 22, 33, 44], publishedAt: '2026-02-20' })
      await store.articles.save([...boilerplate, copy])
      const [found] = await store.articles.alike([soughtOf('new')])
      expect(found).toEqual(['b59', 'b58', 'b57', 'b56'])
      const [rare] = await store.articles.alike([soughtOf('new', { sketch: [11, 33, 44, 1059, 1058] })])
      expect(rare?.toSorted()).toEqual(['b58', 'b59', 'copy'])
    })

    it('forgets the numbers of a wording that went, and moves them with the date', async () => {
      const { store } = await open()
      await store.articles.save([entryOf('a', { sketch })])
      await store.articles.save([entryOf('a', { sketch: sketch.map((hash) => hash - 1), text: 'Two.' })])
      expect(await store.articles.alike([soughtOf('new')])).toEqual([[]])
      await store.articles.save([entryOf('a', { sketch, text: 'Three.', publishedAt: '2026-07-01' })])
      expect(await store.articles.alike([soughtOf('new')])).toEqual([[]])
      expect(await store.articles.alike([soughtOf('new', { publishedAt: '2026-07-02' })])).toEqual([['a']])
      await store.articles.save([entryOf('a', { text: 'Four.' })])
      expect(await store.articles.alike([soughtOf('new', { publishedAt: '2026-07-02' })])).toEqual([[]])
    })

    it('marks a copy with the article that was stored first, whichever it was found by and whatever its date', async () => {
      const { store, clock } = await open()
      await store.articles.save([entryOf('first')])
      const [copy] = await store.articles.save([entryOf('second', { publishedAt: '2026-01-01', copyOf: 'first' })])
      expect(copy).toEqual({ article: 'second', version: 1, outcome: 'new', repostOf: 'first' })
      clock.at = '2026-03-03T07:00:00.000Z'
      await store.articles.save([entryOf('third', { copyOf: 'second' }), entryOf('alone')])
      expect(await marksOf(store)).toEqual({ first: null, second: 'first', third: 'first', alone: null })
      // Found by itself or by its own reposts, the first stays the first.
      await store.articles.save([entryOf('first', { copyOf: 'third' }), entryOf('alone', { copyOf: 'missing' })])
      expect(await marksOf(store)).toEqual({ first: null, second: 'first', third: 'first', alone: null })
      expect((await store.articles.versions('second')).map(({ repostOf }) => repostOf)).toEqual(['first'])
    })

    it('marks copies within a batch, also where an entry is kept under another id', async () => {
      const { store } = await open()
      await store.articles.save([entryOf('kept', { url: 'https://news.example/x' })])
      const results = await store.articles.save([
        entryOf('given', { url: 'https://news.example/x', text: 'Anew.' }),
        entryOf('b', { copyOf: 0 }),
        entryOf('c', { copyOf: 1 }),
      ])
      expect(results.map(({ article, repostOf }) => [article, repostOf])).toEqual([
        ['kept', null],
        ['b', 'kept'],
        ['c', 'kept'],
      ])
      expect(await marksOf(store)).toEqual({ kept: null, b: 'kept', c: 'kept' })
    })

    it('keeps the mark of an unchanged text, and takes it from a new wording that is no copy', async () => {
      const { store } = await open()
      await store.articles.save([entryOf('first'), entryOf('copy', { copyOf: 0 })])
      const [again] = await store.articles.save([entryOf('copy')])
      expect(again).toMatchObject({ outcome: 'unchanged', repostOf: 'first' })
      const [changed] = await store.articles.save([entryOf('copy', { text: 'Another text.' })])
      expect(changed).toMatchObject({ outcome: 'changed', repostOf: null })
      const [back] = await store.articles.save([entryOf('copy', { copyOf: 'first' })])
      expect(back).toMatchObject({ outcome: 'changed', repostOf: 'first' })
      expect(await marksOf(store)).toEqual({ first: null, copy: 'first' })
    })

    it('marks the later of two where the earlier one takes over its text, with all that are reposts of it', async () => {
      const { store, clock } = await open()
      await store.articles.save([entryOf('early')])
      clock.at = '2026-03-03T07:00:00.000Z'
      await store.articles.save([entryOf('late'), entryOf('copy', { copyOf: 0 })])
      const [changed] = await store.articles.save([entryOf('early', { text: 'The same.', copyOf: 'copy' })])
      expect(changed).toMatchObject({ repostOf: null })
      expect(await marksOf(store)).toEqual({ early: null, late: 'early', copy: 'early' })
    })

    it('never marks two articles as reposts of each other, where both are found at once too', async () => {
      const { store } = await open()
      await store.articles.save([entryOf('a'), entryOf('b')])
      await Promise.all([
        store.articles.save([entryOf('a', { copyOf: 'b' })]),
        store.articles.save([entryOf('b', { copyOf: 'a' })]),
      ])
      const { a, b } = await marksOf(store)
      expect([a, b].filter((mark) => mark !== null)).toHaveLength(1)
    })
  })
}

type EntryFields = {
  sketch?: number[]
  url?: string | null
  publishedAt?: string | null
  text?: string
  copyOf?: string | number
}

function entryOf(id: string, { sketch: numbers, copyOf, ...fields }: EntryFields = {}): NewArticle {
  const article = sampleArticle({ id, url: `https://news.example/${id}`, publishedAt: day, ...fields })
  const copy = typeof copyOf === 'number' ? { entry: copyOf } : copyOf === undefined ? null : { article: copyOf }
  return { article, copyOf: copy, ...(numbers === undefined ? {} : { sketch: numbers }) }
}

function soughtOf(id: string, fields: Partial<SoughtText> = {}): SoughtText {
  return { id, url: `https://news.example/${id}`, publishedAt: day, sketch, ...fields }
}

async function marksOf(store: Store): Promise<Record<string, string | null>> {
  const stored = await store.articles.list({ limit: 100 })
  return Object.fromEntries(stored.map(({ article, repostOf }) => [article, repostOf]))
}
