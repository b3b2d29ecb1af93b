/** The server's whole idea of time: it stands still until a test moves it. */
export interface TestClock {
  /** Milliseconds since 1970, on this clock. */
  now(): number
  /** Moves the clock, running what is due on the way in its order and letting the app answer between two of them. */
  advance(ms: number): Promise<void>
  /** Runs an action once, `ms` from now on this clock. Returns a function that calls it off. */
  after(ms: number, action: () => void): () => void
  /** Lets the clock run with real time, for benchmarks and for clients that wait out a `Retry-After`. Returns a function that stops it. */
  follow(): () => void
}

/** Real milliseconds between two steps of a clock that follows real time. */
const stepMs = 10

interface Timer {
  at: number
  order: number
  action: () => void
}

/**
 * A clock for tests. `between` runs before the first timer that fires and after each, so that the app sees one timeout before the next.
 * `createTestClock(Date.parse('2026-03-02T09:00:00Z'), async () => {})`
 */
export function createTestClock(startAt: number, between: () => Promise<void>): TestClock {
  let now = startAt
  let count = 0
  const timers = new Set<Timer>()
  let moving = Promise.resolve()

  async function moveTo(end: number): Promise<void> {
    // What is on the wire now, such as an acknowledgement, arrives before time moves.
    if (earliest(timers, end)) await between()
    for (let next = earliest(timers, end); next; next = earliest(timers, end)) {
      timers.delete(next)
      now = Math.max(now, next.at)
      next.action()
      await between()
    }
    now = Math.max(now, end)
  }

  function advance(ms: number): Promise<void> {
    if (!(ms >= 0)) throw new RangeError(`a clock moves forward only, not by ${ms} ms`)
    // One move after the other, so that two callers cannot run a timer twice.
    moving = moving.then(() => moveTo(now + ms))
    return moving
  }

  return {
    now: () => now,
    advance,
    after(ms, action) {
      const timer = { at: now + ms, order: count++, action }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    follow() {
      let last = performance.now()
      const step = setInterval(() => {
        const read = performance.now()
        const passed = Math.round(read - last)
        last = read
        void advance(passed)
      }, stepMs)
      return () => clearInterval(step)
    },
  }
}

function earliest(timers: ReadonlySet<Timer>, end: number): Timer | undefined {
  const due = [...timers].filter(({ at }) => at <= end)
  return due.sort((a, b) => a.at - b.at || a.order - b.order)[0]
}
