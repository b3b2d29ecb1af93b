import type { Brief } from '../../src/domain/brief.ts'
import type { DeliveryStage } from '../../src/domain/delivery.ts'
import type { Store } from '../../src/domain/store.ts'
import type { GivenReply, VersionRef } from '../../src/domain/stored.ts'
import { plannedOf, subscriptionOf } from './sample-delivery.ts'

/** A reply that was given in a channel. */
export function replyOf(id: string, other: Partial<GivenReply> = {}): GivenReply {
  const place = { platform: 'slack', space: 'T1', channel: 'C1' }
  const reply = { id, heading: 'Ferry', cards: [], notes: [], actions: [] }
  return {
    id,
    ...place,
    user: 'U1',
    asked: '/brief ferry',
    reply,
    lines: [],
    evidence: null,
    articles: ['a'],
    at: '2026-03-01T00:00:00.000Z',
    ...other,
  }
}

/** A brief of one line. */
export function briefOf(id: string, text = 'The harbor is closed.'): Brief {
  const evidence = [{ article: 'a', start: 0, end: text.length, text }]
  return {
    id,
    title: 'Harbor',
    articles: [],
    writtenBy: { kind: 'extracted', model: null, promptHash: null },
    unwritten: null,
    lines: [{ text, evidence, attribution: null }],
    others: [],
    keyFigures: [],
    caveats: [],
    checked: { kept: 1, dropped: 0, sentences: 1 },
    notes: [],
  }
}

/** Puts a delivery into the ledger that ended at an instant and shows articles. */
export async function deliver(
  store: Store,
  id: string,
  endedAt: string,
  other: {
    subscription?: string
    space?: string
    stage?: DeliveryStage
    kind?: 'alert'
    articles?: VersionRef[]
    posted?: string[]
  } = {},
): Promise<void> {
  const { articles = [], posted = [], stage = 'done', ...planned } = other
  await store.deliveries.add(plannedOf(id, { dueAt: endedAt, ...planned }))
  const until = new Date(Date.parse(endedAt) + 60_000).toISOString()
  await store.deliveries.claim('p', { at: endedAt, until, limit: 100 })
  await store.deliveries.update(id, 'p', { stage, articles, posted, until: endedAt, endedAt }, null)
}

/** Puts one of everything that a workspace can have into a store, under a name that begins its ids. */
export async function fillSpace(store: Store, space: string, at: string): Promise<void> {
  await store.subscriptions.save(subscriptionOf(`${space}-s`, { space }))
  await deliver(store, `${space}-d`, at, {
    space,
    subscription: `${space}-s`,
    articles: [{ article: 'a', version: 1 }],
    posted: ['1.1'],
  })
  await store.deliveries.add(plannedOf(`${space}-open`, { space, subscription: `${space}-s`, slot: 'next' }))
  const place = { platform: 'slack', space, channel: 'C1' }
  const made = { createdBy: 'U1', createdAt: at }
  await store.mutes.add({ ...place, kind: 'word', value: 'golf', label: 'golf', ...made })
  await store.mutes.add({ ...place, kind: 'publisher', value: 'Gazette', label: 'Gazette', ...made })
  await store.approvals.set({ ...place, name: 'news', editors: 'C9', setBy: 'U1', setAt: at })
  await store.deliveries.retract(`${space}-d`, { by: 'Ana', user: 'U1', note: null, at })
  await store.replies.save(replyOf(`${space}-r`, { space, at }))
  const report = { ...place, user: 'U1', fault: 'other', note: 'odd', at } as const
  await store.replies.saveReport({ id: `${space}-p`, reply: `${space}-r`, ...report })
  await store.threads.addTurns({ ...place, message: '1.1' }, [{ by: 'reader', text: 'why?', articles: [] }])
  await store.changes.add({ at, platform: 'slack', space, user: 'U1', what: 'added a feed' })
}
