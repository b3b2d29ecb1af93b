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

/** What one target held: one document, or a feed with its entries. */
export type ReadResult =
  | { kind: 'document'; target: string; document: RawDocument }
  | { kind: 'feed'; target: string; feed: { title: string | null; url: string | null }; entries: RawDocument[] }
  | { kind: 'failed'; target: string; error: { code: string; message: string } }

/** Reads targets from outside: a file, a folder (every readable file below it), `-` for standard input. */
export interface DocumentReader {
  read(target: string): AsyncIterable<ReadResult>
}
