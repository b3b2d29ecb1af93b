/** Rows as both databases hold them: text, integer and real; instants are ISO 8601 UTC; lists are JSON text; flags are 0 or 1. */
export type Tables = {
  migrations: { name: string; applied_at: string }
  articles: ArticleRow
  article_versions: VersionRow
  analyses: { article_id: string; version: number; analyzer: string; analysis: string; saved_at: string }
  briefs: BriefRow
  threads: ThreadRow
  turns: { thread_key: string; number: number; said_at: string; by: string; text: string; articles: string }
  usage: UsageRow
  search_articles: SearchRow
  search_terms: { term: string; articles: number }
  search_size: { id: number; articles: number; title_length: number; body_length: number }
}

/** PostgreSQL gives `sort_key` as a string: it passes `Number`. */
export type ArticleRow = {
  id: string
  url: string | null
  version: number
  sort_key: number
  sorted_at: string
  ingested_at: string
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
