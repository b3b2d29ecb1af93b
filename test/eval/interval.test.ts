import { describe, expect, it } from 'vitest'
import { interval, rowOf, shareInterval } from '../../src/eval/interval.ts'

const items = (article: string, hits: number[]) => hits.map((hit) => ({ article, hit }))
const byArticle = ({ article }: { article: string }) => article
const mean = (sample: readonly { hit: number }[]) => sample.reduce((sum, { hit }) => sum + hit, 0) / sample.length

describe('interval', () => {
  const mixed = [...items('a', [1, 1, 1]), ...items('b', [0, 0, 0]), ...items('c', [1, 0, 1]), ...items('d', [0, 1, 0])]

  it('stands around the figure, and is the same at every run', () => {
    const one = interval(mixed, byArticle, mean)
    expect(one).toEqual(interval(mixed, byArticle, mean))
    expect(one).toMatchObject({ value: 1 / 2, of: 12 })
    expect(one.low).toBeLessThan(1 / 2)
    expect(one.high).toBeGreaterThan(1 / 2)
  })

  it('draws whole articles, so that texts which share one make it wider', () => {
    const rank = new Map(mixed.map((item, index) => [item, String(index)]))
    const alone = interval(mixed, (item) => rank.get(item) ?? '', mean)
    const together = interval([...items('a', [1, 1, 1, 1, 1, 1]), ...items('b', [0, 0, 0, 0, 0, 0])], byArticle, mean)
    expect([together.low, together.high]).toEqual([0, 1])
    expect(alone.high - alone.low).toBeLessThan(1)
  })

  it('has no width where all is alike, and about 95 of 100 where chance is fair', () => {
    expect(interval(items('a', [1, 1]), byArticle, mean)).toEqual({ value: 1, low: 1, high: 1, of: 2 })
    // A hundred single items, half of them hits: 1.96 standard errors are 0.098.
    const hundred = Array.from({ length: 100 }, (_, index) => ({ article: String(index), hit: index % 2 }))
    const { low, high } = interval(hundred, byArticle, mean)
    expect(low).toBeGreaterThan(0.37)
    expect(low).toBeLessThan(0.43)
    expect(high).toBeGreaterThan(0.57)
    expect(high).toBeLessThan(0.63)
  })

  it('passes over samples that have no figure, and gives none for nothing', () => {
    const perHit = (sample: readonly { hit: number }[]) => {
      const hits = sample.filter(({ hit }) => hit === 1).length
      return hits === 0 ? Number.NaN : hits / sample.length
    }
    const some = interval([...items('a', [1]), ...items('b', [0])], byArticle, (sample) => perHit(sample))
    expect([some.low, some.high]).toEqual([1 / 2, 1])
    expect(interval(items('a', []), byArticle, mean)).toEqual({
      value: Number.NaN,
      low: Number.NaN,
      high: Number.NaN,
      of: 0,
    })
  })
})

describe('shareInterval', () => {
  it('divides the sums, so that an article with more of them weighs more', () => {
    const counts = [
      { article: 'a', right: 9, all: 10 },
      { article: 'b', right: 0, all: 2 },
    ]
    const share = shareInterval(
      counts,
      byArticle,
      ({ right }) => right,
      ({ all }) => all,
    )
    expect(share).toEqual({ value: 9 / 12, low: 0, high: 9 / 10, of: 12 })
    expect(rowOf('a set', 'a share', share)).toEqual({ set: 'a set', measure: 'a share', anchor: null, ...share })
  })
})
