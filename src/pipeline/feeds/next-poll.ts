/** No feed is asked more often, whatever it or anyone says. */
export const shortestMs = 5 * 60_000
/** How often a feed is asked that does not say how long its answers stay fresh. */
const usualMs = 15 * 60_000
const dayMs = 24 * 3_600_000
/** The longest wait that a server can ask for by Retry-After. */
const longestRestMs = 7 * dayMs
/** So that feeds added together are not asked together for ever: up to this share of the wait is added. */
const jitter = 0.1

/** When a feed is due next, and before when it is not asked at all; ISO 8601 UTC. */
export type NextPoll = { dueAt: string; restUntil: string }

/**
 * After an answer: the longer of `Cache-Control: max-age` and RSS `ttl` (both in seconds), between five minutes and a day.
 * `random` is from 0 to 1.
 */
export function afterSuccess(
  at: Date,
  said: { maxAgeSeconds: number | null; ttlSeconds: number | null },
  random: number,
): NextPoll {
  const asked = Math.max(said.maxAgeSeconds ?? 0, said.ttlSeconds ?? 0) * 1000
  const waitMs = Math.min(Math.max(asked === 0 ? usualMs : asked, shortestMs), dayMs)
  return { dueAt: later(at, waitMs * (1 + jitter * random)), restUntil: later(at, shortestMs) }
}

/** After the n-th failure in a row: ten minutes, twenty, forty … up to a day; longer where Retry-After (ISO 8601) asks for it. */
export function afterFailure(at: Date, failures: number, retryAt: string | null, random: number): NextPoll {
  const waitMs = Math.min(shortestMs * 2 ** Math.min(failures, 12), dayMs)
  const askedMs = retryAt === null ? 0 : Math.min(Date.parse(retryAt) - at.getTime(), longestRestMs)
  return {
    dueAt: later(at, Math.max(waitMs * (1 + jitter * random), askedMs)),
    restUntil: later(at, Math.max(shortestMs, askedMs)),
  }
}

function later(at: Date, ms: number): string {
  return new Date(at.getTime() + Math.round(ms)).toISOString()
}
