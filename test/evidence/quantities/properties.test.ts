import { describe, expect, it } from 'vitest'
import { findDates } from '../../../src/evidence/dates/find-dates.ts'
import { tagText } from '../../../src/evidence/language/tagged-text.ts'
import { findQuantities } from '../../../src/evidence/quantities/find-quantities.ts'
import { keyFigureLimit, markKeyFigures } from '../../../src/evidence/quantities/key-figures.ts'

const pieces = [
  '$',
  '€',
  '5',
  '1,000',
  '1.2',
  'bn',
  'million',
  'a',
  'half',
  'of',
  'third',
  'from',
  'to',
  'between',
  'and',
  '-',
  '–',
  '(',
  ')',
  '"',
  '“',
  'one',
  'two-thirds',
  'dozens',
  'May',
  'last',
  'week',
  '2019',
  'percent',
  'points',
  'rose',
  'ships',
  'who',
  ',',
  ';',
  '.',
  '\n',
  '😀',
  'שלום',
  '½',
  '0',
  '00',
  '٣',
  '\u00a0',
]

// A small generator with a fixed start, so that a failure comes again.
function madeTexts(count: number): string[] {
  let state = 20_260_409
  const next = (limit: number) => {
    state = (state * 48_271) % 2_147_483_647
    return state % limit
  }
  return Array.from({ length: count }, () => {
    let text = ''
    for (let words = next(40); words >= 0; words--) text += pieces[next(pieces.length)] + (next(4) === 0 ? '' : ' ')
    return text
  })
}

describe('quantities and dates of any text', () => {
  it('are spans that stand in the text, in order, and the same every time', () => {
    for (const text of madeTexts(3000)) {
      const tagged = tagText(text)
      const found = findQuantities(tagged)
      let end = 0
      for (const one of found) {
        expect(one.text).toBe(text.slice(one.start, one.end))
        expect(one.start).toBeGreaterThanOrEqual(end)
        expect(Number.isFinite(one.value)).toBe(true)
        if (one.high !== null) expect(one.high).toBeGreaterThan(one.value)
        for (const words of [one.period, one.place]) if (words !== null) expect(text).toContain(words)
        end = one.end
      }
      for (const date of findDates(tagged)) expect(date.text).toBe(text.slice(date.start, date.end))
      expect(findQuantities(tagText(text))).toEqual(found)
      expect(markKeyFigures(tagged, found).filter(({ isKey }) => isKey).length).toBeLessThanOrEqual(keyFigureLimit)
    }
  })

  it.each(['(((', '1', '1 ', '5 to ', '12 of the ', 'from 1 to 2 ', '$', 'a million and '])(
    'takes time that grows with the length of "%s" repeated',
    (piece) => {
      const timeOf = (length: number) => {
        const tagged = tagText(piece.repeat(length / piece.length))
        const start = performance.now()
        markKeyFigures(tagged, findQuantities(tagged))
        return performance.now() - start
      }
      timeOf(50_000)
      const short = timeOf(100_000)
      // Five times the text; a quadratic rule would take 25 times as long. A busy machine gets room.
      expect(timeOf(500_000)).toBeLessThan(short * 15 + 500)
    },
  )

  it('survives a megabyte of digits', () => {
    expect(findQuantities(tagText('7'.repeat(1_000_000)))).toEqual([])
  })
})
