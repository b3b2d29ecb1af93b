import { expect, test } from 'vitest'
import type { Answer } from '../../../src/domain/answer.ts'
import { extracted } from '../../../src/domain/extracted.ts'
import { type AskLine, holdsAnswer, measureAsk } from '../../../src/eval/measure-ask.ts'

const lines: AskLine[] = ['one', 'two', 'three', 'four'].map((id) => ({
  id,
  question: `${id}?`,
  askedAt: null,
  answers: ['Ansa Vell'],
  labelled: [`${id}-story`],
}))

function answer(line: AskLine, articles: string[], text: string | null): Answer {
  return {
    id: line.id,
    question: line.question,
    outcome: text === null ? 'declined' : 'answered',
    lines: text === null ? [] : [{ text, evidence: [] }],
    nearest: [],
    articles: articles.map((id) => ({ id, url: null })),
    newestAt: null,
    writtenBy: extracted,
    checked: { kept: 0, dropped: 0 },
    notes: [],
  }
}

test('the measure of answers counts places, answers and what was declined', async () => {
  const figures = await measureAsk(lines, async (line, without) => {
    if (without.size > 0) return answer(line, [], line.id === 'one' ? 'Something else' : null)
    if (line.id === 'one') return answer(line, ['one-story'], 'It was “ANSA  Vell”.')
    if (line.id === 'two') return answer(line, ['a', 'two-story'], 'It was another.')
    if (line.id === 'three') return answer(line, ['a', 'b', 'c', 'd', 'e', 'three-story'], null)
    return answer(line, ['a'], null)
  })
  const outcome = (id: string, of: [number, number, number, number, number, number]) => ({
    ...{ id, recalledAt5: of[0], reciprocalRank: of[1], answered: of[2], answeredRight: of[3] },
    ...{ declinedWithout: of[4], lines: of[5] },
  })
  expect(figures.questions).toEqual([
    outcome('one', [1, 1, 1, 1, 0, 1]),
    outcome('two', [1, 1 / 2, 1, 0, 1, 1]),
    outcome('three', [0, 1 / 6, 0, 0, 1, 0]),
    outcome('four', [0, 0, 0, 0, 1, 0]),
  ])
  expect(figures.misses.map(({ kind, id }) => `${kind} ${id}`)).toEqual([
    'not-declined one',
    'other-answer two',
    'not-retrieved three',
    'not-answered three',
    'not-retrieved four',
    'not-answered four',
  ])
})

test('an empty answer string is held by no line', () => {
  expect(holdsAnswer('anything', ['', '“”'])).toBe(false)
  expect(holdsAnswer('The mayor’s plan', ["mayor's"])).toBe(true)
})
