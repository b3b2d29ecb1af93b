import { describe, expect, test } from 'vitest'
import type { VersionRef } from '../../../src/domain/stored.ts'
import { analyzeText } from '../../../src/evidence/analyze-text.ts'
import { answerFrom, answerStories } from '../../../src/pipeline/ask/answer-stories.ts'
import { memoryIndex, storedArticle } from '../search/memory-index.ts'

const stored = [
  storedArticle(
    'toll',
    '2026-03-01',
    'Veldport begins a toll',
    'Veldport began to charge drivers a toll of $9 on Sunday, the mayor said.\nA spokesman for the traders declined to comment.',
  ),
  storedArticle(
    'ferry',
    '2026-03-02',
    'Quillon raises its toll',
    'Quillon began to charge drivers a toll of $12 on Monday.\nThe ferry company did not respond to a request for comment.',
  ),
  ...Array.from({ length: 8 }, (_, index) =>
    storedArticle(
      `match-${index}`,
      '2026-02-25',
      `Match report ${index}`,
      'The home side won the match late. About 400 people were there.',
    ),
  ),
]
const analyses = {
  findMany: async (refs: VersionRef[]) =>
    new Map(
      stored
        .filter(({ article }) => refs.some((ref) => ref.article === article))
        .map((one) => [one.article, analyzeText(one.value)]),
    ),
}
const { search, articles } = memoryIndex(stored)
const deps = { store: { search, articles, analyses }, now: () => new Date('2026-03-03T09:00:00Z') }
const askIn = (question: string, thread: string[]) => answerStories(deps, { id: 'q', question, askedAt: null }, thread)

describe('a question in a conversation', () => {
  test('is answered from the stories of the conversation first', async () => {
    for (const id of ['toll', 'ferry']) {
      const answer = await askIn('How much is the toll that drivers began to pay?', [id])
      expect(answer.outcome).toBe('answered')
      expect(new Set(answer.lines.flatMap(({ evidence }) => evidence.map(({ article }) => article)))).toEqual(
        new Set([id]),
      )
    }
  })

  test('is answered from all stories where those do not answer', async () => {
    const answer = await askIn('Which town began to charge drivers a toll in Quillon?', ['match-1'])
    expect(answer.lines[0]?.evidence[0]?.article).toBe('ferry')
  })

  test('that names nothing is not answered from other stories, but declined with the nearest passage', async () => {
    for (const question of ['How many people were there?', 'who won late?'])
      expect(await askIn(question, ['toll'])).toMatchObject({ outcome: 'declined', articles: [{ id: 'toll' }] })
    const [nearest] = (await askIn('Which drivers came by bus?', ['toll'])).nearest
    expect(nearest?.article).toBe('toll')
  })

  test('that names something is not answered from stories without that name', async () => {
    expect((await askIn('Which town began to charge drivers a toll in Harbury?', ['match-1'])).outcome).toBe('declined')
  })

  test('is answered from some stories alone where that is asked', async () => {
    const question = 'Which town began to charge drivers a toll in Quillon?'
    expect((await answerFrom(deps, { id: 'q', question, askedAt: null }, ['match-1'])).outcome).toBe('declined')
  })

  test('on sourcing is about the stories of the conversation alone', async () => {
    expect((await askIn('who declined to comment?', ['toll'])).lines.map(({ text }) => text).join()).toContain(
      'traders',
    )
    expect(await askIn('who declined to comment?', ['match-1'])).toMatchObject({
      outcome: 'declined',
      lines: [],
      articles: [{ id: 'match-1' }],
    })
  })
})

test('a question on sourcing outside of a conversation is about the story that it names', async () => {
  const answer = await askIn('Who did not respond about the toll in Quillon?', [])
  expect(answer.outcome).toBe('answered')
  expect(answer.lines.map(({ text }) => text).join()).toContain('ferry company')
})
