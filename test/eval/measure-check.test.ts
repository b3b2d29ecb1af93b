import { describe, expect, it } from 'vitest'
import type { Check } from '../../src/domain/check.ts'
import { type CheckLine, measureCheck, measurePairs, readFrank, readSummEdits } from '../../src/eval/measure-check.ts'

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

  it('counts balanced accuracy, false alarms and refusals, also by kind and gate', () => {
    const [figures] = measureCheck(lines, judge)
    expect(figures?.falseAlarms.value).toBeCloseTo(1 / 3)
    expect(figures?.refused.value).toBeCloseTo(2 / 3)
    expect(figures?.balancedAccuracy.value).toBeCloseTo(2 / 3)
    expect(figures?.refusedByKind['b']?.value).toBeCloseTo(1 / 2)
    expect(figures?.byGate.name).toEqual({ stopped: 3, wrongly: 1 })
  })

  it('gives intervals around the figure, the same at every run', () => {
    const [one] = measureCheck(lines, judge)
    const [other] = measureCheck(lines, judge)
    expect(one).toEqual(other)
    expect(one!.refused.low).toBeLessThanOrEqual(one!.refused.value)
    expect(one!.refused.high).toBeGreaterThanOrEqual(one!.refused.value)
  })

  it('keeps sets apart', () => {
    expect(measureCheck([...lines, { ...line('7', 'good', true), set: 'other' }], judge).map(({ set }) => set)).toEqual(
      ['set', 'other'],
    )
  })

  it('counts a pair only where the edited text has more faults', () => {
    const pair = (id: string, reference: string, edited: string) => ({ id, article: id, reference, edited, kind: 'x' })
    const pairs = [pair('1', 'good', 'bad'), pair('2', 'bad', 'bad'), pair('3', 'bad', 'good')]
    const { ordered, tied } = measurePairs(
      pairs,
      (article, text) => judge(article, text).claims.flatMap(({ reasons }) => reasons).length,
    )
    expect(ordered.value).toBeCloseTo(1 / 3)
    expect(tied).toBe(1)
  })

  it('reads the lines of the two sets', () => {
    expect(
      readSummEdits({ id: 'summedits-news-4', article: 'a', text: 't', supported: false, editTypes: ['x'] }),
    ).toMatchObject({ set: 'summedits-news', kinds: ['x'] })
    expect(readFrank({ id: '1', dataset: 'bbc', article: 'a', text: 't', supported: true, errors: {} })).toMatchObject({
      set: 'frank-bbc',
      kinds: [],
    })
  })
})
