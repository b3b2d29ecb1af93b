import type { Generated } from 'kysely'
import type { ApprovalTables } from './approval-tables.ts'
import type { ChatTables } from './chat-tables.ts'
import type { DeliveryTables } from './delivery-tables.ts'
import type { StoryTables } from './story-tables.ts'

/** Rows as both databases hold them: text, integer and real; instants are ISO 8601 UTC; lists are JSON text; flags are 0 or 1. */
export type Tables = ApprovalTables &
  ChatTables &
  DeliveryTables &
  StoryTables & {
    migrations: { name: string; applied_at: string }
    articles: ArticleRow
    article_versions: VersionRow
    article_sketches: { hash: number; sort_key: number }
    analyses: { article_id: string; version: number; analyzer: string; analysis: string; saved_at: string }
    briefs: BriefRow
    brief_claims: BriefClaimRow
    threads: ThreadRow
    turns: { thread_key: string; number: number; said_at: string; by: string; text: string; articles: string }
    usage: UsageRow
    feeds: FeedRow
    feed_entries: FeedEntryRow
    feed_keys: { feed_id: string; key: string; entry: number; place: number }
    search_articles: SearchRow
    search_terms: { term: string; articles: number }
    search_size: { id: number; articles: number; title_length: number; body_length: number }
  }

/** PostgreSQL gives `sort_key` as a string: it passes `Number`. `sketch` is a list of numbers as JSON, null where none was given. */
export type ArticleRow = {
  id: string
  url: string | null
  version: number
  sort_key: number
  sorted_at: string
  ingested_at: string
  sketch: string | null
  repost_of: string | null
}

/** One wording of an article. */
export type VersionRow = {
  article_id: string
  version: number
  content_hash: string
  saved_at: string
  title: string | null
  publisher: string | null
  origin: string | null
  byline: string | null
  dateline: string | null
  published_at: string | null
  updated_at: string | null
  label: string | null
  credits: string
  corrections: string
  is_excerpt: number
  text: string
}

/** Prompt and model are empty where no model wrote the brief: a null would not be unique. */
export type BriefRow = {
  id: string
  article_id: string
  version: number
  prompt_hash: string
  model: string
  brief: string
  saved_at: string
}

/** A brief that some process is writing, at most until an instant. */
export type BriefClaimRow = Pick<BriefRow, 'article_id' | 'version' | 'prompt_hash' | 'model'> & { until: string }

/** A conversation; `thread_key` is its message reference as JSON, `last_turn` the number of its newest turn. */
export type ThreadRow = {
  thread_key: string
  platform: string
  space: string
  channel: string
  message: string
  articles: string
  started_at: string
  last_turn: number
}

/** Tokens of a day; PostgreSQL gives its sums as strings: they pass `Number`. */
export type UsageRow = {
  day: string
  purpose: string
  model: string
  calls: number
  input_tokens: number
  output_tokens: number
}

/**
 * A feed that is followed. `number` is given by the database and rises with each; `due_ms` is `due_at` in milliseconds since 1970,
 * null where the feed is stopped; `last_entry` is the highest number of its entries.
 */
export type FeedRow = {
  number: Generated<number>
  id: string
  url: string
  title: string | null
  site_url: string | null
  etag: string | null
  last_modified: string | null
  body_hash: string | null
  ttl_seconds: number | null
  added_at: string
  polled_at: string | null
  succeeded_at: string | null
  failures: number
  error_code: string | null
  error_message: string | null
  due_at: string
  due_ms: number | null
  rest_until: string
  stopped: string | null
  last_entry: number
}

/** What is remembered of an entry, whatever its keys. In `feed_keys`, `place` is the key's place among those it was recorded with. */
export type FeedEntryRow = {
  feed_id: string
  entry: number
  article_id: string | null
  content: string
  page_tries: number
}

/** The terms of an article's current version, as `term-places.ts` writes them. */
export type SearchRow = {
  sort_key: number
  article_id: string
  version: number
  title_length: number
  body_length: number
  title_places: string
  body_places: string
}
