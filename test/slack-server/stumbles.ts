/**
 * How the next call of a method goes wrong. `reset` cuts the connection: `before` nothing happened, `after` the call took effect and
 * only its answer is lost, which is how a message comes to be posted twice.
 */
export type Stumble =
  | { status: 429; retryAfterS: number }
  | { status: 500 | 502 | 503 }
  | { error: string }
  | { reset: 'before' | 'after' }

/** Plans what goes wrong. */
export interface Stumbles {
  /** Lets the next `times` calls of a method go wrong; `*` is any method, `response_url` a post to one. */
  plan(method: string, stumble: Stumble, times?: number): void
  /** Takes what is planned for this call. */
  next(method: string): Stumble | undefined
  /** Whether nobody can connect. */
  isOffline: boolean
}

/** Nothing planned. */
export function createStumbles(): Stumbles {
  const planned: { method: string; stumble: Stumble }[] = []
  return {
    isOffline: false,
    plan(method, stumble, times = 1) {
      for (let time = 0; time < times; time++) planned.push({ method, stumble })
    },
    next(method) {
      const index = planned.findIndex((one) => one.method === method || one.method === '*')
      return index < 0 ? undefined : planned.splice(index, 1)[0]?.stumble
    },
  }
}
