import type { ChannelRef, Poster, PostOutcome, ReplyPartPost } from '../../domain/adapter.ts'
import type { Delivery, DeliveryChange } from '../../domain/delivery.ts'
import type { Reply } from '../../domain/reply.ts'
import type { Store } from '../../domain/store.ts'
import type { Subscription } from '../../domain/subscription.ts'
import { type ComposeDeps, type ComposedDelivery, composeAlert, composeDue } from './compose-due.ts'
import { createWork, isAskedFor, LostHold, newestDigest, settleMs, type Work } from './work-on-delivery.ts'

/** What delivering needs. */
export type DeliverDeps = ComposeDeps & {
  store: Store
  /** names this process in the ledger */
  holder: string
  random: () => number
  posters: Pick<ReadonlyMap<string, Poster>, 'get'>
  /** lays out what a delivery says and keeps it for its buttons; null where nothing is to be posted */
  write: (delivery: Delivery, subscription: Subscription, composed: ComposedDelivery) => Promise<Reply | null>
  /** begins the conversation under what was posted */
  begin: (reply: Reply, at: { platform: string } & ChannelRef & { message: string }) => Promise<void>
  /**
   * `take` resolves when the platform takes one more scheduled post without holding up anything else: to 0 when it is its turn, or at once to how long
   * (ms) the platform wants none, where that is too long to wait for; `rest` is told how long that is
   */
  pacer: { take: (platform: string) => Promise<number>; rest: (platform: string, ms: number) => void }
}

/** A text that waited so long is composed anew before it is posted. */
const staleMs = 60 * 60_000

/** A platform that asks for so long a wait means everything that we post. */
const platformRestMs = 5_000

/**
 * Takes a delivery that this process has claimed as far as it goes now, and resolves to how it stands then. Each part is written into the ledger
 * before it is sent, together with what arrived before it: each write is a trip to the disk. A part whose answer is lost, by a cut connection or a process that died, is looked for in its channel: it is posted again
 * only where it surely is not there, and where nobody can tell the delivery is unsure.
 */
export async function deliver(deps: DeliverDeps, claimed: Delivery): Promise<Delivery> {
  const work = createWork(deps, claimed)
  try {
    const subscription = await deps.store.subscriptions.find(claimed.subscription)
    const poster = deps.posters.get(claimed.platform)
    if (subscription === undefined) await work.fail('The subscription was ended.')
    else if (subscription.paused !== null) await work.fail(`The subscription is paused. ${subscription.paused}`)
    else if (poster === undefined)
      await work.later(`${claimed.platform} is not connected: its tokens are not set here.`)
    else if (await isOvertaken(deps, claimed)) await work.end(missedBecauseOf(claimed))
    else await advance(deps, work, subscription, poster)
  } catch (error) {
    if (error instanceof LostHold) return work.now()
    await work.faulted()
    throw error
  }
  return work.now()
}

/** Whether nothing of it was posted and a later slot of its subscription has come: that one holds what it would have held. */
async function isOvertaken({ store }: DeliverDeps, delivery: Delivery): Promise<boolean> {
  const { posted, sending, kind } = delivery
  if (posted.length > 0 || sending !== null || kind === 'alert' || isAskedFor(delivery)) return false
  return (await newestDigest(store, delivery.subscription)) !== delivery.id
}

function missedBecauseOf({ problem }: Delivery): DeliveryChange {
  const overtaken = 'It could not be posted before the next one was due, which stands for it.'
  return { stage: 'missed', articles: [], reply: null, problem: [overtaken, problem ?? ''].join(' ').trim() }
}

async function advance(deps: DeliverDeps, work: Work, subscription: Subscription, poster: Poster): Promise<void> {
  if ((await isToCompose(deps, work.now())) && !(await compose(deps, work, subscription))) return
  const { reply } = work.now()
  if (reply === null) return work.fail('What it says is not stored. This is a fault of ours.')
  if (work.now().sending !== null && !(await trace(deps, work, poster, reply))) return
  for (let part = work.now().posted.length; part < poster.partsOf(reply); part++) {
    const wait = await deps.pacer.take(poster.platform)
    if (wait > 0) return work.waitUntil(deps.now().getTime() + wait)
    await work.save({ stage: 'posting', sending: { part, at: deps.now().toISOString() } })
    const outcome = await poster.postPart(work.now(), partOf(work.now(), reply, part))
    if (!(await settle(deps, work, subscription, poster, outcome))) return
  }
  const { platform, space, channel, posted } = work.now()
  await deps.begin(reply, { platform, space, channel, message: posted[0] ?? '' })
  await work.end({ stage: 'done', problem: null })
}

/** What was composed and never sent is composed anew where it is no news any more, or the channel does not want some of it since. */
async function isToCompose({ store, now }: DeliverDeps, delivery: Delivery): Promise<boolean> {
  const { stage, posted, sending, until } = delivery
  if (stage === 'due') return true
  if (posted.length > 0 || sending !== null || until === null || isAskedFor(delivery)) return false
  if (now().getTime() - Date.parse(until) > staleMs) return true
  return (await store.mutes.list(delivery)).some(({ createdAt }) => createdAt > until)
}

/** False where there is nothing to post. */
async function compose(deps: DeliverDeps, work: Work, subscription: Subscription): Promise<boolean> {
  const delivery = work.now()
  const article = /^alert (?<article>.+)$/.exec(delivery.slot)?.groups?.['article']
  const composed =
    article === undefined ? await composeDue(deps, delivery, subscription) : await composeAlert(deps, delivery, article)
  const { since, until, articles } = composed
  const reply = await deps.write(delivery, subscription, composed)
  if (reply === null) {
    await work.end({ stage: 'quiet', since, until, articles: [], reply: null, problem: 'There was nothing new.' })
    return false
  }
  work.note({ stage: 'composed', since, until, articles, reply })
  return true
}

/** What became of the part that was being posted when nobody wrote it down. True where it goes on now. */
async function trace(deps: DeliverDeps, work: Work, poster: Poster, reply: Reply): Promise<boolean> {
  const { sending } = work.now()
  if (sending === null) return true
  const settledAt = Date.parse(sending.at) + settleMs
  if (deps.now().getTime() < settledAt) {
    await work.waitUntil(settledAt)
    return false
  }
  const found = await poster.findPart(work.now(), partOf(work.now(), reply, sending.part), sending.at)
  switch (found.kind) {
    case 'found':
      work.note({ posted: [...work.now().posted, found.message], sending: null, problem: null })
      return true
    case 'absent':
      work.note({ sending: null })
      return true
    case 'busy':
      await work.later(found.problem, found.retryMs)
      return false
    case 'unknown':
      await work.end({ stage: 'unsure', problem: found.problem })
      return false
  }
}

/** Writes down what became of a part. True where the next one follows. */
async function settle(
  { store, pacer }: DeliverDeps,
  work: Work,
  subscription: Subscription,
  poster: Poster,
  outcome: PostOutcome,
): Promise<boolean> {
  const { posted } = work.now()
  const unsent = { stage: posted.length === 0 && !work.isAsked ? 'composed' : 'posting', sending: null } as const
  switch (outcome.kind) {
    case 'posted':
      work.note({ posted: [...posted, outcome.message], sending: null, attempts: 0, problem: null })
      return true
    case 'busy':
      // A short wait is about this channel alone.
      if (outcome.retryMs >= platformRestMs) pacer.rest(poster.platform, outcome.retryMs)
      await work.later(outcome.problem, outcome.retryMs, unsent)
      return false
    case 'unready':
      await work.later(outcome.problem, undefined, unsent)
      return false
    case 'lost':
      // It stays marked as being posted, so the next try looks for it first.
      await work.later(outcome.problem, settleMs)
      return false
    case 'unfit':
    case 'refused': {
      await work.fail(outcome.problem)
      const isForGood = outcome.kind === 'refused'
      if (isForGood) await store.subscriptions.pause(subscription.id, outcome.problem)
      const { space, createdBy, topic, channel } = subscription
      const what = isForGood ? 'is paused' : 'could not be posted'
      await poster.tell({ space, user: createdBy, channel }, `The digest on “${topic}” ${what}. ${outcome.problem}`)
      return false
    }
  }
}

function partOf({ id, posted }: Delivery, reply: Reply, part: number): ReplyPartPost {
  return { reply, part, mark: `${id}-${part}`, first: posted[0] ?? null }
}
