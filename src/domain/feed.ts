import type { FeedEntry, FeedHead, RawDocument } from './ports.ts'

/** A feed as a list of feeds names it. */
export type ListedFeed = { url: string; title: string | null; siteUrl: string | null }

/** What the server gave to ask again with, exactly as it came, and the SHA-256 (hex) of the body that we read last. */
export type FeedValidators = { etag: string | null; lastModified: string | null; bodyHash: string | null }

/**
 * How polling a feed stands. Instants are ISO 8601 UTC. `dueAt` is when it is polled next, `restUntil` before when it is
 * not polled at all (five minutes after each poll, and what Retry-After asked for). `failures` counts those since the last success.
 */
export type FeedState = FeedValidators & {
  /** seconds that the feed asks to be kept, as it said last (RSS `ttl`) */
  ttlSeconds: number | null
  url: string
  title: string | null
  siteUrl: string | null
  polledAt: string | null
  succeededAt: string | null
  failures: number
  lastError: { code: string; message: string } | null
  dueAt: string
  restUntil: string
  /** why it is no longer polled, one sentence, or null */
  stopped: string | null
}

/** A feed that is followed. Its id stays, also where its address moves. */
export type StoredFeed = FeedState & { id: string; addedAt: string }

/**
 * What is remembered of an entry: every key it was ever known by (`entry-keys.ts`), the article that was made of it (null
 * for one that was there before the feed was followed), the content key of the wording that was read last, and how often
 * its page is still tried: more than 0 where the page could not be had.
 */
export type RememberedEntry = { keys: string[]; article: string | null; content: string; pageTries: number }

/** How one poll of a feed ended: its state now, and the entries to remember. */
export type FeedPoll = { feed: string; state: FeedState; entries: RememberedEntry[] }

/** What a key is known for. */
export type KnownEntry = Omit<RememberedEntry, 'keys'>

/** What asking a feed gave. `unchanged`: the server said so, or the body is the one that we know. */
export type FeedAnswer =
  | (AnswerFields & { kind: 'entries'; feed: FeedHead; entries: FeedEntry[] })
  | (AnswerFields & { kind: 'unchanged' })
  | { kind: 'gone'; error: { code: string; message: string } }
  | { kind: 'failed'; error: { code: string; message: string }; retryAt: string | null }

/** `permanentUrl` is where the feed has moved for good, `maxAgeSeconds` how long the answer stays fresh; null where not said. */
type AnswerFields = FeedValidators & { permanentUrl: string | null; maxAgeSeconds: number | null }

/** A feed that a site offers. `isDeclared`: its pages name it. */
export type FeedOffer = { url: string; title: string | null; isDeclared: boolean }

/** What became of reading the page of an entry: its document, and why the page could not be had where that is so. */
export type EntryPage = { document: RawDocument; failure: { code: string; message: string; isLasting: boolean } | null }

/** Reads feeds, and the pages of their entries, from outside. */
export interface FeedReader {
  readFeed(request: FeedValidators & { url: string; signal?: AbortSignal }): Promise<FeedAnswer>
  readEntryPage(entry: RawDocument, signal?: AbortSignal): Promise<EntryPage>
  /** the feeds of a site, best first; the address itself where it is one. Throws AppError where the site cannot be read. */
  findFeeds(url: string): Promise<FeedOffer[]>
}
