import type { Digest } from '../domain/digest.ts'
import type { Clock } from '../domain/ports.ts'
import type { Store } from '../domain/store.ts'
import { type BriefedStory, briefStored } from './brief-stored.ts'
import { parseTopic } from './search/parse-topic.ts'
import { searchArticles } from './search/search-articles.ts'

/** What composing needs. */
export interface DigestDeps {
  store: Pick<Store, 'articles' | 'analyses' | 'briefs' | 'search'>
  now: Clock
}

/** At most `limit` stories, of those since an instant (ISO 8601) or of all. */
export interface DigestWindow {
  limit: number
  since: string | null
}

/** Looked at for each story shown: copies fall out, and figures can lift one. */
const lookedAt = 4
/** How much one key figure lifts a story, and how many count. */
const figureWorth = 0.05
const mostFigures = 4
/** Two articles that share more of their lines' words than this carry the same text. */
const sameText = 0.7

/** A digest with what adapters need to lay it out: each brief's analysis and stored article. */
export interface ComposedDigest {
  digest: Digest
  stories: BriefedStory[]
}

/**
 * Composes what a digest on a topic would hold now: the stories that fit best, the newer and the weightier first, a text
 * that several outlets carry once. `composeDigest(deps, 'immigration -sports', { limit: 5, since: null })`.
 * @throws AppError `usage` for a topic that cannot be read
 */
export async function composeDigest(
  { store, now }: DigestDeps,
  topic: string,
  { limit, since }: DigestWindow,
): Promise<ComposedDigest> {
  const at = now().toISOString()
  const { found } = await searchArticles(store, parseTopic(topic), {
    limit: limit * lookedAt,
    at,
    ...(since === null ? {} : { since }),
  })
  const scores = new Map(found.map(({ article, score }) => [article, score]))
  const briefed = await briefStored(store, await store.articles.findMany(found.map(({ article }) => article)))
  const weight = ({ stored, brief }: BriefedStory) =>
    (scores.get(stored.article) ?? 0) * (1 + figureWorth * Math.min(brief.keyFigures.length, mostFigures))
  const ranked = briefed.toSorted((a, b) => weight(b) - weight(a))
  const stories = withoutCopies(ranked).slice(0, limit)
  const notes = stories.length > 0 ? [] : [await nothingFound(store, topic, since)]
  return { digest: { topic, since, stories: stories.map(({ brief }) => brief), notes }, stories }
}

async function nothingFound(store: DigestDeps['store'], topic: string, since: string | null): Promise<string> {
  if ((await store.articles.count()) === 0) {
    return 'Nothing is stored yet. Store articles first: npm run -s nutgraf -- ingest FILE'
  }
  const when = since === null ? '' : ` since ${since.slice(0, 16).replace('T', ' ')}`
  return `No stored article is about ${topic}${when}. Try fewer or other words.`
}

// The first of several copies stays, and says who else carries the text. Reposts are known from the whole texts; the lines
// also tell of copies that are cut down or rewritten around them.
function withoutCopies(stories: BriefedStory[]): BriefedStory[] {
  const kept: { story: BriefedStory; first: string; words: Set<string>; others: string[] }[] = []
  for (const story of stories) {
    const words = wordsOf(story)
    const first = story.stored.repostOf ?? story.stored.article
    const same = kept.find((other) => other.first === first || shared(words, other.words) > sameText)
    if (!same) kept.push({ story, first, words, others: [] })
    else if (same.story.stored.value.origin !== null && story.stored.value.origin === null) {
      // Who wrote it is shown, whoever ranked first.
      same.others.push(publisherOf(same.story))
      same.story = story
    } else same.others.push(publisherOf(story))
  }
  return kept.map(({ story, others }) => {
    // A publisher's other address for its own story tells a reader nothing.
    const elsewhere = [...new Set(others)].filter((name) => name !== story.stored.value.publisher)
    if (elsewhere.length === 0) return story
    const note = `The same text also stands in: ${elsewhere.join(', ')}.`
    return { ...story, brief: { ...story.brief, notes: [...story.brief.notes, note] } }
  })
}

function publisherOf({ stored }: BriefedStory): string {
  return stored.value.publisher ?? 'another publisher'
}

function wordsOf({ brief }: BriefedStory): Set<string> {
  return new Set(brief.lines.flatMap(({ text }) => text.toLowerCase().match(/[\p{L}\d]{3,}/gu) ?? []))
}

function shared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let count = 0
  for (const word of a) if (b.has(word)) count++
  return count / Math.max(1, a.size + b.size - count)
}
