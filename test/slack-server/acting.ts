import { deliver, type Offer } from './deliver.ts'
import { type Happened, happenedSince } from './happened.ts'
import type { JsonObject } from './json.ts'
import type { Doing } from './payloads.ts'
import { Refusal } from './refusal.ts'
import type { SlackState } from './state.ts'
import type { Outcome } from './transport.ts'
import { type Channel, getById, type User } from './world.ts'

/** When a test takes the app to have finished: after `quietMs` of silence, and not before `until` holds. Real milliseconds. */
export interface Finish {
  quietMs?: number
  patienceMs?: number
  until?(happened: Happened): boolean
}

/** A person about to do something. `from` is where the journal stood. */
export interface Act {
  doing: Doing
  from: number
  finish: Finish
}

/** Begins an act and writes it down for the transcript. */
export function beginAct(
  state: SlackState,
  user: User,
  {
    teamId,
    text,
    channel,
    threadTs,
    finish,
  }: { teamId: string; text: string; channel: string | null; threadTs?: string | null; finish: Finish },
): Act {
  const from = state.journal.entries.length
  const cause = state.interactions.newCause()
  state.journal.add({ kind: 'act', user: user.id, channel, threadTs: threadTs ?? null, text }, cause)
  return { doing: { state, user, cause, team: getById(state.world.teams, teamId) }, from, finish }
}

/**
 * Sends the payload of an act, hands what the acknowledgement carried to `take`, and resolves to what happened once the app has finished.
 * Without an acknowledgement within 3 s of the server's clock the person gets Slack's own words.
 */
export async function performAct(
  act: Act,
  parcel: Offer,
  {
    channel,
    failure,
    take,
  }: { channel: string | null; failure(code: string): string; take?(answer: JsonObject): void },
): Promise<Happened> {
  const { state, user, cause } = act.doing
  const outcome = await deliver(state, parcel)
  if (outcome.isAcknowledged) take?.(outcome.answer)
  else {
    const code = outcome.problem.endsWith('timeout') ? 'operation_timeout' : 'dispatch_failed'
    state.journal.add({ kind: 'notice', user: user.id, channel, text: failure(code) }, cause)
  }
  return finishAct(act, [outcome])
}

/** Waits until the app has finished and reads what happened. */
export async function finishAct({ doing, from, finish }: Act, outcomes: Outcome[]): Promise<Happened> {
  const { state, cause, user } = doing
  const read = () => happenedSince(state, { from, cause, user: user.id, outcomes })
  const { until, ...rest } = finish
  await state.activity.quiet({ ...rest, ...(until ? { until: () => until(read()) } : {}) })
  return read()
}

/** A channel that a person can see. Throws where they are not in it. */
export function channelFor(state: SlackState, user: User, id: string): Channel {
  const channel = getById(state.world.channels, id)
  if (!channel.members.has(user.id)) throw new Error(`${user.realName} is not in #${channel.name}`)
  return channel
}

/** What Slack's client shows where an interaction was not acknowledged. */
export function trouble(code: string): string {
  return `The app did not respond (${code})`
}

/** Runs something whose refusal is kept as a fault and told to nobody else, as with the answer in an acknowledgement. */
export function ignoreRefusal(action: () => void): void {
  try {
    action()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
  }
}
