import { readdirSync, readFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'

/** One request for a completion, as the server understood it. */
export type ModelRequest = {
  /** 1 for the first that was let in */
  number: number
  /** which of the prompts it is, by its first line; null where it is none */
  prompt: string | null
  system: string
  user: string
  model: string
  /** how JSON was asked for */
  format: 'schema' | 'object' | 'text'
  responseFormat: unknown
  body: Readonly<Record<string, unknown>>
  headers: IncomingMessage['headers']
}

const folder = new URL('../../prompts/', import.meta.url)
const firstLines = readdirSync(folder).map((file) => {
  const text = readFileSync(new URL(file, folder), 'utf8')
  return { name: file.replace(/\.md$/, ''), line: /^## System\s+(.+)$/m.exec(text)?.[1] ?? file }
})

/** Reads a body that was checked to be an object with messages. */
export function modelRequest(
  body: Readonly<Record<string, unknown>>,
  headers: IncomingMessage['headers'],
  number: number,
): ModelRequest {
  const messages = body['messages'] as { role: string; content: string }[]
  const textOf = (role: string) =>
    messages.flatMap((message) => (message.role === role ? message.content : [])).join('\n\n')
  const all = messages.map(({ content }) => content).join('\n')
  const responseFormat = body['response_format']
  const type = (responseFormat as { type?: string } | undefined)?.type
  return {
    number,
    prompt: firstLines.find(({ line }) => all.includes(line))?.name ?? null,
    system: textOf('system'),
    user: textOf('user'),
    model: String(body['model']),
    format: type === 'json_schema' ? 'schema' : type === 'json_object' ? 'object' : 'text',
    responseFormat,
    body,
    headers,
  }
}
