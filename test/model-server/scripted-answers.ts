import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ModelRequest } from './model-request.ts'

/** What a scripted model says: an object is sent as JSON, a string as it is; the others are made by the functions of this file. */
export type Answer = string | ScriptedAnswer | Readonly<Record<string, unknown>>

/** An answer that is more than words: it writes the response itself. */
export class ScriptedAnswer {
  readonly send: (response: ServerResponse, request: ModelRequest) => void | Promise<void>
  constructor(send: ScriptedAnswer['send']) {
    this.send = send
  }
}

/** The parts of a completion that differ; `usage: null` leaves the counts out. */
export type CompletionParts = {
  content?: unknown
  reasoning_content?: string
  reasoning?: string
  refusal?: string
  finish_reason?: string
  usage?: unknown
}

/** A completion with parts of its own: thoughts, a refusal, a reason for its end, odd counts of tokens. */
export function completing(parts: CompletionParts): ScriptedAnswer {
  return sending(200, (request) => completionOf(parts, request))
}

/** A status with an error as OpenAI sends it; of a string the error is that string alone, as LM Studio sends it. */
export function refusing(
  status: number,
  error: Readonly<Record<string, unknown>> | string,
  headers: Record<string, string> = {},
): ScriptedAnswer {
  const body =
    typeof error === 'string'
      ? error
      : { message: 'refused', type: 'invalid_request_error', param: null, code: null, ...error }
  return sending(status, () => ({ error: body }), headers)
}

/** Any body under any status: `sendingRaw('<html>', { 'content-type': 'text/html' })`. */
export function sendingRaw(body: string, headers: Record<string, string>, status = 200): ScriptedAnswer {
  return new ScriptedAnswer((response) => {
    response.writeHead(status, headers).end(body)
  })
}

/** The answer, so many milliseconds late. */
export function late(ms: number, answer: Answer): ScriptedAnswer {
  return new ScriptedAnswer(async (response, request) => {
    await sleep(ms, undefined, { ref: false })
    await sendAnswer(answer, response, request)
  })
}

/** Half of the body, then the line is cut. */
export function cutOff(answer: string | Readonly<Record<string, unknown>>): ScriptedAnswer {
  return new ScriptedAnswer((response, request) => {
    const body = JSON.stringify(completionOf({ content: wordsOf(answer) }, request))
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
    response.write(body.slice(0, body.length / 2), () => response.destroy())
  })
}

/** Half of the body, then silence on an open line. */
export function stalling(): ScriptedAnswer {
  return new ScriptedAnswer((response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    response.write('{"choices":[')
  })
}

/** The line is cut before a word. */
export function hangingUp(): ScriptedAnswer {
  return new ScriptedAnswer((response) => void response.destroy())
}

/** Begins an answer and repeats a text in it for as long as anybody listens. */
export function endless(text: string): ScriptedAnswer {
  return new ScriptedAnswer(async (response, request) => {
    const [start = ''] = JSON.stringify(completionOf({ content: '\0' }, request)).split('\\u0000')
    response.writeHead(200, { 'content-type': 'application/json' })
    response.write(start)
    while (!response.closed && !response.destroyed) {
      response.write(text.repeat(200))
      await sleep(1, undefined, { ref: false })
    }
  })
}

/** Sends an answer. */
export async function sendAnswer(answer: Answer, response: ServerResponse, request: ModelRequest): Promise<void> {
  const scripted = answer instanceof ScriptedAnswer ? answer : completing({ content: wordsOf(answer) })
  await scripted.send(response, request)
}

function sending(
  status: number,
  body: (request: ModelRequest) => unknown,
  headers: Record<string, string> = {},
): ScriptedAnswer {
  return new ScriptedAnswer((response, request) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body(request)))
  })
}

function wordsOf(answer: string | Readonly<Record<string, unknown>>): string {
  return typeof answer === 'string' ? answer : JSON.stringify(answer)
}

function completionOf(parts: CompletionParts, { model, system, user }: ModelRequest): unknown {
  const { finish_reason = 'stop', usage, content = '', ...message } = parts
  const counted = { prompt_tokens: tokensOf(system + user), completion_tokens: Math.max(1, tokensOf(String(content))) }
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 0,
    model,
    choices: [{ index: 0, finish_reason, logprobs: null, message: { role: 'assistant', content, ...message } }],
    ...(usage === null
      ? {}
      : { usage: usage ?? { ...counted, total_tokens: counted.prompt_tokens + counted.completion_tokens } }),
  }
}

function tokensOf(text: string): number {
  return Math.ceil(text.length / 4)
}
