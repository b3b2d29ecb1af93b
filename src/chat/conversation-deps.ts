import type { Asker, Policy } from '../domain/asker.ts'
import type { FeedReader } from '../domain/feed.ts'
import type { Clock, ReadResult } from '../domain/ports.ts'
import type { Store } from '../domain/store.ts'
import type { ThreadRef } from '../domain/stored.ts'
import type { Writing } from '../pipeline/writing/write-briefs.ts'
import type { Turns } from './in-order.ts'
import type { RateLimiter } from './rate-limit.ts'
import type { Wording } from './wording.ts'

/** What a conversation needs. */
export interface ConversationDeps {
  store: Store
  now: Clock
  /** makes an id that was never given: letters and digits */
  newId: () => string
  /** a number from 0 to 1, by chance */
  random: () => number
  /** reads from the web, never a local file; null where nothing is read from here */
  web: Web | null
  /** has a model write briefs and answers; null where none is set */
  writing: Writing | null
  wording: Wording
  policy: Policy
  /** bounds how much one person asks; null where there is one person */
  limiter: RateLimiter | null
  /** lets commands take turns; null where there is one person */
  turns: Turns | null
}

/** The web as a conversation sees it: pages by address, and feeds. */
export interface Web {
  readUrl(url: string): Promise<ReadResult>
  openFeedReader(): Promise<FeedReader>
}

/** Who asks, and the thread in which it is asked: null for a reply that nobody can answer to, such as one that only the asker sees. */
export interface Place {
  asker: Asker
  thread: ThreadRef | null
  /** looks at a channel of the same workspace or server by its id; absent where there are none */
  look?: (channel: string) => Promise<SeenChannel>
}

/**
 * A channel in which we may post: what it is called where that is told, and why it is no place for drafts, if it is none. Or why it is no such channel; each
 * in one sentence that says what to do.
 */
export type SeenChannel =
  | { kind: 'channel'; name: string | null; unfit: string | null }
  | { kind: 'problem'; problem: string }
