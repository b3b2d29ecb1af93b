import type { PlannedDelivery } from '../../domain/delivery.ts'
import type { SlotPlan } from '../../domain/delivery-store.ts'
import type { Store } from '../../domain/store.ts'
import type { Schedule, Subscription } from '../../domain/subscription.ts'
import { describeSlot } from '../subscriptions/describe-schedule.ts'
import { nextSlots, type Slot } from '../subscriptions/next-slots.ts'

/** What planning needs. `newId` makes an id that was never given; `fault` is told of a schedule that cannot be computed. */
export type PlanDeps = {
  store: Pick<Store, 'subscriptions' | 'deliveries'>
  newId: () => string
  fault: (message: string, error: unknown) => void
}

/** A digest that is later than this says so. */
const punctualMs = 60 * 60_000

/** Subscriptions are looked at so many at a time, each batch in one transaction. */
const batch = 200

/** A schedule has at most eight slots a day; what went by longer ago than this many is not listed one by one. */
const mostMissed = 8 * 31

/**
 * Puts every slot that has come by an instant (ISO 8601 UTC) into the ledger, each once, however often and by however many processes it is called. Of several
 * that went by the newest is to be delivered and stands for the others, which are kept as missed. A subscription whose schedule cannot be computed (a time
 * zone that is no more) is paused, and holds up no other. Resolves to how many are to be delivered.
 */
export async function planSlots(deps: PlanDeps, at: string): Promise<number> {
  const { store } = deps
  let added = 0
  for (;;) {
    const due = await store.subscriptions.due(at, batch)
    const plans: SlotPlan[] = []
    for (const subscription of due) plans.push(...(await planOrPause(deps, subscription, at)))
    const open = new Set(
      plans.flatMap(({ deliveries }) => deliveries.filter(({ stage }) => stage === 'due')).map(({ id }) => id),
    )
    for (const id of await store.deliveries.plan(plans)) if (open.has(id)) added++
    if (due.length < batch) return added
  }
}

async function planOrPause({ store, newId, fault }: PlanDeps, one: Subscription, at: string): Promise<SlotPlan[]> {
  try {
    return [planOf(one, at, newId)]
  } catch (error) {
    const { id, topic, schedule } = one
    fault(`the schedule of “${topic}” (${id}) cannot be computed, so it is paused`, error)
    await store.subscriptions.pause(
      id,
      `Its times in ${schedule.zone} cannot be computed. Subscribe again with other words.`,
    )
    return []
  }
}

/**
 * Mends what a clock that was ahead left behind: subscriptions whose next slot lies behind the one that follows now. What was posted under that clock stays
 * in the ledger, so no slot comes twice. Resolves to how many.
 */
export async function setSlotsBack(deps: PlanDeps, at: string): Promise<number> {
  const plans: SlotPlan[] = []
  for (const one of await deps.store.subscriptions.list()) {
    const { id, schedule, nextAt, paused } = one
    if (paused !== null || nextAt === null || Date.parse(nextAt) <= Date.parse(at)) continue
    const [next] = isComputable(schedule) ? nextSlots(schedule, at, 1) : []
    if (next !== undefined && Date.parse(next.at) < Date.parse(nextAt))
      plans.push({ subscription: id, from: nextAt, to: next.at, deliveries: [] })
  }
  await deps.store.deliveries.plan(plans)
  return plans.length
}

function isComputable({ zone }: Schedule): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone)
    return true
  } catch {
    return false
  }
}

function planOf(subscription: Subscription, at: string, newId: () => string): SlotPlan {
  const { id, schedule, nextAt } = subscription
  const { past, to } = nextAt === null ? { past: [], to: slotAfter(schedule, at) } : slotsUntil(schedule, nextAt, at)
  const newest = past.at(-1)
  if (newest === undefined) return { subscription: id, from: nextAt, to, deliveries: [] }
  const missed = past.slice(0, -1)
  const isLate = missed.length > 0 || Date.parse(at) - Date.parse(newest.at) > punctualMs
  const deliveries = [
    ...missed.map(
      (slot): PlannedDelivery => ({
        ...rowOf(subscription, slot, newId()),
        kind: 'digest',
        stage: 'missed',
        problem: `Nothing ran then. The digest of ${describeSlot(newest)} stands for it.`,
      }),
    ),
    {
      ...rowOf(subscription, newest, newId()),
      kind: isLate ? 'made-up' : 'digest',
      stage: 'due',
      missed: missed.length,
    } as const,
  ]
  return { subscription: id, from: nextAt, to, deliveries }
}

function rowOf({ id: subscription, platform, space, channel, topic }: Subscription, { at }: Slot, id: string) {
  const dueAt = new Date(at).toISOString()
  return {
    id,
    subscription,
    platform,
    space,
    channel,
    topic,
    slot: dueAt,
    dueAt,
    under: null,
    missed: 0,
    problem: null,
  }
}

/** The slots from one instant to another, both included (the newest of them), and the one after. */
function slotsUntil(schedule: Schedule, from: string, until: string): { past: Slot[]; to: string } {
  const past: Slot[] = []
  let after = new Date(Date.parse(from) - 1).toISOString()
  // Mostly one has come and the next has not; after a stop there may be many.
  for (let count = 2; ; count = 32) {
    const slots = nextSlots(schedule, after, count)
    if (slots.length === 0) return { past, to: slotAfter(schedule, until) }
    for (const slot of slots) {
      if (Date.parse(slot.at) > Date.parse(until)) return { past: past.slice(-mostMissed), to: slot.at }
      past.push(slot)
      after = slot.at
    }
  }
}

/** A schedule without any slot, which no reader of ours makes, is looked at again in a year instead of for ever. */
function slotAfter(schedule: Schedule, at: string): string {
  const [next] = nextSlots(schedule, at, 1)
  return next?.at ?? new Date(Date.parse(at) + 365 * 86_400_000).toISOString()
}
