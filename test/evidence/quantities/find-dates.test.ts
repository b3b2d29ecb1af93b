import { describe, expect, it } from 'vitest'
import { findDates } from '../../../src/evidence/dates/find-dates.ts'
import { tagText } from '../../../src/evidence/language/tagged-text.ts'

function read(text: string): [string, string][] {
  return findDates(tagText(text)).map((date) => [date.text, date.kind])
}

describe('findDates', () => {
  it.each([
    ['It opened on April 9, 2026, in the rain.', 'April 9, 2026', 'day'],
    ['It opened on 9 April 2026.', '9 April 2026', 'day'],
    ['It opened on 2026-04-09.', '2026-04-09', 'day'],
    ['It opened on Tuesday night.', 'Tuesday night', 'day'],
    ['It opened in March 2025.', 'March 2025', 'month'],
    ['It opened in 1998.', '1998', 'year'],
    ['It opened in the 1930s.', '1930s', 'year'],
    ['It opens at 5 a.m. daily.', '5 a.m.', 'time'],
    ['It opened late last month.', 'late last month', 'relative'],
    ['It opened two years ago.', 'two years ago', 'relative'],
    ['It grew from 2016 to 2020.', 'from 2016 to 2020', 'duration-period'],
    ['It shut over the past two years.', 'the past two years', 'duration-period'],
    ['It shut in the first quarter.', 'the first quarter', 'duration-period'],
    ['It earns a coin a month.', 'a month', 'duration-period'],
  ])('finds the time in "%s"', (text, words, kind) => {
    expect(read(text)[0]).toEqual([words, kind])
  })

  it.each([
    'It may rain on the march.',
    'More than 2000 people came.',
    'They saw 1,998 birds.',
    'She was second to none.',
  ])('finds no time in "%s"', (text) => {
    expect(read(text)).toEqual([])
  })
})
