import { z } from 'zod'
import type { Analysis } from './analysis.ts'
import type { Article } from './article.ts'
import type { ReportFault } from './command.ts'
import type { Reply, ReplyCard } from './reply.ts'

/** One version of a stored article. `version` counts from 1; a text that returns to an earlier wording returns to its number. */
export type VersionRef = { article: string; version: number }

/** An article as it is kept: its current version, when it was first ingested, and its place in time. */
export type StoredArticle = VersionRef & {
  value: Article
  /** SHA-256 in hex of what makes a version: title, label and text */
  contentHash: string
  /** ISO 8601 UTC: when the article was first ingested, and when this version was */
  ingestedAt: string
  savedAt: string
  /** ISO 8601 UTC, to the second: the instant by which it is sorted: `publishedAt` (a day counts as its first second), else `ingestedAt` */
  sortedAt: string
  /**
   * the id of the article of which it is a near-identical copy under another address: the one that was stored first, which is
   * no copy itself. Null where none is known
   */
  repostOf: string | null
}

/** What our analyzer wrote for the search: folded, stemmed terms in the order of the text; a term holds no blank. */
export type SearchTerms = { title: string[]; body: string[] }

/** One article to save, with what was found in it. Without `terms` it cannot be searched for, without `sketch` copies of it are not found. */
export type NewArticle = {
  article: Article
  analysis?: { analyzer: string; value: Analysis }
  terms?: SearchTerms
  /** numbers below 2^53 by which a near-identical text is looked for; none for a text too short to tell */
  sketch?: number[]
  /** what its text was found to be a copy of */
  copyOf?: CopiedArticle | null
}

/** A stored article by its id, or an earlier one of the same batch by its index there. */
export type CopiedArticle = { article: string } | { entry: number }

/** A text to look for among the stored ones: what it will be kept under, its date as the article gives it, and its sketch. */
export type SoughtText = Pick<Article, 'id' | 'url' | 'publishedAt'> & { sketch: number[] }

/** What became of a saved article. `article` is the id under which it is kept: the first one for its address. `repostOf` as in `StoredArticle`. */
export type SavedArticle = VersionRef & { outcome: 'new' | 'changed' | 'unchanged'; repostOf: string | null }

/** Which words an article must hold. Terms as the analyzer writes them. */
export type TermQuery = {
  all: string[]
  any: string[]
  not: string[]
  /** each phrase's terms must stand side by side, in the title or in the body */
  phrases?: string[][]
  /** further terms whose places are wanted, though they are not required */
  locate?: string[]
  /** ISO 8601 instants or days: at or after, and before */
  since?: string
  before?: string
  /** only those whose current version was stored at or after this instant (ISO 8601) */
  savedSince?: string
  /** at most so many, the newest */
  limit: number
}

/** Where the terms of a query stand in a field, as indexes into the list of terms that was saved. Terms that do not occur are absent. */
export type TermPlaces = { length: number; places: ReadonlyMap<string, number[]> }

/** An article that matches, with what ranking needs of it. */
export type Candidate = VersionRef & { sortedAt: string; title: TermPlaces; body: TermPlaces }

/** How common terms are among all searchable articles. Terms in no article have 0. */
export type Frequencies = {
  articles: number
  averageTitleLength: number
  averageBodyLength: number
  of: ReadonlyMap<string, number>
}

/** The message under which a conversation runs. `space` is the workspace or server, empty on the terminal. */
export const threadRefSchema = z.object({
  platform: z.string(),
  space: z.string(),
  channel: z.string(),
  message: z.string(),
})
export type ThreadRef = z.infer<typeof threadRefSchema>

/** One thing said in a thread, and the articles that it was about, best first. */
export const turnSchema = z.object({
  by: z.enum(['reader', 'nutgraf']),
  text: z.string(),
  articles: z.array(z.string()),
})
export type Turn = z.infer<typeof turnSchema>

/** A conversation: the articles it began with, best first, and what was said since. Instants are ISO 8601 UTC. */
export type StoredThread = {
  ref: ThreadRef
  articles: string[]
  startedAt: string
  turns: (Turn & { at: string })[]
}

/**
 * A reply as it was given, so that its buttons work after a restart, and a report can say what was read. `articles` are its
 * stories, best first: those of its cards, in their order, where each card is a brief.
 */
export type GivenReply = {
  id: string
  platform: string
  space: string
  channel: string
  user: string
  /** what was asked, as text */
  asked: string
  reply: Reply
  /** the words of its articles that it rests on, also where the reply puts them in words of its own */
  lines: string[]
  articles: string[]
  /** the sentences that it rests on as they stood then, a card a story; null where they are looked up in the articles */
  evidence: ReplyCard[] | null
  at: string
}

/** A reader's word that something in a reply is wrong. */
export type Report = {
  id: string
  reply: string
  platform: string
  space: string
  channel: string
  user: string
  fault: ReportFault
  note: string
  at: string
}

/** Who changed what: a feed, a subscription. `what` is one plain sentence without subject: "added the feed https://…". */
export type Change = { at: string; platform: string; space: string; user: string; what: string }

/** Tokens that one purpose used of one model on one day (UTC, `YYYY-MM-DD`). */
export type Usage = {
  day: string
  purpose: string
  model: string
  calls: number
  inputTokens: number
  outputTokens: number
}
