import type { PlannedDelivery } from '../../domain/delivery.ts'
import type { Subscription } from '../../domain/subscription.ts'
import { countKeyFigures, type RankedStory, rankStories } from '../compose-digest.ts'
import { parseTopic } from '../search/parse-topic.ts'
import { searchArticles } from '../search/search-articles.ts'
import type { ComposeDeps } from './compose-due.ts'
import { knownInChannel } from './known-in-channel.ts'

/** What finding alerts needs; `fault` is told what went wrong with one subscription while the others go on. */
export type AlertDeps = ComposeDeps & { newId: () => string; fault: (message: string, error: unknown) => void }

const hour = 3_600_000
/** Only what came in just now can be too pressing to wait. */
const freshMs = 3 * hour
/** What a story must weigh to be posted at once. */
const alertWeight = 3
const figureWeight = 0.25
const mostFigures = 4
/** The heaviest of so many articles is looked for: who ranks first by words need not be what everyone writes about. */
const looked = 120

/**
 * Puts stories that should not wait for the next digest into the ledger, for subscriptions that want alerts, at most so many a day as each allows. Resolves
 * to how many.
 */
export async function findAlerts(deps: AlertDeps): Promise<number> {
  const wanting = (await deps.store.subscriptions.list()).filter(({ alerts, paused }) => alerts > 0 && paused === null)
  let added = 0
  for (const subscription of wanting) {
    try {
      added += await alertsOf(deps, subscription)
    } catch (error) {
      deps.fault(`looking for alerts on “${subscription.topic}” (${subscription.id}) failed`, error)
    }
  }
  return added
}

/** How much a story weighs: an outlet counts one, a key figure a quarter. Three outlets, or two and four figures, make an alert. */
export function weightOf({ publishers, analysis }: Pick<RankedStory, 'publishers' | 'analysis'>): number {
  return publishers + figureWeight * Math.min(countKeyFigures(analysis), mostFigures)
}

async function alertsOf({ store, now, newId }: AlertDeps, subscription: Subscription): Promise<number> {
  const at = now()
  const ago = (ms: number) => new Date(at.getTime() - ms).toISOString()
  const { id, topic, alerts } = subscription
  const left = alerts - (await store.deliveries.alertsSince(id, ago(24 * hour)))
  if (left <= 0) return 0
  const fresh = await savedSince(store, topic, ago(freshMs))
  if (fresh.size === 0) return 0
  const knows = await knownInChannel({ store, now }, subscription)
  const { ranked } = await rankStories({ store, now }, topic, {
    limit: alerts,
    looked,
    since: ago(24 * hour),
    accept: knows.accepts,
    acceptStory: knows.acceptsStory,
    wantsStory: knows.wantsStory,
  })
  // Whichever of its copies came just now tells that it is going on.
  const pressing = ranked.filter(({ stored, copies }) => [stored, ...copies].some(({ article }) => fresh.has(article)))
  const heaviest = pressing.filter((story) => weightOf(story) >= alertWeight).sort((a, b) => weightOf(b) - weightOf(a))
  let added = 0
  for (const story of heaviest) {
    if (added >= left) break
    // That a story goes on is told by the next digest.
    if ((await knows.shownOf(story.story)).length > 0) continue
    if (await store.deliveries.add(alertOf(subscription, story, at.toISOString(), newId()))) added++
  }
  return added
}

async function savedSince(store: AlertDeps['store'], topic: string, instant: string): Promise<Set<string>> {
  const anyNumber = Number.POSITIVE_INFINITY
  const { found } = await searchArticles(store, parseTopic(topic), { limit: anyNumber, savedSince: instant, at: null })
  return new Set(found.map(({ article }) => article))
}

function alertOf(
  { id: subscription, platform, space, channel, topic }: Subscription,
  { stored }: Pick<RankedStory, 'stored'>,
  dueAt: string,
  id: string,
): PlannedDelivery {
  const place = { platform, space, channel, topic }
  return {
    id,
    subscription,
    ...place,
    kind: 'alert',
    slot: `alert ${stored.repostOf ?? stored.article}`,
    dueAt,
    under: null,
    missed: 0,
    problem: null,
    stage: 'due',
  }
}
