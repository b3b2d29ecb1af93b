import { setTimeout as sleep } from 'node:timers/promises'

/** Hands out turns to post, a platform at a time. */
export interface Pacer {
  /** resolves when it is this post's turn */
  take(platform: string): Promise<void>
  /** nothing is handed out on that platform for so long: it asked for that */
  rest(platform: string, ms: number): void
}

/**
 * Posts a second that nobody waits for. Slack speaks of several hundred a minute for a workspace, without a number; Discord gives a bot 50 calls a
 * second for everything, of which some stay free for those who do wait. [docs.slack.dev, rate limits; Discord, "Rate Limits"]
 */
const perSecond: Record<string, number> = { slack: 10, discord: 42 }

/** Turns in even steps. `clock` gives milliseconds. */
export function createPacer(clock: () => number): Pacer {
  const next = new Map<string, number>()
  return {
    async take(platform) {
      const step = 1000 / (perSecond[platform] ?? 10)
      const at = Math.max(clock(), next.get(platform) ?? 0)
      next.set(platform, at + step)
      const wait = at - clock()
      if (wait > 0) await sleep(wait)
    },
    rest(platform, ms) {
      next.set(platform, Math.max(next.get(platform) ?? 0, clock() + ms))
    },
  }
}
