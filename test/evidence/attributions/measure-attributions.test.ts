import { describe, expect, it } from 'vitest'
import { type GoldArticle, measureAttributions } from '../../../src/eval/measure-attributions.ts'
import { findAttributions } from '../../../src/evidence/attributions/find-attributions.ts'
import { findQuotes } from '../../../src/evidence/attributions/find-quotes.ts'
import { findSpeakers } from '../../../src/evidence/attributions/find-speakers.ts'
import { tagText } from '../../../src/evidence/language/tagged-text.ts'

const text = '😀 “The kiln is very cold today,” Ada Venn said. Police said the door stood open.'

// Gold counts code points: the face at the start is one, but two in a JavaScript string.
function pieceOf(words: string): { spans: [number, number][] }[] {
  const start = [...text.slice(0, text.indexOf(words))].length
  return [{ spans: [[start, start + [...words].length]] }]
}

const article: GoldArticle = {
  id: 'kiln',
  text,
  attributions: [
    { source: pieceOf('Ada Venn'), cue: pieceOf('said'), content: pieceOf('“The kiln is very cold today,”') },
    { source: pieceOf('Police'), cue: pieceOf('said'), content: pieceOf('the door stood open') },
  ],
}

describe('measureAttributions', () => {
  it('counts what is found, missed, and given to the right speaker', () => {
    const figures = measureAttributions([article], (words) => {
      const tagged = tagText(words)
      const quotes = findQuotes(tagged)
      const attributions = findAttributions(tagged, quotes)
      return { quotes: findSpeakers(tagged, quotes, attributions), attributions }
    })
    const counts = { id: 'kiln', gold: 2, found: 2, recalled: 2, right: 2, content: 2 }
    expect(figures.articles).toEqual([{ ...counts, quotes: 1, quotesRight: 1, speakers: 1, speakersRight: 1 }])
    expect(figures.errors).toEqual([])
  })

  it('counts a wrong source as a miss and a false alarm', () => {
    const figures = measureAttributions([article], (words) => {
      const start = words.indexOf('“The')
      const end = words.indexOf(' Ada')
      const police = words.indexOf('Police')
      return {
        quotes: [],
        attributions: [
          {
            source: { start: police, end: police + 6, text: 'Police', kind: 'institution' },
            cue: { start: police + 7, end: police + 11, text: 'said' },
            content: [{ start, end, text: words.slice(start, end) }],
            isDirect: true,
          },
        ],
      }
    })
    expect(figures.articles).toMatchObject([
      { gold: 2, found: 1, recalled: 0, right: 0, content: 1, quotes: 1, quotesRight: 0 },
    ])
    expect(figures.errors.map((error) => error.kind).sort()).toEqual([
      'false-alarm',
      'missed',
      'wrong-source',
      'wrong-speaker',
    ])
  })

  it('finds nothing where it is given nothing', () => {
    expect(measureAttributions([], () => ({ quotes: [], attributions: [] }))).toEqual({ articles: [], errors: [] })
  })
})
