import { AppError } from '../../domain/app-error.ts'
import type { FeedOffer } from '../../domain/feed.ts'
import type { Clock, DocumentReader, ReadResult } from '../../domain/ports.ts'
import type { FetchedPage, PageFetcher } from './page-fetcher.ts'
import { createReadingThread, type ReadingLimits } from './reading-thread.ts'
import { createRobots } from './robots.ts'
import { usualFeedPlaces } from './usual-feed-places.ts'

/** What reading from the web needs. `wait` stands in for waiting in tests, in milliseconds. */
export type WebReaderDeps = {
  pages: PageFetcher
  now: Clock
  userAgent: string
  wait?: (ms: number) => Promise<void>
  /** bounds of reading one answer, once it is here */
  reading?: Partial<ReadingLimits>
}

/** How to read an address: a feed that the operator added is read without asking robots.txt, a page only where it permits. */
export type ReadUrlOptions = { kind?: 'page' | 'feed'; signal?: AbortSignal }

/** Reads addresses. As a `DocumentReader` it takes http and https addresses as targets. */
export type WebReader = DocumentReader & {
  /** one page as a document, or one feed with its entries; what cannot be read is a result of kind `failed` */
  readUrl(url: string, options?: ReadUrlOptions): Promise<ReadResult>
  /** the feeds of a site, best first: the address itself where it is one, those that the page names, else one found at a usual place; none is an empty list */
  findFeeds(url: string): Promise<FeedOffer[]>
  /** reads what was fetched for a target before; for pollers, who look at status and validators first */
  readAnswer(answer: FetchedPage, target: string): Promise<ReadResult>
  /** ends the reading thread; the fetcher stays open */
  close(): Promise<void>
}

/**
 * Makes the reader of pages and feeds. Errors are values with a code and one sentence: `page-unreachable`, `page-forbidden`, `page-blocked`, `page-too-large`,
 * `page-not-readable`, `page-gone`, `no-article`, `empty`, `usage`.
 *
 * `await createWebReader({ pages, now, userAgent }).readUrl('https://example.org/ferry')` → `{ kind: 'document', … }`
 */
export function createWebReader(deps: WebReaderDeps): WebReader {
  const robots = createRobots(deps)
  const thread = createReadingThread(deps.reading)

  async function readUrl(url: string, { kind = 'page', signal }: ReadUrlOptions = {}): Promise<ReadResult> {
    return orFailure(url, async () => {
      const permit = kind === 'page' ? { permit: robots.permit } : {}
      const answer = await deps.pages.fetch({ url, kind, ...permit, ...(signal ? { signal } : {}) })
      return thread.read(answer, url)
    })
  }

  async function findFeeds(url: string): Promise<FeedOffer[]> {
    const answer = await deps.pages.fetch({ url, kind: 'page', permit: robots.permit })
    if (await isFeed(() => thread.read(answer, url))) {
      return [{ url: answer.permanentUrl ?? answer.url, title: null, isDeclared: true }]
    }
    const named = await thread.discover(answer)
    if (named.length > 0) return named
    for (const place of usualFeedPlaces(answer.url)) {
      if (await isFeed(() => readUrl(place.url))) return [place]
    }
    return []
  }

  return {
    readUrl,
    findFeeds,
    readAnswer: (answer, target) => orFailure(target, () => thread.read(answer, target)),
    close: thread.close,
    async *read(target) {
      yield await readUrl(target)
    },
  }
}

async function orFailure(target: string, read: () => Promise<ReadResult>): Promise<ReadResult> {
  try {
    return await read()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { kind: 'failed', target, error: { code: error.code, message: error.message } }
  }
}

// A page without an article, such as a front page, is no feed; a page that cannot be had tells nothing, and that is said.
async function isFeed(read: () => Promise<ReadResult>): Promise<boolean> {
  try {
    return (await read()).kind === 'feed'
  } catch (error) {
    if (error instanceof AppError && /^(?:no-article|empty|page-not-readable)$/.test(error.code)) return false
    throw error
  }
}
