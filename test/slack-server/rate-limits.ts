/** A rate: `burst` calls at once, then one every `everyMs`. */
export interface Rate {
  burst: number
  everyMs: number
}

/** Posts: one a second and channel, with a small burst. [docs.slack.dev, rate limits; the size of the burst is not documented] */
export const postRate: Rate = { burst: 3, everyMs: 1000 }

/** Slack's tiers of methods, calls a minute for each method and workspace. */
export const tiers = {
  1: { burst: 1, everyMs: 60_000 },
  2: { burst: 20, everyMs: 3000 },
  3: { burst: 50, everyMs: 1200 },
  4: { burst: 100, everyMs: 600 },
} as const satisfies Record<number, Rate>

/** `apps.connections.open`: an app may open ten connections, and not many more in a minute. */
export const connectionRate: Rate = { burst: 12, everyMs: 5000 }

/** Counts calls against rates, on the server's clock. */
export interface RateLimiter {
  /** Takes one call of a key; returns 0, or the milliseconds until the next is allowed (then nothing was taken). */
  take(key: string, rate: Rate): number
}

/** A limiter that lets a full burst through first. */
export function createRateLimiter(now: () => number): RateLimiter {
  const buckets = new Map<string, { left: number; at: number }>()
  return {
    take(key, { burst, everyMs }) {
      const bucket = buckets.get(key) ?? { left: burst, at: now() }
      const left = Math.min(burst, bucket.left + (now() - bucket.at) / everyMs)
      const isAllowed = left >= 1
      buckets.set(key, { left: isAllowed ? left - 1 : left, at: now() })
      return isAllowed ? 0 : Math.ceil((1 - left) * everyMs)
    },
  }
}
