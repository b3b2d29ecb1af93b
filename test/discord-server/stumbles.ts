import { DiscordRefusal } from './refusal.ts'

/** How a call goes wrong: too fast, a broken server, a connection that ends without an answer, or a given error. */
export type Stumble =
  | { kind: 'rate-limit'; retryAfterMs: number; isGlobal?: boolean }
  | { kind: 'status'; status: number }
  | { kind: 'reset' }
  /** the call takes effect, and the connection ends without an answer */
  | { kind: 'lost' }
  | { kind: 'error'; status: number; code: number; message: string }

/** Faults that a test sets up beforehand. */
export interface Stumbles {
  /**
   * Lets the next calls of a route go wrong: `next('PATCH /webhooks/:application/:token/messages/:message', { kind: 'reset' })`.
   * A route may be given by its beginning, as `POST /channels`.
   */
  next(route: string, stumble: Stumble, times?: number): void
  /** Takes all of them back. */
  clear(): void
  /** What is set up and was not met, so that a test can tell that its fault did happen. */
  left(): number
}

/** No faults at first; `take` gives the one that a call meets, once. */
export function createStumbles(): Stumbles & { take(route: string): Stumble | undefined } {
  let planned: { route: string; stumble: Stumble }[] = []
  return {
    next(route, stumble, times = 1) {
      for (let count = 0; count < times; count += 1) planned.push({ route, stumble })
    },
    clear() {
      planned = []
    },
    left: () => planned.length,
    take(route) {
      const index = planned.findIndex((plan) => route.startsWith(plan.route))
      return index < 0 ? undefined : planned.splice(index, 1)[0]?.stumble
    },
  }
}

/** The refusal that a stumble stands for, when it stands for one. */
export function refusalOf(stumble: Stumble): DiscordRefusal | undefined {
  if (stumble.kind === 'error') return new DiscordRefusal(stumble.status, stumble.code, stumble.message)
  return stumble.kind === 'status' ? new DiscordRefusal(stumble.status, 0, `${stumble.status}: local`) : undefined
}
