import { type EditorAct, withAct } from '../../domain/approval.ts'
import type { Delivery } from '../../domain/delivery.ts'
import type { ReviewChange } from '../../domain/delivery-store.ts'
import type { Clock } from '../../domain/ports.ts'
import type { Store } from '../../domain/store.ts'
import type { Subscription } from '../../domain/subscription.ts'
import { alertMs, isDigest, newestDigest } from './work-on-delivery.ts'

type Deps = { store: Store; now: Clock }
type Outcome = Omit<ReviewChange, 'review'> & { did: EditorAct['did'] }

/** More than this never wait at once. */
const looked = 10_000
/** What somebody showed to a channel is forgotten by then. */
const shownMs = 24 * 3_600_000

/**
 * Ends what waits for editors in vain: whose next digest is due, an alert after six hours, what somebody showed after a day, what nobody subscribes to any
 * more. What no longer needs approval goes out.
 */
export async function tendWaiting(deps: Deps): Promise<void> {
  const { store } = deps
  const waiting = await store.deliveries.list({ limit: looked, stages: ['waiting'] })
  if (waiting.length === 0) return
  const known: Known = {
    subscriptions: new Map((await store.subscriptions.list()).map((one) => [one.id, one])),
    approved: new Set((await store.approvals.list()).map(placeOf)),
  }
  for (const one of waiting) {
    const outcome = await outcomeOf(deps, known, one)
    if (outcome !== null) await settle(deps, one, outcome)
  }
}

/** Subscriptions by id, and the channels that want approval. */
type Known = { subscriptions: Map<string, Subscription>; approved: Set<string> }

function placeOf({ platform, space, channel }: Pick<Delivery, 'platform' | 'space' | 'channel'>): string {
  return JSON.stringify([platform, space, channel])
}

/** Ends the digests that still wait when a later one of their subscription is composed: it holds what they hold. */
export async function lapseOvertaken(deps: Deps, { id, subscription }: Delivery): Promise<void> {
  const filter = { limit: looked, stages: ['waiting' as const], subscription }
  const waiting = await deps.store.deliveries.list(filter)
  for (const one of waiting) if (isDigest(one.kind) && one.id !== id) await settle(deps, one, overtaken)
}

const overtaken: Outcome = {
  did: 'lapsed',
  stage: 'missed',
  articles: [],
  reply: null,
  problem: 'No editor approved it before the next one was due, which stands for it.',
}

async function outcomeOf(
  { store, now }: Deps,
  { subscriptions, approved }: Known,
  one: Delivery,
): Promise<Outcome | null> {
  const at = now()
  const age = at.getTime() - Date.parse(one.dueAt)
  const subscription = one.subscription === '' ? null : subscriptions.get(one.subscription)
  if (subscription === undefined) return ended('failed', 'The subscription was ended.')
  if (subscription?.paused) return ended('failed', `The subscription is paused. ${subscription.paused}`)
  if (!approved.has(placeOf(one)))
    return { did: 'freed', stage: 'posting', askedAt: at.toISOString(), tryAt: at.toISOString() }
  if (one.kind === 'alert' && age > alertMs)
    return { ...ended('quiet', 'No editor approved it within six hours, and it is no news any more.'), articles: [] }
  if (one.kind === 'shown' && age > shownMs) return ended('quiet', 'No editor approved it within a day.')
  if (isDigest(one.kind) && (await newestDigest(store, one.subscription)) !== one.id) return overtaken
  return null
}

function ended(stage: 'failed' | 'quiet', problem: string): Outcome {
  return { did: 'lapsed', stage, problem }
}

/** Where an editor was quicker, their word counts. */
async function settle({ store, now }: Deps, one: Delivery, { did, ...change }: Outcome): Promise<void> {
  if (one.review === null) return
  const at = now().toISOString()
  const review = withAct(one.review, { did, by: null, what: null, at })
  const endedAt = did === 'freed' ? {} : { endedAt: at }
  await store.deliveries.review(one.id, one.review.revision, { review, ...change, ...endedAt })
}
