import type { Analysis } from '../domain/analysis.ts'
import type { Digest } from '../domain/digest.ts'
import type { Clock } from '../domain/ports.ts'
import type { Store } from '../domain/store.ts'
import type { StoredArticle } from '../domain/stored.ts'
import { type AnalyzedStory, analyzeStored, briefAnalyzed } from './brief-stored.ts'
import { dropCopies, type SingleStory, withElsewhere } from './drop-copies.ts'
import { parseTopic } from './search/parse-topic.ts'
import { searchArticles } from './search/search-articles.ts'

/** What composing needs. */
export interface DigestDeps {
  store: Pick<Store, 'articles' | 'analyses' | 'briefs' | 'search'>
  now: Clock
}

/** At most `limit` stories, of those since an instant (ISO 8601) or of all; `accept` leaves articles out before they are ranked, `acceptStory` stories. */
export interface DigestWindow {
  limit: number
  since: string | null
  accept?: (stored: StoredArticle) => boolean
  acceptStory?: (story: AnalyzedStory) => boolean
}

/** Looked at for each story shown: copies fall out, and figures can lift one. */
const lookedAt = 4
/** How much one key figure lifts a story, and how many count; how much another publisher that carries it does. */
const figureWorth = 0.05
const mostFigures = 4
const publisherWorth = 0.15
const mostPublishers = 6

/** A digest with what adapters need to lay it out: each brief's analysis and stored article. `left` fitted too, and is not in it. */
export interface ComposedDigest {
  digest: Digest
  stories: SingleStory[]
  left: number
}

/**
 * Composes what a digest on a topic would hold now: the stories that fit best, the newer and the weightier first (figures,
 * publishers), a text that several outlets carry once. `composeDigest(deps, 'immigration -sports', { limit: 5, since: null })`.
 * @throws AppError `usage` for a topic that cannot be read
 */
export async function composeDigest(
  { store, now }: DigestDeps,
  topic: string,
  { limit, since, accept = () => true, acceptStory = () => true }: DigestWindow,
): Promise<ComposedDigest> {
  const at = now().toISOString()
  const { found } = await searchArticles(store, parseTopic(topic), {
    limit: limit * lookedAt,
    at,
    ...(since === null ? {} : { since }),
  })
  const scores = new Map(found.map(({ article, score }) => [article, score]))
  const articles = await store.articles.findMany(found.map(({ article }) => article))
  const analyzed = (await analyzeStored(store, articles.filter(accept))).filter(acceptStory)
  const weight = ({ stored, analysis }: AnalyzedStory, publishers = 1) =>
    (scores.get(stored.article) ?? 0) *
    (1 + figureWorth * Math.min(keyFigures(analysis), mostFigures)) *
    (1 + publisherWorth * (Math.min(publishers, mostPublishers) - 1))
  const single = dropCopies(analyzed.toSorted((a, b) => weight(b) - weight(a)))
  const ranked = single.toSorted((a, b) => weight(b, b.publishers) - weight(a, a.publishers))
  // Briefs are made of what is shown alone: making one takes longer than everything before.
  const stories = (await briefAnalyzed(store, ranked.slice(0, limit))).map(withElsewhere)
  const notes = stories.length > 0 ? [] : [await nothingFound(store, topic, since)]
  const digest = { topic, since, stories: stories.map(({ brief }) => brief), notes }
  return { digest, stories, left: ranked.length - stories.length }
}

function keyFigures({ quantities }: Analysis): number {
  return quantities.filter(({ isKey }) => isKey).length
}

async function nothingFound(store: DigestDeps['store'], topic: string, since: string | null): Promise<string> {
  if ((await store.articles.count()) === 0) {
    return 'Nothing is stored yet. Follow a feed: npm run -s nutgraf -- feeds add https://…'
  }
  const when = since === null ? '' : ` since ${since.slice(0, 16).replace('T', ' ')}`
  return `No stored article is about ${topic}${when}. Try fewer or other words.`
}
