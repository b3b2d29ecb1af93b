import { APIConnectionTimeoutError, APIError } from 'openai'
import type { WritingFailure } from '../domain/writing.ts'
import { BodyFault } from './bounded-fetch.ts'
import { retryAfterMs } from './retry-after.ts'

/** What a fault means: the reason that readers get, whether the same request may be sent again, and whether the server is no use for others either. */
type Meaning = { reason: WritingFailure; isPassing: boolean; isWhole: boolean }

/** The kinds of faults of a model server. `window`: prompt and answer together are too long; `page`: something that is no model's answer. */
export const faultKinds = {
  unreachable: { reason: 'unreachable', isPassing: true, isWhole: true },
  untrusted: { reason: 'unreachable', isPassing: false, isWhole: true },
  server: { reason: 'unreachable', isPassing: true, isWhole: true },
  cut: { reason: 'unreachable', isPassing: true, isWhole: true },
  busy: { reason: 'busy', isPassing: true, isWhole: true },
  slow: { reason: 'slow', isPassing: false, isWhole: true },
  quota: { reason: 'refused', isPassing: false, isWhole: true },
  key: { reason: 'refused', isPassing: false, isWhole: true },
  model: { reason: 'refused', isPassing: false, isWhole: true },
  moved: { reason: 'refused', isPassing: false, isWhole: true },
  address: { reason: 'refused', isPassing: false, isWhole: true },
  format: { reason: 'refused', isPassing: false, isWhole: false },
  parameter: { reason: 'refused', isPassing: false, isWhole: false },
  unspecific: { reason: 'refused', isPassing: false, isWhole: false },
  window: { reason: 'refused', isPassing: false, isWhole: false },
  content: { reason: 'refused', isPassing: false, isWhole: false },
  oversized: { reason: 'unusable', isPassing: false, isWhole: false },
  page: { reason: 'unusable', isPassing: false, isWhole: false },
  unusable: { reason: 'unusable', isPassing: false, isWhole: false },
} as const satisfies Record<string, Meaning>
/** One of them. */
export type FaultKind = keyof typeof faultKinds

/** What of a request a server may refuse, beside its format. */
export type Parameter = 'temperature' | 'max_tokens' | 'max_completion_tokens' | 'system'

/** One fault of a server. `words` are its own, for whoever runs this: never for a log, since they may repeat what was sent. */
export type ServerFault = {
  kind: FaultKind
  status: number | null
  parameter: Parameter | null
  /** how long the server asks to wait */
  retryAfterMs: number | null
  words: string
  /** how many bytes of an answer came: what was written so far is paid for */
  bytes: number
}

/** A fault that the server said nothing about. */
export function plainFault(kind: FaultKind, words = ''): ServerFault {
  return { kind, status: null, parameter: null, retryAfterMs: null, words, bytes: 0 }
}

/** What a failed request means. `now` places a `Retry-After` that is a date. */
export function faultOfError(error: unknown, now: Date): ServerFault {
  const causes = causesOf(error)
  const body = causes.find((cause) => cause instanceof BodyFault)
  if (body instanceof BodyFault) return { ...plainFault(body.kind), bytes: body.bytes }
  if (error instanceof APIError && typeof error.status === 'number') {
    const { status, code, type, param, headers } = error
    // The client puts the status before what the server said.
    const message = error.message.replace(/^\d{3} /, '')
    return said({ status, code, type, param, words: message, wait: retryAfterMs(headers, now) })
  }
  const codes = causes.map((cause) => String((cause as { code?: unknown }).code ?? ''))
  if (codes.some((code) => /CERT|SSL|TLS|SELF_SIGNED|ISSUER/.test(code)))
    return plainFault('untrusted', codes.join(' '))
  if (codes.some((code) => /CONNECT_TIMEOUT|ETIMEDOUT/.test(code))) return plainFault('unreachable', codes.join(' '))
  if (error instanceof APIConnectionTimeoutError) return plainFault('slow')
  // What the client could not take apart came whole: JSON that ends in its middle was cut on its way to the server.
  if (error instanceof SyntaxError) return plainFault('cut')
  return plainFault('unreachable', codes.join(' ').trim())
}

/** What a 200 means that holds an error in the place of an answer, as gateways send it; null where it holds none. */
export function faultInBody(body: unknown): ServerFault | null {
  if (typeof body !== 'object' || body === null || !('error' in body) || !body.error) return null
  const { code, type, param, message } = body.error as Record<string, unknown>
  const status = typeof code === 'number' && code >= 400 && code < 600 ? code : 500
  return said({ status, code, type, param, words: String(message ?? body.error), wait: null })
}

type Said = { status: number; code: unknown; type: unknown; param: unknown; words: string; wait: number | null }

function said({ status, code, type, param, words, wait }: Said): ServerFault {
  const names = `${code ?? ''} ${type ?? ''}`
  const parameter = parameterIn(param, words)
  const kind = kindOf({ status, names, words, parameter, hasWait: wait !== null })
  return { kind, status, parameter, retryAfterMs: wait, words: words.slice(0, 300), bytes: 0 }
}

function kindOf(one: {
  status: number
  names: string
  words: string
  parameter: Parameter | null
  hasWait: boolean
}): FaultKind {
  const { status, names, words, parameter } = one
  if (/content_filter|content_policy|moderation/.test(names)) return 'content'
  if (
    (status === 400 || status === 403) &&
    /content (?:management )?policy|content filter|moderation|\bflagged\b/i.test(words)
  )
    return 'content'
  if (isTooLong(status, names, words, parameter)) return 'window'
  if (status === 402 || /insufficient_quota|insufficient_balance/.test(names)) return 'quota'
  if (
    (status === 429 || status === 403) &&
    /exceeded your current quota|insufficient (?:quota|balance|credits?)/i.test(words)
  )
    return 'quota'
  if (status === 429 || status === 529) return 'busy'
  if (status === 503 && (one.hasWait || /overload|busy|capacity|loading/i.test(words))) return 'busy'
  if (status >= 300 && status < 400) return 'moved'
  if (status === 401 || status === 403) return 'key'
  if (parameter !== null && [400, 422, 500].includes(status)) return 'parameter'
  if (status === 408 || status === 409 || (status >= 500 && status !== 501)) return 'server'
  if (
    /response_format|json_schema|json_object|json_validate|json mode|structured|grammar|guided|\bschema\b/i.test(
      `${names} ${words}`,
    )
  )
    return 'format'
  if (/model_not_found/.test(names)) return 'model'
  if (
    /\bmodel\b/i.test(words) &&
    /not found|not exist|no such|unknown model|not a valid model|invalid model|try pulling/i.test(words)
  )
    return 'model'
  return status === 404 || status === 405 ? 'address' : 'unspecific'
}

/** Prompt and answer do not fit the window, or more tokens were asked for than the model may write. */
function isTooLong(status: number, names: string, words: string, parameter: Parameter | null): boolean {
  if (/context_length_exceeded|exceed_context_size|string_above_max_length/.test(names) || status === 413) return true
  if (
    /(?:maximum|available|model's) context|context (?:length|size|window)|prompt is too long|reduce the length|request too large/i.test(
      words,
    )
  )
    return true
  return (
    (parameter === 'max_tokens' || parameter === 'max_completion_tokens') &&
    /too large|at most|less than or equal|greater than|cannot exceed|must be (?:<|less|between)/i.test(words)
  )
}

const parameters = ['max_completion_tokens', 'max_tokens', 'temperature'] as const

/** Which parameter is refused: the one that the server names, else the first that its words do. */
function parameterIn(param: unknown, words: string): Parameter | null {
  const named = parameters.find((name) => name === param)
  if (named !== undefined) return named
  if (
    /system (?:role|message|prompt)s? (?:is |are )?not supported|roles must alternate|only user and assistant/i.test(
      words,
    )
  )
    return 'system'
  const places = parameters.map((name) => ({ name, at: words.search(new RegExp(`\\b${name}\\b`)) }))
  return places.filter(({ at }) => at >= 0).sort((one, other) => one.at - other.at)[0]?.name ?? null
}

/** An error and what it was caused by; trying several addresses gives a list. */
function causesOf(error: unknown, depth = 0): unknown[] {
  if (typeof error !== 'object' || error === null || depth > 5) return []
  const { cause, errors } = error as { cause?: unknown; errors?: unknown }
  const several = Array.isArray(errors) ? errors : []
  return [error, ...[cause, ...several].flatMap((one) => causesOf(one, depth + 1))]
}
