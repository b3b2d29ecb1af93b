import type { Analysis } from './analysis.ts'
import type { Brief } from './brief.ts'
import type {
  Candidate,
  Frequencies,
  NewArticle,
  SavedArticle,
  StoredArticle,
  StoredThread,
  TermQuery,
  ThreadRef,
  Turn,
  Usage,
  VersionRef,
} from './stored.ts'

/**
 * Articles: one for each canonical address, with a version for each wording.
 * A text without address is known by its id. Newest first means by `sortedAt`, and in one second by a fixed order of ids.
 */
export interface ArticleStore {
  /**
   * Saves articles with their analysis and search terms, all or none, and says what became of each, in order.
   * An address that is stored keeps its first id; evidence of the analysis is made to name that id.
   * `unchanged` still stores an analysis or terms that were not there before.
   */
  save(entries: NewArticle[]): Promise<SavedArticle[]>
  find(id: string): Promise<StoredArticle | undefined>
  findByUrl(url: string): Promise<StoredArticle | undefined>
  /** Those of the ids that are stored, in the order given. */
  findMany(ids: string[]): Promise<StoredArticle[]>
  /** Newest first; `before` and `since` are ISO 8601 instants or days. */
  list(window: { limit: number; since?: string; before?: string }): Promise<StoredArticle[]>
  count(): Promise<number>
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
  /** The newest of that id. */
  find(id: string): Promise<Brief | undefined>
}

/** Conversations by the message that they hang on. */
export interface ThreadStore {
  /** Begins a thread, or gives one that exists its new articles; its turns stay. */
  start(ref: ThreadRef, articles: string[]): Promise<void>
  find(ref: ThreadRef): Promise<StoredThread | undefined>
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

/** Matches terms; ranking is done by the caller. Only an article's current version is searched. */
export interface SearchIndex {
  /** Newest first, the same on every database. */
  candidates(query: TermQuery): Promise<Candidate[]>
  frequencies(terms: string[]): Promise<Frequencies>
}

/** Every store over one database. */
export type Store = {
  articles: ArticleStore
  analyses: AnalysisStore
  briefs: BriefStore
  threads: ThreadStore
  usage: UsageStore
  search: SearchIndex
  close(): Promise<void>
}
