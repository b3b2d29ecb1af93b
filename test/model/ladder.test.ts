import { afterEach, describe, expect, it } from 'vitest'
import type { Written } from '../../src/domain/writing.ts'
import { firstPlan } from '../../src/model/plan.ts'
import type { Dialect } from '../model-server/dialects.ts'
import { type ModelServer, type ModelServerOptions, startModelServer } from '../model-server/model-server.ts'
import { completing, refusing } from '../model-server/scripted-answers.ts'
import { type TestWriter, type TestWriterOptions, writerOver } from '../model-server/with-writer.ts'

const followUp = { turns: 'reader | Who pays for the ferry?', question: 'reader | And when?' }
const answer = { question: 'When is the ferry paid for?' }

let server: ModelServer | undefined
afterEach(async () => {
  await server?.close()
  server = undefined
})

const requests = () => server?.requests ?? []
const refusals = () => server?.refusals ?? []

async function over(options: ModelServerOptions, given: TestWriterOptions = {}): Promise<TestWriter> {
  server = await startModelServer(options)
  return writerOver(server.url, given)
}

const ask = ({ writer }: TestWriter): Promise<Written<{ question: string }>> => writer.write('follow-up', followUp)
const formatsAsked = () => requests().map(({ format }) => format)

describe('how a model is asked', () => {
  it('asks by a strict schema, with rules and data apart, and gives back the value and who wrote it', async () => {
    const made = await over({ answer: () => answer })
    expect(await ask(made)).toEqual({ kind: 'written', value: answer, model: 'first' })
    expect(requests()).toHaveLength(1)
    expect(requests()[0]).toMatchObject({ prompt: 'follow-up', format: 'schema', model: 'first' })
    expect(requests()[0]?.user).toContain('reader | And when?')
    expect(requests()[0]?.body).toMatchObject({ temperature: 0, max_tokens: 2000 })
    expect(refusals()).toEqual([])
  })

  it('has a strict schema for every prompt', async () => {
    const made = await over({
      answer: ({ prompt }) =>
        ({
          brief: { lines: [] },
          repair: { lines: [] },
          'second-opinion': { verdicts: [] },
          answer: { isAnswered: false, lines: [] },
        })[prompt ?? ''] ?? 'unknown',
    })
    const { writer } = made
    const data = { article: 'a', sentences: '1 | b', figures: '', caveats: '', lines: '', question: 'q', passages: '' }
    for (const written of [
      await writer.write('brief', pick(data, 'article', 'sentences', 'figures', 'caveats')),
      await writer.write('repair', pick(data, 'sentences', 'lines')),
      await writer.write('second-opinion', pick(data, 'sentences', 'lines')),
      await writer.write('answer', pick(data, 'question', 'passages')),
    ])
      expect(written.kind).toBe('written')
    expect(new Set(formatsAsked())).toEqual(new Set(['schema']))
    expect(refusals()).toEqual([])
  })

  it.each<[Dialect, string[], string[]]>([
    ['no-schema', ['object'], ['object']],
    ['no-format', ['text'], ['text']],
    ['lm-studio', ['schema'], ['schema']],
    ['ollama', ['schema'], ['schema']],
    ['openai-reasoning', ['schema'], ['schema']],
    ['no-system', ['schema'], ['schema']],
  ])(
    'finds out what a server with the ways of %s takes, and begins there the next time',
    async (dialect, first, next) => {
      const made = await over({ answer: () => answer, dialect })
      expect(await ask(made)).toMatchObject({ kind: 'written' })
      expect(formatsAsked()).toEqual(first)
      const before = refusals().length
      expect(await ask(made)).toMatchObject({ kind: 'written' })
      expect(formatsAsked().slice(first.length)).toEqual(next)
      expect(refusals()).toHaveLength(before)
    },
  )

  it('leaves out the temperature, and names the limit of tokens otherwise, where a server asks for that', async () => {
    const made = await over({ answer: () => answer, dialect: 'openai-reasoning' })
    await ask(made)
    expect(requests()[0]?.body).not.toHaveProperty('temperature')
    expect(requests()[0]?.body).toMatchObject({ max_completion_tokens: 2000 })
    expect(refusals()).toHaveLength(2)
  })

  it('steps down where a reply cannot be used, and begins lower only after that helped twice', async () => {
    const made = await over({ answer: ({ format }) => (format === 'object' ? answer : 'I would rather talk.') })
    for (const _ of [1, 2, 3]) expect(await ask(made)).toMatchObject({ kind: 'written' })
    expect(formatsAsked()).toEqual(['schema', 'object', 'schema', 'object', 'object'])
  })

  it.each([400, 404, 415, 422, 501])('steps down after a %i that says nothing', async (status) => {
    const made = await over({
      answer: ({ format }) => (format === 'text' ? answer : refusing(status, { message: 'no' })),
    })
    expect(await ask(made)).toMatchObject({ kind: 'written' })
    expect(formatsAsked()).toEqual(['schema', 'object', 'text'])
  })

  it('gives up in a plain sentence where no way is taken, and has learned nothing from it', async () => {
    const made = await over({ answer: () => refusing(400, { message: 'no' }) })
    const failed = {
      kind: 'failed',
      reason: 'refused',
      message: 'The model server refuses the request (400).',
      isPaid: false,
    }
    expect(await ask(made)).toEqual(failed)
    expect(await ask(made)).toEqual(failed)
    expect(formatsAsked()).toEqual(['schema', 'object', 'text', 'schema', 'object', 'text'])
  })

  it('asks once more with more room where a model thought until nothing was left', async () => {
    const made = await over({
      answer: ({ body }) =>
        body['max_tokens'] === 2000
          ? completing({ content: '', reasoning: 'Hm. '.repeat(99), finish_reason: 'length' })
          : answer,
    })
    expect(await ask(made)).toMatchObject({ kind: 'written' })
    expect(requests().map(({ body }) => body['max_tokens'])).toEqual([2000, 8000])
    expect(formatsAsked()).toEqual(['schema', 'schema'])
  })

  it('asks for less where the window is too small for prompt and answer', async () => {
    const made = await over({
      answer: ({ body }) =>
        Number(body['max_tokens']) > 1000
          ? refusing(400, {
              message: "This model's maximum context length is 2048 tokens. However, you requested 2400 tokens.",
              code: 'context_length_exceeded',
            })
          : answer,
    })
    expect(await ask(made)).toMatchObject({ kind: 'written' })
    expect(requests().map(({ body }) => body['max_tokens'])).toEqual([2000, 500])
  })

  it('says so where the text is too long in any case', async () => {
    const made = await over({
      answer: () =>
        refusing(400, {
          code: 400,
          message: 'the request exceeds the available context size',
          type: 'exceed_context_size_error',
        }),
    })
    expect(await ask(made)).toMatchObject({
      reason: 'refused',
      message: 'This is too long for the window of the model “first”.',
    })
  })
})

describe('the limit of tokens', () => {
  it.each([
    ['https://api.openai.com/v1', 'max_completion_tokens'],
    ['https://us.api.openai.com/v1', 'max_completion_tokens'],
    ['https://mine.openai.azure.com/openai/v1', 'max_completion_tokens'],
    ['http://127.0.0.1:11434/v1', 'max_tokens'],
    ['https://api.openai.com.example/v1', 'max_tokens'],
  ])('is first given to %s as %s', (url, field) => {
    expect(firstPlan(url, 1).tokensField).toBe(field)
  })
})

function pick<Key extends string>(data: Record<string, string>, ...keys: Key[]): Record<Key, string> {
  return Object.fromEntries(keys.map((key) => [key, data[key] ?? ''])) as Record<Key, string>
}
