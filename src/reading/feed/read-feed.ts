import type { FeedEntry, FeedHead } from '../../domain/ports.ts'
import { plainTitle } from './entry-text.ts'
import { parseFeed } from './parse-feed.ts'
import type { RawFeed } from './raw-feed.ts'
import { readFeedEntry } from './read-feed-entry.ts'

/** A feed's own title and address, and its entries in the feed's order. */
export type ReadFeed = { feed: FeedHead; entries: FeedEntry[] }

/**
 * Reads an RSS, Atom, RDF or JSON Feed, well-formed or not. Plain entities that its document type declares are put in within bounds;
 * nothing is ever loaded.
 * @param documentUrl where the feed is, for links without a base; null where that is not known
 * @throws AppError `not-readable` where no feed stands in the text
 */
export function readFeed(text: string, name: string, documentUrl: string | null = null): ReadFeed {
  return makeDocuments(parseFeed(text, name, documentUrl))
}

/** Makes the documents of a feed that was parsed. */
export function makeDocuments(raw: RawFeed): ReadFeed {
  const feed = headOf(raw)
  return { feed, entries: raw.entries.map((entry) => readFeedEntry(entry, feed)) }
}

function headOf({ title, link, ttlSeconds }: RawFeed): FeedHead {
  return { title: plainTitle(title), url: link, ttlSeconds }
}
