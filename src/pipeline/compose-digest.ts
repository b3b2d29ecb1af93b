import type { Analysis } from '../domain/analysis.ts'
import type { Digest } from '../domain/digest.ts'
import type { Clock } from '../domain/ports.ts'
import type { Store } from '../domain/store.ts'
import type { StoredArticle } from '../domain/stored.ts'
import { type AnalyzedStory, analyzeStored, type BriefedStory } from './brief-stored.ts'
import { type Copies, dropCopies, withElsewhere } from './drop-copies.ts'
import { parseTopic } from './search/parse-topic.ts'
import { searchArticles } from './search/search-articles.ts'
import type { FoundArticle, SearchQuery } from './search/search-query.ts'
import { briefStory, type StoryBrief } from './stories/brief-story.ts'
import { deskOf } from './stories/find-origins.ts'
import { type Writing, writeBriefs } from './writing/write-briefs.ts'

/** What composing needs. */
export interface DigestDeps {
  store: Pick<Store, 'articles' | 'analyses' | 'briefs' | 'search' | 'stories'>
  now: Clock
  /** has a model write the briefs; null or left out where none is set */
  writing?: Writing | null
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
  /** leaves whole stories out, by id */
  wantsStory?: (story: string) => boolean
  /** leaves articles out of what is told beside a story that is shown: its other outlets */
  isWanted?: (stored: StoredArticle) => boolean
}

/** Looked at for each story shown: copies fall out, and figures can lift one. */
const lookedAt = 4
/** So many articles are read at once. */
const batch = 20
/** A look at the index brings a few hundred; so many looks reach back, where almost everything is left out. */
const mostLooks = 8
/** How much one key figure lifts a story, and how many count; how many count. */
const figureWorth = 0.05
const mostFigures = 4
/** How much another desk that reports it lifts a story, and another that carries the same text; how many count. */
const deskWorth = 0.15
const publisherWorth = 0.05
const mostPublishers = 6
/** Of a story so many of the newest articles are looked at. */
const mostMembers = 12

/**
 * A digest with what adapters need to lay it out: each brief's analysis and stored article. `left` fitted too, and is not in it; where
 * `isCut`, not everything that fits was looked at, and there may be more.
 */
export interface ComposedDigest {
  digest: Digest
  stories: DigestStory[]
  left: number
  isCut: boolean
}

/**
 * Composes what a digest on a topic would hold now: the stories that fit best, the newer and the weightier first (figures,
 * publishers), a text that several outlets carry once. `composeDigest(deps, 'immigration -sports', { limit: 5, since: null })`.
 * @throws AppError `usage` for a topic that cannot be read
 */
export async function composeDigest(deps: DigestDeps, topic: string, window: DigestWindow): Promise<ComposedDigest> {
  const { store, now } = deps
  const { limit, since, isWanted = () => true } = window
  const { ranked, isCut } = await rankStories({ store, now }, topic, window)
  // Briefs are made of what is shown alone: making one takes longer than everything before.
  const briefed = await writeBriefs(deps, ranked.slice(0, limit))
  const stories: DigestStory[] = []
  for (const one of briefed) stories.push(await withOthers(store, one, isWanted))
  const notes = stories.length > 0 ? [] : [await nothingFound(store, topic, since)]
  const digest = { topic, since, stories: stories.map(({ brief }) => brief), notes }
  return { digest, stories, left: ranked.length - stories.length, isCut }
}

/** A story of a digest: the article that leads it, everyone who carries its text or reports it, and how many desks do. */
export type RankedStory = AnalyzedStory & Copies & { story: string; desks: number }

/** The same with its brief, which speaks for all of them. */
export type DigestStory = RankedStory & StoryBrief

/** Everything that was found to fit, by story, best first: a text that several outlets carry once, and an event once; without briefs. */
export async function rankStories(
  { store, now }: DigestDeps,
  topic: string,
  window: DigestWindow,
): Promise<{ ranked: RankedStory[]; isCut: boolean }> {
  const { fitting, isCut } = await findFitting(store, parseTopic(topic), window, now().toISOString())
  const weight = ({ score, analysis }: FittingStory) =>
    score * (1 + figureWorth * Math.min(countKeyFigures(analysis), mostFigures))
  const single = dropCopies(fitting.toSorted((a, b) => weight(b) - weight(a)))
  const known = await store.stories.of(single.map(({ stored }) => stored.article))
  const byStory = Map.groupBy(single, ({ stored }) => known.get(stored.article) ?? stored.article)
  const { wantsStory = () => true } = window
  const wanted = [...byStory].filter(([story]) => wantsStory(story))
  const stories = wanted.map(([story, members]) => joined(story, members))
  const lift = ({ desks, publishers }: RankedStory) => {
    const [many, all] = [Math.min(desks, mostPublishers), Math.min(Math.max(publishers, desks), mostPublishers)]
    return 1 + deskWorth * (many - 1) + publisherWorth * (all - many)
  }
  return { ranked: stories.toSorted((a, b) => weight(b) * lift(b) - weight(a) * lift(a)), isCut }
}

/** What ranks first leads, or a later report of its desk, which knows more; the others are told beside it. */
function joined<Story extends FittingStory & Copies>(story: string, members: Story[]): Story & RankedStory {
  const [first] = members
  if (first === undefined) throw new Error('a story has no article')
  const desk = deskOf(first)
  const later = members.filter((one) => desk !== null && deskOf(one) === desk)
  const lead = later.reduce((a, b) => (b.stored.sortedAt > a.stored.sortedAt ? b : a), first)
  const others = members.filter((one) => one !== lead)
  const copies = [
    ...lead.copies,
    ...others.flatMap(({ stored: { article, version }, copies: same }) => [{ article, version }, ...same]),
  ]
  const desks = new Set(members.map(deskOf)).size
  const publishers = desks + members.reduce((sum, one) => sum + one.publishers - 1, 0)
  return { ...lead, story, copies, desks, publishers }
}

/** Makes the brief speak for the story: for the copies of one text, or for all of its articles, whether they fit the topic or not. */
async function withOthers(
  store: DigestDeps['store'],
  one: RankedStory & BriefedStory,
  isWanted: (stored: StoredArticle) => boolean,
): Promise<DigestStory> {
  const members = (await store.stories.members([one.story])).get(one.story) ?? []
  const ids = [...new Set([...one.copies.map(({ article }) => article), ...members.slice(0, mostMembers)])]
  const found = (await store.articles.findMany(ids)).filter(({ article }) => article !== one.stored.article)
  const others = await analyzeStored(store, found.filter(isWanted))
  const story = await briefStory(store, withElsewhere(one), others)
  // What does not fit the topic and is only counted was not read by anybody.
  const beside = story.others.map(({ stored: { article, version } }) => ({ article, version }))
  const copies = [...new Map([...one.copies, ...beside].map((ref) => [ref.article, ref])).values()]
  return { ...one, ...story, copies }
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
