import { type Delivery, shownByDraft } from '../../domain/delivery.ts'
import type { Reply } from '../../domain/reply.ts'
import type { Subscription } from '../../domain/subscription.ts'
import { type ComposeDeps, type ComposedDelivery, composeAlert, composeDue } from './compose-due.ts'
import { type ComposedNote, composeNote } from './compose-note.ts'
import { lapseOvertaken } from './tend-waiting.ts'
import type { Work } from './work-on-delivery.ts'

/** What composing a delivery of any kind needs. */
export type ComposingDeps = ComposeDeps & {
  /** lays out what a delivery says and keeps it for its buttons; null where nothing is to be posted */
  write: (delivery: Delivery, subscription: Subscription, composed: ComposedDelivery) => Promise<Reply | null>
  /** lays out what changed since something was shown */
  writeNote: (note: ComposedNote) => Reply
  /** lays out what editors see of a delivery, as it stands */
  writeDraft: (delivery: Delivery) => Reply
}

/** Composes what a delivery says, each kind in its own way. False where there is nothing to post, and it has ended. */
export async function composeDelivery(
  deps: ComposingDeps,
  work: Work,
  subscription: Subscription | null,
): Promise<boolean> {
  const delivery = work.now()
  if (delivery.kind === 'note') return composeAsNote(deps, work)
  if (delivery.kind === 'draft') return composeAsDraft(deps, work)
  if (delivery.kind === 'shown' || subscription === null) return true
  const article = /^alert (?<article>.+)$/.exec(delivery.slot)?.groups?.['article']
  if (article === undefined) await lapseOvertaken(deps, delivery)
  const composed =
    article === undefined ? await composeDue(deps, delivery, subscription) : await composeAlert(deps, delivery, article)
  const { since, until, articles } = composed
  const reply = await deps.write(delivery, subscription, composed)
  if (reply === null) {
    await work.end({ stage: 'quiet', since, until, articles: [], reply: null, problem: 'There was nothing new.' })
    return false
  }
  work.note({ stage: 'composed', since, until, articles, reply })
  return true
}

async function composeAsNote({ store, now, writeNote }: ComposingDeps, work: Work): Promise<boolean> {
  const until = now().toISOString()
  const composed = await composeNote(store, work.now())
  if (composed === null) {
    await work.end({ stage: 'quiet', until, articles: [], reply: null, problem: 'Nothing that matters changed.' })
    return false
  }
  const { article, version } = composed.stored
  work.note({ stage: 'composed', until, articles: [{ article, version }], reply: writeNote(composed) })
  return true
}

async function composeAsDraft({ store, writeDraft }: ComposingDeps, work: Work): Promise<boolean> {
  const shown = await store.deliveries.find(shownByDraft(work.now()) ?? '')
  if (shown?.stage !== 'waiting') {
    await work.end({ stage: 'quiet', problem: 'It waits for nobody any more.' })
    return false
  }
  work.note({ stage: 'composed', reply: writeDraft(shown) })
  return true
}
