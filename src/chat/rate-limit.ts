import type { Asker } from '../domain/asker.ts'
import type { Clock } from '../domain/ports.ts'

type Person = Pick<Asker, 'platform' | 'space' | 'user'>

/** Bounds how much one person asks. */
export interface RateLimiter {
  /** counts one request; 0 where it may be answered, else the seconds until the next one may */
  take(person: Person): number
  /** true at the first call since a person was last answered, so that they are told once that they have to wait */
  isNews(person: Person): boolean
}

/** People remembered at once; who has been quiet longest goes first. */
const mostPeople = 10_000

/** Allows each person so many requests in any minute. */
export function createRateLimiter(now: Clock, perMinute: number): RateLimiter {
  const asked = new Map<string, number[]>()
  const told = new Set<string>()
  return {
    take(person) {
      const key = keyOf(person)
      const at = now().getTime()
      const lately = (asked.get(key) ?? []).filter((time) => time > at - 60_000)
      const isOver = lately.length >= perMinute
      if (!isOver) {
        lately.push(at)
        told.delete(key)
      }
      asked.delete(key)
      asked.set(key, lately)
      const [oldest] = asked.keys()
      if (asked.size > mostPeople && oldest !== undefined) {
        asked.delete(oldest)
        told.delete(oldest)
      }
      return isOver ? Math.max(1, Math.ceil(((lately[0] ?? at) + 60_000 - at) / 1000)) : 0
    },
    isNews(person) {
      const key = keyOf(person)
      const isNews = !told.has(key)
      told.add(key)
      return isNews
    },
  }
}

function keyOf({ platform, space, user }: Person): string {
  return JSON.stringify([platform, space, user])
}
