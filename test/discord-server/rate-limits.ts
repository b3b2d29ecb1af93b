import type { ServerClock } from './clock.ts'

/** How many calls a bucket lets through in a window. */
export interface Bucket {
  name: string
  limit: number
  windowMs: number
}

/** What a call met: the headers to send, and how long to wait where it was one too many. */
export interface RateAnswer {
  headers: Record<string, string>
  /** milliseconds until the call may come again, or null when it went through */
  waitMs: number | null
  isGlobal: boolean
}

const globalBucket: Bucket = { name: 'global', limit: 50, windowMs: 1_000 } // "50 requests a second", rate-limit documentation

/**
 * Counts calls by bucket and major parameter, and over all of them for the bot as a whole; `scale` stretches the windows
 * (0.01 makes five seconds 50 ms; the counts stay). Calls on an interaction's token are outside the whole, as documented.
 */
export function createRateLimits(clock: ServerClock, scale: number) {
  const windows = new Map<string, { until: number; used: number }>()
  const use = ({ name, limit, windowMs }: Bucket, major: string) => {
    const now = clock.now()
    const key = `${name} ${major}`
    const found = windows.get(key)
    const window = found && found.until > now ? found : { until: now + windowMs * scale, used: 0 }
    windows.set(key, window)
    const isOver = window.used >= limit
    if (!isOver) window.used += 1
    return { isOver, remaining: limit - window.used, restMs: Math.max(1, window.until - now), until: window.until }
  }
  return {
    /** Counts a call; `isBound` says whether it counts for the whole too. */
    take(bucket: Bucket, major: string, isBound: boolean): RateAnswer {
      const whole = isBound ? use(globalBucket, '') : undefined
      if (whole?.isOver) {
        const headers = {
          'retry-after': seconds(whole.restMs),
          'x-ratelimit-global': 'true',
          'x-ratelimit-scope': 'global',
        }
        return { headers, waitMs: whole.restMs, isGlobal: true }
      }
      const own = use(bucket, major)
      const headers = {
        'x-ratelimit-limit': String(bucket.limit),
        'x-ratelimit-remaining': String(own.remaining),
        'x-ratelimit-reset': seconds(own.until),
        'x-ratelimit-reset-after': seconds(own.restMs),
        'x-ratelimit-bucket': bucket.name,
      }
      if (!own.isOver) return { headers, waitMs: null, isGlobal: false }
      return {
        headers: { ...headers, 'retry-after': seconds(own.restMs), 'x-ratelimit-scope': 'user' },
        waitMs: own.restMs,
        isGlobal: false,
      }
    },
  }
}

function seconds(ms: number): string {
  return (ms / 1_000).toFixed(3)
}
