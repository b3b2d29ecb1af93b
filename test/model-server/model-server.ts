import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Dialect, dialectRefusal } from './dialects.ts'
import { type ModelRequest, modelRequest } from './model-request.ts'
import { type Answer, sendAnswer } from './scripted-answers.ts'

/** How a model server behaves. */
export type ModelServerOptions = {
  /** what the model says to a request that the server takes */
  answer: (request: ModelRequest) => Answer | Promise<Answer>
  /** whose ways it has; `openai` checks the most */
  dialect?: Dialect
  /** the only key that is let in; without one every key is, as at a server of one's own */
  key?: string
  /** the models that it has; without them it has every one */
  models?: readonly string[]
}

/** A model server on this machine. */
export interface ModelServer {
  /** its base URL, which ends in /v1 */
  url: string
  /** the requests that reached the model, in order */
  requests: ModelRequest[]
  /** what the server refused by its own rules, one sentence each */
  refusals: string[]
  close(): Promise<void>
}

/**
 * Starts a model server that checks requests as the platforms do and answers by a script:
 * `startModelServer({ answer: ({ prompt }) => (prompt === 'brief' ? { lines: [] } : 'no') })`.
 */
export async function startModelServer(options: ModelServerOptions): Promise<ModelServer> {
  const requests: ModelRequest[] = []
  const refusals: string[] = []
  const server = createServer((incoming, response) => {
    // Whoever asks may be gone before the answer is.
    response.on('error', () => {})
    handle(incoming, response).catch(() => response.destroy())
  })

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const refuse = (status: number, error: unknown) => {
      refusals.push(`${status} ${JSON.stringify(error)}`)
      const body = typeof error === 'object' && error !== null && 'detail' in error ? error : { error }
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    }
    const text = await readText(incoming)
    if (incoming.url !== '/v1/chat/completions') {
      refusals.push(`404 ${incoming.url}`)
      response.writeHead(404, { 'content-type': 'text/plain' }).end('404 page not found')
      return
    }
    if (options.key !== undefined && incoming.headers.authorization !== `Bearer ${options.key}`) {
      return refuse(401, {
        message: 'Incorrect API key provided.',
        type: 'invalid_request_error',
        param: null,
        code: 'invalid_api_key',
      })
    }
    const body = parsed(text)
    if (body === null)
      return refuse(400, {
        message: 'We could not parse the JSON body of your request.',
        type: 'invalid_request_error',
      })
    const refusal = dialectRefusal(options.dialect ?? 'openai', body)
    if (refusal !== null) return refuse(refusal.status, refusal.error)
    const model = String(body['model'])
    if (options.models !== undefined && !options.models.includes(model)) {
      return refuse(404, {
        message: `The model \`${model}\` does not exist or you do not have access to it.`,
        type: 'invalid_request_error',
        param: null,
        code: 'model_not_found',
      })
    }
    const request = modelRequest(body, incoming.headers, requests.length + 1)
    requests.push(request)
    await sendAnswer(await options.answer(request), response, request)
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    refusals,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function readText(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null
  } catch {
    return null
  }
}
