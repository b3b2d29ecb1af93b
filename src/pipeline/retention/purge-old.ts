import type { Clock } from '../../domain/ports.ts'
import type { PurgeCounts } from '../../domain/retention.ts'
import type { Store } from '../../domain/store.ts'

const dayMs = 86_400_000

/** What was shown in a channel is not shown again for so long, also where its article is deleted sooner: another feed may bring it anew. */
const shownDays = 60

/**
 * Deletes what is older than so many days, in short steps, and says how much that was: `purgeOld({ store, now, keepDays: 90 })`. Null where
 * `keepDays` is 0, which keeps all. A signal ends it between two steps; what is left is deleted the next time.
 */
export async function purgeOld(
  { store, now, keepDays }: { store: Pick<Store, 'retention'>; now: Clock; keepDays: number },
  signal?: AbortSignal,
): Promise<PurgeCounts | null> {
  if (keepDays === 0) return null
  const ago = (days: number) => new Date(now().getTime() - days * dayMs).toISOString()
  return store.retention.purge({ before: ago(keepDays), shownBefore: ago(Math.max(keepDays, shownDays)) }, signal)
}
