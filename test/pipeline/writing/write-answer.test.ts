import { beforeAll, describe, expect, it } from 'vitest'
import type { Article } from '../../../src/domain/article.ts'
import type { Store } from '../../../src/domain/store.ts'
import { answerStories } from '../../../src/pipeline/ask/answer-stories.ts'
import { ingestArticles } from '../../../src/pipeline/ingest-articles.ts'
import { createMemoryStore } from '../../storage/memory-store.ts'
import { sampleArticle } from '../../storage/sample-article.ts'
import { type Asked, Failure, numberedLines, scriptedWriter } from './scripted-writer.ts'

const now = () => new Date('2026-03-02T09:00:00Z')

const reports: Article[] = [
  sampleArticle({
    id: 'toll',
    url: 'https://ledger.example/toll',
    title: 'Veldport begins to charge drivers a toll',
    publisher: 'The Ledger',
    publishedAt: '2026-03-01',
    text: 'The harbor city of Veldport began to charge drivers a toll on Sunday.\nThe toll is $9 on weekdays, Mayor Ansa Vell said.\nShe expects traffic to fall by 17 percent within a year.\nTraders near the old market oppose the toll.',
  }),
  sampleArticle({
    id: 'radio',
    url: 'https://radio.example/toll',
    title: 'Drivers pay toll in Veldport',
    publisher: 'Bay Radio',
    publishedAt: '2026-03-01',
    text: 'Drivers in Veldport have paid a toll since Sunday.\nThe toll in Veldport is $11 on weekdays, the harbor office said.\nThe money is meant for the ferry.',
  }),
]

let store: Store
beforeAll(async () => {
  store = createMemoryStore(now)
  await ingestArticles(store, reports)
})

/** Asks with a model that answers by the sentences that it was given. */
async function ask(question: string, script: (sentences: { number: number; text: string }[], asked: Asked) => unknown) {
  const writer = scriptedWriter((asked) => script(numberedLines(asked.variables['passages'] ?? ''), asked))
  const answer = await answerStories({ store, now, writing: { writer } }, { id: 'q', question, askedAt: null })
  return { answer, writer }
}

const howMuch = 'How much is the toll in Veldport on weekdays?'

describe('an answer that a model wrote', () => {
  it('is shown with the sentences that it rests on', async () => {
    const { answer, writer } = await ask(
      'By what percentage does the mayor of Veldport expect traffic to fall?',
      (sentences) => {
        const found = sentences.find(({ text }) => text.includes('17 percent'))
        return {
          isAnswered: true,
          lines: [{ text: 'She expects traffic to fall by 17 percent.', sentences: [found?.number] }],
        }
      },
    )
    expect(answer.lines[0]?.text).toBe('She expects traffic to fall by 17 percent.')
    expect(answer.lines[0]?.evidence[0]).toMatchObject({
      text: 'She expects traffic to fall by 17 percent within a year.',
    })
    expect(answer.writtenBy).toEqual({ kind: 'model', model: 'scripted', promptHash: 'hash-answer' })
    expect(answer.checked).toEqual({ kept: 1, dropped: 0 })
    expect(writer.asked).toHaveLength(1)
  })

  it('shows both articles where their figures conflict, also where the model tells one', async () => {
    const { answer } = await ask(howMuch, (sentences) => {
      const found = sentences.find(({ text }) => text.includes('$9'))
      return { isAnswered: true, lines: [{ text: found?.text, sentences: [found?.number] }] }
    })
    const told = answer.lines.map(({ text }) => text).join('\n')
    expect(told).toContain('$9')
    expect(told).toContain('$11')
  })

  it.each([
    ['a figure that is not there', 'The toll is $12 on weekdays, Mayor Ansa Vell said.'],
    ['another speaker', 'The toll is $9 on weekdays, the harbor office said.'],
    ['no speaker', 'The toll is $9 on weekdays.'],
    ['a link', 'The toll is $9 on weekdays, Mayor Ansa Vell said: https://evil.example'],
  ])('gives way to the articles where it holds %s', async (_name, text) => {
    const { answer } = await ask(howMuch, (sentences) => ({
      isAnswered: true,
      lines: [{ text, sentences: [sentences.find((one) => one.text.includes('$9'))?.number] }],
    }))
    expect(answer.writtenBy.kind).toBe('extracted')
    expect(answer.lines[0]?.text).toBe(answer.lines[0]?.evidence[0]?.text)
    expect(answer.notes).toEqual(['Nothing that the model wrote held against the articles.'])
  })

  it('answers what was asked: a true line that is about something else is none', async () => {
    const { answer } = await ask(howMuch, (sentences) => {
      const found = sentences.find(({ text }) => text.startsWith('The harbor city'))
      return { isAnswered: true, lines: [{ text: found?.text ?? '', sentences: [found?.number ?? 0] }] }
    })
    expect(answer.writtenBy.kind).toBe('extracted')
    expect(answer.lines[0]?.text).toMatch(/\$9|\$11/)
  })

  it('never makes one sentence of two articles', async () => {
    const { answer } = await ask(howMuch, (sentences) => {
      const [one, other] = ['$9', '$11'].map((part) => sentences.find(({ text }) => text.includes(part)))
      return {
        isAnswered: true,
        lines: [
          {
            text: 'The toll is $9 on weekdays, Mayor Ansa Vell said, and $11, the harbor office said.',
            sentences: [one?.number, other?.number],
          },
        ],
      }
    })
    expect(answer.writtenBy.kind).toBe('extracted')
  })

  it('is declined where the model finds none in the passages, with the nearest of them', async () => {
    const { answer } = await ask(howMuch, () => ({ isAnswered: false, lines: [] }))
    expect(answer).toMatchObject({ outcome: 'declined', lines: [] })
    expect(answer.nearest[0]?.text).toMatch(/\$9|\$11/)
  })

  it('is not asked for where the rules decline, or answer from what they found', async () => {
    const nothing = await ask('Who won the chess final in Tarn Valley?', () => ({ isAnswered: true, lines: [] }))
    expect(nothing.answer.outcome).toBe('declined')
    const sourcing = await ask('How many sources are there on the Veldport toll?', () => ({
      isAnswered: true,
      lines: [],
    }))
    expect([...nothing.writer.asked, ...sourcing.writer.asked]).toEqual([])
  })

  it('comes from the rules where the model fails, and says why', async () => {
    const { answer } = await ask(howMuch, () => new Failure('budget'))
    expect(answer).toMatchObject({ outcome: 'answered', notes: ['It failed: budget.'] })
  })
})
