import type { Poster } from '../../domain/adapter.ts'
import type { Approval } from '../../domain/approval.ts'
import {
  type Delivery,
  draftIdOf,
  isApproved,
  isForApproval,
  type PlannedDelivery,
  shownByDraft,
} from '../../domain/delivery.ts'
import type { Clock } from '../../domain/ports.ts'
import type { Store } from '../../domain/store.ts'
import type { Work } from './work-on-delivery.ts'

/** Whether a delivery that is composed waits for an editor from now on: its channel wants that, nobody approved it, and none of it stands there. */
export async function waitsForEditors({ store, now }: { store: Store; now: Clock }, work: Work): Promise<boolean> {
  const one = work.now()
  if (!isForApproval(one.kind) || one.posted.length > 0 || isApproved(one)) return false
  const approval = await store.approvals.find(one)
  if (approval === undefined) return false
  const { editors, name } = approval
  const review = { editors, name, revision: (one.review?.revision ?? 0) + 1, acts: [] }
  const change = { stage: 'waiting', review, attempts: 0, problem: null } as const
  await work.wait(change, draftOf(one, approval, now().toISOString()))
  return true
}

/** What asks the editors: it is posted in their channel as everything else is, once. */
function draftOf({ id, topic }: Delivery, { platform, space, editors }: Approval, dueAt: string): PlannedDelivery {
  return {
    ...{ id: draftIdOf(id), subscription: '', platform, space, channel: editors, topic },
    ...{ kind: 'draft', slot: `draft ${id}`, dueAt, under: null, missed: 0, problem: null, stage: 'due' },
  }
}

/** Says of a draft that could not be posted why its delivery goes on waiting: in the ledger, and to whoever asked for it. Does nothing for other kinds. */
export async function tellOfDraft(
  { store, poster }: { store: Store; poster: Pick<Poster, 'tell'> },
  draft: Delivery,
  problem: string,
): Promise<void> {
  const waiting = await store.deliveries.find(shownByDraft(draft) ?? '')
  if (waiting === undefined) return
  await store.deliveries.complain(waiting.id, `Its draft could not be shown to the editors. ${problem}`)
  const subscription = await store.subscriptions.find(waiting.subscription)
  const user = subscription?.createdBy ?? (await store.replies.find(waiting.id))?.user
  if (user === undefined) return
  const { space, channel, topic } = waiting
  const sentence = `“${topic}” waits for an editor, but its draft could not be posted to them. ${problem}`
  await poster.tell({ space, user, channel }, sentence)
}
