import { describe, expect, test } from 'vitest'
import { AppError } from '../../../src/domain/app-error.ts'
import { parseTopic } from '../../../src/pipeline/search/parse-topic.ts'

describe('a topic', () => {
  test('holds words, phrases and what is left out', () => {
    const query = parseTopic('immigration "national guard" -sports -“minor leagues”')
    expect(query.terms.map(({ term }) => term)).toEqual(['immigration', 'national', 'guard'])
    expect(query.phrases).toEqual([['national', 'guard']])
    expect(query.not).toEqual(['sport'])
    expect(query.notPhrases).toEqual([['minor', 'league']])
    expect(query.isStrict).toBe(true)
  })

  test.each([
    ['self-driving cars', ['self drive'], ['self', 'drive', 'car']],
    ['“state of the union”', ['state of the union'], ['state', 'of', 'the', 'union']],
    ['state of the union', [], ['state', 'union']],
    ['the', [], ['the']],
    ['us immigration', [], ['usa', 'immigration']],
    ['20,000', [], ['20000']],
    ['"Guards"', [], ['guard']],
    ['tax tax taxes', [], ['tax']],
  ])('is read: %s', (topic, phrases, terms) => {
    const query = parseTopic(topic)
    expect(query.phrases.map((phrase) => phrase.join(' '))).toEqual(phrases)
    expect(query.terms.map(({ term }) => term)).toEqual(terms)
  })

  test.each([
    ['', 'Give a topic'],
    ['   ', 'Give a topic'],
    ['"national guard', 'quote mark is open'],
    ['-sports', 'beside the words to leave out'],
    ['tax ""', 'no word in'],
    ['tax - sports', 'no word in -'],
    ['?!', 'no word in this topic'],
    ['tax '.repeat(100), 'characters at most'],
    ['a1 b2 c3 d4 e5 f6 g7 h8 i9 j10 k11 l12 m13 n14 o15 p16 q17 r18 s19 t20 u21', 'words at most'],
  ])('that cannot be read says so in one sentence: %s', (topic, message) => {
    let fault: unknown
    try {
      parseTopic(topic)
    } catch (error) {
      fault = error
    }
    expect(fault).toBeInstanceOf(AppError)
    expect(fault).toMatchObject({ code: 'usage', message: expect.stringContaining(message) })
  })
})
