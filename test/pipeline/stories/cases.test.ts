import { describe, expect, it } from 'vitest'
import { recallOfChanges, type Scored, scoreChanges, scoreConflicts } from './score-cases.ts'

const shareRight = (scored: Scored[]) => scored.filter(({ isRight }) => isRight).length / scored.length
const wrong = (scored: Scored[]) =>
  scored.filter(({ isRight }) => !isRight).map(({ name, found }) => `${name}: ${found}`)

// Written by a hand that had not seen the rules; each is judged as a careful editor would.
describe('hand-written cases', () => {
  it('of figures that conflict, are rounded, of another time or thing: at least nine in ten are right', () => {
    const scored = scoreConflicts()
    expect(scored.length).toBeGreaterThanOrEqual(40)
    expect(shareRight(scored), wrong(scored).join('\n')).toBeGreaterThanOrEqual(0.9)
  })

  it('of corrections, updates and harmless edits: at least nine in ten are right, and no correction is false', () => {
    const scored = scoreChanges()
    expect(scored.length).toBeGreaterThanOrEqual(40)
    expect(scored.filter(({ isFalseCorrection }) => isFalseCorrection)).toEqual([])
    expect(shareRight(scored), wrong(scored).join('\n')).toBeGreaterThanOrEqual(0.9)
    const { told, listed } = recallOfChanges()
    expect(told / listed).toBeGreaterThanOrEqual(0.75)
  })
})
