import { setTimeout as sleep } from 'node:timers/promises'

/** Hands out turns to post, a platform at a time. */
export interface Pacer {
  /** resolves to 0 when it is this post's turn; or at once to how long (ms) that platform wants none, where that is too long to wait for */
  take(platform: string): Promise<number>
  /** whether nobody waits for a turn, so long is the rest that the platform wants */
  isResting(platform: string): boolean
  /** nothing is handed out on that platform for so long: it asked for that */
  rest(platform: string, ms: number): void
}

/**
 * Posts a second that nobody waits for. Slack speaks of several hundred a minute for a workspace, without a number; Discord gives a bot 50 calls a
 * second for everything, of which some stay free for those who do wait. [docs.slack.dev, rate limits; Discord, "Rate Limits"]
 */
const perSecond: Record<string, number> = { slack: 10, discord: 45 }

/** Who waits holds a row of the ledger, and only for two minutes. */
const longestWaitMs = 30_000

/** Turns in even steps. `clock` gives milliseconds. */
export function createPacer(clock: () => number): Pacer {
  const next = new Map<string, number>()
  return {
    async take(platform) {
      const step = 1000 / (perSecond[platform] ?? 10)
      const at = Math.max(clock(), next.get(platform) ?? 0)
      const wait = at - clock()
      if (wait > longestWaitMs) return wait
      next.set(platform, at + step)
      if (wait > 0) await sleep(wait)
      return 0
    },
    isResting: (platform) => (next.get(platform) ?? 0) - clock() > longestWaitMs,
    rest(platform, ms) {
      next.set(platform, Math.max(next.get(platform) ?? 0, clock() + ms))
    },
  }
}
