import { describe, expect, it } from 'vitest'
import { isVaguePlural, kindOfSource } from '../../../src/evidence/attributions/source-kind.ts'

describe('kindOfSource', () => {
  it.each([
    ['Ada Venn', 'named'],
    ['Mayor Ada Venn', 'named'],
    ['its director, Ada Venn', 'named'],
    ['Ada Venn, a guild official', 'named'],
    ['two state officials with knowledge of the plans', 'anonymous'],
    ['a person familiar with the talks', 'anonymous'],
    ['a Defense Department official who spoke on the condition of anonymity', 'anonymous'],
    ['a spokesman who asked not to be named', 'anonymous'],
    ['Officials briefed on the raid', 'anonymous'],
    ['a senior administration official', 'anonymous'],
    ['sources', 'anonymous'],
    ['several employees', 'anonymous'],
    ['critics', 'anonymous'],
    ['a spokesperson for the Department of Harbors', 'unnamed-role'],
    ['the company’s chief executive', 'unnamed-role'],
    ['the fire chief', 'unnamed-role'],
    ['a lawyer for the guild', 'unnamed-role'],
    ['officials', 'institution'],
    ['Fire officials', 'institution'],
    ['police', 'institution'],
    ['Prosecutors', 'institution'],
    ['the ministry', 'institution'],
    ['The Department of Harbors', 'institution'],
    ['the F.B.I.', 'institution'],
    ['Norway', 'institution'],
    ['a report by the harbor board', 'document'],
    ['court records', 'document'],
    ['the lawsuit', 'document'],
    ['The Ostrow Times', 'publisher'],
    ['Reuters', 'publisher'],
    ['the Merrow Monitor', 'publisher'],
  ])('takes “%s” for %s', (phrase, kind) => {
    expect(kindOfSource(phrase)).toBe(kind)
  })

  it('tells a crowd that has opinions from people who hide', () => {
    expect(isVaguePlural('critics')).toBe(true)
    expect(isVaguePlural('experts')).toBe(true)
    expect(isVaguePlural('two experts')).toBe(false)
    expect(isVaguePlural('people familiar with the plan')).toBe(false)
  })
})
