/** What is under way between the server and the app, in real time: how a test knows that the app has finished. */
export interface Activity {
  /** Something was sent or received. */
  touch(): void
  /** Counts work as under way until its promise is settled. */
  during<T>(what: string, work: Promise<T>): Promise<T>
  /** Adds a check that says whether the app works on something that the server cannot see. */
  watch(isBusy: () => boolean): void
  /** Waits until nothing was sent or received for some milliseconds, whatever is under way: messages on the wire have then arrived. */
  still(): Promise<void>
  /** Waits until nothing is under way and nothing happened for `quietMs`. Throws after `patienceMs` with what it waits for. */
  quiet(options?: { quietMs?: number; patienceMs?: number; until?: () => boolean }): Promise<void>
}

const lookMs = 3
const stillLooks = 4
const mostStillMs = 300
const defaultQuietMs = 15
const defaultPatienceMs = 5000

/** No activity yet. */
export function createActivity(): Activity {
  let changes = 0
  const underway = new Map<symbol, string>()
  const checks: (() => boolean)[] = []
  const touch = () => {
    changes += 1
  }

  function waitingFor(until: () => boolean): string | undefined {
    if (underway.size > 0) return [...new Set(underway.values())].join(', ')
    if (checks.some((isBusy) => isBusy())) return 'a handler of the app'
    return until() ? undefined : 'what `until` asks for'
  }

  /** Waits for a row of looks that saw nothing new. Looks are counted, not milliseconds: a machine under load makes both sides late. */
  async function waitForCalm(looks: number, waiting: () => string | undefined, giveUp: (what: string) => boolean) {
    let seen = -1
    for (let calm = 0; calm < looks; ) {
      const what = waiting()
      calm = what === undefined && changes === seen ? calm + 1 : 0
      seen = changes
      if (calm < looks && giveUp(what ?? 'a quiet moment')) return
      await pause()
    }
  }

  return {
    touch,
    async during(what, work) {
      const key = Symbol(what)
      underway.set(key, what)
      touch()
      try {
        return await work
      } finally {
        underway.delete(key)
        touch()
      }
    },
    still() {
      const start = performance.now()
      return waitForCalm(
        stillLooks,
        () => undefined,
        () => performance.now() - start > mostStillMs,
      )
    },
    watch: (isBusy) => void checks.push(isBusy),
    quiet({ quietMs = defaultQuietMs, patienceMs = defaultPatienceMs, until = () => true } = {}) {
      const start = performance.now()
      return waitForCalm(
        Math.ceil(quietMs / lookMs),
        () => waitingFor(until),
        (what) => {
          if (performance.now() - start <= patienceMs) return false
          throw new Error(`after ${patienceMs} ms still waiting for ${what}; a test moves time with clock.advance(ms)`)
        },
      )
    },
  }
}

/** One look's distance from the next: a timer and then a full turn of the event loop, in which what has arrived is read. */
function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(() => setImmediate(resolve), lookMs))
}
