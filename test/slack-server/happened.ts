import type { Entry } from './journal.ts'
import type { JsonObject } from './json.ts'
import type { SlackState } from './state.ts'
import type { Outcome } from './transport.ts'
import type { Message, View } from './world.ts'

/** What came of something that a person did. */
export interface Happened {
  /** How the app acknowledged, and after how many ms on the server's clock and in real time; null: not within 3 s. */
  ack: { afterMs: number; wallMs: number; answer: JsonObject } | null
  /** How often the app was called for it: 0 where it did not ask for such events or has no scope for them. */
  deliveries: number
  /** Messages that only this person sees, oldest first, as they are now. */
  ephemeral: Message[]
  /** Messages of the app that everybody in the channel sees. */
  messages: Message[]
  /** Messages that the app changed, as they are now, and those it deleted. */
  edited: Message[]
  deleted: Message[]
  /** Modals that were opened, pushed or changed, and home tabs, as they are now. */
  views: View[]
  /** The errors that a submission answered with, by block id. */
  errors: Record<string, string>
  /** What Slack itself told the person, such as that the app did not respond. */
  notices: string[]
}

/** Reads from the journal what happened since `from`, of what this person did (`cause`) and of what cannot be told apart. */
export function happenedSince(
  state: SlackState,
  { from, cause, user, outcomes }: { from: number; cause: string; user: string; outcomes: Outcome[] },
): Happened {
  const entries = state.journal.entries.slice(from).filter((one) => one.cause === null || one.cause === cause)
  const first = outcomes.find((one) => one.isAcknowledged)
  const posted = entries.flatMap((one) => (one.kind === 'message' && one.message.botId !== null ? one.message : []))
  const now = (message: Message) => state.world.messages.find((one) => one.ts === message.ts) ?? []
  const isUnique = (message: Message, index: number, all: Message[]) =>
    all.findIndex((one) => one.ts === message.ts) === index
  return {
    ack: first ? { afterMs: first.afterMs, wallMs: first.wallMs, answer: first.answer } : null,
    deliveries: outcomes.length,
    ephemeral: posted.filter((one) => one.visibleTo === user).flatMap(now),
    messages: posted.filter((one) => one.visibleTo === null).flatMap(now),
    edited: entries.flatMap((one) => (one.kind === 'edit' ? now(one.message) : [])).filter(isUnique),
    deleted: entries.flatMap((one) => (one.kind === 'delete' ? one.message : [])),
    views: viewsIn(state, entries),
    errors: {},
    notices: entries.flatMap((one) => (one.kind === 'notice' && one.user === user ? one.text : [])),
  }
}

function viewsIn(state: SlackState, entries: readonly Entry[]): View[] {
  const ids = new Set(entries.flatMap((one) => (one.kind === 'view' && one.how !== 'closed' ? one.view.id : [])))
  return state.world.views.filter((view) => ids.has(view.id))
}
