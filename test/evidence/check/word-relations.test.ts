import { describe, expect, it } from 'vitest'
import { areFamily, areOpposites, kinshipOf, synonymsOf } from '../../../src/evidence/check/word-relations.ts'

describe('word relations', () => {
  it('knows words that can stand for one another', () => {
    expect(synonymsOf('begin').has('start')).toBe(true)
    expect(synonymsOf('begin').has('end')).toBe(false)
    expect(synonymsOf('qwertz').size).toBe(0)
  })

  it('knows opposites, with and without a prefix', () => {
    for (const [one, other] of [
      ['open', 'close'],
      ['increase', 'decrease'],
      ['likely', 'unlikely'],
      ['legal', 'illegal'],
    ] as const)
      expect(areOpposites(one, other) && areOpposites(other, one)).toBe(true)
    for (const [one, other] of [
      ['valuable', 'invaluable'],
      ['open', 'start'],
      ['port', 'import'],
    ] as const)
      expect(areOpposites(one, other)).toBe(false)
  })

  it('tells a kind of a thing from another kind of the same', () => {
    expect(kinshipOf('boat', 'vessel')).toBe('wider')
    expect(kinshipOf('chicken', 'turkey')).toBe('sibling')
    expect(kinshipOf('chicken', 'mayor')).toBe('none')
  })

  it('knows the words of one family', () => {
    expect(areFamily('immigration', 'immigrant')).toBe(true)
    expect(areFamily('mayor', 'immigrant')).toBe(false)
  })
})
