import { describe, expect, it } from 'vitest'
import type { Check } from '../../src/domain/check.ts'
import {
  type CheckLine,
  type Judge,
  judgeLines,
  judgePairs,
  measureCheck,
  measureKinds,
  measurePairs,
} from '../../src/eval/measure-check.ts'

function judge(_article: string, text: string): Check {
  const isBad = text.includes('bad')
  const claim = { start: 0, end: text.length, text, evidence: [] }
  const reasons = isBad ? [{ gate: 'name' as const, message: 'No such name.', claimed: text, found: null }] : []
  return {
    id: 'a',
    verdict: isBad ? 'unsupported' : 'supported',
    claims: [{ ...claim, verdict: isBad ? 'not-found' : 'supported', reasons }],
  }
}

function line(id: string, text: string, supported: boolean, kinds: string[] = []): CheckLine {
  return { id, article: `article ${id}`, text, supported, set: 'set', kinds }
}

describe('measureCheck', () => {
  const lines = [
    line('1', 'good', true),
    line('2', 'bad', true),
    line('3', 'bad', false, ['a']),
    line('4', 'bad', false, ['b']),
    line('5', 'good', false, ['b']),
    line('6', 'good', true),
  ]

  it('counts balanced accuracy, false alarms and refusals', () => {
    const figures = measureCheck(judgeLines(lines, judge))
    expect(figures.falseAlarms).toMatchObject({ value: 1 / 3, of: 3 })
    expect(figures.refused).toMatchObject({ value: 2 / 3, of: 3 })
    expect(figures.balancedAccuracy.value).toBeCloseTo(2 / 3)
  })

  it('sets the texts with one kind of error against all supported ones', () => {
    const kinds = measureKinds(judgeLines(lines, judge))
    expect(Object.keys(kinds)).toEqual(['a', 'b'])
    expect(kinds['a']?.value).toBeCloseTo((1 + 2 / 3) / 2)
    expect(kinds['b']?.value).toBeCloseTo((1 / 2 + 2 / 3) / 2)
    expect(kinds['b']?.of).toBe(2)
  })

  it('counts what could not be checked as refused', () => {
    const unclear: Judge = (article, text) => ({ ...judge(article, text), verdict: 'not-checked' })
    expect(measureCheck(judgeLines(lines, unclear)).refused.value).toBe(1)
  })

  it('counts a pair only where the edited text has more faults', () => {
    const pair = (id: string, reference: string, edited: string) => ({ id, article: id, reference, edited, kind: 'x' })
    const pairs = [pair('1', 'good', 'bad'), pair('2', 'bad', 'bad'), pair('3', 'bad', 'good'), pair('4', 'bad', 'bad')]
    const { ordered, tied, reversed } = measurePairs(
      judgePairs(pairs, (article, text) => judge(article, text).claims.flatMap(({ reasons }) => reasons).length),
    )
    expect([ordered.value, tied.value, reversed.value]).toEqual([1 / 4, 1 / 2, 1 / 4])
  })
})
