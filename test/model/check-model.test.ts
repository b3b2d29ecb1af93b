import { afterEach, describe, expect, it } from 'vitest'
import { checkModel } from '../../src/model/check-model.ts'
import { type ModelServer, type ModelServerOptions, startModelServer } from '../model-server/model-server.ts'
import { completing, refusing } from '../model-server/scripted-answers.ts'
import { endpointAt, prompts, smallLimits } from '../model-server/with-writer.ts'
import { createMemoryStore } from '../storage/memory-store.ts'

const now = () => new Date('2026-05-08T12:00:00Z')
const answer = { question: 'When is the ferry paid for?' }
const quiet = { info: () => {}, warn: () => {}, fault: () => {} }

let server: ModelServer
afterEach(() => server.close())

async function check(
  options: ModelServerOptions,
  settings: { dailyTokens?: number; hasSecondOpinion?: boolean; key?: string } = {},
) {
  server = await startModelServer(options)
  const { usage } = createMemoryStore(now)
  const { key = 'sk-test', dailyTokens = 500_000, hasSecondOpinion = false } = settings
  const findings = await checkModel({
    settings: { endpoints: [endpointAt(server.url, { key })], dailyTokens, seconds: 2, calls: 4, hasSecondOpinion },
    prompts,
    usage,
    now,
    elapsed: () => performance.now(),
    random: () => 0.5,
    log: quiet,
    limits: smallLimits,
  })
  const host = new URL(server.url).host
  return {
    usage,
    lines: findings.map(
      ({ what, isFine, advice }) =>
        `${isFine ? 'ok' : 'look'} ${what.replace(host, 'HOST')}${advice === null ? '' : `: ${advice}`}`,
    ),
  }
}

describe('checking the models', () => {
  it('tells what a server can do, and writes down what that took', async () => {
    const { lines, usage } = await check({
      answer: () =>
        completing({ content: JSON.stringify(answer), usage: { prompt_tokens: 1_200, completion_tokens: 34 } }),
    })
    expect(lines).toEqual([
      'ok the model “first” at HOST answers by a strict schema, and counts its tokens',
      'ok the second opinion is off',
      'ok 1,234 of 500,000 tokens taken today',
    ])
    expect(await usage.list('2026-05-08')).toMatchObject([{ purpose: 'follow-up', model: 'first', calls: 1 }])
  })

  it.each([
    ['no-schema', 'ok the model “first” at HOST answers in JSON, without a schema, and counts its tokens'],
    [
      'no-format',
      'ok the model “first” at HOST answers in plain text, from which the JSON is taken, and counts its tokens',
    ],
  ] as const)('tells the way that a server with the ways of %s takes', async (dialect, line) => {
    expect((await check({ answer: () => answer, dialect })).lines[0]).toBe(line)
  })

  it('tells where tokens are not counted, no limit is set, and a second opinion is asked for', async () => {
    const { lines } = await check(
      { answer: () => completing({ content: JSON.stringify(answer), usage: null }) },
      { dailyTokens: 0, hasSecondOpinion: true },
    )
    expect(lines[0]).toContain('does not count its tokens, so they are estimated')
    expect(lines[1]).toBe('ok the second opinion is on: each line that was written is judged by a model too')
    expect(lines[2]).toMatch(/^ok \d+ tokens taken today, and no limit is set$/)
  })

  it('says what to set, and what the server said, without the key', async () => {
    const { lines } = await check({ answer: () => answer, key: 'sk-right' }, { key: 'sk-wrong' })
    expect(lines[0]).toBe(
      'look the model “first” at HOST does not write: The model server refuses the key (401): check OPENAI_API_KEY. It says: Incorrect API key provided.',
    )
    await server.close()
    const told = await check({ answer: () => refusing(400, { message: 'What is sk-test?' }) })
    expect(told.lines[0]).toContain('It says: What is …?')
  })

  it('says that the budget is spent', async () => {
    const { lines } = await check({ answer: () => answer }, { dailyTokens: 100 })
    expect(lines[0]).toMatch(/^look the model “first” at HOST was not asked: One call of the model may take/)
    expect(server.requests).toEqual([])
  })
})
