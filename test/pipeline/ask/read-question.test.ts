import { describe, expect, test } from 'vitest'
import { queryOf, readQuestion } from '../../../src/pipeline/ask/read-question.ts'

describe('the words of a question', () => {
  test('are its words of content, each once, and how they follow each other', () => {
    const read = readQuestion('How many troops were sent to Veldport, and how many troops stay?')
    expect(read.terms.map(({ term }) => term)).toEqual(['troop', 'send', 'veldport', 'stay'])
    expect(read.pairs).toContainEqual(['send', 'veldport'])
    expect(read.expects).toBe('number')
  })

  test('count less where they only say what kind of answer is wanted', () => {
    const weights = new Map(
      readQuestion('Which country closed its harbour this week?').terms.map(({ term, weight }) => [term, weight]),
    )
    expect(weights.get('country')).toBeLessThan(weights.get('harbour') ?? 0)
    expect(weights.get('week')).toBeLessThan(weights.get('harbour') ?? 0)
  })

  test('are searched for only where they tell something, or where there are no others', () => {
    expect(queryOf(readQuestion('Which country closed its harbour this week?')).terms.map(({ term }) => term)).toEqual([
      'close',
      'harbour',
    ])
    expect(queryOf(readQuestion('Which country this week?')).terms.length).toBeGreaterThan(0)
    expect(queryOf(readQuestion('')).terms).toEqual([])
  })

  test('are thirty at most', () => {
    const long = Array.from({ length: 200 }, (_, index) => `word${index}`).join(' ')
    expect(readQuestion(long).terms).toHaveLength(30)
  })
})
