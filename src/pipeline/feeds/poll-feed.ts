import type { Article } from '../../domain/article.ts'
import type { EntryPage, FeedAnswer, FeedReader, FeedState, RememberedEntry, StoredFeed } from '../../domain/feed.ts'
import type { Clock } from '../../domain/ports.ts'
import type { Store } from '../../domain/store.ts'
import { makeArticle } from '../make-article.ts'
import type { PreparedArticle } from '../prepare-articles.ts'
import { addressKey, type KeyedEntry, keyEntries } from './entry-keys.ts'
import { afterFailure, afterSuccess } from './next-poll.ts'
import { isSamePiece } from './same-piece.ts'
import { type ChangedEntry, sortEntries } from './sort-entries.ts'

/** What polling needs. `random` gives a number from 0 to 1; `prepare` is `prepareArticles`, here or in a thread of its own. */
export interface PollDeps {
  store: Pick<Store, 'articles' | 'feeds'>
  reader: FeedReader
  prepare: (articles: Article[]) => Promise<PreparedArticle[]>
  now: Clock
  random: () => number
}

/** What one poll found, before anything of it is stored: the state of the feed after it, entries to remember, those with an article to store. */
export interface FoundByPoll {
  feed: StoredFeed
  state: FeedState
  entries: { remembered: RememberedEntry; article: PreparedArticle | null }[]
  /** articles whose page could not be had: the feed's own text stands for it */
  excerpts: number
  error: { code: string; message: string } | null
}

/** A page that could not be had for now is tried again with so many of the next polls. */
const pageTries = 3

/**
 * Asks one feed with its validators and reads what is new and what changed; `commitPolls` stores it. Null where it was told to
 * stop in between: then nothing is to be stored.
 * @throws AppError of the store; what the feed's server does is part of what is found
 */
export async function pollFeed(deps: PollDeps, feed: StoredFeed, signal?: AbortSignal): Promise<FoundByPoll | null> {
  const { etag, lastModified, bodyHash } = feed
  const request = { url: feed.url, etag, lastModified, bodyHash, ...(signal ? { signal } : {}) }
  const answer = await deps.reader.readFeed(request)
  if (signal?.aborted) return null
  if (answer.kind === 'gone' || answer.kind === 'failed') return failedPoll(deps, feed, answer)
  const work: Work = { entries: [], excerpts: 0, signal }
  if (answer.kind === 'entries') await takeEntries(deps, feed, answer, work)
  await retryPages(deps, feed, work)
  if (signal?.aborted) return null
  const found = { feed, state: stateAfter(deps, feed, answer), excerpts: work.excerpts, error: null }
  try {
    return { ...found, entries: await prepared(deps, work.entries) }
  } catch (error) {
    return withoutArticles({ ...found, entries: [] }, error)
  }
}

/** Its entries stay unknown, so that a later version of the rules takes them. */
export function withoutArticles({ feed, state }: FoundByPoll, cause: unknown): FoundByPoll {
  const reason = cause instanceof Error ? cause.message : String(cause)
  const error = { code: 'not-readable', message: `Its newest entries could not be stored: ${reason}` }
  const { etag, lastModified, bodyHash, succeededAt } = feed
  const after = { ...state, etag, lastModified, bodyHash, succeededAt, failures: feed.failures + 1, lastError: error }
  return { feed, state: after, entries: [], excerpts: 0, error }
}

type Work = {
  entries: { remembered: RememberedEntry; article: Article | null }[]
  excerpts: number
  signal: AbortSignal | undefined
}

async function prepared({ prepare }: PollDeps, entries: Work['entries']): Promise<FoundByPoll['entries']> {
  const articles = entries.flatMap(({ article }) => article ?? [])
  const made = (articles.length === 0 ? [] : await prepare(articles)).values()
  return entries.map(({ remembered, article }) => ({
    remembered,
    article: article === null ? null : (made.next().value ?? null),
  }))
}

function add(work: Work, remembered: RememberedEntry, article: Article | null = null, isExcerpt = false): void {
  work.entries.push({ remembered, article })
  if (isExcerpt) work.excerpts++
}

async function takeEntries(
  { store, reader }: PollDeps,
  feed: StoredFeed,
  answer: FeedAnswer & { kind: 'entries' },
  work: Work,
): Promise<void> {
  const entries = keyEntries(answer.entries, answer.feed.url)
  const keys = [...new Set(entries.flatMap((entry) => entry.keys))]
  const known = await store.feeds.known(feed.id, keys)
  const isFirst = feed.succeededAt === null
  const sorted = await sortEntries(entries, known, isFirst, async ({ entry }, id) => {
    const stored = await store.articles.find(id)
    return stored !== undefined && isSamePiece(entry, stored.value)
  })
  for (const remembered of sorted.settled) add(work, remembered)
  for (const fresh of sorted.fresh) {
    if (work.signal?.aborted) return
    const page = await pageOf(reader, fresh, work.signal)
    const keysNow =
      page.document.url === null ? fresh.keys : [...new Set([...fresh.keys, addressKey(page.document.url)])]
    const entry = { keys: keysNow, content: fresh.content, article: null, pageTries: triesAfter(page, pageTries + 1) }
    // Nothing to show yet, and its page may answer later: it stays unknown, and is new again when the feed next changes.
    if (page.document.text === '' && page.failure?.isLasting === false) continue
    if (page.document.text === '') add(work, entry)
    else add(work, entry, makeArticle(page.document), page.failure !== null)
  }
  for (const changed of sorted.changed) await takeChange({ store, reader }, changed, work)
}

/** A new wording keeps the id and the address under which its article is stored. */
async function takeChange(
  { store, reader }: Pick<PollDeps, 'store' | 'reader'>,
  entry: ChangedEntry,
  work: Work,
): Promise<void> {
  if (work.signal?.aborted) return
  const { keys, content, known } = entry
  const stored = await store.articles.find(known.article)
  // Its article was old enough to be deleted: a new wording must not bring it back as news.
  if (stored === undefined) return add(work, { keys, content, article: known.article, pageTries: 0 })
  const page = await pageOf(reader, entry, work.signal)
  const remembered = { keys, content, article: known.article, pageTries: triesAfter(page, pageTries + 1) }
  // A teaser that changed says nothing of an article that was read whole.
  const isLess = page.document.text === '' || (page.document.isExcerpt && !stored.value.isExcerpt)
  if (isLess) add(work, remembered)
  else add(work, remembered, asStored(makeArticle(page.document), stored.value), page.failure !== null)
}

/** Tries pages again that could not be had with an earlier poll. */
async function retryPages({ store, reader }: PollDeps, feed: StoredFeed, work: Work): Promise<void> {
  const taken = new Set(work.entries.flatMap(({ remembered }) => remembered.keys))
  for (const { key, ...known } of await store.feeds.withoutPage(feed.id)) {
    if (work.signal?.aborted) return
    const stored = known.article === null ? undefined : await store.articles.find(known.article)
    if (taken.has(key)) continue
    if (stored === undefined) {
      add(work, { ...known, keys: [key], pageTries: 0 })
      continue
    }
    const page = await reader.readEntryPage(stored.value, work.signal)
    const entry = { ...known, keys: [key], pageTries: triesAfter(page, known.pageTries) }
    add(work, entry, page.failure === null ? asStored(makeArticle(page.document), stored.value) : null)
  }
}

function asStored(article: Article, stored: Article): Article {
  return { ...article, id: stored.id, url: stored.url }
}

// A feed that gives its articles whole spares their site the visit.
async function pageOf(reader: FeedReader, { entry }: KeyedEntry, signal?: AbortSignal): Promise<EntryPage> {
  return entry.isExcerpt && entry.url !== null
    ? reader.readEntryPage(entry, signal)
    : { document: entry, failure: null }
}

function triesAfter({ failure }: EntryPage, left: number): number {
  return failure === null || failure.isLasting ? 0 : Math.max(0, left - 1)
}

function stateAfter(
  { now, random }: PollDeps,
  feed: StoredFeed,
  answer: FeedAnswer & { kind: 'entries' | 'unchanged' },
): FeedState {
  const at = now()
  const head = answer.kind === 'entries' ? answer.feed : null
  const ttlSeconds = head === null ? feed.ttlSeconds : head.ttlSeconds
  return {
    url: answer.permanentUrl ?? feed.url,
    title: head?.title ?? feed.title,
    siteUrl: head?.url ?? feed.siteUrl,
    ttlSeconds,
    etag: answer.etag,
    lastModified: answer.lastModified,
    bodyHash: answer.bodyHash,
    polledAt: at.toISOString(),
    succeededAt: at.toISOString(),
    failures: 0,
    lastError: null,
    stopped: null,
    ...afterSuccess(at, { maxAgeSeconds: answer.maxAgeSeconds, ttlSeconds }, random()),
  }
}

function failedPoll(
  { now, random }: PollDeps,
  feed: StoredFeed,
  answer: FeedAnswer & { kind: 'gone' | 'failed' },
): FoundByPoll {
  const at = now()
  const failures = feed.failures + 1
  const retryAt = answer.kind === 'failed' ? answer.retryAt : null
  const { id: _, addedAt: __, ...before } = feed
  const state: FeedState = {
    ...before,
    polledAt: at.toISOString(),
    failures,
    lastError: answer.error,
    stopped: answer.kind === 'gone' ? answer.error.message : feed.stopped,
    ...afterFailure(at, failures, retryAt, random()),
  }
  return { feed, state, entries: [], excerpts: 0, error: answer.error }
}
