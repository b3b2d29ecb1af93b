import { describe, expect, it } from 'vitest'
import { tagText } from '../../../src/evidence/language/tagged-text.ts'
import { findQuantities } from '../../../src/evidence/quantities/find-quantities.ts'
import { keyFigureLimit, markKeyFigures } from '../../../src/evidence/quantities/key-figures.ts'

function keys(text: string): string[] {
  const tagged = tagText(text)
  return markKeyFigures(tagged, findQuantities(tagged))
    .filter(({ isKey }) => isKey)
    .map((quantity) => quantity.text)
}

const opening =
  'The harbor board met again. Nobody expected much. The hall was full. Tea was served. It rained. The doors closed.'

describe('markKeyFigures', () => {
  it('takes money, shares, large counts, tolls and votes', () => {
    expect(keys(`${opening} The dam cost $9 million.`)).toEqual(['$9 million'])
    expect(keys(`${opening} Turnout was 54 percent.`)).toEqual(['54 percent'])
    expect(keys(`${opening} They counted 12,345 birds.`)).toEqual(['12,345'])
    expect(keys(`${opening} Three sailors were injured in the fire.`)).toEqual(['Three'])
  })

  it('passes over ages, durations, small counts and counts of sources', () => {
    for (const end of [
      'Tomas Verren, 44, left.',
      'The talks took nine hours.',
      'Two men sang.',
      'Two officials spoke of it.',
    ]) {
      expect(keys(`${opening} ${end}`)).toEqual([])
    }
  })

  it('passes over a count that belongs to a source', () => {
    const tagged = tagText('The dam is safe, according to 30 engineers.')
    const quantities = findQuantities(tagged)
    const [one] = quantities
    const source = { start: one!.start, end: one!.end + 10, text: '30 engineers', kind: 'anonymous' as const }
    const attribution = { source, cue: { start: 17, end: 29, text: 'according to' }, content: [], isDirect: false }
    expect(markKeyFigures(tagged, quantities, [attribution]).map(({ isKey }) => isKey)).toEqual([false])
    expect(markKeyFigures(tagged, quantities).map(({ isKey }) => isKey)).toEqual([true])
  })

  it('passes over what a correction takes back', () => {
    expect(
      keys('Correction: An earlier version of this article gave 1,400 homes.\nThe flood reached 1,900 homes.'),
    ).toEqual(['1,900'])
  })

  it('keeps two figures with the same digits when they count different things', () => {
    expect(keys('The port asked for more than 20,000 sailors. It then hired 20,000 clerks.')).toEqual([
      'more than 20,000',
      '20,000',
    ])
  })

  it('names a figure that is told twice only once', () => {
    expect(keys('The dam cost $9 million. Later the $9 million was paid.')).toEqual(['$9 million'])
  })

  it('keeps at most six, in the order of the article', () => {
    const text = Array.from(
      { length: 9 },
      (_, index) => `Street ${'abcdefghi'[index]} lost ${index + 2}00 trees.`,
    ).join(' ')
    const found = keys(text)
    expect(found).toHaveLength(keyFigureLimit)
    expect(found).toEqual([...found].sort((a, b) => text.indexOf(a) - text.indexOf(b)))
  })
})

describe('an amount given twice', () => {
  it('is key once where the second is a conversion in brackets', () => {
    expect(keys(`${opening} The fine was 400,000 rubles ($6,370).`)).toEqual(['400,000 rubles'])
    expect(keys(`${opening} The dam is 70 miles (112 kilometers) from Olm.`)).toEqual(['70 miles'])
  })

  it('is two figures where the brackets hold another thing', () => {
    expect(keys(`${opening} Sales were $9 million (12 percent more).`)).toContain('12 percent')
  })
})
