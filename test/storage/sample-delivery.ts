import { draftReply } from '../../src/chat/draft-reply.ts'
import type { Delivery, PlannedDelivery } from '../../src/domain/delivery.ts'
import type { SlotPlan } from '../../src/domain/delivery-store.ts'
import type { Reply } from '../../src/domain/reply.ts'
import type { Store } from '../../src/domain/store.ts'
import type { Subscription } from '../../src/domain/subscription.ts'

/** A subscription of a channel, as a test needs it. */
export function subscriptionOf(id: string, other: Partial<Subscription> = {}): Subscription {
  return {
    id,
    platform: 'slack',
    space: 'T1',
    channel: 'C1',
    topic: 'ferry',
    schedule: { days: ['mon', 'tue'], times: ['08:00'], zone: 'UTC' },
    alerts: 0,
    quietDays: 'nothing',
    createdBy: 'U1',
    createdAt: '2026-03-01T00:00:00.000Z',
    paused: null,
    nextAt: null,
    ...other,
  }
}

/** A delivery that was due at seven, with its id as its slot. */
export function plannedOf(id: string, other: Partial<PlannedDelivery> = {}): PlannedDelivery {
  return {
    id,
    subscription: 'ferry',
    platform: 'slack',
    space: 'T1',
    channel: 'C1',
    topic: 'ferry',
    kind: 'digest',
    slot: id,
    dueAt: '2026-03-02T07:00:00.000Z',
    under: null,
    missed: 0,
    problem: null,
    stage: 'due',
    ...other,
  }
}

/** What the ledger gives for a planned delivery that nothing was done with. */
export function untouched(planned: PlannedDelivery): Delivery {
  const untold = { since: null, until: null, reply: null, articles: [], posted: [], sending: null, askedAt: null }
  return { ...planned, ...untold, attempts: 0, tryAt: planned.dueAt, endedAt: null, review: null, retracted: null }
}

/** A plan that moves a subscription from one slot to another. */
export function planOf(subscription: string, from: string | null, to: string, deliveries: PlannedDelivery[]): SlotPlan {
  return { subscription, from, to, deliveries: deliveries.map((one) => ({ ...one, subscription })) }
}

/** Claims what is to be tried by an instant for two minutes, and gives the ids. */
export async function claimIds(store: Store, holder: string, at: string, limit = 10): Promise<string[]> {
  const until = new Date(Date.parse(at) + 120_000).toISOString()
  return (await store.deliveries.claim(holder, { at, until, limit })).map(({ id }) => id)
}

/** What editors see of a reply that waits, in a channel and from an editor with odd names. */
export function oddDraft(reply: Reply): Reply {
  const what = reply.cards[0]?.title ?? ''
  const acts = [{ did: 'left-out', by: '<@U0ANA> *Ana* @everyone', what, at: '2026-03-02T07:00:00.000Z' } as const]
  const review = { editors: 'C9', name: '<!channel> `x`', revision: 2, acts }
  return draftReply({ ...untouched(plannedOf('d'.repeat(16))), stage: 'waiting', reply, review })
}
