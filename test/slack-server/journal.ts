import type { Message, View } from './world.ts'

/** One thing that happened, in order. `cause` is the command or click that it answers, where Slack's ids tell. */
export type Entry = { order: number; at: number; cause: string | null } & Happening

/** What can happen: `act` is what a person did, `notice` what Slack itself shows one person, `delivery` one attempt to reach the app. */
export type Happening =
  | { kind: 'message'; message: Message }
  | { kind: 'edit'; message: Message; before: Message }
  | { kind: 'delete'; message: Message }
  | { kind: 'view'; how: 'opened' | 'updated' | 'pushed' | 'closed' | 'published'; view: View }
  | { kind: 'status'; channel: string; threadTs: string; text: string }
  | { kind: 'reaction'; channel: string; ts: string; name: string; user: string }
  | { kind: 'act'; user: string; channel: string | null; threadTs: string | null; text: string }
  | { kind: 'notice'; user: string; channel: string | null; text: string }
  | { kind: 'delivery'; what: string; attempt: number; outcome: string }

/** The server's record of what happened, which results and transcripts are read from. */
export interface Journal {
  entries: readonly Entry[]
  add(happening: Happening, cause?: string | null): void
}

/** An empty journal; `now` gives the server's time, `onAdd` is told of each entry. */
export function createJournal(now: () => number, onAdd: () => void): Journal {
  const entries: Entry[] = []
  return {
    entries,
    add(happening, cause = null) {
      entries.push({ order: entries.length, at: now(), cause, ...happening })
      onAdd()
    },
  }
}
