import type { Kysely } from 'kysely'
import type { SearchRow, Tables } from './tables.ts'

/** A query in terms that passed `termOf`. */
export type Match = {
  /** with the words of every phrase */
  all: string[]
  any: string[]
  not: string[]
  phrases: string[][]
  /** the terms whose places the rows must hold */
  located: string[]
  /** a window of sort keys: `from` inclusive, `below` exclusive */
  from: number
  below: number
  /** the current version was stored at or after this instant, as it stands in the database; null for any time */
  savedSince: string | null
  limit: number
}

/** An article to be found: its row, every term of it, and its words in order with gaps where no phrase may reach over. */
export type SearchEntry = SearchRow & { terms: string[]; words: string }

/** What differs between the databases: who holds a term, and how often articles do. */
export type TermMatcher = {
  dialect: 'sqlite' | 'postgres'
  add(db: Kysely<Tables>, entries: SearchEntry[]): Promise<void>
  remove(db: Kysely<Tables>, sortKeys: number[]): Promise<void>
  /** Adds to the number of articles that hold each term; negative where articles went. */
  count(db: Kysely<Tables>, changes: Map<string, number>): Promise<void>
  /** Newest first. */
  match(db: Kysely<Tables>, match: Match): Promise<SearchRow[]>
}
