import type { MessageState } from './world.ts'

/** Something that happened, in the order in which it did. `interactionId` tells to which interaction it belongs. */
export type Entry = { at: number; channelId: string; interactionId: string | null } & (
  | { kind: 'message'; how: 'new' | 'edit' | 'delete'; messageId: string; byBot: boolean; state: MessageState }
  | { kind: 'person'; userId: string; does: string }
  | { kind: 'response'; responseType: number }
  | { kind: 'thread'; threadId: string; byBot: boolean }
  | { kind: 'typing' }
)

/** Everything that happened on the server, and how many requests of the bot are being answered. */
export interface Journal {
  entries: Entry[]
  add(entry: Entry): void
  /** Calls after each entry and each request; gives back how to stop that. */
  watch(listener: () => void): () => void
  /** Says that a request of the bot begins; gives back what to call at its end. */
  beginRequest(): () => void
  /** how many requests are under way, and how many there were */
  requests(): { open: number; total: number }
}

/** An empty journal. */
export function createJournal(): Journal {
  const entries: Entry[] = []
  const listeners = new Set<() => void>()
  let open = 0
  let total = 0
  const tell = () => {
    for (const listener of [...listeners]) listener()
  }
  return {
    entries,
    add(entry) {
      entries.push(entry)
      tell()
    },
    watch(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    beginRequest() {
      open += 1
      total += 1
      return () => {
        open -= 1
        tell()
      }
    },
    requests: () => ({ open, total }),
  }
}
