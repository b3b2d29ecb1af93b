import { describe, expect, it } from 'vitest'
import { attributionOf } from '../../../src/evidence/attributions/attribution-of.ts'
import { findAttributions } from '../../../src/evidence/attributions/find-attributions.ts'
import { findQuotes } from '../../../src/evidence/attributions/find-quotes.ts'
import { findSpeakers } from '../../../src/evidence/attributions/find-speakers.ts'
import { tagText } from '../../../src/evidence/language/tagged-text.ts'

function speakersIn(text: string): [string, string | null][] {
  const tagged = tagText(text)
  const quotes = findQuotes(tagged)
  return findSpeakers(tagged, quotes, findAttributions(tagged, quotes)).map(({ text, speaker }) => [
    text,
    speaker?.text ?? null,
  ])
}

describe('findSpeakers', () => {
  it('gives the name without its apposition', () => {
    expect(speakersIn('“It is cold,” said Ada Venn, who owns nine kilns.')).toEqual([['It is cold,', 'Ada Venn']])
    expect(speakersIn('“It is cold,” its owner, Ada Venn, said.')).toEqual([['It is cold,', 'Ada Venn']])
  })

  it('finds whom a pronoun means', () => {
    expect(speakersIn('Ada Venn owns nine kilns. “They are cold,” she said.')).toEqual([['They are cold,', 'Ada Venn']])
  })

  it('finds whom a description means', () => {
    expect(speakersIn('A tall potter said the kiln was cold. “Nobody came,” the potter said.')).toEqual([
      ['Nobody came,', 'A tall potter'],
    ])
  })

  it('gives a scare quote to nobody', () => {
    expect(speakersIn('The “miracle kiln” costs $90.')).toEqual([['miracle kiln', null]])
  })

  it('gives a quote in a paragraph of its own to whom the sentence before announced', () => {
    expect(speakersIn('Ada Venn released a statement:\n“The kiln is cold.”')).toEqual([
      ['The kiln is cold.', 'Ada Venn'],
    ])
  })
})

describe('attributionOf', () => {
  it('gives the innermost attribution around a span', () => {
    const text = 'The guild said that Ada Venn told the board that 30 kilns were cold.'
    const tagged = tagText(text)
    const attributions = findAttributions(tagged, findQuotes(tagged))
    const start = text.indexOf('30')
    expect(attributionOf(attributions, { start, end: start + 2 })?.source?.text).toBe('Ada Venn')
    expect(attributionOf(attributions, { start: 0, end: 3 })).toBeUndefined()
  })
})
