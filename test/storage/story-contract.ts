import { describe, expect, it } from 'vitest'
import type { OpenStore } from './engines.ts'
import { sampleEntry } from './sample-article.ts'

const longAgo = '2000-01-01'
const placed = (article: string, story: string, version = 1) => ({
  article,
  version,
  story,
  signature: `{"of":"${article}"}`,
})

/** What every store of stories does. */
export function storyContract(open: OpenStore): void {
  describe('for stories', () => {
    const begin = async () => {
      const { store, clock } = await open()
      await store.articles.save(
        ['a', 'b', 'c', 'd'].map((id, day) => sampleEntry(id, `flood ${id}`, { publishedAt: `2026-02-0${day + 1}` })),
      )
      return { store, clock, stories: store.stories }
    }

    it('give what is in no story yet, in the order of time, and what changed since it was placed', async () => {
      const { store, stories } = await begin()
      expect(await stories.unplaced(longAgo, 10)).toEqual(['a', 'b', 'c', 'd'])
      expect(await stories.unplaced('2026-02-02', 2)).toEqual(['b', 'c'])
      expect(await stories.place(0, [placed('a', 's1'), placed('c', 's1')])).toBe(true)
      expect(await stories.unplaced(longAgo, 10)).toEqual(['b', 'd'])
      await store.articles.save([sampleEntry('a', 'flood falls', { publishedAt: '2026-02-01' })])
      expect(await stories.unplaced(longAgo, 10)).toEqual(['a', 'b', 'd'])
      expect(await stories.place(2, [placed('a', 's1', 2)])).toBe(true)
      expect(await stories.unplaced(longAgo, 10)).toEqual(['b', 'd'])
    })

    it('place nothing for who has not seen what others placed', async () => {
      const { stories } = await begin()
      expect(await stories.place(0, [placed('a', 's1')])).toBe(true)
      expect(await stories.place(0, [placed('b', 's2')])).toBe(false)
      expect(await stories.of(['a', 'b'])).toEqual(new Map([['a', 's1']]))
      expect(await stories.find(['b', 'a', 'a'])).toEqual([placed('a', 's1')])
      const { number } = await stories.placedAfter(0, longAgo, 10)
      expect(number).toBe(1)
      expect(await stories.place(number, [placed('b', 's2')])).toBe(true)
      expect(await Promise.all([1, 2].map((n) => stories.place(2, [placed('c', `s${n}`)])))).toContain(false)
    })

    it('give what was placed after a number, in stretches, and each article where it was moved last', async () => {
      const { stories } = await begin()
      await stories.place(0, [placed('a', 's1'), placed('b', 's2'), placed('c', 's3')])
      const first = await stories.placedAfter(0, longAgo, 2)
      expect(first).toEqual({ number: 2, placed: [placed('a', 's1'), placed('b', 's2')] })
      expect(await stories.placedAfter(first.number, longAgo, 2)).toEqual({ number: 3, placed: [placed('c', 's3')] })
      await stories.place(3, [placed('b', 's1'), placed('d', 's1')])
      expect(await stories.placedAfter(3, longAgo, 9)).toEqual({
        number: 5,
        placed: [placed('b', 's1'), placed('d', 's1')],
      })
      expect((await stories.placedAfter(0, '2026-02-03', 9)).placed.map(({ article }) => article)).toEqual(['c', 'd'])
      expect(await stories.placedAfter(5, longAgo, 9)).toEqual({ number: 5, placed: [] })
      expect(await stories.members(['s1', 's3', 'none'])).toEqual(
        new Map([
          ['s1', ['d', 'b', 'a']],
          ['s3', ['c']],
        ]),
      )
      expect(await stories.members([])).toEqual(new Map())
    })

    it('pass over articles that were deleted, and lose what they knew of them', async () => {
      const { store, stories, clock } = await begin()
      clock.at = '2026-03-03T07:00:00.000Z'
      await store.articles.save([sampleEntry('e', 'flood e', { publishedAt: '2026-02-05' })])
      await stories.place(0, [placed('a', 's1'), placed('e', 's1'), placed('never', 's1')])
      await store.retention.purge({ before: '2026-03-03T00:00:00.000Z', shownBefore: longAgo })
      expect(await stories.members(['s1'])).toEqual(new Map([['s1', ['e']]]))
      expect(await stories.placedAfter(0, longAgo, 9)).toMatchObject({ number: 3, placed: [{ article: 'e' }] })
      expect(await stories.unplaced(longAgo, 9)).toEqual([])
    })
  })
}
