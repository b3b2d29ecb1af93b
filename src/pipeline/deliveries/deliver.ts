import type { ChannelRef, Poster, PostOutcome, ReplyPartPost } from '../../domain/adapter.ts'
import { type Delivery, type DeliveryChange, isForApproval } from '../../domain/delivery.ts'
import type { Reply } from '../../domain/reply.ts'
import type { Subscription } from '../../domain/subscription.ts'
import { type ComposingDeps, composeDelivery } from './compose-delivery.ts'
import { tellOfDraft, waitsForEditors } from './wait-for-editors.ts'
import { alertMs, createWork, isDigest, LostHold, newestDigest, settleMs, type Work } from './work-on-delivery.ts'

/** What delivering needs. */
export type DeliverDeps = ComposingDeps & {
  /** names this process in the ledger */
  holder: string
  random: () => number
  posters: Pick<ReadonlyMap<string, Poster>, 'get'>
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

const unreadable = 'What it says cannot be read from the store. This is a fault of ours.'
/** So far ahead our clock was, where what it wrote lies in time to come. */
const clockOffMs = 5 * 60_000

/**
 * Takes a delivery that this process has claimed as far as it goes now, and resolves to how it stands then. Each part is written into the ledger
 * before it is sent, together with what arrived before it: each write is a trip to the disk. A part whose answer is lost, by a cut connection or a process that died, is looked for in its channel: it is posted again
 * only where it surely is not there, and where nobody can tell the delivery is unsure.
 */
export async function deliver(deps: DeliverDeps, claimed: Delivery): Promise<Delivery> {
  const work = createWork(deps, claimed)
  try {
    const isFree = claimed.subscription === ''
    const subscription = isFree ? null : await deps.store.subscriptions.find(claimed.subscription)
    const poster = deps.posters.get(claimed.platform)
    const refusal = subscription === undefined ? 'The subscription was ended.' : pausedText(subscription)
    if (refusal !== null) await endRefused(work, refusal)
    else if (poster === undefined)
      await work.later(`${claimed.platform} is not connected: its tokens are not set here.`)
    else await advance(deps, work, subscription ?? null, poster)
  } catch (error) {
    if (error instanceof LostHold) return work.now()
    await work.faulted()
    throw error
  }
  return work.now()
}

function pausedText(subscription: Subscription | null): string | null {
  return subscription?.paused ? `The subscription is paused. ${subscription.paused}` : null
}

/** What may stand there already is not forgotten with its subscription. */
async function endRefused(work: Work, problem: string): Promise<void> {
  if (work.now().sending === null) await work.fail(problem)
  else await work.end({ stage: 'unsure', problem: `${problem} Its last part may have arrived.` })
}

/** Whether nothing of it was posted and a later slot of its subscription has come: that one holds what it would have held. */
async function isOvertaken({ store }: DeliverDeps, delivery: Delivery): Promise<boolean> {
  const { posted, kind, askedAt } = delivery
  if (posted.length > 0 || !isDigest(kind) || askedAt !== null) return false
  return (await newestDigest(store, delivery.subscription)) !== delivery.id
}

function missedBecauseOf({ problem }: Delivery): DeliveryChange {
  const overtaken = 'It could not be posted before the next one was due, which stands for it.'
  return { stage: 'missed', articles: [], reply: null, problem: [overtaken, problem ?? ''].join(' ').trim() }
}

async function advance(
  deps: DeliverDeps,
  work: Work,
  subscription: Subscription | null,
  poster: Poster,
): Promise<void> {
  // What may stand there comes first: only then it can be told what is still to be said.
  if (work.now().sending !== null && !(await trace(deps, work, poster))) return
  if (await isOvertaken(deps, work.now())) return work.end(missedBecauseOf(work.now()))
  if (isOldAlert(deps, work.now()))
    return work.end({ stage: 'quiet', articles: [], problem: 'It was no news any more.' })
  if ((await isToCompose(deps, work.now())) && !(await composeDelivery(deps, work, subscription))) return
  if (await waitsForEditors(deps, work)) return
  const { reply } = work.now()
  if (reply === null) return work.fail(unreadable)
  for (let part = work.now().posted.length; part < poster.partsOf(reply); part++) {
    const wait = await deps.pacer.take(poster.platform)
    if (wait > 0) return work.waitUntil(deps.now().getTime() + wait)
    await work.save({ stage: 'posting', sending: { part, at: deps.now().toISOString() } })
    const outcome = await poster.postPart(work.now(), partOf(work.now(), reply, part))
    if (!(await settle(deps, work, subscription, poster, outcome))) return
  }
  const { platform, space, channel, posted, kind, under } = work.now()
  if (isForApproval(kind)) await deps.begin(reply, { platform, space, channel, message: under ?? posted[0] ?? '' })
  await work.end({ stage: 'done', problem: null })
}

/** What was composed and never sent is composed anew where it is no news any more, or the channel does not want some of it since. */
async function isToCompose({ store, now }: DeliverDeps, delivery: Delivery): Promise<boolean> {
  const { stage, posted, until, askedAt } = delivery
  if (stage === 'due') return true
  if (posted.length > 0 || until === null || askedAt !== null) return false
  if (now().getTime() - Date.parse(until) > staleMs) return true
  return (await store.mutes.list(delivery)).some(({ createdAt }) => createdAt > until)
}

function isOldAlert({ now }: DeliverDeps, { kind, posted, dueAt, askedAt }: Delivery): boolean {
  return kind === 'alert' && posted.length === 0 && askedAt === null && now().getTime() - Date.parse(dueAt) > alertMs
}

/** What became of the part that was being posted when nobody wrote it down. True where it goes on now. */
async function trace(deps: DeliverDeps, work: Work, poster: Poster): Promise<boolean> {
  const { sending, reply, posted, askedAt } = work.now()
  if (sending === null) return true
  if (reply === null) {
    await work.end({ stage: 'unsure', problem: unreadable })
    return false
  }
  const at = deps.now().getTime()
  // A clock that was ahead when it was sent, and was set back since, tells nothing of when that was.
  const isClockOff = Date.parse(sending.at) - at > clockOffMs
  const settledAt = Math.min(Date.parse(sending.at), at) + settleMs
  if (at < settledAt && !isClockOff) {
    await work.waitUntil(settledAt)
    return false
  }
  const since = new Date(Math.min(Date.parse(sending.at), at)).toISOString()
  const found = await poster.findPart(work.now(), partOf(work.now(), reply, sending.part), since)
  switch (found.kind) {
    case 'found':
      work.note({ posted: [...posted, found.message], sending: null, problem: null })
      return true
    case 'absent':
      if (isClockOff) {
        await work.end({ stage: 'unsure', problem: 'The clock was set back since it was sent, so nobody can tell.' })
        return false
      }
      // Nothing of it was seen by anybody: what it says may be composed anew.
      work.note({ sending: null, stage: posted.length === 0 && askedAt === null ? 'composed' : 'posting' })
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
  subscription: Subscription | null,
  poster: Poster,
  outcome: PostOutcome,
): Promise<boolean> {
  const { posted, askedAt } = work.now()
  const unsent = { stage: posted.length === 0 && askedAt === null ? 'composed' : 'posting', sending: null } as const
  switch (outcome.kind) {
    case 'posted':
      work.note({ posted: [...posted, outcome.message], sending: null, attempts: 0, problem: null })
      return true
    case 'busy':
      if (outcome.isEverywhere) pacer.rest(poster.platform, outcome.retryMs)
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
      await tellOfDraft({ store, poster }, work.now(), outcome.problem)
      // Whoever was shown something did not ask for word of it.
      if (subscription === null) return false
      if (isForGood) await store.subscriptions.pause(subscription.id, outcome.problem)
      const { space, createdBy, topic, channel } = subscription
      const what = isForGood ? 'is paused' : 'could not be posted'
      await poster.tell({ space, user: createdBy, channel }, `The digest on “${topic}” ${what}. ${outcome.problem}`)
      return false
    }
  }
}

function partOf({ id, posted, under }: Delivery, reply: Reply, part: number): ReplyPartPost {
  return { reply, part, mark: `${id}-${part}`, first: under ?? posted[0] ?? null }
}
