import { describe, expect, test } from 'vitest'
import { findTerms, termsOf } from '../../../src/evidence/terms/find-terms.ts'

describe('terms of a text', () => {
  test.each([
    ['Tariffs, TARIFFS and tariff', 'tariff tariff and tariff'],
    ["the mayor’s café and the Mayor's cafe", 'the mayor cafe and the mayor cafe'],
    ['20,000 troops, 20000 troops', '20000 troop 20000 troop'],
    ['1.50 and 1.5, 007', '1.5 and 1.5 7'],
    ['25% or 25 percent or 25 pct', '25 percent or 25 percent or 25 percent'],
    ['five towns, 5 towns', '5 town 5 town'],
    ['$1.2bn', '1.2 billion'],
    ['They sent, send and are sending aid', 'they send send and are send aid'],
    ['bodies, houses, buses, boxes, women', 'body house bus box woman'],
    ['news, series, species', 'news series species'],
    ['a self-driving car', 'a self drive car'],
    ['the co‑founder and the cofounder', 'the cofounder and the cofounder'],
    ['U.S. troops, US troops, USA', 'usa troop usa troop usa'],
    ['tell us', 'tell us'],
    ['the E.U. and the EU', 'the eu and the eu'],
    ["O’Dell and O'Dell", 'odell and odell'],
    ['Zürich, Zurich', 'zurich zurich'],
    ['…—!?', ''],
  ])('folds %s', (text, terms) => {
    expect(termsOf(text).join(' ')).toBe(terms)
  })

  test('keep their places in the text', () => {
    const text = 'The co-founder’s 20,000 “letters” were read.'
    expect(findTerms(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      'The',
      'co-founder’s',
      '20,000',
      'letters',
      'were',
      'read',
    ])
  })

  test('hold no blank and are never empty', () => {
    const text = 'A\u00a0B\u2009c d\u0301 ﬁne ½ x²   %\n° 1,,2 3..4 -e- re- ’tis'
    for (const term of termsOf(text)) expect(term).toMatch(/^\S+$/)
  })

  test('are found in time that grows with the length only', () => {
    for (const unit of ['(', '1', 'a-', "a'", 'a.', '1,', '1.', 're-', 'é']) {
      const begun = performance.now()
      termsOf(unit.repeat(300_000))
      expect(performance.now() - begun).toBeLessThan(5000)
    }
  })
})
