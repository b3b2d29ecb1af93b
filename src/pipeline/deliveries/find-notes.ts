import type { Clock } from '../../domain/ports.ts'
import type { Store } from '../../domain/store.ts'
import { noteSlot } from './compose-note.ts'

/** What finding notes needs. */
export type NoteDeps = { store: Store; now: Clock; newId: () => string }

/** Older conversations are over. */
const shownWithin = 14 * 24 * 3_600_000

/**
 * Puts a note into the ledger for each message of the last two weeks that showed an article which changed since an instant (ISO 8601): it is posted in the
 * thread under that message. Whether there is anything to say is found when it is composed, and a note that is in the ledger is not added again.
 * Resolves to how many.
 */
export async function findNotes({ store, now, newId }: NoteDeps, since: string): Promise<number> {
  const at = now()
  const changed = await store.articles.changedSince(since)
  if (changed.length === 0) return 0
  const threads = await store.threads.startedSince(new Date(at.getTime() - shownWithin).toISOString())
  const byArticle = Map.groupBy(
    threads.flatMap(({ ref, articles, startedAt }) => articles.map((article) => ({ article, ref, startedAt }))),
    ({ article }) => article,
  )
  let added = 0
  for (const { article, version, savedAt } of changed) {
    for (const { ref, startedAt } of byArticle.get(article) ?? []) {
      const { platform, space, channel, message } = ref
      // Who came later saw it as it is.
      if (startedAt >= savedAt || !isPostable(platform, message)) continue
      const slot = noteSlot(article, version, [platform, space, channel, message])
      const place = { platform, space, channel, topic: '', subscription: '', under: message }
      const rest = { kind: 'note', dueAt: at.toISOString(), missed: 0, problem: null, stage: 'due' } as const
      if (await store.deliveries.add({ id: newId(), ...place, slot, ...rest })) added++
    }
  }
  return added
}

/** Nobody waits for word at a terminal, and what was said in a private conversation stays as it was. */
function isPostable(platform: string, message: string): boolean {
  return platform !== 'terminal' && message !== 'dm'
}
