/** The server's own time. It runs with the machine's and a test may move it ahead; deadlines and windows are measured by it. */
export interface ServerClock {
  /** milliseconds since 1970 */
  now(): number
  /** Moves the time ahead and calls what has become due, in order. */
  advance(ms: number): void
  /** Calls once, when the server's time has gone on by this many milliseconds; gives back how to call it off. */
  after(ms: number, call: () => void): () => void
}

/** A clock that starts at an instant, so that what tests print does not depend on the day: `'2026-03-02T09:00:00Z'`. */
export function createServerClock(startsAt: string): ServerClock {
  const start = Date.parse(startsAt)
  const begun = performance.now()
  let moved = 0
  const alarms = new Set<{ at: number; call: () => void; timer: NodeJS.Timeout }>()
  const now = () => start + moved + Math.floor(performance.now() - begun)
  const ring = () => {
    for (const alarm of [...alarms].filter(({ at }) => at <= now()).sort((a, b) => a.at - b.at)) {
      if (!alarms.delete(alarm)) continue
      clearTimeout(alarm.timer)
      alarm.call()
    }
  }
  return {
    now,
    advance(ms) {
      moved += ms
      ring()
    },
    after(ms, call) {
      // One millisecond more than asked for: a timer may fire early by a fraction.
      const alarm = { at: now() + ms, call, timer: setTimeout(ring, ms + 1) }
      alarm.timer.unref()
      alarms.add(alarm)
      return () => {
        clearTimeout(alarm.timer)
        alarms.delete(alarm)
      }
    },
  }
}
