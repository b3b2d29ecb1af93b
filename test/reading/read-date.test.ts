import { expect, test } from 'vitest'
import { readDate } from '../../src/reading/read-date.ts'

test.each([
  ['2026-05-21', '2026-05-21'],
  ['2026/5/3', '2026-05-03'],
  ['20260521', '2026-05-21'],
  ['May 21, 2026', '2026-05-21'],
  ['Thursday, May 21, 2026', '2026-05-21'],
  ['Sept. 3, 2026', '2026-09-03'],
  ['21st of May 2026', '2026-05-21'],
  ['Sunday 22 March 2026', '2026-03-22'],
  ['21.05.2026', '2026-05-21'],
  ['21/05/2026', '2026-05-21'],
  ['5/21/2026', '2026-05-21'],
])('reads the day in %s', (text, day) => {
  expect(readDate(text)).toBe(day)
})

test.each([
  ['2026-05-21T10:04:00Z', '2026-05-21T10:04:00Z'],
  ['2026-05-21T10:04:00.250+02:00', '2026-05-21T08:04:00Z'],
  ['Thu, 21 May 2026 22:04:00 -0400', '2026-05-22T02:04:00Z'],
  ['Thu, 21 May 2026 10:04:00 GMT', '2026-05-21T10:04:00Z'],
  ['May 21, 2026 at 12:30 a.m. EDT', '2026-05-21T04:30:00Z'],
  ['12:30 p.m. EST, January 5, 2026', '2026-01-05T17:30:00Z'],
])('reads the instant in %s', (text, instant) => {
  expect(readDate(text)).toBe(instant)
})

test('gives only the day for a time without a fixed zone', () => {
  expect(readDate('2026-05-21T10:04:00')).toBe('2026-05-21')
  expect(readDate('May 21, 2026 10:04 p.m. ET')).toBe('2026-05-21')
})

test.each([
  '03/04/2026',
  'June 31, 2026',
  '2026-13-01',
  'yesterday',
  'May 2026',
  '2026',
  '',
  'May 21, 2026 was a Thursday',
])('gives null for "%s"', (text) => {
  expect(readDate(text)).toBeNull()
})
