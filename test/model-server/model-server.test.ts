import { afterEach, describe, expect, it } from 'vitest'
import { type ModelServer, type ModelServerOptions, startModelServer } from './model-server.ts'

let server: ModelServer | undefined
afterEach(async () => {
  await server?.close()
  server = undefined
})

async function post(options: Partial<ModelServerOptions>, body: unknown, headers: Record<string, string> = {}) {
  server = await startModelServer({ answer: () => ({ fine: true }), ...options })
  const response = await fetch(`${server.url}/chat/completions`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  })
  return { status: response.status, body: JSON.stringify(await response.json()) }
}

const messages = [{ role: 'user', content: 'Say JSON.' }]
const format = (schema: unknown, strict = true) => ({
  type: 'json_schema',
  json_schema: { name: 'one', strict, schema },
})

describe('the scripted model server', () => {
  it('answers what it takes with a completion', async () => {
    const { status, body } = await post({}, { model: 'm', messages })
    expect(status).toBe(200)
    expect(JSON.parse(body).choices[0].message.content).toBe('{"fine":true}')
    expect(server?.requests[0]).toMatchObject({ number: 1, prompt: null, user: 'Say JSON.', format: 'text' })
  })

  it.each([
    ['an unknown field', { model: 'm', messages, think: false }, 'Unrecognized request argument supplied: think'],
    ['no model', { messages }, 'you must provide a model parameter'],
    ['an empty message', { model: 'm', messages: [{ role: 'user', content: '' }] }, "Invalid type for 'messages'"],
    ['two limits of tokens', { model: 'm', messages, max_tokens: 1, max_completion_tokens: 1 }, 'at the same time'],
    [
      'json_object without the word',
      { model: 'm', messages: [{ role: 'user', content: 'Hm' }], response_format: { type: 'json_object' } },
      "must contain the word 'json'",
    ],
    [
      'a loose strict schema',
      { model: 'm', messages, response_format: format({ type: 'object', properties: {}, required: [] }) },
      'additionalProperties',
    ],
    [
      'a key that is not required',
      {
        model: 'm',
        messages,
        response_format: format({
          type: 'object',
          properties: { a: { type: 'string' } },
          required: [],
          additionalProperties: false,
        }),
      },
      'include every key',
    ],
    [
      'a keyword beyond the known',
      {
        model: 'm',
        messages,
        response_format: format({
          $schema: 'x',
          type: 'object',
          properties: {},
          required: [],
          additionalProperties: false,
        }),
      },
      '$schema',
    ],
  ])('refuses %s, as OpenAI does', async (_what, given, message) => {
    const { status, body } = await post({}, given)
    expect(status).toBe(400)
    expect(body).toContain(message)
    expect(server?.requests).toEqual([])
  })

  it('lets in only its key, and has only its models', async () => {
    expect((await post({ key: 'right' }, { model: 'm', messages }, { authorization: 'Bearer wrong' })).status).toBe(401)
    await server?.close()
    expect((await post({ models: ['other'] }, { model: 'm', messages })).status).toBe(404)
  })
})
