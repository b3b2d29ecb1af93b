import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ModelServer, type ModelServerOptions, startModelServer } from '../model-server/model-server.ts'
import { completing, late, refusing } from '../model-server/scripted-answers.ts'
import { type TestWriter, type TestWriterOptions, writerOver } from '../model-server/with-writer.ts'

const variables = { turns: 'reader | Who pays for the ferry?', question: 'reader | And when?' }
const answer = { question: 'When is the ferry paid for?' }

let ms = 0
let say: ModelServerOptions['answer']
let sayElsewhere: ModelServerOptions['answer']
let server: ModelServer
let elsewhere: ModelServer
beforeEach(async () => {
  ms = 0
  say = () => answer
  sayElsewhere = () => answer
  server = await startModelServer({ answer: (request) => say(request), dialect: 'ollama' })
  elsewhere = await startModelServer({ answer: (request) => sayElsewhere(request), dialect: 'ollama' })
})
afterEach(() => Promise.all([server.close(), elsewhere.close()]))

/** A writer whose monotonic clock only moves by hand. */
const over = (given: TestWriterOptions = {}) => writerOver(server.url, { elapsed: () => ms, ...given })
const ask = ({ writer }: TestWriter) => writer.write('follow-up', variables)
const down = () => refusing(500, { message: 'oops' })

describe('a server that failed as a whole', () => {
  it('is left alone for a minute, then tried by one call, and longer each time it fails again', async () => {
    say = down
    const made = over()
    expect(await ask(made)).toMatchObject({
      reason: 'unreachable',
      message: 'The model server has a fault of its own (500).',
    })
    expect(server.requests).toHaveLength(3)
    ms += 59_000
    expect(await ask(made)).toEqual({
      kind: 'failed',
      reason: 'unreachable',
      message: 'The model server has a fault of its own (500), and is asked again in 1 second.',
      isPaid: false,
    })
    expect(server.requests).toHaveLength(3)
    ms += 1_000
    await Promise.all([ask(made), ask(made), ask(made)])
    expect(server.requests).toHaveLength(6)
    ms += 119_000
    await ask(made)
    expect(server.requests).toHaveLength(6)
    ms += 1_000
    say = () => answer
    expect(await ask(made)).toMatchObject({ kind: 'written' })
    expect(await ask(made)).toMatchObject({ kind: 'written' })
  })

  it('is left alone no longer for several calls that failed at once', async () => {
    say = down
    const made = over()
    await Promise.all([ask(made), ask(made), ask(made)])
    say = () => answer
    ms += 60_000
    expect(await ask(made)).toMatchObject({ kind: 'written' })
  })

  it('is asked again when it said so', async () => {
    say = () => refusing(429, {}, { 'retry-after': '20' })
    const made = over()
    expect(await ask(made)).toMatchObject({ reason: 'busy' })
    say = () => answer
    ms += 19_000
    expect(await ask(made)).toMatchObject({ reason: 'busy' })
    ms += 1_000
    expect(await ask(made)).toMatchObject({ kind: 'written' })
  })

  it('is not left alone for one slow answer, but for two in a row', async () => {
    const made = over({ settings: { seconds: 0.05 } })
    say = () => late(500, answer)
    expect(await ask(made)).toMatchObject({ reason: 'slow', message: expect.stringContaining('did not finish within') })
    say = () => answer
    expect(await ask(made)).toMatchObject({ kind: 'written' })
    say = () => late(500, answer)
    await ask(made)
    await ask(made)
    expect(await ask(made)).toMatchObject({ reason: 'slow', message: expect.stringContaining('is asked again in') })
  })

  it('is not left alone for what it wrote, or declined', async () => {
    const made = over()
    for (const reply of ['nonsense', completing({ content: null, refusal: 'No.' })]) {
      say = () => reply
      expect(await ask(made)).toMatchObject({ kind: 'failed' })
    }
    say = () => answer
    expect(await ask(made)).toMatchObject({ kind: 'written' })
  })
})

describe('the fallback', () => {
  const fallback = () => ({ baseUrl: elsewhere.url, key: 'sk-other' })

  it.each([
    ['has a fault', down],
    ['refuses the key', () => refusing(401, { message: 'no' })],
    ['does not have the model', () => refusing(404, { message: 'The model `first` does not exist' })],
    ['writes nonsense', () => 'nonsense'],
    ['is busy for long', () => refusing(429, {}, { 'retry-after': '90' })],
  ])('is asked where the first server %s, and says who wrote', async (_what, first) => {
    say = first
    const made = over({ fallback: fallback() })
    expect(made.writer.models).toEqual(['first', 'second'])
    expect(await ask(made)).toEqual({ kind: 'written', value: answer, model: 'second' })
    expect(elsewhere.requests[0]?.headers.authorization).toBe('Bearer sk-other')
    expect(elsewhere.requests[0]?.model).toBe('second')
  })

  it('is asked at once while the first server is left alone', async () => {
    say = down
    const made = over({ fallback: fallback() })
    await ask(made)
    expect(await ask(made)).toMatchObject({ model: 'second' })
    expect(server.requests).toHaveLength(3)
    expect((await made.usage.list('2026-05-08')).map(({ model }) => model)).toEqual(['second'])
  })

  it('says in one sentence what is wrong with both', async () => {
    say = down
    sayElsewhere = () => refusing(401, { message: 'no' })
    expect(await ask(over({ fallback: { ...fallback() } }))).toMatchObject({
      message:
        'The model server has a fault of its own (500), and the fallback model server refuses the key (401): check NUTGRAF_FALLBACK_API_KEY.',
    })
  })
})

describe('turns', () => {
  it('are taken by so many calls at once, over all prompts', async () => {
    let running = 0
    let most = 0
    say = async ({ prompt }) => {
      most = Math.max(most, ++running)
      await new Promise((resolve) => setTimeout(resolve, 10))
      running--
      return prompt === 'answer' ? { isAnswered: false, lines: [] } : answer
    }
    const made = over({ settings: { calls: 2 } })
    const calls = [1, 2, 3].flatMap(() => [
      ask(made),
      made.writer.write('answer', { question: 'q', passages: '1 | p' }),
    ])
    for (const written of await Promise.all<{ kind: string }>(calls)) expect(written.kind).toBe('written')
    expect(most).toBe(2)
  })

  it('are waited for no longer than a call may take', async () => {
    say = () => late(150, answer)
    const made = over({ settings: { calls: 1, seconds: 0.2 } })
    const written = await Promise.all([ask(made), ask(made), ask(made)])
    expect(written.map((one) => (one.kind === 'failed' ? one.reason : one.kind))).toEqual([
      'written',
      'written',
      'busy',
    ])
    expect(written[2]).toMatchObject({ message: 'The model had no turn free within 1 second.', isPaid: false })
    await new Promise((resolve) => setTimeout(resolve, 60))
    expect(server.requests).toHaveLength(2)
  })
})
