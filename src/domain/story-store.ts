import type { VersionRef } from './stored.ts'

/** An article in its story. `signature` is what grouping needs to know of it again, as JSON. */
export type PlacedArticle = VersionRef & { story: string; signature: string }

/** A stretch of what was placed, oldest first: `number` is how far it goes, and what is asked for next. */
export type PlacedStretch = { number: number; placed: PlacedArticle[] }

/** Which article belongs to which story. Every change has a number, so that processes that share a store see what others placed before they place more. */
export interface StoryStore {
  /** Articles published or stored since an instant whose current version is in no story yet, by id, in the order of their time. */
  unplaced(since: string, limit: number): Promise<string[]>
  /**
   * Places articles, moving those that stand elsewhere, all or none. Nothing is written, and false, where another process placed something after `seen`.
   * Articles that were deleted meanwhile are passed over.
   */
  place(seen: number, placed: PlacedArticle[]): Promise<boolean>
  /** What was placed, or moved, after a number: of articles since an instant, at most `limit`. */
  placedAfter(seen: number, since: string, limit: number): Promise<PlacedStretch>
  /** How articles stand; those in no story are absent. */
  find(articles: string[]): Promise<PlacedArticle[]>
  /** The story of each article by its id; those in none are absent. */
  of(articles: string[]): Promise<Map<string, string>>
  /** The articles of each story, newest first; stories without any are absent. */
  members(stories: string[]): Promise<Map<string, string[]>>
}
