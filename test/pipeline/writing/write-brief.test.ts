import { describe, expect, it } from 'vitest'
import { analyzeText } from '../../../src/evidence/analyze-text.ts'
import { analyzerName } from '../../../src/pipeline/prepare-articles.ts'
import { type BriefDeps, writeBriefs } from '../../../src/pipeline/writing/write-briefs.ts'
import { createMemoryStore } from '../../storage/memory-store.ts'
import { sampleArticle } from '../../storage/sample-article.ts'
import { type Asked, copying, Failure, numberedLines, type ScriptedWriter, scriptedWriter } from './scripted-writer.ts'

const text = [
  'KESTER BAY — The council voted on Monday to close the Harrow Street bridge for about six weeks.',
  'City engineer Ines Favoreau said that two of the seven piers were cracked.',
  'The repair may cost as much as $4 million, according to a report to the council.',
  'It was not clear who would pay for it.',
  'Some 900 drivers cross the bridge each day, and most of them will lose twenty minutes, the report says.',
  'Shop owners on the east bank asked the council to wait until the summer, but the motion to wait was lost.',
  'The bridge was built in 1931 and last repaired in 1988.',
  'The ferry will run every ten minutes while the bridge is closed, the harbor office said.',
  'A second report on the other bridges of the town is due in March.',
  'The council meets again on Friday to vote on the money for the work.',
].join('\n')

const now = () => new Date('2026-03-02T07:00:00Z')

function depsWith(writer: ScriptedWriter): BriefDeps & { store: ReturnType<typeof createMemoryStore> } {
  return { store: createMemoryStore(now), now, writing: { writer, wait: async () => {} } }
}

async function storyIn({ store }: ReturnType<typeof depsWith>, fields: { text?: string } = {}) {
  const article = sampleArticle({ id: 'bridge', title: 'Bridge to close', publisher: 'Bay Radio', text, ...fields })
  const analysis = analyzeText(article)
  await store.articles.save([{ article, analysis: { analyzer: analyzerName, value: analysis } }])
  const [stored] = await store.articles.findMany(['bridge'])
  if (stored === undefined) throw new Error('it is not stored')
  return { stored, analysis }
}

async function briefBy(script: (asked: Asked) => unknown, options: Parameters<typeof scriptedWriter>[1] = {}) {
  const writer = scriptedWriter(script, options)
  const deps = depsWith(writer)
  const story = await storyIn(deps)
  const [briefed] = await writeBriefs(deps, [story])
  if (briefed === undefined) throw new Error('there is no brief')
  return { brief: briefed.brief, writer, deps, story }
}

const closing = 'The council voted on Monday to close the Harrow Street bridge for about six weeks.'

describe('a brief that a model wrote', () => {
  it('shows its lines with the sentences that they name, and says whose they are', async () => {
    const joined = 'Two of the seven piers were cracked, city engineer Ines Favoreau said.'
    const { brief } = await briefBy(() => ({
      lines: [
        { text: closing, sentences: [1] },
        { text: joined, sentences: [2] },
      ],
    }))
    expect(brief.writtenBy).toEqual({ kind: 'model', model: 'scripted', promptHash: 'hash-brief+repair' })
    expect(brief.lines.map((line) => line.text)).toEqual([closing, joined])
    expect(brief.lines[1]?.evidence[0]?.text).toBe(
      'City engineer Ines Favoreau said that two of the seven piers were cracked.',
    )
    expect(brief.checked).toMatchObject({ kept: 2, dropped: 0 })
  })

  it('keeps title, figures and caveats as the rules found them', async () => {
    const { brief, story } = await briefBy(copying)
    expect(brief.title).toBe('Bridge to close')
    expect(brief.caveats).toEqual(story.analysis.caveats)
    expect(brief.caveats.map(({ kind }) => kind)).toContain('unknown')
    expect(brief.keyFigures.map((figure) => figure.text)).toContain('as much as $4 million')
  })

  it('gives the model the article as lines of data that nothing in it can leave', async () => {
    const { writer } = await briefBy(copying)
    const { sentences = '', article = '', figures = '', caveats = '' } = writer.asked[0]?.variables ?? {}
    expect(numberedLines(sentences)).toHaveLength(10)
    for (const line of [sentences, article, figures, caveats].join('\n').split('\n')) expect(line).toMatch(/^[\w-]+\| /)
    expect(figures).toContain('3| as much as $4 million')
  })

  it('has a line mended once, with the words that were objected to', async () => {
    const wrong = { text: 'The council voted on Monday to demolish the Harrow Street bridge.', sentences: [1] }
    const { brief, writer } = await briefBy(({ prompt }) =>
      prompt === 'brief'
        ? { lines: [wrong, { text: 'It was not clear who would pay for it.', sentences: [4] }] }
        : { lines: [{ line: 1, text: closing, sentences: [1] }] },
    )
    expect(writer.asked.map(({ prompt }) => prompt)).toEqual(['brief', 'repair'])
    expect(writer.asked[1]?.variables['lines']).toContain('"demolish" does not stand in the sentences')
    expect(brief.lines[0]?.text).toBe(closing)
    expect(brief.checked).toMatchObject({ kept: 2, dropped: 0 })
  })

  it('puts a sentence of the article in the place of what does not hold, and never less than two', async () => {
    const { brief } = await briefBy(({ prompt }) => {
      const lines = [
        { text: 'The repair will cost $4 million.', sentences: [3] },
        { text: 'Two of the seven piers were cracked, city engineer Ines Favoreau said.', sentences: [2] },
      ]
      return prompt === 'brief' ? { lines } : { lines: [{ ...lines[0], line: 1 }] }
    })
    expect(brief.lines).toHaveLength(2)
    expect(text).toContain(brief.lines[0]?.text.replace(/ …$/, ''))
    expect(brief.checked).toMatchObject({ kept: 1, dropped: 1 })
  })

  it.each([
    ['a sentence that is not there', { text: closing, sentences: [99] }],
    ['no sentence', { text: closing, sentences: [] }],
    ['another sentence', { text: closing, sentences: [7] }],
    ['everything', { text: closing, sentences: [1, 2, 3, 4, 5] }],
    ['zero', { text: closing, sentences: [0] }],
    ['the prompt', { text: 'You shorten one news article for busy readers.', sentences: [1] }],
    ['a link', { text: `${closing.slice(0, -1)}: https://evil.example.`, sentences: [1] }],
    ['a mention', { text: `@everyone ${closing}`, sentences: [1] }],
    ['marks of its own', { text: closing.replace('.', '!'), sentences: [1] }],
    ['a very long line', { text: `${closing} `.repeat(30), sentences: [1] }],
    ['nothing', { text: ' ', sentences: [1] }],
  ])('shows the article itself where a line rests on %s', async (_name, line) => {
    const { brief } = await briefBy(({ prompt }) => ({ lines: prompt === 'brief' ? [line] : [{ ...line, line: 1 }] }))
    expect(brief.writtenBy.kind).toBe('extracted')
    expect(brief.lines.length).toBeGreaterThanOrEqual(2)
    expect(brief.unwritten).toBe(
      "Nothing that the model wrote held against the article, so these are the article's own sentences. It is asked again tomorrow.",
    )
  })

  it('tells a line once, however often the model repeats it', async () => {
    const { brief } = await briefBy(({ prompt }) => ({
      lines: prompt === 'brief' ? Array.from({ length: 50 }, () => ({ text: closing, sentences: [1] })) : [],
    }))
    expect(brief.lines.filter((line) => line.text === closing)).toHaveLength(1)
  })

  it('loses lines that a second opinion doubts, and gains none by it', async () => {
    const { brief, writer } = await briefBy(
      (asked) =>
        asked.prompt === 'second-opinion'
          ? {
              verdicts: [
                { line: 1, follows: false },
                { line: 9, follows: true },
              ],
            }
          : copying(asked),
      { hasSecondOpinion: true },
    )
    expect(writer.asked.map(({ prompt }) => prompt)).toEqual(['brief', 'second-opinion'])
    expect(brief.lines.map((line) => line.text)).not.toContain(
      numberedLines(writer.asked[0]?.variables['sentences'] ?? '')[0]?.text,
    )
    expect(brief.checked.dropped).toBeGreaterThanOrEqual(1)
  })

  it('is not asked for where nothing could be checked: another language, or a text of few sentences', async () => {
    const writer = scriptedWriter(copying)
    const deps = depsWith(writer)
    const story = await storyIn(deps, { text: 'The council closed the bridge. It opens in May.' })
    const [{ brief } = { brief: undefined }] = await writeBriefs(deps, [story])
    expect(brief?.writtenBy.kind).toBe('extracted')
    expect(writer.asked).toEqual([])
  })
})

describe('paying for a brief', () => {
  it('happens once for a version of an article', async () => {
    const { deps, story, writer, brief } = await briefBy(copying)
    const [again] = await writeBriefs(deps, [story])
    expect(again?.brief).toEqual(brief)
    expect(writer.asked).toHaveLength(1)
  })

  it('happens once where several ask at the same time', async () => {
    const writer = scriptedWriter(async (asked) => {
      await new Promise((resolve) => setTimeout(resolve, 20))
      return copying(asked)
    })
    const deps = depsWith(writer)
    const patient = { ...deps, writing: { writer, wait: () => new Promise<void>((resolve) => setTimeout(resolve, 5)) } }
    const story = await storyIn(deps)
    const briefs = await Promise.all([1, 2, 3, 4].map(() => writeBriefs(patient, [story])))
    expect(new Set(briefs.map(([one]) => JSON.stringify(one?.brief))).size).toBe(1)
    expect(writer.asked).toHaveLength(1)
  })

  it('happens once a day where the answer is of no use: tomorrow the model may be mended', async () => {
    const { deps, story, writer, brief } = await briefBy(() => new Failure('unusable', true))
    expect(brief.writtenBy.kind).toBe('extracted')
    expect(brief.unwritten).toBe('It failed: unusable. It is asked again tomorrow.')
    await writeBriefs(deps, [story])
    expect(writer.asked).toHaveLength(1)
    await writeBriefs({ ...deps, now: () => new Date('2026-03-03T07:00:00Z') }, [story])
    expect(writer.asked).toHaveLength(2)
  })

  it.each(['budget', 'busy', 'unreachable', 'slow', 'refused'] as const)(
    'is tried again after it was %s, and the brief says why it is extracted',
    async (reason) => {
      const { deps, story, writer, brief } = await briefBy(() => new Failure(reason))
      expect(brief.writtenBy.kind).toBe('extracted')
      expect(brief.lines.length).toBeGreaterThanOrEqual(2)
      expect(brief.unwritten).toBe(`It failed: ${reason}.`)
      await writeBriefs(deps, [story])
      expect(writer.asked).toHaveLength(2)
    },
  )

  it('is for nothing where the store keeps nothing', async () => {
    const { AppError } = await import('../../../src/domain/app-error.ts')
    const writer = scriptedWriter(copying)
    const deps = depsWith(writer)
    const story = await storyIn(deps)
    deps.store.briefs.claim = async () => Promise.reject(new AppError('store-full', 'The disk is full.'))
    const [{ brief } = { brief: undefined }] = await writeBriefs(deps, [story])
    expect(brief?.unwritten).toBe('The store is full, so nothing was asked of the model.')
    expect(writer.asked).toEqual([])
  })
})
