import { describe, expect, it } from 'vitest'
import { evaluateGroups } from '../../../src/eval/evaluate-groups.ts'
import { countDocuments } from '../../../src/eval/make-document-frequencies.ts'
import { measureGroups } from '../../../src/eval/measure-groups.ts'
import { outsideData } from '../../outside-data.ts'

/** Two words of equal length: the letter at a place is the story of that article. */
function measure(gold: string, found: string) {
  return measureGroups([...gold].map((story, at) => ({ id: String(at), gold: story, found: found[at] ?? '' })))
}

describe('measureGroups', () => {
  it('is 1 where the stories are the same, whatever their names', () => {
    const right = { precision: 1, recall: 1, f1: 1 }
    expect(measure('aabbc', 'xxyyz')).toEqual({ pairs: { ...right, right: 2, found: 2, gold: 2 }, articles: right })
  })

  it('counts pairs, of which a large story has many', () => {
    // Gold pairs: 3 of aaa and 1 of bb; found: 6 of xxxx, of which the 3 of aaa are right.
    const { pairs } = measure('aaabb', 'xxxxy')
    expect(pairs.precision).toBeCloseTo(3 / 6)
    expect(pairs.recall).toBeCloseTo(3 / 4)
    expect(pairs.f1).toBeCloseTo(0.6)
  })

  it('counts articles by B-cubed', () => {
    // Precision: three of 3/4, one of 1/4, one of 1/1. Recall: three of 3/3, two of 1/2.
    const { articles } = measure('aaabb', 'xxxxy')
    expect(articles.precision).toBeCloseTo((3 * 0.75 + 0.25 + 1) / 5)
    expect(articles.recall).toBeCloseTo((3 + 0.5 + 0.5) / 5)
  })

  it('has nothing wrong where everything stands alone, and no recall where everything is apart that belongs together', () => {
    expect(measure('abc', 'xyz').pairs).toMatchObject({ precision: 1, recall: 1, f1: 1 })
    expect(measure('aaa', 'xyz').pairs).toMatchObject({ precision: 1, recall: 0, f1: 0 })
    expect(measure('aaa', 'xyz').articles.recall).toBeCloseTo(1 / 3)
    expect(measure('abc', 'xxx').pairs).toMatchObject({ precision: 0, recall: 1, f1: 0 })
    expect(measure('', '').articles).toEqual({ precision: 1, recall: 1, f1: 1 })
  })
})

describe('document frequencies', () => {
  it('count in how many texts a term stands, and leave out what fewer than three hold', () => {
    const texts = ['rain rain fell', 'Rain fell', 'the rain', 'fell']
    expect(countDocuments(texts)).toEqual({ articles: 4, terms: { 3: expect.stringContaining('rain') } })
  })
})

const folder = outsideData('data')

describe.skipIf(!folder)('stories of the set', () => {
  it('are as right as the README says, in each of ten orders', () => {
    const rows = evaluateGroups(folder ?? '')?.rows ?? []
    const [f1, precision, , least, most] = rows.map(({ value }) => value)
    expect(f1).toBeGreaterThanOrEqual(0.88)
    expect(precision).toBeGreaterThanOrEqual(0.93)
    expect((most ?? 1) - (least ?? 0)).toBeLessThan(0.02)
  })
})
