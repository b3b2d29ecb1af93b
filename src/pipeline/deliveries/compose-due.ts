import type { Delivery, Mute } from '../../domain/delivery.ts'
import type { Store } from '../../domain/store.ts'
import type { StoredArticle, VersionRef } from '../../domain/stored.ts'
import type { Subscription } from '../../domain/subscription.ts'
import { type AnalyzedStory, analyzeStored, type BriefedStory, briefStored } from '../brief-stored.ts'
import { composeDigest, type DigestDeps } from '../compose-digest.ts'
import { isSameText, openingOf, type SingleStory } from '../drop-copies.ts'

/** What composing for a channel needs. */
export type ComposeDeps = Pick<DigestDeps, 'now'> & { store: Store }

/** What one delivery says: its stories, best first; what it shows, copies included; how many more fitted. */
export type ComposedDelivery = {
  /** null for an alert */
  since: string | null
  until: string
  stories: SingleStory[]
  articles: VersionRef[]
  left: number
}

/** A channel reads five stories, not twenty. */
const storiesShown = 5

const hour = 3_600_000
/** A first digest looks back so far behind its subscription, and no further than a week. */
const firstWindow = 24 * hour
const longestFirstWindow = 7 * 24 * hour
/** An article may reach us so long after its date: feeds are slow, and some publish under yesterday's. */
const lateness = 48 * hour
/** A text may become visible so long after the instant that it was stored under; what is shown already stays out by that. */
const commitTime = 5 * 60_000
/** What was shown in a channel is not shown again for so long; the same text under another address for three days. */
const shownWindow = 60 * 24 * hour
const alikeWindow = 72 * hour

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
  const last = (await store.deliveries.last(delivery.subscription))?.until ?? null
  const since = last ?? later(ago(createdAt, firstWindow), ago(until, longestFirstWindow))
  const knows = await knownIn(deps, delivery)
  const mutes = await store.mutes.list(delivery)
  // Before the first digest it counts when something was published: a feed that was just added brings old news.
  const isNew = (stored: StoredArticle) =>
    last === null ? stored.sortedAt >= since.slice(0, 19) : stored.savedAt > ago(last, commitTime)
  const { stories, left } = await composeDigest(deps, delivery.topic, {
    limit: storiesShown,
    since: ago(since, last === null ? 0 : lateness),
    accept: (stored) => isNew(stored) && !isMuted(stored, mutes) && knows.accepts(stored),
    acceptStory: knows.acceptsStory,
  })
  const told = stories.map((story) => (knows.isChanged(story.stored) ? withNote(story) : story))
  return { since, until, stories: told, articles: articlesOf(told), left }
}

/** The one story of an alert, or none where it was shown or muted meanwhile. */
export async function composeAlert(deps: ComposeDeps, delivery: Delivery, article: string): Promise<ComposedDelivery> {
  const { store, now } = deps
  const mutes = await store.mutes.list(delivery)
  const knows = await knownIn(deps, delivery)
  const found = (await store.articles.findMany([article])).filter((one) => !isMuted(one, mutes) && knows.accepts(one))
  const stories = (await briefStored(store, found)).map((story) => ({
    ...story,
    copies: [],
    elsewhere: [],
    publishers: 1,
  }))
  return { since: null, until: now().toISOString(), stories, articles: articlesOf(stories), left: 0 }
}

/** What a channel has seen, and how to tell. */
async function knownIn({ store, now }: ComposeDeps, channel: Delivery) {
  const at = now().toISOString()
  const shown = await store.deliveries.shown(channel, ago(at, shownWindow))
  const recent = [...(await store.deliveries.shown(channel, ago(at, alikeWindow))).keys()]
  const seen = (await analyzeStored(store, await store.articles.findMany(recent))).map(openingOf)
  const originals = new Set((await store.articles.findMany([...shown.keys()])).map(firstOf))
  const changed = await findChanged(store, shown)
  return {
    isChanged: ({ article }: StoredArticle) => changed.has(article),
    accepts: (stored: StoredArticle) =>
      changed.has(stored.article) || (!shown.has(stored.article) && !originals.has(firstOf(stored))),
    acceptsStory: (story: AnalyzedStory) =>
      changed.has(story.stored.article) || !seen.some((other) => isSameText(other, openingOf(story))),
  }
}

function firstOf({ article, repostOf }: StoredArticle): string {
  return repostOf ?? article
}

/** Those whose brief says something else than the one that was shown: a corrected comma is no news. */
async function findChanged(store: Store, shown: ReadonlyMap<string, number>): Promise<Set<string>> {
  const current = await store.articles.findMany([...shown.keys()])
  const changed = new Set<string>()
  for (const stored of current) {
    const version = shown.get(stored.article) ?? stored.version
    if (stored.version <= version) continue
    const before = (await store.articles.versions(stored.article)).find((one) => one.version === version)
    const [old, fresh] = await briefStored(store, before === undefined ? [stored] : [before, stored])
    if (old !== undefined && fresh !== undefined && gistOf(old) !== gistOf(fresh)) changed.add(stored.article)
  }
  return changed
}

function gistOf({ brief }: BriefedStory): string {
  const parts = [brief.title, ...brief.lines.map(({ text }) => text), ...brief.keyFigures.map(({ text }) => text)]
  return parts
    .map(
      (part) =>
        part
          .toLowerCase()
          .match(/[\p{L}\p{N}]+/gu)
          ?.join(' ') ?? '',
    )
    .join('\n')
}

function withNote(story: SingleStory): SingleStory {
  return { ...story, brief: { ...story.brief, notes: ['Changed since it was posted here.', ...story.brief.notes] } }
}

function isMuted(stored: StoredArticle, mutes: Mute[]): boolean {
  const { publisher, title, text } = stored.value
  return mutes.some(({ kind, value }) => {
    if (kind === 'publisher') return value.toLowerCase() === publisher?.toLowerCase()
    if (kind === 'story') return value === stored.article || value === stored.repostOf
    return holdsWord(`${title ?? ''}\n${text}`, value)
  })
}

/** Whole words only, as typed. */
function holdsWord(text: string, words: string): boolean {
  const pattern = words.trim().split(/\s+/).map(RegExp.escape).join('\\s+')
  return new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`, 'iu').test(text)
}

function articlesOf(stories: SingleStory[]): VersionRef[] {
  return stories.flatMap(({ stored: { article, version }, copies }) => [{ article, version }, ...copies])
}

function later(a: string, b: string): string {
  return a > b ? a : b
}

function ago(at: string, ms: number): string {
  return new Date(Date.parse(at) - ms).toISOString()
}
