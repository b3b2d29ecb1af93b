import { createHmac } from 'node:crypto'
import { isObject, type JsonObject, objectOf, parseJson, textOf } from './json.ts'
import { keepFaults, type SlackState } from './state.ts'
import { deadlineMs, type Outcome, type Parcel, startOutcome, type Transport } from './transport.ts'

/** How a request is signed wrongly on purpose. */
export interface Forgery {
  secret?: string
  /** Added to the timestamp: `-301` is older than the five minutes that count. */
  skewS?: number
  /** Leaves the headers out. */
  isUnsigned?: boolean
}

/** Slack's side of signed HTTP. */
export interface SignedHttp extends Transport {
  /** Sends any body, with a signature or a forged one. Resolves to the status and the body of the answer. */
  request(parcel: Parcel, forgery?: Forgery): Promise<{ status: number; text: string; headers: Headers }>
  /** Whether the app's address answers Slack's challenge, as when the address is entered in the app's settings. */
  verifyUrl(): Promise<boolean>
}

/**
 * Sends signed requests to the app at `url`. The timestamps follow real time plus what the test has moved the clock by, because the app
 * compares them with its own clock.
 */
export function createSignedHttp(state: SlackState, url: string): SignedHttp {
  const startedAt = state.clock.now()

  async function request(parcel: Parcel, forgery: Forgery = {}, signal?: AbortSignal) {
    const { body, contentType } = encode(parcel)
    const moved = state.clock.now() - startedAt
    const timestamp = Math.floor((Date.now() + moved) / 1000) + (forgery.skewS ?? 0)
    const headers: Record<string, string> = { 'content-type': contentType, 'user-agent': 'Slackbot 1.0 (test server)' }
    if (!forgery.isUnsigned) {
      headers['x-slack-request-timestamp'] = String(timestamp)
      headers['x-slack-signature'] = signatureOf(forgery.secret ?? state.signingSecret, timestamp, body)
    }
    if (parcel.attempt > 0) {
      headers['x-slack-retry-num'] = String(parcel.attempt)
      headers['x-slack-retry-reason'] = parcel.reason ?? ''
    }
    const response = await fetch(url, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      ...(signal ? { signal } : {}),
    })
    return { status: response.status, text: await response.text(), headers: response.headers }
  }

  async function send(parcel: Parcel): Promise<Outcome> {
    const outcome = startOutcome(state.clock.now)
    const giveUp = new AbortController()
    const cancel = state.clock.after(deadlineMs, () => giveUp.abort())
    try {
      const { status, text, headers } = await request(parcel, {}, giveUp.signal)
      if (status < 200 || status > 299) return outcome.failed('http_error', headers.get('x-slack-no-retry') !== '1')
      return outcome.acknowledged(readAnswer(state, parcel, text, headers.get('content-type') ?? ''))
    } catch {
      return outcome.failed(giveUp.signal.aborted ? 'http_timeout' : 'connection_failed')
    } finally {
      cancel()
    }
  }

  return {
    send,
    request,
    async verifyUrl() {
      const challenge = state.nextId('challenge-')
      const body = { type: 'url_verification', token: state.verificationToken, challenge }
      const { status, text } = await request({ kind: 'events_api', body, attempt: 0, reason: null, takesAnswer: true })
      return status === 200 && (text === challenge || objectOf(parseJson(text))['challenge'] === challenge)
    },
  }
}

/** Slack's signature, version 0: `v0=` and an HMAC-SHA256 of version, timestamp and body. [docs.slack.dev, verifying requests] */
export function signatureOf(secret: string, timestamp: number, body: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`
}

function encode({ kind, body }: Parcel): { body: string; contentType: string } {
  const form = 'application/x-www-form-urlencoded'
  if (kind === 'events_api') return { body: JSON.stringify(body), contentType: 'application/json' }
  if (kind === 'interactive')
    return { body: new URLSearchParams({ payload: JSON.stringify(body) }).toString(), contentType: form }
  const fields = Object.entries(body).map(([key, value]): [string, string] => [key, textOf(value) ?? String(value)])
  return { body: new URLSearchParams(fields).toString(), contentType: form }
}

function readAnswer(state: SlackState, { takesAnswer }: Parcel, text: string, contentType: string): JsonObject {
  if (text === '') return {}
  const parsed = contentType.includes('json') ? parseJson(text) : undefined
  const answer = isObject(parsed) ? parsed : { text }
  if (!takesAnswer) keepFaults(state, 'ack', [{ rule: 'answer-not-taken', detail: text.slice(0, 200) }])
  return answer
}
