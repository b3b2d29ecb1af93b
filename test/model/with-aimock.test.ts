import { LLMock } from '@copilotkit/aimock'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type TestWriterOptions, writerOver } from '../model-server/with-writer.ts'

const answer = '{"question":"When is the ferry paid for?"}'
const variables = { turns: 'reader | Who pays for the ferry?', question: 'reader | And when?' }
const error = (message: string, code?: string) => ({ message, type: 'error', ...(code === undefined ? {} : { code }) })

let mock: LLMock
beforeEach(async () => {
  mock = new LLMock({ port: 0, host: '127.0.0.1' })
  await mock.start()
})
afterEach(() => mock.stop())

const ask = (options: TestWriterOptions = {}) =>
  writerOver(`${mock.url}/v1`, options).writer.write('follow-up', variables)
const formats = () =>
  mock.getRequests().map(({ body }) => (body as { response_format?: { type: string } })?.response_format?.type)

describe('a mock of the platforms', () => {
  it('is asked by a strict schema', async () => {
    mock.on({ responseFormat: 'json_schema' }, { content: answer })
    expect(await ask()).toEqual({ kind: 'written', value: JSON.parse(answer), model: 'first' })
  })

  it('is asked for an object where it takes no schema, and in words where it takes neither', async () => {
    mock.on(
      { responseFormat: 'json_schema' },
      { error: error('response_format json_schema is not supported'), status: 400 },
    )
    mock.on({ responseFormat: 'json_object' }, { error: error('response_format is not supported'), status: 400 })
    mock.on(
      { predicate: ({ response_format }) => response_format === undefined },
      { content: `Sure!\n\`\`\`json\n${answer}\n\`\`\`` },
    )
    expect(await ask()).toMatchObject({ kind: 'written' })
    expect(formats()).toEqual(['json_schema', 'json_object', undefined])
  })

  it('is asked again after a fault of its own', async () => {
    mock.onMessage(/./s, { content: answer })
    mock.nextRequestError(500, { message: 'oops' })
    expect(await ask()).toMatchObject({ kind: 'written' })
    expect(mock.getRequests()).toHaveLength(2)
  })

  it('is waited for as long as it asks', async () => {
    mock.on({ sequenceIndex: 0 }, { error: error('slow down', 'rate_limit_exceeded'), status: 429, retryAfter: 1 })
    mock.on({ sequenceIndex: 1 }, { content: answer })
    const start = performance.now()
    expect(await ask()).toMatchObject({ kind: 'written' })
    expect(performance.now() - start).toBeGreaterThan(990)
  })

  it('is not waited for where it asks for longer than there is time', async () => {
    mock.on({}, { error: error('slow down', 'rate_limit_exceeded'), status: 429, retryAfter: 30 })
    expect(await ask()).toEqual({
      kind: 'failed',
      reason: 'busy',
      message: 'The model server is busy (429) and asks to wait 30 seconds.',
      isPaid: false,
    })
    expect(mock.getRequests()).toHaveLength(1)
  })

  it('is not asked again where its quota is used up', async () => {
    mock.on(
      {},
      { error: error('You exceeded your current quota, please check your plan.', 'insufficient_quota'), status: 429 },
    )
    expect(await ask()).toMatchObject({
      reason: 'refused',
      message: 'The model server says that its account has no credit left.',
    })
    expect(mock.getRequests()).toHaveLength(1)
  })

  it('is given up when the time is over', async () => {
    mock.setChaos({ latencyMs: 3_000 })
    mock.onMessage(/./s, { content: answer })
    expect(await ask({ settings: { seconds: 0.1 } })).toMatchObject({ reason: 'slow', isPaid: true })
  })

  it('breaks off and sends no JSON, and a sentence comes of it', async () => {
    mock.onMessage(/./s, { content: answer })
    mock.setChaos({ malformedRate: 1 })
    expect(await ask()).toMatchObject({ kind: 'failed', message: expect.stringMatching(/^The model server .*\.$/) })
    mock.setChaos({ disconnectRate: 1 })
    expect(await ask()).toMatchObject({ kind: 'failed', reason: 'unreachable' })
  })

  it('is understood where it thinks apart from what it says', async () => {
    mock.onMessage(/./s, { content: answer, reasoning: 'Let me see: {"question":"no"}' })
    expect(await ask()).toMatchObject({ value: JSON.parse(answer) })
  })
})
