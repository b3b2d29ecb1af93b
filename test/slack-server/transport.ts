import type { JsonObject } from './json.ts'

/** One attempt to bring a payload to the app. */
export interface Parcel {
  kind: 'events_api' | 'slash_commands' | 'interactive'
  body: JsonObject
  /** 0 for the first attempt, then 1 to 3. */
  attempt: number
  /** Why it is sent again: `timeout`, `http_timeout`, `http_error`, `connection_failed`. */
  reason: string | null
  /** Whether the acknowledgement may carry an answer. */
  takesAnswer: boolean
}

/** How an attempt ended. Times are from sending to the acknowledgement or to giving up. */
export interface Outcome {
  isAcknowledged: boolean
  /** What the acknowledgement carried; `{}` for none. */
  answer: JsonObject
  /** On the server's clock. */
  afterMs: number
  /** In real time, for benchmarks. */
  wallMs: number
  /** Empty when acknowledged; else the reason of the next attempt. */
  problem: string
  /** Whether the app asked not to be sent it again. */
  mayRetry: boolean
}

/** A way to the app: Socket Mode or signed HTTP. */
export interface Transport {
  send(parcel: Parcel): Promise<Outcome>
}

/** The app must acknowledge within this time. [docs.slack.dev, acknowledging] */
export const deadlineMs = 3000

/** Builds outcomes that are measured from now on. */
export function startOutcome(now: () => number): {
  acknowledged(answer: JsonObject): Outcome
  failed(problem: string, mayRetry?: boolean): Outcome
} {
  const at = now()
  const wall = performance.now()
  const times = () => ({ afterMs: now() - at, wallMs: performance.now() - wall })
  return {
    acknowledged: (answer) => ({ isAcknowledged: true, answer, problem: '', mayRetry: false, ...times() }),
    failed: (problem, mayRetry = true) => ({ isAcknowledged: false, answer: {}, problem, mayRetry, ...times() }),
  }
}
