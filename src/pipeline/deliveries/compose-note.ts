import type { Delivery } from '../../domain/delivery.ts'
import type { Store } from '../../domain/store.ts'
import type { StoredArticle } from '../../domain/stored.ts'
import type { VersionComparison } from '../../domain/version-change.ts'
import { compareVersions } from '../../evidence/comparing/compare-versions.ts'
import { isMuted } from './known-in-channel.ts'

/** What a note tells: the article as it reads now, and what of it changed since it was shown. */
export type ComposedNote = { stored: StoredArticle; comparison: VersionComparison }

/** What is added to a story is told once a day; what is taken back is told at once. */
const updateRest = 24 * 3_600_000

/** The slot of a note: one for each version of an article and message under which it stands. */
export function noteSlot(article: string, version: number, place: string[]): string {
  return JSON.stringify(['note', article, version, ...place])
}

/** What is to be said under a message that showed an article before it changed; null where only its wording did, or enough was said today. */
export async function composeNote(store: Store, delivery: Delivery): Promise<ComposedNote | null> {
  const { platform, space, channel, under, slot, dueAt } = delivery
  const article: unknown = JSON.parse(slot)[1]
  if (under === null || typeof article !== 'string') return null
  const thread = await store.threads.find({ platform, space, channel, message: under })
  const [stored] = await store.articles.findMany([article])
  if (thread === undefined || stored === undefined) return null
  const shown = await shownVersion(store, delivery, article, thread.startedAt)
  if (shown === undefined || shown.version >= stored.version) return null
  if (isGrowing(shown) || isGrowing(stored) || isMuted(stored, await store.mutes.list(delivery))) return null
  const comparison = compareVersions({ ...shown.value, id: article }, { ...stored.value, id: article })
  if (comparison.verdict === 'none') return null
  const isRested = comparison.verdict === 'correction' || !(await wasToldToday(store, delivery, article, dueAt))
  return isRested ? { stored, comparison } : null
}

/** A part of an article that is read whole later, and a live blog: what is added there was to be expected. */
function isGrowing({ value }: StoredArticle): boolean {
  return value.isExcerpt || value.label === 'live-blog'
}

/** The version that those in the thread know: the one that it began with, or that a later note told of. */
async function shownVersion(store: Store, delivery: Delivery, article: string, startedAt: string) {
  const versions = await store.articles.versions(article)
  const told = (await notesUnder(store, delivery))
    .flatMap(({ articles }) => articles)
    .filter((one) => one.article === article)
    .map(({ version }) => version)
  const first = versions.filter(({ savedAt }) => savedAt <= startedAt).at(-1)
  const known = Math.max(first?.version ?? 0, ...told)
  return versions.find(({ version }) => version === known)
}

async function wasToldToday(store: Store, delivery: Delivery, article: string, at: string): Promise<boolean> {
  const story = (await store.stories.of([article])).get(article)
  const notes = (await notesUnder(store, delivery)).filter(
    ({ dueAt }) => Date.parse(dueAt) > Date.parse(at) - updateRest,
  )
  const told = notes.flatMap(({ articles }) => articles.map((one) => one.article))
  const stories = await store.stories.of(told)
  return told.some((one) => one === article || (story !== undefined && stories.get(one) === story))
}

/** Notes that stand, or may stand, under the same message. */
async function notesUnder(store: Store, { id, platform, space, channel, under }: Delivery): Promise<Delivery[]> {
  const filter = { limit: 50, kinds: ['note' as const], under: { platform, space, channel, message: under ?? '' } }
  const notes = await store.deliveries.list(filter)
  return notes.filter(
    (one) => one.id !== id && (one.stage === 'done' || one.stage === 'unsure' || one.posted.length > 0),
  )
}
