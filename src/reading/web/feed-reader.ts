import { createHash } from 'node:crypto'
import { AppError } from '../../domain/app-error.ts'
import type { FeedAnswer, FeedReader } from '../../domain/feed.ts'
import { shownAddress } from '../../domain/shown-address.ts'
import type { FetchedPage, PageFetcher } from './page-fetcher.ts'
import { readEntryPage } from './read-entry-page.ts'
import type { WebReader } from './web-reader.ts'

/** What reading feeds needs. */
export type FeedReaderDeps = { pages: PageFetcher; web: WebReader }

/**
 * Makes the reader that pollers use. A feed that someone chose to follow is asked without robots.txt, as its publisher offers it to
 * machines; the pages of its entries are read only where robots.txt permits. A body that is known already is not parsed again.
 */
export function createFeedReader({ pages, web }: FeedReaderDeps): FeedReader {
  return {
    async readFeed({ url, etag, lastModified, bodyHash, signal }) {
      try {
        const answer = await pages.fetch({ url, kind: 'feed', etag, lastModified, ...(signal ? { signal } : {}) })
        return await answerOf(web, answer, url, { etag, lastModified, bodyHash })
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        return { kind: 'failed', error: { code: error.code, message: error.message }, retryAt: null }
      }
    },
    readEntryPage: (entry, signal) => readEntryPage(web, entry, signal),
    findFeeds: (url) => web.findFeeds(url),
  }
}

async function answerOf(
  web: WebReader,
  answer: FetchedPage,
  url: string,
  before: { etag: string | null; lastModified: string | null; bodyHash: string | null },
): Promise<FeedAnswer> {
  const { permanentUrl, maxAgeSeconds } = answer
  // A 304 need not repeat the validators that it was asked with (RFC 9110, 15.4.5).
  if (answer.status === 304) {
    const { etag, lastModified } = answer
    const validators = { ...before, etag: etag ?? before.etag, lastModified: lastModified ?? before.lastModified }
    return { kind: 'unchanged', permanentUrl, maxAgeSeconds, ...validators }
  }
  const bodyHash = createHash('sha256').update(answer.bytes).digest('hex')
  const fields = { permanentUrl, maxAgeSeconds, etag: answer.etag, lastModified: answer.lastModified, bodyHash }
  if (answer.status < 300 && bodyHash === before.bodyHash) return { kind: 'unchanged', ...fields }
  const result = await web.readAnswer(answer, url)
  if (result.kind === 'feed') return { kind: 'entries', feed: result.feed, entries: result.entries, ...fields }
  const error = result.kind === 'failed' ? result.error : notFeed(url)
  if (answer.status === 410) return { kind: 'gone', error }
  return { kind: 'failed', error, retryAt: answer.retryAt?.toISOString() ?? null }
}

function notFeed(url: string): { code: string; message: string } {
  const message = `${shownAddress(url)} answers with a page, not with a feed. Add the feed of that site instead: feeds add ${url}`
  return { code: 'page-not-readable', message }
}
