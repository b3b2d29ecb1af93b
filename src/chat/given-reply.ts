import { AppError } from '../domain/app-error.ts'
import type { GivenReply } from '../domain/stored.ts'
import type { ConversationDeps, Place } from './conversation-deps.ts'

/**
 * A reply that was given before, in this workspace or server.
 * @throws AppError `not-found` for one that is not kept, that another space was given, or that was taken back
 */
export async function givenReply(
  { store }: Pick<ConversationDeps, 'store'>,
  id: string,
  { asker }: Place,
): Promise<GivenReply> {
  const given = await store.replies.find(id)
  if (given !== undefined && given.platform === asker.platform && given.space === asker.space) {
    // What was posted by itself has one id, of its delivery and of its reply.
    if ((await store.deliveries.find(id))?.retracted)
      throw new AppError('not-found', 'That was taken back by an editor.')
    return given
  }
  throw new AppError('not-found', 'That reply is no longer kept. Ask anew, and its buttons will work.')
}
