import { afterEach, describe, expect, it } from 'vitest'
import { type ModelServer, type ModelServerOptions, startModelServer } from '../model-server/model-server.ts'
import {
  completing,
  cutOff,
  endless,
  hangingUp,
  late,
  refusing,
  sendingRaw,
  stalling,
} from '../model-server/scripted-answers.ts'
import { prompts, type TestWriter, type TestWriterOptions, writerOver } from '../model-server/with-writer.ts'

const variables = { turns: 'reader | Who pays for the ferry?', question: 'reader | And when?' }
const answer = { question: 'When is the ferry paid for?' }

let server: ModelServer
afterEach(() => server.close())

async function over(say: ModelServerOptions['answer'], given: TestWriterOptions = {}): Promise<TestWriter> {
  server = await startModelServer({ answer: say, dialect: 'ollama' })
  return writerOver(server.url, given)
}

const ask = ({ writer }: TestWriter) => writer.write('follow-up', variables)
const { system } = prompts.render('follow-up', variables)

describe('a reply', () => {
  it.each([
    ['with a fence and prose', `Sure!\n\`\`\`json\n${JSON.stringify(answer)}\n\`\`\``],
    ['after thinking aloud', `<think>They ask {"question": "what?"}</think>${JSON.stringify(answer)}`],
    ['that repeats the prompt first', `${system}\n\n${JSON.stringify(answer)}`],
    ['wrapped once more', { result: answer }],
    ['with more than was asked for', { ...answer, confidence: 1 }],
    ['sorted among the thoughts', completing({ content: null, reasoning_content: JSON.stringify(answer) })],
    ['in parts', completing({ content: [{ type: 'text', text: JSON.stringify(answer) }] })],
    [
      'that is not called JSON',
      sendingRaw(JSON.stringify({ choices: [{ message: { content: JSON.stringify(answer) } }] }), {
        'content-type': 'text/plain',
      }),
    ],
  ])('is used %s', async (_how, reply) => {
    const made = await over(() => reply)
    expect(await ask(made)).toEqual({ kind: 'written', value: answer, model: 'first' })
    expect(server.requests).toHaveLength(1)
  })

  it.each([
    ['copies the prompt', system],
    ['copies the form of the answer', '{"question": "…"}'],
    ['is prose', 'The ferry is paid for in May.'],
    ['is another object', { answer: 'May' }],
    ['has another type', { question: 5 }],
    ['is empty', ''],
    ['is cut in the middle', completing({ content: '{"question": "When is', finish_reason: 'length' })],
    [
      'goes round in circles',
      completing({ content: `{"question": "${'and '.repeat(2_000)}`, finish_reason: 'length' }),
    ],
    ['is longer than any answer', { question: 'ha '.repeat(9_000) }],
    ['only thinks, of the form', completing({ content: '', reasoning: 'I must say {"question": "…"}' })],
    ['was still thinking', completing({ content: '', reasoning: JSON.stringify(answer), finish_reason: 'length' })],
  ])('is not used that %s, in any form that was asked for', async (_what, reply) => {
    const made = await over(() => reply)
    expect(await ask(made)).toEqual({
      kind: 'failed',
      reason: 'unusable',
      message: 'What the model “first” wrote could not be used.',
      isPaid: true,
    })
    expect(new Set(server.requests.map(({ format }) => format)).size).toBe(3)
    expect(server.requests.length).toBeLessThanOrEqual(4)
  })

  it.each([
    ['by the model', completing({ content: null, refusal: 'I cannot help with that.' })],
    ['by a filter', completing({ content: '', finish_reason: 'content_filter' })],
    [
      'by a filter of what is asked',
      refusing(400, { message: 'The response was filtered by our content management policy.', code: 'content_filter' }),
    ],
  ])('is a refusal %s, and is not asked for again', async (_whom, reply) => {
    const made = await over(() => reply, { fallback: {} })
    expect(await ask(made)).toMatchObject({
      reason: 'refused',
      message: 'The model “first” declined to write about this.',
    })
    expect(server.requests).toHaveLength(1)
  })
})

describe('the form of the answer that stands in a prompt', () => {
  const form = '{"verdicts": [{"line": 1, "follows": true}]}'
  const judge = ({ writer }: TestWriter) => writer.write('second-opinion', { sentences: '1 | a', lines: '1 | a' })

  it('is an answer where it is all that was said', async () => {
    expect(await judge(await over(() => form))).toMatchObject({ kind: 'written' })
  })

  it.each([
    ['copied with the prompt', prompts.render('second-opinion', { sentences: '1 | a', lines: '1 | a' }).system],
    ['thought about', completing({ content: '', reasoning: `The form is ${form}, so` })],
  ])('is none where it was %s', async (_how, reply) => {
    expect(await judge(await over(() => reply))).toMatchObject({ reason: 'unusable' })
  })
})

describe('a server that answers otherwise', () => {
  it.each([
    [
      'a page',
      sendingRaw('<html>Welcome</html>', { 'content-type': 'text/html' }),
      'unusable',
      'which mostly ends in /v1.',
    ],
    ['nothing', sendingRaw('', { 'content-type': 'application/json' }), 'unusable', 'no answer of a model'],
    ['no content', sendingRaw('', {}, 204), 'unusable', 'no answer of a model'],
    [
      'a stream that nobody asked for',
      sendingRaw('data: {"choices":[]}\n\n', { 'content-type': 'text/event-stream' }),
      'unusable',
      'no answer of a model',
    ],
    [
      'JSON without choices',
      sendingRaw('{"choices":[]}', { 'content-type': 'application/json' }),
      'unusable',
      'no answer of a model',
    ],
    [
      'another address',
      sendingRaw('', { location: 'http://127.0.0.2:1/v1' }, 307),
      'refused',
      'points to another address (307), which is not followed: set OPENAI_BASE_URL to it.',
    ],
    [
      'no page',
      sendingRaw('404 page not found', {}, 404),
      'refused',
      'has nothing at that address (404): check OPENAI_BASE_URL',
    ],
    [
      'that the key is wrong',
      refusing(401, { message: 'Incorrect API key provided: sk-te**', code: 'invalid_api_key' }),
      'refused',
      'refuses the key (401): check OPENAI_API_KEY.',
    ],
    [
      'that the key may not',
      refusing(403, { message: 'Country not supported' }),
      'refused',
      'refuses the key (403): check OPENAI_API_KEY.',
    ],
    [
      'that it has no such model',
      refusing(404, { message: 'model "first" not found, try pulling it first' }),
      'refused',
      'does not have the model “first”: check NUTGRAF_MODEL.',
    ],
    ['that it must be paid', refusing(402, { message: 'Insufficient Balance' }), 'refused', 'no credit left'],
    [
      'a fault under a 200',
      sendingRaw('{"error":{"code":502,"message":"upstream"}}', { 'content-type': 'application/json' }),
      'unreachable',
      'has a fault of its own (502).',
    ],
    ['with half of it', cutOff(answer), 'unreachable', 'broke off in the middle of its reply.'],
    [
      'with JSON that ends early',
      sendingRaw('{"choices":[{', { 'content-type': 'application/json' }),
      'unreachable',
      'broke off in the middle of its reply.',
    ],
    ['by hanging up', hangingUp(), 'unreachable', 'does not answer.'],
    ['without end', endless('and so on '), 'unusable', 'sent more than any answer holds.'],
    ['with blanks without end', endless(' '), 'unusable', 'sent more than any answer holds.'],
  ])('%s is told in a plain sentence', async (_what, reply, reason, words) => {
    const made = await over(() => reply)
    const written = await ask(made)
    expect(written).toMatchObject({ kind: 'failed', reason })
    expect(written.kind === 'failed' ? written.message : '').toContain(words)
    expect(written.kind === 'failed' ? written.message : '').toMatch(/^The model server [^.]*(?:\/v1)?\.$/)
  })

  it('is given up where it falls silent in the middle of its reply', async () => {
    const made = await over(() => stalling(), { settings: { seconds: 0.1 } })
    expect(await ask(made)).toMatchObject({ reason: 'slow', isPaid: true })
  })

  it('says so where nobody listens', async () => {
    const made = await over(() => answer)
    await server.close()
    expect(await ask(made)).toMatchObject({ reason: 'unreachable', message: 'The model server does not answer.' })
  })

  it('gets neither key nor text to where it points', async () => {
    const other = await startModelServer({ answer: () => answer })
    const made = await over(() => sendingRaw('', { location: `${other.url}/chat/completions` }, 307))
    expect(await ask(made)).toMatchObject({ reason: 'refused' })
    expect(other.requests).toEqual([])
    await other.close()
  })

  it('is sent a key for want of one, and nothing else that stands in the environment', async () => {
    const names = [
      'OPENAI_API_KEY',
      'OPENAI_ADMIN_KEY',
      'OPENAI_ORG_ID',
      'OPENAI_PROJECT_ID',
      'OPENAI_CUSTOM_HEADERS',
    ] as const
    for (const name of names) process.env[name] = name === 'OPENAI_CUSTOM_HEADERS' ? 'x-secret: 1' : 'from-outside'
    const made = await over(() => answer, { first: { key: null } })
    await ask(made)
    for (const name of names) delete process.env[name]
    const { authorization, ...headers } = server.requests[0]?.headers ?? {}
    expect(authorization).toBe('Bearer none')
    expect(JSON.stringify(headers)).not.toMatch(/from-outside|x-secret|stainless/i)
  })

  it('is tried again after what passes, and pays for what broke off', async () => {
    const made = await over(({ number }) => [refusing(503, {}), cutOff(answer), answer][number - 1] ?? '')
    expect(await ask(made)).toMatchObject({ kind: 'written' })
    expect(server.requests).toHaveLength(3)
    const [row] = await made.usage.list('2026-05-08')
    expect(row?.inputTokens).toBeGreaterThan((system.length / 4) * 2)
  })

  it.each([408, 409, 429, 500, 502, 503])('is tried three times after a %i', async (status) => {
    const made = await over(() => refusing(status, { message: 'later' }))
    expect(await ask(made)).toMatchObject({ kind: 'failed', isPaid: false })
    expect(server.requests).toHaveLength(3)
  })

  it('has a limit over all tries together', async () => {
    const made = await over(() => late(80, refusing(500, {})), {
      settings: { seconds: 0.12 },
      limits: { ...(await import('../model-server/with-writer.ts')).smallLimits, mostTries: 99 },
    })
    const start = performance.now()
    expect(await ask(made)).toMatchObject({ kind: 'failed' })
    expect(performance.now() - start).toBeLessThan(500)
  })

  it('is waited for as a date says', async () => {
    const made = await over(({ number }) =>
      number === 1 ? refusing(429, {}, { 'retry-after': 'Fri, 08 May 2026 12:00:30 GMT' }) : answer,
    )
    expect(await ask(made)).toMatchObject({ reason: 'busy', message: expect.stringContaining('30 seconds') })
    expect(server.requests).toHaveLength(1)
  })

  it('is suspected of a small window where it reads less than it was sent', async () => {
    const made = await over(() =>
      completing({ content: JSON.stringify(answer), usage: { prompt_tokens: 512, completion_tokens: 9 } }),
    )
    const long = { ...variables, turns: 'reader | What about the ferry, and the bridge? '.repeat(300) }
    for (const _ of [1, 2]) await made.writer.write('follow-up', long)
    expect(made.logged.filter((line) => line.includes('make its window larger'))).toHaveLength(1)
  })
})
