import type { JsonObject } from './json.ts'

/** How Slack says no: HTTP 200 with `ok: false` and a code such as `channel_not_found`, or 429 with `Retry-After`. */
export class Refusal extends Error {
  readonly code: string
  readonly extra: JsonObject
  readonly retryAfterS: number | undefined

  constructor(code: string, { extra = {}, retryAfterS }: { extra?: JsonObject; retryAfterS?: number } = {}) {
    super(code)
    this.code = code
    this.extra = extra
    this.retryAfterS = retryAfterS
  }
}

/** A refusal for a wrong or missing argument, with the sentence that Slack puts into `response_metadata`. */
export function invalidArguments(sentence: string): Refusal {
  return new Refusal('invalid_arguments', { extra: { response_metadata: { messages: [`[ERROR] ${sentence}`] } } })
}
