import type { Analysis } from '../domain/analysis.ts'
import type { Digest } from '../domain/digest.ts'
import type { Clock } from '../domain/ports.ts'
import type { Store } from '../domain/store.ts'
import type { StoredArticle } from '../domain/stored.ts'
import { type AnalyzedStory, analyzeStored, briefAnalyzed } from './brief-stored.ts'
import { type Copies, dropCopies, type SingleStory, withElsewhere } from './drop-copies.ts'
import { parseTopic } from './search/parse-topic.ts'
import { searchArticles } from './search/search-articles.ts'
import type { FoundArticle, SearchQuery } from './search/search-query.ts'

/** What composing needs. */
export interface DigestDeps {
  store: Pick<Store, 'articles' | 'analyses' | 'briefs' | 'search'>
  now: Clock
}

/**
 * At most `limit` stories, of those since an instant (ISO 8601) or of all; where `savedSince` is given, only what was stored since then. `accept` leaves
 * articles out, `acceptStory` stories: for each that is left out, one that ranks lower is looked at. Of at least `looked` articles the weight is
 * compared.
 */
export interface DigestWindow {
  limit: number
  since: string | null
  savedSince?: string
  looked?: number
  accept?: (stored: StoredArticle) => boolean
  acceptStory?: (story: AnalyzedStory) => boolean
}

/** Looked at for each story shown: copies fall out, and figures can lift one. */
const lookedAt = 4
/** So many articles are read at once. */
const batch = 20
/** A look at the index brings a few hundred; so many looks reach back, where almost everything is left out. */
const mostLooks = 8
/** How much one key figure lifts a story, and how many count; how much another publisher that carries it does. */
const figureWorth = 0.05
const mostFigures = 4
const publisherWorth = 0.15
const mostPublishers = 6

/**
 * A digest with what adapters need to lay it out: each brief's analysis and stored article. `left` fitted too, and is not in it; where
 * `isCut`, not everything that fits was looked at, and there may be more.
 */
export interface ComposedDigest {
  digest: Digest
  stories: SingleStory[]
  left: number
  isCut: boolean
}

/**
 * Composes what a digest on a topic would hold now: the stories that fit best, the newer and the weightier first (figures,
 * publishers), a text that several outlets carry once. `composeDigest(deps, 'immigration -sports', { limit: 5, since: null })`.
 * @throws AppError `usage` for a topic that cannot be read
 */
export async function composeDigest(
  { store, now }: DigestDeps,
  topic: string,
  window: DigestWindow,
): Promise<ComposedDigest> {
  const { limit, since } = window
  const { ranked, isCut } = await rankStories({ store, now }, topic, window)
  // Briefs are made of what is shown alone: making one takes longer than everything before.
  const stories = (await briefAnalyzed(store, ranked.slice(0, limit))).map(withElsewhere)
  const notes = stories.length > 0 ? [] : [await nothingFound(store, topic, since)]
  const digest = { topic, since, stories: stories.map(({ brief }) => brief), notes }
  return { digest, stories, left: ranked.length - stories.length, isCut }
}

/** Everything that was found to fit, best first, a text that several outlets carry once; without briefs. */
export async function rankStories(
  { store, now }: DigestDeps,
  topic: string,
  window: DigestWindow,
): Promise<{ ranked: (AnalyzedStory & Copies)[]; isCut: boolean }> {
  const { fitting, isCut } = await findFitting(store, parseTopic(topic), window, now().toISOString())
  const weight = ({ score, analysis }: FittingStory, publishers = 1) =>
    score *
    (1 + figureWorth * Math.min(countKeyFigures(analysis), mostFigures)) *
    (1 + publisherWorth * (Math.min(publishers, mostPublishers) - 1))
  const single = dropCopies(fitting.toSorted((a, b) => weight(b) - weight(a)))
  return { ranked: single.toSorted((a, b) => weight(b, b.publishers) - weight(a, a.publishers)), isCut }
}

type FittingStory = AnalyzedStory & { score: number }

/** Goes down the ranked articles, and back in time, until enough of them are accepted. */
async function findFitting(
  store: DigestDeps['store'],
  query: SearchQuery,
  { limit, since, savedSince, looked = limit * lookedAt, accept = () => true, acceptStory = () => true }: DigestWindow,
  at: string,
): Promise<{ fitting: FittingStory[]; isCut: boolean }> {
  const stretch = { ...(since === null ? {} : { since }), ...(savedSince === undefined ? {} : { savedSince }) }
  const fitting: FittingStory[] = []
  const seen = new Set<string>()
  let before: { before?: string } = {}
  for (let look = 0; look < mostLooks; look++) {
    const { found, hasOlder, oldest } = await searchArticles(store, query, {
      limit: Number.POSITIVE_INFINITY,
      at,
      ...stretch,
      ...before,
    })
    const fresh = found.filter(({ article }) => !seen.has(article))
    for (let from = 0; from < fresh.length; from += batch) {
      if (fitting.length >= looked && dropCopies(fitting).length >= limit) return { fitting, isCut: true }
      const some = fresh.slice(from, from + batch)
      for (const { article } of some) seen.add(article)
      fitting.push(...(await readFitting(store, some, accept)).filter(acceptStory))
    }
    if (!hasOlder || oldest === null) return { fitting, isCut: false }
    // Others of the same second may not have been among them.
    const next = fresh.length === 0 ? oldest : new Date(Date.parse(oldest) + 1000).toISOString()
    before = { before: next }
  }
  return { fitting, isCut: true }
}

async function readFitting(
  store: DigestDeps['store'],
  found: FoundArticle[],
  accept: (stored: StoredArticle) => boolean,
): Promise<FittingStory[]> {
  const scores = new Map(found.map(({ article, score }) => [article, score]))
  const articles = await store.articles.findMany(found.map(({ article }) => article))
  const analyzed = await analyzeStored(store, articles.filter(accept))
  return analyzed.map((story) => ({ ...story, score: scores.get(story.stored.article) ?? 0 }))
}

/** How many figures of a story are key ones. */
export function countKeyFigures({ quantities }: Analysis): number {
  return quantities.filter(({ isKey }) => isKey).length
}

async function nothingFound(store: DigestDeps['store'], topic: string, since: string | null): Promise<string> {
  if ((await store.articles.count()) === 0) {
    return 'Nothing is stored yet. Follow a feed: npm run -s nutgraf -- feeds add https://…'
  }
  const when = since === null ? '' : ` since ${since.slice(0, 16).replace('T', ' ')}`
  return `No stored article is about ${topic}${when}. Try fewer or other words.`
}
