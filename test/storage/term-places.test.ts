import { describe, expect, it } from 'vitest'
import { distinctTerms, gap, readPlaces, termOf, writeField } from '../../src/storage/term-places.ts'

describe('a field of terms', () => {
  it('is written one line a term, with places as differences in base 36', () => {
    const terms = ['fire', 'in', 'fire', ...Array.from({ length: 40 }, () => 'x'), 'fire']
    const written = writeField(terms)
    expect(written.places.startsWith('\nfire 0 2 15\nin 1\nx 3 1 1')).toBe(true)
    expect(readPlaces(written.places, 44, ['fire', 'in', 'no'])).toEqual({
      length: 44,
      places: new Map([
        ['fire', [0, 2, 43]],
        ['in', [1]],
      ]),
    })
    expect(distinctTerms(written.places)).toEqual(['fire', 'in', 'x'])
  })

  it('finds no term inside another, and none in places', () => {
    const { places } = writeField(['fires', 'campfire', '1', 'a', 'a'])
    for (const term of ['fire', 'fires 0', '0', '2']) expect(readPlaces(places, 5, [term]).places.size).toBe(0)
  })

  it('keeps the place of what is no term', () => {
    const written = writeField(['new', '', 'two words', 'York', 'york'])
    expect(written).toEqual({
      length: 5,
      places: '\nnew 0\nyork 3 1\n',
      words: `new ${gap} ${gap} york york`,
      distinct: ['new', 'york'],
    })
  })

  it('may be empty', () => {
    expect(writeField([])).toEqual({ length: 0, places: '\n', words: '', distinct: [] })
    expect(distinctTerms('\n')).toEqual([])
  })
})

describe('a term', () => {
  it('is folded and cut, and holds no blank, control character or gap', () => {
    expect(termOf('Größe')).toBe('größe')
    expect(termOf('w'.repeat(500))).toHaveLength(100)
    for (const text of ['', ' ', 'a b', 'a\nb', 'a\0', 'a\u00a0b', gap]) expect(termOf(text)).toBeUndefined()
  })
})
