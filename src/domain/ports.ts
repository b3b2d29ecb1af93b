import type { Article } from './article.ts'

/** The current instant; only `app.ts` reads the real clock. */
export type Clock = () => Date

/**
 * A text as it was found, before what is not the article is taken out.
 * `text` has one paragraph a line. A field that the container did not give is null.
 */
export type RawDocument = Pick<
  Article,
  'url' | 'title' | 'publisher' | 'byline' | 'publishedAt' | 'updatedAt' | 'label' | 'isExcerpt'
> & {
  text: string
}

/** One entry of a feed as it was found. `id` is what the feed calls it (`guid`, `atom:id`), null where it does not say. */
export type FeedEntry = RawDocument & { id: string | null }

/** What a feed says of itself. `url` is its site; `ttlSeconds` how long it asks to be kept (RSS `ttl`), null where it does not say. */
export type FeedHead = { title: string | null; url: string | null; ttlSeconds: number | null }

/** What one target held: one document, or a feed with its entries. */
export type ReadResult =
  | { kind: 'document'; target: string; document: RawDocument }
  | { kind: 'feed'; target: string; feed: FeedHead; entries: FeedEntry[] }
  | { kind: 'failed'; target: string; error: { code: string; message: string } }

/** Reads targets from outside: a file, a folder (every readable file below it), `-` for standard input. */
export interface DocumentReader {
  read(target: string): AsyncIterable<ReadResult>
}
