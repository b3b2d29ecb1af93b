import type { PlannedDelivery } from '../../domain/delivery.ts'
import type { Subscription } from '../../domain/subscription.ts'
import { composeDigest } from '../compose-digest.ts'
import type { SingleStory } from '../drop-copies.ts'
import type { ComposeDeps } from './compose-due.ts'

/** What finding alerts needs. */
export type AlertDeps = ComposeDeps & { newId: () => string }

const hour = 3_600_000
/** Only what came in just now can be too pressing to wait. */
const freshMs = 3 * hour
/** What a story must weigh to be posted at once. */
const alertWeight = 3
const figureWeight = 0.25
const mostFigures = 4

/**
 * Puts stories that should not wait for the next digest into the ledger, for subscriptions that want alerts, at most so many a day as each allows. Resolves
 * to how many.
 */
export async function findAlerts(deps: AlertDeps): Promise<number> {
  const wanting = (await deps.store.subscriptions.list()).filter(({ alerts, paused }) => alerts > 0 && paused === null)
  let added = 0
  for (const subscription of wanting) added += await alertsOf(deps, subscription)
  return added
}

/** How much a story weighs: an outlet counts one, a key figure a quarter. Three outlets, or two and four figures, make an alert. */
export function weightOf({ publishers, brief }: Pick<SingleStory, 'publishers' | 'brief'>): number {
  return publishers + figureWeight * Math.min(brief.keyFigures.length, mostFigures)
}

async function alertsOf({ store, now, newId }: AlertDeps, subscription: Subscription): Promise<number> {
  const at = now()
  const ago = (ms: number) => new Date(at.getTime() - ms).toISOString()
  const left = subscription.alerts - (await store.deliveries.alertsSince(subscription.id, ago(24 * hour)))
  if (left <= 0) return 0
  const shown = await store.deliveries.shown(subscription, ago(60 * 24 * hour))
  const { stories } = await composeDigest({ store, now }, subscription.topic, {
    limit: left,
    since: ago(24 * hour),
    accept: ({ article, repostOf }) => !shown.has(article) && (repostOf === null || !shown.has(repostOf)),
  })
  let added = 0
  for (const story of stories) {
    // The newest of its copies tells that it is going on now.
    if (weightOf(story) < alertWeight || story.stored.savedAt < ago(freshMs)) continue
    if (await store.deliveries.add(alertOf(subscription, story, at.toISOString(), newId()))) added++
  }
  return added
}

function alertOf(
  { id: subscription, platform, space, channel, topic }: Subscription,
  { stored }: SingleStory,
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
    missed: 0,
    problem: null,
    stage: 'due',
  }
}
