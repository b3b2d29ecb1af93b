import type { Asker } from '../domain/asker.ts'
import type { ConversationDeps } from './conversation-deps.ts'

/** Keeps who changed what: `what` is one plain sentence without subject, such as "added the feed https://…". */
export async function noteChange(
  { store, now }: Pick<ConversationDeps, 'store' | 'now'>,
  { platform, space, user }: Asker,
  what: string,
): Promise<void> {
  await store.changes.add({ at: now().toISOString(), platform, space, user, what })
}
