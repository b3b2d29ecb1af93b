import type { Analysis } from './analysis.ts'
import type { ApprovalStore, EditStore } from './approval.ts'
import type { Brief } from './brief.ts'
import type { DeliveryStore, MuteStore } from './delivery-store.ts'
import type { FeedPoll, FeedState, KnownEntry, StoredFeed } from './feed.ts'
import type { PurgeBounds, PurgeCounts, Space, SpaceCounts } from './retention.ts'
import type {
  Candidate,
  Change,
  Frequencies,
  GivenReply,
  NewArticle,
  Report,
  SavedArticle,
  SoughtText,
  StoredArticle,
  StoredThread,
  TermQuery,
  ThreadRef,
  Turn,
  Usage,
  VersionRef,
} from './stored.ts'
import type { StoryStore } from './story-store.ts'
import type { Subscription } from './subscription.ts'

/**
 * Articles: one for each canonical address, with a version for each wording.
 * A text without address is known by its id. Newest first means by `sortedAt`, and in one second by a fixed order of ids.
 */
export interface ArticleStore {
  /**
   * Saves articles with their analysis and search terms, all or none, and says what became of each, in order.
   * An address that is stored keeps its first id; evidence of the analysis is made to name that id.
   * `unchanged` still stores an analysis or terms that were not there before. Of two copies the one that was stored later gets
   * the mark, and keeps it until its wording changes; copies of a copy name the first of all.
   */
  save(entries: NewArticle[]): Promise<SavedArticle[]>
  find(id: string): Promise<StoredArticle | undefined>
  findByUrl(url: string): Promise<StoredArticle | undefined>
  /** Those of the ids that are stored, in the order given. */
  findMany(ids: string[]): Promise<StoredArticle[]>
  /** Newest first; `before` and `since` are ISO 8601 instants or days. */
  list(window: { limit: number; since?: string; before?: string }): Promise<StoredArticle[]>
  count(): Promise<number>
  /**
   * For each text the ids of other articles that may be near-identical, the likeliest first and at most four: they share at
   * least two numbers of its sketch and stand within 30 days of its date. Only their texts tell.
   */
  alike(texts: SoughtText[]): Promise<string[][]>
  /** Articles whose current version is not their first and was stored since an instant (ISO 8601), the newest first. */
  changedSince(instant: string): Promise<(VersionRef & { savedAt: string })[]>
  /** Every version of one article, oldest number first. */
  versions(id: string): Promise<StoredArticle[]>
}

/** Analyses by article version and by the version of the analyzer that wrote them. */
export interface AnalysisStore {
  save(ref: VersionRef, analyzer: string, analysis: Analysis): Promise<void>
  /** By article id; versions without an analysis of that analyzer are absent. */
  findMany(refs: VersionRef[], analyzer: string): Promise<Map<string, Analysis>>
}

/** What makes a brief the same brief: its article version and who wrote it. Null where no model did. */
export type BriefKey = VersionRef & { promptHash: string | null; model: string | null }

/** Briefs, one for each article version, prompt and model, so that none is paid for twice. */
export interface BriefStore {
  /** Keeps the first brief of a key: returns what is stored. */
  save(key: BriefKey, brief: Brief): Promise<Brief>
  findByKey(key: BriefKey): Promise<Brief | undefined>
  /** Takes the writing of a brief until an instant (ISO 8601), or until it is saved or let go: false where it is written, or somebody writes it. */
  claim(key: BriefKey, until: string): Promise<boolean>
  /** Lets go of one that came to nothing; without a key of all that a process held which ran here before. */
  release(key?: BriefKey): Promise<void>
  /** The newest of that id. */
  find(id: string): Promise<Brief | undefined>
}

/** Conversations by the message that they hang on. */
export interface ThreadStore {
  /** Begins a thread, or gives one that exists its new articles; its turns stay. */
  start(ref: ThreadRef, articles: string[]): Promise<void>
  find(ref: ThreadRef): Promise<StoredThread | undefined>
  /** Those that began since an instant (ISO 8601), oldest first, without their turns. */
  startedSince(instant: string): Promise<Omit<StoredThread, 'turns'>[]>
  /** Forgets a conversation: what is said there later belongs to none. */
  remove(ref: ThreadRef): Promise<void>
  /** Appends turns, in order; begins the thread where there is none. */
  addTurns(ref: ThreadRef, turns: Turn[]): Promise<void>
}

/** Tokens used, for the daily budget. */
export interface UsageStore {
  /** Adds one call to today's row (UTC). */
  add(use: { purpose: string; model: string; inputTokens: number; outputTokens: number }): Promise<void>
  /** Rows of the days `since` to today, oldest first. */
  list(since: string): Promise<Usage[]>
}

/** Feeds that are followed, and which of their entries are known. */
export interface FeedStore {
  /** Follows a feed from now on; one that is followed under that address already stays as it is. */
  add(feed: Pick<FeedState, 'url' | 'title' | 'siteUrl'>): Promise<{ feed: StoredFeed; isNew: boolean }>
  find(id: string): Promise<StoredFeed | undefined>
  findByUrl(url: string): Promise<StoredFeed | undefined>
  /** In the order in which they were added. */
  list(): Promise<StoredFeed[]>
  /** Those that are due at an instant (ISO 8601 UTC) and not stopped, the longest due first. */
  due(at: string, limit: number): Promise<StoredFeed[]>
  /** As `due`, and each is due again only at `until`, unless its poll is recorded before: processes that share a store share the work. */
  claim(at: string, until: string, limit: number): Promise<StoredFeed[]>
  /** Forgets a feed and its entries; its articles stay. False where there is none. */
  remove(id: string): Promise<boolean>
  /** What is known of a feed's entries by key; unknown keys are absent. */
  known(id: string, keys: string[]): Promise<Map<string, KnownEntry>>
  /** Entries whose page is still to be had (`pageTries` above 0), the oldest first, each with one of its keys. */
  withoutPage(id: string): Promise<(KnownEntry & { key: string })[]>
  /**
   * Writes how polls ended, all or none, and says in order which were written: the state, and each entry under all of its keys (known keys take the new
   * article, content and tries). Nothing is written for a feed that was removed meanwhile: false. An address that another
   * feed has is not taken over.
   */
  recordPolls(polls: FeedPoll[]): Promise<boolean[]>
}

/** Standing requests of channels. One workspace or server never sees another's: every question names its space. */
export interface SubscriptionStore {
  /** Adds one; the same topic in the same channel is replaced and keeps its id. What is in the ledger of it stays. */
  save(subscription: Subscription): Promise<Subscription>
  find(id: string): Promise<Subscription | undefined>
  /** Of one space, or of all; by channel and in the order in which they were made. */
  list(space?: { platform: string; space: string }): Promise<Subscription[]>
  remove(id: string): Promise<boolean>
  /** Those that are not paused and have a slot at or before an instant, or none that is known, the longest due first. */
  due(at: string, limit: number): Promise<Subscription[]>
  /** Pauses with a reason; or goes on with null, from the next slot on. */
  pause(id: string, reason: string | null): Promise<boolean>
}

/** Replies that were given, and what readers say of them. */
export interface ReplyStore {
  /** Another of the same id gives way. */
  save(reply: GivenReply): Promise<void>
  find(id: string): Promise<GivenReply | undefined>
  saveReport(report: Report): Promise<void>
  /** Newest first; of one space, or of all. */
  reports(space?: { platform: string; space: string }): Promise<Report[]>
}

/** Who changed what. */
export interface ChangeStore {
  add(change: Change): Promise<void>
  /** Newest first. */
  list(limit: number): Promise<Change[]>
}

/** Matches terms; ranking is done by the caller. Only an article's current version is searched. */
export interface SearchIndex {
  /** Newest first, the same on every database. */
  candidates(query: TermQuery): Promise<Candidate[]>
  frequencies(terms: string[]): Promise<Frequencies>
}

/** Deletes for good, in short transactions with pauses in between, so that others get their turn. */
export interface RetentionStore {
  /**
   * Deletes articles that were first ingested before an instant, with their versions and all that finds them, and the deliveries, replies and
   * threads that ended before it; what was shown before the other instant counts as shown no more. What stays is found as if the rest had never been
   * stored; of copies the first that stays takes the mark of the one that went. Briefs stay until their article comes back, feeds know their entries
   * for ever, and a reply stays that a report is about, and the delivery where a subscription's next digest begins. A signal ends it between two batches.
   */
  purge(bounds: PurgeBounds, signal?: AbortSignal): Promise<PurgeCounts>
  /** What `purgeSpace` would delete. */
  countSpace(space: Space): Promise<SpaceCounts>
  /** Deletes everything of one workspace or server. Articles and feeds are everyone's, and stay. */
  purgeSpace(space: Space): Promise<SpaceCounts>
}

/** Every store over one database. */
export type Store = {
  articles: ArticleStore
  analyses: AnalysisStore
  briefs: BriefStore
  threads: ThreadStore
  usage: UsageStore
  feeds: FeedStore
  subscriptions: SubscriptionStore
  deliveries: DeliveryStore
  mutes: MuteStore
  approvals: ApprovalStore
  edits: EditStore
  replies: ReplyStore
  changes: ChangeStore
  search: SearchIndex
  stories: StoryStore
  retention: RetentionStore
  /**
   * Writes a consistent copy into a new file while others go on reading and writing.
   * @throws AppError `usage` where the file is there already, and on PostgreSQL, which has its own tools for it
   */
  backUp(file: string): Promise<void>
  /**
   * Makes this process the only one that delivers from here, until it ends: false where another does. Where several may share the work
   * (PostgreSQL) it is always true.
   */
  holdAlone(): Promise<boolean>
  /** the instant by the database server's clock (ISO 8601), where there is one: processes that share the work must agree with it */
  serverClock(): Promise<string | null>
  /** whether several processes may share the work */
  isShared: boolean
  close(): Promise<void>
}
