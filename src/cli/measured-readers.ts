import { AppError } from '../domain/app-error.ts'
import type { MeasuredReader } from '../eval/evaluate-feeds.ts'
import { makeArticle } from '../pipeline/make-article.ts'
import { decodeText } from '../reading/decode-text.ts'
import { parseFeed } from '../reading/feed/parse-feed.ts'
import type { RawFeed, RawFeedEntry } from '../reading/feed/raw-feed.ts'
import { makeDocuments } from '../reading/feed/read-feed.ts'
import { readDate } from '../reading/read-date.ts'
import { readPage } from '../reading/read-page.ts'
import { decodeResponse } from '../reading/web/decode-response.ts'

/** The text of a saved page as it would be stored; '' where no article is found in it. */
export async function readPageText(bytes: Uint8Array): Promise<string> {
  try {
    return makeArticle(readPage(await decodeText(bytes), 'the page')).text
  } catch (error) {
    if (error instanceof AppError) return ''
    throw error
  }
}

/** A feed as it is read from the web, with its entries made to documents, for that takes time; dates as we read them. */
export const readFeedView: MeasuredReader = async (bytes, { charset, url }) => {
  const feed = parseFeed(await decodeResponse(bytes, charset), 'the feed', url)
  makeDocuments(feed)
  return { ...fieldsOf(feed), entries: feed.entries.map(entryOf) }
}

function entryOf(entry: RawFeedEntry) {
  return { ...fieldsOf(entry), summary: entry.summary, content: entry.content }
}

function fieldsOf({ id, link, title, authors, published, updated }: RawFeed | RawFeedEntry) {
  return { id, link, title, authors, publishedAt: dateOf(published), updatedAt: dateOf(updated) }
}

function dateOf(written: string | null): string | null {
  return written === null ? null : readDate(written)
}
