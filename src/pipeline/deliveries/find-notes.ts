import type { Clock } from '../../domain/ports.ts'
import type { Store } from '../../domain/store.ts'
import { noteSlot } from './compose-note.ts'

/** What finding notes needs. */
export type NoteDeps = { store: Store; now: Clock; newId: () => string }

const hour = 3_600_000
/** Looked back so far: a stop loses nothing, and what was noted before is in the ledger. */
const changedWithin = 24 * hour
/** Older conversations are over. */
const shownWithin = 14 * 24 * hour
const mostChanged = 500

/**
 * Puts a note into the ledger for each message of the last two weeks that showed an article which changed since: it is posted in the thread under that
 * message. Whether there is anything to say is found when it is composed. Resolves to how many.
 */
export async function findNotes({ store, now, newId }: NoteDeps): Promise<number> {
  const at = now()
  const ago = (ms: number) => new Date(at.getTime() - ms).toISOString()
  let added = 0
  for (const { article, version, savedAt } of await store.articles.changedSince(ago(changedWithin), mostChanged)) {
    for (const { ref } of await store.threads.holding(article, ago(shownWithin), savedAt)) {
      const { platform, space, channel, message } = ref
      const slot = noteSlot(article, version, [platform, space, channel, message])
      const place = { platform, space, channel, topic: '', subscription: '', under: message }
      const dueAt = at.toISOString()
      const rest = { kind: 'note', dueAt, missed: 0, problem: null, stage: 'due' } as const
      if (isPostable(platform, message) && (await store.deliveries.add({ id: newId(), ...place, slot, ...rest })))
        added++
    }
  }
  return added
}

/** Nobody waits for word at a terminal, and what was said in a private conversation stays as it was. */
function isPostable(platform: string, message: string): boolean {
  return platform !== 'terminal' && message !== 'dm'
}
