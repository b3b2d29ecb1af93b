import { AppError } from '../../domain/app-error.ts'
import { detectFormat } from '../detect-format.ts'
import { decodeResponse } from '../web/decode-response.ts'
import { parseFeed } from './parse-feed.ts'
import type { RawFeed, RawFeedEntry } from './raw-feed.ts'
import { makeDocuments } from './read-feed.ts'
import { readFeedDate } from './read-feed-date.ts'

/** Dates of a feed or an entry, read. */
export type ViewedDates = { publishedAt: string | null; updatedAt: string | null }

/** A feed as it says itself, with its dates read: what reading is measured by. */
export type ViewedFeed = Omit<RawFeed, 'entries'> & ViewedDates & { entries: (RawFeedEntry & ViewedDates)[] }

/**
 * Reads the bytes of a feed by all the steps of reading one (charset, format, elements, documents), and gives what the feed says rather
 * than the documents, because they no longer hold its markup.
 * @throws AppError `not-readable`, `not-text` where it is no feed
 */
export async function viewFeed(
  bytes: Uint8Array,
  { charset, url }: { charset: string | null; url: string },
): Promise<ViewedFeed> {
  const text = await decodeResponse(bytes, charset)
  if (detectFormat(text, 'xml', url) !== 'feed') throw new AppError('not-readable', `${url} is no feed.`)
  const feed = parseFeed(text, url, url)
  makeDocuments(feed)
  return { ...feed, ...datesOf(feed), entries: feed.entries.map((entry) => ({ ...entry, ...datesOf(entry) })) }
}

function datesOf({ published, updated }: RawFeed | RawFeedEntry): ViewedDates {
  return { publishedAt: readFeedDate(published), updatedAt: readFeedDate(updated) }
}
