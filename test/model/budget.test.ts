import { afterEach, describe, expect, it } from 'vitest'
import { AppError } from '../../src/domain/app-error.ts'
import type { UsageStore } from '../../src/domain/store.ts'
import { type ModelServer, type ModelServerOptions, startModelServer } from '../model-server/model-server.ts'
import { completing, late, refusing } from '../model-server/scripted-answers.ts'
import { type TestWriter, type TestWriterOptions, writerOver } from '../model-server/with-writer.ts'
import { createMemoryStore } from '../storage/memory-store.ts'

const variables = { turns: 'reader | Who pays for the ferry?', question: 'reader | And when?' }
const answer = { question: 'When is the ferry paid for?' }
const counting = (prompt_tokens: unknown, completion_tokens: unknown) =>
  completing({ content: JSON.stringify(answer), usage: { prompt_tokens, completion_tokens } })

let server: ModelServer
afterEach(() => server.close())

async function over(say: ModelServerOptions['answer'], given: TestWriterOptions = {}): Promise<TestWriter> {
  server = await startModelServer({ answer: say, dialect: 'ollama' })
  return writerOver(server.url, given)
}

const ask = ({ writer }: TestWriter) => writer.write('follow-up', variables)

describe('the tokens of a day', () => {
  it('are written down by prompt and model, also for replies that could not be used', async () => {
    const made = await over(({ format }) =>
      format === 'text'
        ? counting(200, 20)
        : completing({ content: 'no', usage: { prompt_tokens: 100, completion_tokens: 1 } }),
    )
    expect(await ask(made)).toMatchObject({ kind: 'written' })
    expect(await made.usage.list('2026-05-08')).toEqual([
      { day: '2026-05-08', purpose: 'follow-up', model: 'first', calls: 3, inputTokens: 400, outputTokens: 22 },
    ])
  })

  it.each([
    ['no counts', null],
    ['counts below zero', { prompt_tokens: -5, completion_tokens: -1 }],
    ['counts beyond all measure', { prompt_tokens: 1e15, completion_tokens: 1e15 }],
    ['words for counts', { prompt_tokens: 'many', completion_tokens: 'some' }],
    ['a list for counts', []],
  ])('are estimated where a server gives %s', async (_what, usage) => {
    const made = await over(() => completing({ content: JSON.stringify(answer), usage }))
    expect(await ask(made)).toMatchObject({ kind: 'written' })
    const [row] = await made.usage.list('2026-05-08')
    const { system, user } = server.requests[0] ?? { system: '', user: '' }
    expect(row).toMatchObject({
      inputTokens: Math.ceil((system + user).length / 4),
      outputTokens: Math.ceil(JSON.stringify(answer).length / 4),
    })
  })

  it('are not spent beyond the budget, which other processes share, and come anew at midnight', async () => {
    let at = new Date('2026-05-08T23:59:00Z')
    const now = () => at
    const { usage } = createMemoryStore(now)
    const made = await over(() => counting(100, 10), { usage, now, settings: { dailyTokens: 6_000 } })
    expect(await ask(made)).toMatchObject({ kind: 'written' })
    await usage.add({ purpose: 'brief', model: 'of another process', inputTokens: 4_000, outputTokens: 0 })
    expect(await ask(made)).toEqual({
      kind: 'failed',
      reason: 'budget',
      message:
        "Of today's 6,000 tokens for the model too few are left: this may take 2,171. There are new ones from midnight (UTC) on.",
      isPaid: false,
    })
    at = new Date('2026-05-09T00:00:00Z')
    expect(await ask(made)).toMatchObject({ kind: 'written' })
    expect(server.requests).toHaveLength(2)
  })

  it('are set aside for calls that are under way, and given back', async () => {
    const made = await over(() => late(30, counting(100, 10)), { settings: { dailyTokens: 5_000 } })
    const written = await Promise.all([1, 2, 3, 4].map(() => ask(made)))
    expect(written.map(({ kind }) => kind).sort()).toEqual(['failed', 'failed', 'written', 'written'])
    expect(await ask(made)).toMatchObject({ kind: 'written' })
  })

  it('give a sentence where a day has too few for any call', async () => {
    const made = await over(() => answer, { settings: { dailyTokens: 100 } })
    expect(await ask(made)).toMatchObject({
      message: expect.stringMatching(
        /^One call of the model may take [\d,]+ tokens, and NUTGRAF_DAILY_TOKENS gives 100/,
      ),
    })
    expect(server.requests).toEqual([])
  })

  it('are without limit at 0', async () => {
    const { usage } = createMemoryStore(() => new Date('2026-05-08T12:00:00Z'))
    await usage.add({ purpose: 'brief', model: 'm', inputTokens: 1e9, outputTokens: 0 })
    const made = await over(() => answer, { usage, settings: { dailyTokens: 0 } })
    expect(await ask(made)).toMatchObject({ kind: 'written' })
  })

  it('cost nothing where a request was refused', async () => {
    const made = await over(() => refusing(500, {}))
    expect(await ask(made)).toMatchObject({ isPaid: false })
    expect(await made.usage.list('2026-05-08')).toEqual([])
  })

  it('count as they were read last where the store cannot be read, and not beyond the day', async () => {
    let at = new Date('2026-05-08T23:59:00Z')
    let isAway = false
    const { usage } = createMemoryStore(() => at)
    const away: UsageStore = {
      ...usage,
      list: async (since) => {
        if (isAway) throw new AppError('store-unavailable', 'The store is away.')
        return usage.list(since)
      },
    }
    await usage.add({ purpose: 'brief', model: 'm', inputTokens: 9_000, outputTokens: 0 })
    const made = await over(() => answer, { usage: away, now: () => at, settings: { dailyTokens: 10_000 } })
    expect(await ask(made)).toMatchObject({ reason: 'budget' })
    isAway = true
    expect(await ask(made)).toMatchObject({ reason: 'budget' })
    at = new Date('2026-05-09T00:00:00Z')
    expect(await ask(made)).toMatchObject({ kind: 'written' })
    expect(made.logged[0]).toContain('the tokens of today cannot be read')
  })

  it('are kept in mind where the store is full, and the reply comes all the same', async () => {
    const full: UsageStore = {
      add: async () => {
        throw new AppError('store-full', 'The disk is full.')
      },
      list: async () => [],
    }
    const made = await over(() => counting(1_000, 500), { usage: full, settings: { dailyTokens: 5_000 } })
    const kinds = [await ask(made), await ask(made), await ask(made)].map((written) =>
      written.kind === 'failed' ? written.reason : written.kind,
    )
    expect(kinds).toEqual(['written', 'written', 'budget'])
    expect(made.logged[0]).toBe(
      'warn: tokens that a model took could not be written down {"code":"store-full","model":"first"}',
    )
  })
})
