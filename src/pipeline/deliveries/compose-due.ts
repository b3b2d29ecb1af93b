import type { Delivery } from '../../domain/delivery.ts'
import type { Store } from '../../domain/store.ts'
import type { StoredArticle, VersionRef } from '../../domain/stored.ts'
import type { Subscription } from '../../domain/subscription.ts'
import { analyzeStored } from '../brief-stored.ts'
import { composeDigest, type DigestDeps, type DigestStory } from '../compose-digest.ts'
import { isSameText, openingOf } from '../drop-copies.ts'
import { withoutKnown } from '../stories/brief-story.ts'
import { type KnownInChannel, knownInChannel } from './known-in-channel.ts'

/** What composing for a channel needs. */
export type ComposeDeps = Pick<DigestDeps, 'now' | 'writing'> & { store: Store }

/** What one delivery says: its stories, best first; what it shows, copies included; how many more fitted, or at least how many (`isCut`). */
export type ComposedDelivery = {
  /** null for an alert */
  since: string | null
  until: string
  stories: DigestStory[]
  articles: VersionRef[]
  left: number
  isCut: boolean
}

/** A channel reads five stories, not twenty. */
const storiesShown = 5

const hour = 3_600_000
/** A first digest looks back so far behind its subscription, and no further than a week. */
const firstWindow = 24 * hour
const longestFirstWindow = 7 * 24 * hour
/** An article may reach us so long after its date: feeds are slow, and some publish under yesterday's. */
const lateness = 48 * hour
/** One that changed is told again where it is no older than this. */
const changeWindow = 30 * 24 * hour
/** A text may become visible so long after the instant that it was stored under; what is shown already stays out by that. */
const commitTime = 5 * 60_000
/** The other outlets of a story that makes an alert wrote of it within this. */
const alertWindow = 24 * hour

/**
 * Composes what a channel gets: what came in since its subscription's last digest, by when it was stored, so that nothing falls between two; without what
 * stands in the channel already, unless it changed, and without what the channel has muted.
 */
export async function composeDue(
  deps: ComposeDeps,
  delivery: Delivery,
  { createdAt }: Subscription,
): Promise<ComposedDelivery> {
  const { store, now } = deps
  const until = now().toISOString()
  const told = (await store.deliveries.last(delivery.subscription))?.until ?? null
  // A clock that was ahead then must not hide what came since.
  const last = told === null ? null : earlier(told, until)
  const since = last ?? later(ago(createdAt, firstWindow), ago(until, longestFirstWindow))
  const knows = await knownInChannel(deps, delivery, delivery.id)
  const oldest = ago(since, lateness).slice(0, 19)
  const isNew = (stored: StoredArticle) => last === null || stored.sortedAt >= oldest || knows.isChanged(stored)
  const { stories, left, isCut } = await composeDigest(deps, delivery.topic, {
    limit: storiesShown,
    // Before the first digest it counts when something was published: a feed that was just added brings old news.
    ...(last === null ? { since } : { since: ago(since, changeWindow), savedSince: ago(last, commitTime) }),
    accept: (stored) => isNew(stored) && knows.accepts(stored),
    acceptStory: knows.acceptsStory,
    wantsStory: knows.wantsStory,
    isWanted: knows.isWanted,
  })
  const noted: DigestStory[] = []
  for (const story of stories) noted.push(await asNews(story, knows))
  return { since, until, stories: noted, articles: articlesOf(noted), left, isCut }
}

/** The one story of an alert, with everyone who carries it, or none where it was shown or muted meanwhile. */
export async function composeAlert(deps: ComposeDeps, delivery: Delivery, article: string): Promise<ComposedDelivery> {
  const { store, now } = deps
  const until = now().toISOString()
  const knows = await knownInChannel(deps, delivery, delivery.id)
  const [pressing] = await analyzeStored(store, await store.articles.findMany([article]))
  const none = { since: null, until, stories: [], articles: [], left: 0, isCut: false }
  if (pressing === undefined) return none
  const begins = openingOf(pressing)
  const { stories } = await composeDigest(deps, delivery.topic, {
    limit: 1,
    since: ago(delivery.dueAt, alertWindow),
    accept: knows.accepts,
    wantsStory: knows.wantsStory,
    isWanted: knows.isWanted,
    acceptStory: (story) =>
      knows.acceptsStory(story) &&
      ([story.stored.article, story.stored.repostOf].includes(article) || isSameText(begins, openingOf(story))),
  })
  return { ...none, stories, articles: articlesOf(stories) }
}

/** Says what those who read the channel need not read again. */
async function asNews(story: DigestStory, knows: KnownInChannel): Promise<DigestStory> {
  const { brief } = story
  if (knows.isChanged(story.stored))
    return { ...story, brief: { ...brief, notes: ['Changed since it was posted here.', ...brief.notes] } }
  return { ...story, brief: withoutKnown(brief, await knows.shownOf(story.story)) }
}

function articlesOf(stories: DigestStory[]): VersionRef[] {
  return stories.flatMap(({ stored: { article, version }, copies }) => [{ article, version }, ...copies])
}

function later(a: string, b: string): string {
  return a > b ? a : b
}

function earlier(a: string, b: string): string {
  return a < b ? a : b
}

function ago(at: string, ms: number): string {
  return new Date(Date.parse(at) - ms).toISOString()
}
