import pLimit from 'p-limit'
import type { Log } from '../domain/log.ts'
import type { Clock } from '../domain/ports.ts'
import type { UsageStore } from '../domain/store.ts'

/** What one call took. */
export type TokenUse = { purpose: string; model: string; inputTokens: number; outputTokens: number }

/** The tokens of a day (UTC), over all processes that share the store. */
export interface DailyBudget {
  /** Sets tokens aside for a call that is about to be made; null where the day has fewer left. */
  reserve(tokens: number): Promise<Reservation | null>
  spentToday(): Promise<number>
}

/** Tokens that are set aside: `settle` gives them back, and writes down what was taken of them (null: nothing). It never throws. */
export interface Reservation {
  settle(use: TokenUse | null): Promise<void>
}

/** How many tokens a text is, where nobody counted them: about one for each four characters. */
export function estimateTokens(...texts: string[]): number {
  return Math.ceil(texts.reduce((sum, { length }) => sum + length, 0) / 4)
}

/** A budget of so many tokens a day; 0 sets no limit, and calls are written down all the same. */
export function createDailyBudget(deps: { usage: UsageStore; now: Clock; log: Log; dailyTokens: number }): DailyBudget {
  const { usage, now, log, dailyTokens } = deps
  // Two checks at once would each see the tokens that the other only asks for.
  const oneByOne = pLimit(1)
  let inFlight = 0
  /** what the store could not take, or give: a full disk must not make the budget endless */
  let unrecorded = { day: '', tokens: 0 }
  let lastRead = { day: '', tokens: 0 }

  const today = () => now().toISOString().slice(0, 10)

  async function spentToday(): Promise<number> {
    const day = today()
    try {
      const rows = (await usage.list(day)).filter((row) => row.day === day)
      lastRead = { day, tokens: rows.reduce((sum, row) => sum + row.inputTokens + row.outputTokens, 0) }
    } catch (error) {
      log.warn('the tokens of today cannot be read: what was read last counts', { code: codeOf(error) })
    }
    return (lastRead.day === day ? lastRead.tokens : 0) + (unrecorded.day === day ? unrecorded.tokens : 0)
  }

  async function record(use: TokenUse): Promise<void> {
    try {
      await usage.add(use)
    } catch (error) {
      const day = today()
      const before = unrecorded.day === day ? unrecorded.tokens : 0
      unrecorded = { day, tokens: before + use.inputTokens + use.outputTokens }
      log.warn('tokens that a model took could not be written down', { code: codeOf(error), model: use.model })
    }
  }

  function reservation(tokens: number): Reservation {
    let isSettled = false
    return {
      async settle(use) {
        if (isSettled) return
        isSettled = true
        if (use !== null) await record(use)
        // Only now: a check in between rather counts a call twice than not at all.
        inFlight -= tokens
      },
    }
  }

  return {
    spentToday,
    reserve: (tokens) =>
      oneByOne(async () => {
        if (dailyTokens > 0) {
          const held = inFlight
          if ((await spentToday()) + held + tokens > dailyTokens) return null
        }
        inFlight += tokens
        return reservation(tokens)
      }),
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
