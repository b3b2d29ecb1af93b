import { describe, expect, test } from 'vitest'
import { answerSchema } from '../../../src/domain/answer.ts'
import type { StoredArticle } from '../../../src/domain/stored.ts'
import { findAnswer } from '../../../src/pipeline/ask/ask.ts'
import { memoryIndex, storedArticle } from '../search/memory-index.ts'

const toll = storedArticle(
  'toll',
  '2026-03-01',
  'Veldport begins to charge drivers a toll',
  'VELDPORT - The harbour city of Veldport began to charge drivers a toll on Sunday.\nThe toll is $9 on weekdays, Mayor Ansa Vell said.\nShe expects traffic to fall by 17 percent within a year.\nTraders near the old market oppose it.',
)
const others = [
  storedArticle(
    'ferry',
    '2026-02-27',
    'Ferry line cuts its fares',
    'The ferry line to Quillon cut its fares by a third.\nRiders had asked for it since 2024.',
  ),
  storedArticle(
    'school',
    '2026-02-20',
    'Pupils stay away in Tarn Valley',
    'A third of the pupils of Tarn Valley missed school last month.\nThe district blames the flu.',
  ),
  storedArticle(
    'old-toll',
    '2019-05-01',
    'A bridge toll ends',
    'The toll on the Harrow bridge ended after 30 years.\nDrivers cheered.',
  ),
  ...Array.from({ length: 12 }, (_, index) =>
    storedArticle(
      `match-${index}`,
      '2026-02-25',
      `Match report ${index}`,
      'The home side won the match late.\nIts coach praised the crowd.',
    ),
  ),
]
const askOf = async (articles: StoredArticle[], question: string, askedAt: string | null = '2026-03-02') => {
  const deps = { ...memoryIndex(articles), now: () => new Date('2026-03-02T09:00:00Z') }
  return (await findAnswer(deps, { id: 'q', question, askedAt })).answer
}

describe('a question that the stories answer', () => {
  test.each([
    ['Which city began to charge drivers a toll?', 'Veldport began'],
    ['How much is the toll in Veldport on weekdays?', '$9'],
    ['By what percentage does the mayor of Veldport expect traffic to fall?', '17 percent'],
    ['Who is the mayor that spoke of the Veldport toll on weekdays?', 'Ansa Vell'],
  ])('is answered with their sentences: %s', async (question, part) => {
    const answer = await askOf([toll, ...others], question)
    expect(answer.outcome).toBe('answered')
    expect(answer.lines.length).toBeLessThanOrEqual(3)
    expect(answer.lines.map(({ text }) => text).join('\n')).toContain(part)
    expect(answer.articles[0]).toEqual({ id: 'toll', url: 'https://news.example/toll' })
    expect(answerSchema.parse(answer)).toEqual(answer)
  })

  test('quotes the stored text letter for letter', async () => {
    const { lines } = await askOf([toll, ...others], 'How much is the toll in Veldport?')
    expect(lines.length).toBeGreaterThan(0)
    for (const { text, evidence } of lines) {
      expect(evidence).toHaveLength(1)
      for (const span of evidence) expect(toll.value.text.slice(span.start, span.end)).toBe(span.text)
      expect(evidence[0]?.text).toBe(text)
    }
  })

  test('gets the same answer whichever order the articles were stored in', async () => {
    const question = 'Which city began to charge drivers a toll?'
    expect(await askOf([...others, toll].toReversed(), question)).toEqual(await askOf([toll, ...others], question))
  })
})

describe('a question that the stories do not answer', () => {
  test.each([
    ['Which country bought the submarine fleet of Norwegian make?'],
    ['How many pupils of Quillon won the chess title?'],
    ['Who won the election in Carrow Bay?'],
    ['What percentage of voters wanted the Harrow tunnel?'],
  ])('is declined: %s', async (question) => {
    const answer = await askOf([toll, ...others], question)
    expect(answer.outcome).toBe('declined')
    expect(answer.lines).toEqual([])
    expect(answerSchema.parse(answer)).toEqual(answer)
  })

  test('is declined when the story that answers is not there', async () => {
    const answer = await askOf(others, 'Which city began to charge drivers a toll?')
    expect(answer.outcome).toBe('declined')
    expect(answer.nearest).toHaveLength(1)
    const [nearest] = answer.nearest
    const text = others.find(({ article }) => article === nearest?.article)?.value.text
    expect(text?.slice(nearest?.start, nearest?.end)).toBe(nearest?.text)
  })

  test('is declined by an empty store, and by a question without words', async () => {
    expect(await askOf([], 'Which city?')).toEqual({
      id: 'q',
      question: 'Which city?',
      outcome: 'declined',
      lines: [],
      nearest: [],
      articles: [],
      newestAt: null,
      writtenBy: { kind: 'extracted', model: null, promptHash: null },
      checked: { kept: 0, dropped: 0 },
      notes: [],
    })
    expect((await askOf([toll], '???')).outcome).toBe('declined')
    expect((await askOf([toll], '')).outcome).toBe('declined')
  })
})

test('an answer names at most twenty articles and the date of the newest', async () => {
  const many = Array.from({ length: 40 }, (_, index) =>
    storedArticle(
      `a${index}`,
      `2026-01-${String(10 + (index % 20))}`,
      'Toll in Veldport',
      'The toll of Veldport is $9.',
    ),
  )
  const answer = await askOf(many, 'How much is the toll of Veldport?', null)
  expect(answer.articles).toHaveLength(20)
  expect(answer.newestAt).toBe('2026-01-29T00:00:00Z')
})
