import { expect, test } from 'vitest'
import { readFeedDate } from '../../../src/reading/feed/read-feed-date.ts'

test.each([
  ['Wed, 06 May 2026 08:00:00 GMT', '2026-05-06T08:00:00Z'],
  ['Wed, 06 May 26 08:00:00 +0200', '2026-05-06T06:00:00Z'],
  ['06-May-98 08:00:00 EST', '1998-05-06T13:00:00Z'],
  ['Wed, 06 May 2026 08:00:00', '2026-05-06T08:00:00Z'],
  ['Wed May  6 08:00:00 2026', '2026-05-06T08:00:00Z'],
  ['Wed May 6 08:00:00 EDT 2026', '2026-05-06T12:00:00Z'],
  ['2026-05-06T08:00:00.25-05:00', '2026-05-06T13:00:00Z'],
  ['2026-05-06T08:00:00-05', '2026-05-06T13:00:00Z'],
  ['20260506T080000Z', '2026-05-06T08:00:00Z'],
  ['2026-05-06 08:00', '2026-05-06T08:00:00Z'],
  ['2026-05-06', '2026-05-06'],
  ['Mi, 06 Mai 2026 08:00:00 +0200', '2026-05-06T06:00:00Z'],
  ['qua, 06 fev 2026 08:00:00 GMT', '2026-02-06T08:00:00Z'],
  ['6 May 2026 08:00 GMT+2', '2026-05-06T06:00:00Z'],
  ['Wed, 6 May 2026 08:00:00 +2:00', '2026-05-06T06:00:00Z'],
])('reads the date %s', (written, read) => {
  expect(readFeedDate(written)).toBe(read)
})

test.each(['', 'yesterday', '31 Feb 2026', '1 '.repeat(500_000), 'Thu, 99 Foo 2026'])(
  'gives no date for what is none',
  (text) => {
    expect(readFeedDate(text)).toBe(null)
  },
)

test('gives no date where there is none', () => {
  expect(readFeedDate(null)).toBe(null)
})
