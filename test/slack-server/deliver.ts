import type { SlackState } from './state.ts'
import type { Outcome, Parcel } from './transport.ts'

/** Slack sends an event again at once, after one minute and after five. [docs.slack.dev, Events API, retries] */
const retryDelaysMs = [0, 60_000, 300_000]

/**
 * Brings a payload to the app and resolves to the outcome of the first attempt. An event that was not acknowledged is sent again up to
 * three times, on the server's clock and without anybody waiting; a command or click is not: its person is told.
 */
export async function deliver(state: SlackState, given: Offer): Promise<Outcome> {
  const parcel = { attempt: 0, reason: null, ...given }
  const first = send(state, parcel)
  if (parcel.kind === 'events_api') void first.then((outcome) => retryLater(state, parcel, outcome))
  return first
}

/** A parcel that is sent for the first time, or, by a test, as the retry that it says. */
export type Offer = Omit<Parcel, 'attempt' | 'reason'> & Partial<Pick<Parcel, 'attempt' | 'reason'>>

async function send(state: SlackState, parcel: Parcel): Promise<Outcome> {
  const what = nameOf(parcel)
  const sent = state.transport.send(parcel)
  // Nobody waits for a retry: without the test moving the clock it may never end.
  const outcome = await (parcel.attempt === 0 ? state.activity.during(`the acknowledgement of ${what}`, sent) : sent)
  state.activity.touch()
  const word = outcome.isAcknowledged ? 'acknowledged' : outcome.problem
  state.journal.add({ kind: 'delivery', what, attempt: parcel.attempt, outcome: word })
  return outcome
}

function retryLater(state: SlackState, parcel: Parcel, outcome: Outcome): void {
  const delay = retryDelaysMs[parcel.attempt]
  if (outcome.isAcknowledged || !outcome.mayRetry || delay === undefined) return
  const again = async () => {
    const next = { ...parcel, attempt: parcel.attempt + 1, reason: outcome.problem }
    retryLater(state, next, await send(state, next))
  }
  if (delay === 0) void again()
  else state.clock.after(delay, () => void again())
}

/** A name for a payload: `app_mention`, `/brief`, `block_actions`. */
export function nameOf({ body }: Pick<Parcel, 'body'>): string {
  const { event, command, type } = body
  if (typeof event === 'object' && event !== null && 'type' in event) return String(event.type)
  return String(command ?? type)
}
