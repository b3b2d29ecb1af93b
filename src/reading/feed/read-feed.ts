import type { FeedEntry, FeedHead } from '../../domain/ports.ts'
import { plainTitle } from './entry-text.ts'
import { parseFeed } from './parse-feed.ts'
import type { RawFeed } from './raw-feed.ts'
import { entryUrl, readFeedEntry } from './read-feed-entry.ts'

/** A feed's own title and address, and its entries in the feed's order. */
export type ReadFeed = { feed: FeedHead; entries: FeedEntry[] }

/** An entry that is known by little: `read` makes its document, which costs most of what reading a feed costs. */
export type OpenEntry = {
  id: string | null
  url: string | null
  /** the title as plain text */
  title: string | null
  /** what the feed gives of the text, as written: where it is the same, so is the document's text */
  written: string
  read(): FeedEntry
}

/** A feed whose entries are not yet documents. */
export type OpenFeed = { feed: FeedHead; entries: OpenEntry[] }

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

/**
 * Reads a feed as far as its entries can be told apart; each becomes a document only where it is asked for:
 * `openFeed(text, name).entries.filter(isNew).map((entry) => entry.read())`. Parameters and errors are those of `readFeed`.
 */
export function openFeed(text: string, name: string, documentUrl: string | null = null): OpenFeed {
  const raw = parseFeed(text, name, documentUrl)
  const feed = headOf(raw)
  const entries = raw.entries.map((entry) => ({
    id: entry.id,
    url: entryUrl(entry, feed.url),
    title: plainTitle(entry.title),
    written: (entry.content ?? entry.summary)?.value ?? '',
    read: () => readFeedEntry(entry, feed),
  }))
  return { feed, entries }
}

function headOf({ title, link, ttlSeconds }: RawFeed): FeedHead {
  return { title: plainTitle(title), url: link, ttlSeconds }
}
