import type { GivenReply } from '../domain/stored.ts'
import type { ConversationDeps } from './conversation-deps.ts'
import { keptEvidence } from './evidence-command.ts'

/** A reply that is to be shown to a channel: `by` names who shows it, null where it was asked for there; `under` is the message in whose thread it belongs. */
export type Offer = { given: GivenReply; channel: string; by: string | null; under: string | null }

/**
 * Offers a reply to the editors of the channel that it would be shown to. Resolves to what to say about that; null where nobody has to approve it there. It
 * is a delivery then, with an id and a kept reply of its own: what an editor leaves out of it stays in the one that was asked for.
 */
export async function offerToEditors(
  deps: Pick<ConversationDeps, 'store' | 'now' | 'newId'>,
  { given, channel, by, under }: Offer,
): Promise<string | null> {
  const { store, now, newId } = deps
  const { platform, space } = given
  if ((await store.approvals.find({ platform, space, channel })) === undefined) return null
  const id = newId()
  const at = now().toISOString()
  const notes = by === null ? given.reply.notes : [...given.reply.notes, `Shown by ${by}.`]
  const reply = { ...given.reply, id, notes }
  await store.replies.save({ ...given, id, channel, reply, evidence: await keptEvidence(deps, given), at })
  const isNew = await store.deliveries.add({
    ...{ id, subscription: '', platform, space, channel, topic: given.asked, kind: 'shown' },
    ...{ slot: JSON.stringify(['shown', given.id, channel, under]), dueAt: at, under, missed: 0, problem: null },
    ...{ stage: 'due', reply },
  })
  return isNew
    ? 'What is shown in this channel waits for an editor. They have it now, and it is posted here when one of them approves it.'
    : 'The editors of this channel have it already.'
}
