import { describe, expect, test } from 'vitest'
import { queryOf, readQuestion } from '../../../src/pipeline/ask/read-question.ts'
import { parseTopic } from '../../../src/pipeline/search/parse-topic.ts'
import { searchArticles } from '../../../src/pipeline/search/search-articles.ts'
import { memoryIndex, storedArticle } from './memory-index.ts'

const stored = [
  storedArticle(
    'a',
    '2026-03-01',
    'Guard called to Veldport',
    'The national guard was called to Veldport after the flood. Schools stay closed.',
  ),
  storedArticle(
    'b',
    '2026-03-02',
    'Training for robots',
    'A firm is training robots in a national park, said a guard at the gate of the plant.',
  ),
  storedArticle('c', '2026-02-01', 'Sports roundup', 'The national guard team won at sports. Veldport lost.'),
  storedArticle('d', '2026-03-02', 'AI at the harbour', 'An AI reads the ships of the harbour of Veldport.'),
]
const found = async (topic: string, options: { at?: string | null; since?: string; before?: string } = {}) => {
  const { at = null, ...window } = options
  return (await searchArticles(memoryIndex(stored), parseTopic(topic), { limit: 20, at, ...window })).found.map(
    ({ article }) => article,
  )
}

describe('a search', () => {
  test('finds whole words only', async () => {
    expect(await found('ai')).toEqual(['d'])
    expect(await found('train')).toEqual(['b'])
  })

  test('wants every word of a topic', async () => {
    expect(await found('veldport harbour')).toEqual(['d'])
    expect(await found('veldport zeppelin')).toEqual([])
  })

  test('wants phrases to stand together and leaves out what is excluded', async () => {
    expect(await found('"national guard"')).toEqual(['a', 'c'])
    expect(await found('"national guard" -sports')).toEqual(['a'])
    expect(await found('national -"national guard"')).toEqual(['b'])
  })

  test('keeps to a stretch of time', async () => {
    expect(await found('veldport', { since: '2026-03-01' })).toEqual(expect.not.arrayContaining(['c']))
    expect(await found('veldport', { before: '2026-03-01' })).toEqual(['c'])
  })

  test('puts the article first that holds the words in its title and close together', async () => {
    const query = queryOf(readQuestion('Who called the guard to Veldport?'))
    const { found } = await searchArticles(memoryIndex(stored), query, { limit: 20, at: null })
    expect(found[0]?.article).toBe('a')
    expect(found.map(({ score }) => score)).toEqual(found.map(({ score }) => score).toSorted((a, b) => b - a))
  })

  test('counts nearer articles more when an instant of asking is given', async () => {
    const twins = ['2026-01-01', '2026-03-01', '2025-01-01'].map((at, index) =>
      storedArticle(`t${index}`, at, 'Flood', 'A flood.'),
    )
    const { found } = await searchArticles(memoryIndex(twins), parseTopic('flood'), { limit: 20, at: '2026-01-02' })
    expect(found.map(({ article }) => article)).toEqual(['t0', 't1', 't2'])
  })

  test('orders equal scores by date and then by id, however the database brings them', async () => {
    const twins = ['m', 'z', 'b'].map((id) => storedArticle(id, '2026-03-01', 'Flood', 'A flood.'))
    const newer = storedArticle('y', '2026-03-02', 'Flood', 'A flood.')
    for (const list of [
      [...twins, newer],
      [newer, ...twins.toReversed()],
    ]) {
      const { found } = await searchArticles(memoryIndex(list), parseTopic('flood'), { limit: 20, at: null })
      expect(found.map(({ article }) => article)).toEqual(['y', 'b', 'm', 'z'])
    }
  })

  test('never asks a database for more than a few hundred articles', async () => {
    const many = Array.from({ length: 900 }, (_, index) =>
      storedArticle(`n${index}`, '2026-03-01', 'Flood in the north', 'A flood and a storm came.'),
    )
    const index = memoryIndex(many)
    await searchArticles(index, queryOf(readQuestion('Where did the flood and the storm come from in the north?')), {
      limit: 20,
      at: null,
    })
    expect(index.asked.reduce((sum, { limit }) => sum + limit, 0)).toBeLessThanOrEqual(750)
  })

  test('finds a rare word in an old article though the common ones are in newer ones', async () => {
    const many = Array.from({ length: 600 }, (_, index) =>
      storedArticle(`n${index}`, '2026-03-01', 'Flood', 'A flood came.'),
    )
    const old = storedArticle('old', '2020-01-01', 'Flood at Quillon', 'A flood came to Quillon.')
    const { found } = await searchArticles(
      memoryIndex([...many, old]),
      queryOf(readQuestion('When did a flood come to Quillon?')),
      { limit: 20, at: '2026-03-02' },
    )
    expect(found[0]?.article).toBe('old')
  })

  test('finds nothing where no word is known', async () => {
    expect(
      (await searchArticles(memoryIndex(stored), queryOf(readQuestion('Who is Zeppo Quux?')), { limit: 20, at: null }))
        .found,
    ).toEqual([])
  })
})
