import { describe, expect, it } from 'vitest'
import {
  type AnonymousSource,
  findAnonymousSources,
} from '../../../src/evidence/attributions/find-anonymous-sources.ts'
import { findAttributions } from '../../../src/evidence/attributions/find-attributions.ts'
import { findQuotes } from '../../../src/evidence/attributions/find-quotes.ts'
import { tagText } from '../../../src/evidence/language/tagged-text.ts'

function sourcesIn(text: string): AnonymousSource[] {
  const tagged = tagText(text)
  return findAnonymousSources(tagged, findAttributions(tagged, findQuotes(tagged)))
}

describe('findAnonymousSources', () => {
  it('gives description, number and the lead that rests on it', () => {
    const [source, ...others] = sourcesIn(
      'OSTROW — The harbor board has asked for 300 buses, according to two state officials with knowledge of the plans.\nThe buses are old.',
    )
    expect(others).toEqual([])
    expect(source).toMatchObject({
      description: 'two state officials with knowledge of the plans',
      count: 2,
      reason: null,
      inLead: true,
    })
  })

  it('joins what the same person says, and keeps the reason as printed', () => {
    const [source, ...others] = sourcesIn(
      'The board met on Monday.\nThe plan is dead, according to a Harbor Board official who spoke on the condition of anonymity to describe private talks. It was too dear, the official said. But the Harbor Board official said that another might come.',
    )
    expect(others).toEqual([])
    expect(source).toMatchObject({
      description: 'a Harbor Board official',
      count: 1,
      reason: 'to describe private talks',
      inLead: false,
    })
    expect(source?.spans).toHaveLength(3)
  })

  it('finds a reason in another clause or sentence', () => {
    expect(
      sourcesIn('“It is over,” said a pilot, who asked not to be named because the talks are private.')[0]?.reason,
    ).toBe('because the talks are private')
    expect(
      sourcesIn(
        'Two pilots said the talks were over. The pilots spoke on condition of anonymity because they were not authorized to speak publicly.',
      )[0]?.reason,
    ).toBe('because they were not authorized to speak publicly')
  })

  it('describes a person by the fuller words that come later in the text', () => {
    const [source, ...others] = sourcesIn(
      'The plan is too dear, the official said.\nIt is dead, according to a Harbor Board official who spoke on condition of anonymity.',
    )
    expect(others).toEqual([])
    expect(source).toMatchObject({ description: 'a Harbor Board official', inLead: true })
    expect(source?.spans).toHaveLength(2)
  })

  it('keeps two unlike people apart', () => {
    expect(
      sourcesIn(
        'Two bank officials said the vault was empty. A police official said it was full. “It was full,” the police official said.',
      ).map(({ description, spans }) => [description, spans.length]),
    ).toEqual([
      ['Two bank officials', 1],
      ['A police official', 2],
    ])
  })

  it.each([
    'Police said the road was closed.',
    'The ministry said the road was closed.',
    'Officials said the road was closed.',
    'A spokesman for the city said the road was closed.',
    'Critics say the road should be closed.',
    'The Ostrow Times reported that the road was closed.',
    'The newspaper will no longer quote anonymous sources.',
    'Ada Venn said an anonymous donor had paid for the road.',
  ])('finds none in “%s”', (text) => {
    expect(sourcesIn(text)).toEqual([])
  })
})

describe('who is known through another', () => {
  it('leaves out relatives of a named person', () => {
    expect(sourcesIn('Ilse Brandvik was on board. Her sister said the boat had been full.')).toEqual([])
    expect(sourcesIn('My father said the harbor would freeze.')).toEqual([])
  })

  it('leaves out a count of people', () => {
    expect(sourcesIn('At least 100 people said they had seen the flood.')).toEqual([])
  })
})
