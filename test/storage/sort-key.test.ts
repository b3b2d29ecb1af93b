import { describe, expect, it } from 'vitest'
import { firstKeyOf, instantOfKey, sortedAtOf, sortKeyOf } from '../../src/storage/sort-key.ts'

const ingestedAt = '2026-03-02T07:00:00.500Z'

describe('the instant by which an article is sorted', () => {
  it.each([
    ['2026-02-28', '2026-02-28T00:00:00Z'],
    ['2026-02', '2026-02-01T00:00:00Z'],
    ['2026-02-28T23:30:00-05:00', '2026-03-01T04:30:00Z'],
    ['2026-02-28T10:00', '2026-02-28T10:00:00Z'],
    ['2026-02-28T10:00:59.999Z', '2026-02-28T10:00:59Z'],
    ['1969-07-20T20:17:40Z', '1969-07-20T20:17:40Z'],
    ['9999-01-01', '2241-01-01T00:00:00Z'],
    ['3 March 2026', '2026-03-02T07:00:00Z'],
    ['2026-13-45', '2026-03-02T07:00:00Z'],
    [null, '2026-03-02T07:00:00Z'],
  ])('is of %s %s', (publishedAt, sortedAt) => {
    expect(sortedAtOf({ publishedAt }, ingestedAt)).toBe(sortedAt)
  })
})

describe('a sort key', () => {
  it('is an exact number that grows with time and gives its second back', () => {
    const instants = [
      '1700-01-01T00:00:00Z',
      '1969-12-31T23:59:59Z',
      '1970-01-01T00:00:00Z',
      '2026-03-02T07:00:00Z',
      '2240-12-31T23:59:59Z',
    ]
    const keys = instants.map((instant) => sortKeyOf('any', instant))
    expect(keys).toEqual(keys.toSorted((a, b) => a - b))
    expect(keys.every(Number.isSafeInteger)).toBe(true)
    expect(keys.map(instantOfKey)).toEqual(instants)
  })

  it('lies in the window of its own second alone', () => {
    const key = sortKeyOf('any', '2026-03-02T07:00:00Z')
    expect(key).toBeGreaterThanOrEqual(firstKeyOf('2026-03-02T07:00:00Z'))
    expect(key).toBeLessThan(firstKeyOf('2026-03-02T07:00:01Z'))
    expect(() => firstKeyOf('yesterday')).toThrow(RangeError)
  })
})
