import type { Asker } from '../domain/asker.ts'
import type { Clock } from '../domain/ports.ts'

/** Bounds how much one person asks. */
export interface RateLimiter {
  /** counts one request; 0 where it may be answered, else the seconds until the next one may */
  take(asker: Pick<Asker, 'platform' | 'space' | 'user'>): number
}

/** People remembered at once; who has been quiet longest goes first. */
const mostPeople = 10_000

/** Allows each person so many requests in any minute. */
export function createRateLimiter(now: Clock, perMinute: number): RateLimiter {
  const asked = new Map<string, number[]>()
  return {
    take({ platform, space, user }) {
      const key = JSON.stringify([platform, space, user])
      const at = now().getTime()
      const lately = (asked.get(key) ?? []).filter((time) => time > at - 60_000)
      const isOver = lately.length >= perMinute
      if (!isOver) lately.push(at)
      asked.delete(key)
      asked.set(key, lately)
      const [oldest] = asked.keys()
      if (asked.size > mostPeople && oldest !== undefined) asked.delete(oldest)
      return isOver ? Math.max(1, Math.ceil(((lately[0] ?? at) + 60_000 - at) / 1000)) : 0
    },
  }
}
