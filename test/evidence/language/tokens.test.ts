import { describe, expect, it } from 'vitest'
import { tokenize } from '../../../src/evidence/language/tokens.ts'

const words = (text: string) => tokenize(text).map((token) => token.text)

describe('tokenize', () => {
  it('keeps numbers with commas and points whole and cuts off what is glued to them', () => {
    expect(words('20,000 officers, $1.2bn and 455g')).toEqual([
      '20,000',
      'officers',
      ',',
      '$',
      '1.2',
      'bn',
      'and',
      '455',
      'g',
    ])
  })

  it('keeps abbreviations with points whole', () => {
    expect(words('U.S. officials met at 9 a.m. on Friday')).toEqual([
      'U.S.',
      'officials',
      'met',
      'at',
      '9',
      'a.m.',
      'on',
      'Friday',
    ])
  })

  it('cuts possessives and negations from their word', () => {
    expect(words("The mayor’s office didn't answer; the crews’ shifts can't move.")).toEqual([
      'The',
      'mayor',
      '’s',
      'office',
      'did',
      "n't",
      'answer',
      ';',
      'the',
      'crews',
      '’',
      'shifts',
      'ca',
      "n't",
      'move',
      '.',
    ])
  })

  it('keeps hyphenated words, addresses and ordinals whole', () => {
    expect(words('the second-quarter report at https://example.org/a?b=1 came 2nd')).toEqual([
      'the',
      'second-quarter',
      'report',
      'at',
      'https://example.org/a?b=1',
      'came',
      '2nd',
    ])
  })

  it('gives every token the text that stands at its offsets, whatever the text', () => {
    const odd = "A 1.234.56 “quote” — €5m… 🦊 نص عربي (((x))) n't \u200f end"
    for (const token of tokenize(odd)) expect(odd.slice(token.start, token.end)).toBe(token.text)
  })
})
