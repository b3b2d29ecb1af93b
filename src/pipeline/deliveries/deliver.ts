import type { ChannelRef, Poster, PostOutcome, ReplyPartPost } from '../../domain/adapter.ts'
import type { Delivery, DeliveryChange } from '../../domain/delivery.ts'
import type { Reply } from '../../domain/reply.ts'
import type { Store } from '../../domain/store.ts'
import type { Subscription } from '../../domain/subscription.ts'
import { type ComposeDeps, type ComposedDelivery, composeAlert, composeDue } from './compose-due.ts'
import { nextTry } from './next-try.ts'

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
  /** `take` resolves when the platform takes one more scheduled post without holding up anything else; `rest` is told how long it wants none */
  pacer: { take: (platform: string) => Promise<void>; rest: (platform: string, ms: number) => void }
}

/** A row is held so long after each step; a process that dies in between loses it after that. */
const holdMs = 2 * 60_000

/** A post without an answer may still arrive for so long; only then its channel is looked at. */
const settleMs = 5_000

/** A platform that asks for so long a wait means everything that we post. */
const platformRestMs = 5_000

/** Thrown where another process has taken the row over: whatever it stands at is theirs. */
class LostHold extends Error {}

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
    else if (await isOvertaken(deps, claimed)) await work.end({ stage: 'missed', problem: overtaken })
    else await advance(deps, work, subscription, poster)
  } catch (error) {
    if (!(error instanceof LostHold)) throw error
  }
  return work.now()
}

const overtaken = 'It could not be posted before the next one was due, which stands for it.'

/** Whether nothing was done for it yet and a later slot of its subscription has come: that one holds what it would have held. */
async function isOvertaken({ store }: DeliverDeps, { id, subscription, stage, kind }: Delivery): Promise<boolean> {
  if (stage !== 'due' || kind === 'alert') return false
  const [newest] = (await store.deliveries.list({ limit: 12, subscription })).filter((one) => one.kind !== 'alert')
  return newest !== undefined && newest.id !== id
}

async function advance(deps: DeliverDeps, work: Work, subscription: Subscription, poster: Poster): Promise<void> {
  if (work.now().stage === 'due' && !(await compose(deps, work, subscription))) return
  const { reply } = work.now()
  if (reply === null) return work.fail('What it says is not stored. This is a fault of ours.')
  if (work.now().sending !== null && !(await trace(deps, work, poster, reply))) return
  for (let part = work.now().posted.length; part < poster.partsOf(reply); part++) {
    await deps.pacer.take(poster.platform)
    await work.save({ stage: 'posting', sending: { part, at: deps.now().toISOString() } })
    const outcome = await poster.postPart(work.now(), partOf(work.now(), reply, part))
    if (!(await settle(deps, work, subscription, poster, outcome))) return
  }
  const { platform, space, channel, posted } = work.now()
  await deps.begin(reply, { platform, space, channel, message: posted[0] ?? '' })
  await work.end({ stage: 'done', problem: null })
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
    await work.end({ stage: 'quiet', since, until, problem: 'There was nothing new.' })
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
  const unsent = { stage: posted.length === 0 ? 'composed' : 'posting', sending: null } as const
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
    case 'refused': {
      await work.fail(outcome.problem)
      await store.subscriptions.pause(subscription.id, outcome.problem)
      const { space, createdBy, topic, channel } = subscription
      await poster.tell({ space, user: createdBy, channel }, `The digest on “${topic}” is paused. ${outcome.problem}`)
      return false
    }
  }
}

function partOf({ id, posted }: Delivery, reply: Reply, part: number): ReplyPartPost {
  return { reply, part, mark: `${id}-${part}`, first: posted[0] ?? null }
}

type Work = ReturnType<typeof createWork>

/** One delivery in the hands of this process: its state, and the steps that write it. */
function createWork({ store, now, holder, random }: DeliverDeps, claimed: Delivery) {
  let one = claimed
  let noted: DeliveryChange = {}
  const write = async (change: DeliveryChange, until: string | null) => {
    const whole = { ...noted, ...change }
    if (!(await store.deliveries.update(one.id, holder, whole, until))) throw new LostHold()
    one = { ...one, ...whole }
    noted = {}
  }
  const end = (change: DeliveryChange) => write({ ...change, sending: null, endedAt: now().toISOString() }, null)
  return {
    now: () => one,
    /** Written together with the next step: what arrived, with what is sent next. Until then the part counts as being posted, and is looked for. */
    note(change: DeliveryChange) {
      noted = { ...noted, ...change }
      one = { ...one, ...change }
    },
    save: (change: DeliveryChange) => write(change, new Date(now().getTime() + holdMs).toISOString()),
    end,
    fail: (problem: string) => end({ stage: 'failed', problem }),
    waitUntil: (ms: number) => write({ tryAt: new Date(ms).toISOString() }, null),
    /** Tries again later, or gives up where the next digest of the subscription is due or a day went by. */
    async later(problem: string, retryMs?: number, change: DeliveryChange = {}) {
      const attempts = one.attempts + 1
      // An alert tells another story, and stands for nothing.
      const newer = (await store.deliveries.list({ limit: 12, subscription: one.subscription })).filter(
        ({ kind }) => kind !== 'alert',
      )
      const isSuperseded = one.kind !== 'alert' && newer[0] !== undefined && newer[0].id !== one.id
      const tryAt = nextTry({ dueAt: one.dueAt, attempts, isSuperseded, retryMs }, now(), random)
      // A part that may have arrived is looked for however long that takes.
      const isOpen = tryAt !== null || (one.sending !== null && change.sending !== null)
      if (!isOpen) return end({ stage: 'failed', problem: `Given up: ${problem}` })
      const at = tryAt ?? new Date(now().getTime() + 15 * 60_000)
      return write({ ...change, attempts, problem, tryAt: at.toISOString() }, null)
    },
  }
}
