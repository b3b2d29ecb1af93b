import { AppError } from '../domain/app-error.ts'
import type { Retraction } from '../domain/approval.ts'
import { type Delivery, isEnded } from '../domain/delivery.ts'
import type { ConversationDeps } from './conversation-deps.ts'

/** Who takes something back: a person of a platform, or whoever runs this (`user` null). */
export type Retractor = {
  by: string
  note: string | null
  asker: { platform: string; space: string; user: string | null }
}

/** As long a note as one message of either platform holds. */
export const longestNote = 1000

/**
 * Has taken back what a delivery posted, and notes who wanted that. Null where it is on its way, else why not, in one sentence.
 * @throws AppError `usage` for a note that is empty or too long
 */
export async function retract(
  { store, now }: Pick<ConversationDeps, 'store' | 'now'>,
  delivery: Delivery,
  { by, note, asker }: Retractor,
): Promise<string | null> {
  const { id, topic, channel, posted, stage, retracted } = delivery
  const words = note?.trim() ?? null
  if (words === '') throw new AppError('usage', 'The note is empty. Write what shall stand there instead.')
  if (words !== null && words.length > longestNote)
    throw new AppError('usage', `The note is too long: ${longestNote} characters at most.`)
  if (delivery.kind === 'draft') return 'That is a draft. Name the delivery that it shows.'
  if (retracted !== null) return takenBackText(retracted)
  if (!isEnded(stage)) return 'It is not posted yet, or not all of it. Try again in a minute.'
  if (posted.length === 0) return 'Nothing of it stands in the channel, so there is nothing to take back.'
  const at = now().toISOString()
  if (!(await store.deliveries.retract(id, { by, user: asker.user, note: words, at }))) return 'Somebody was quicker.'
  const how = words === null ? 'retracted' : 'replaced with a note'
  const { platform, space, user } = asker
  const what = `${how} “${topic}” in channel ${channel}${words === null ? '' : `: “${words}”`}`
  await store.changes.add({ at, platform, space, user: user ?? by, what })
  return null
}

/** Who took something back, as the beginning of a sentence. */
export function takenBackText({ by }: Retraction): string {
  return `${by.slice(0, 1).toUpperCase()}${by.slice(1)} took it back already.`
}
