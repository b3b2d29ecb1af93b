import { type Delivery, draftIdOf, isEnded, type Mute, type PlannedDelivery } from '../../src/domain/delivery.ts'
import type { DeliveryStore, MuteStore } from '../../src/domain/delivery-store.ts'
import type { Clock } from '../../src/domain/ports.ts'
import type { GivenReply } from '../../src/domain/stored.ts'
import type { Subscription } from '../../src/domain/subscription.ts'
import { storable } from '../../src/storage/storable.ts'
import { createMemoryReviewing, type KeptEdit, wantEditOf } from './memory-approval.ts'

/** A delivery, who holds it until when, and since when what it shows counts as shown. */
export type KeptDelivery = { delivery: Delivery; holder: string | null; heldMs: number; shownMs: number }

/** The ledger, deliveries that went from it while what they show still counts as shown, and which messages are to be changed. */
export type KeptLedger = { ledger: KeptDelivery[]; leftShown: KeptDelivery[]; edits: Map<string, KeptEdit> }

type Channel = { platform: string; space: string; channel: string }

/** The ledger in memory, in the order of its numbers, over the subscriptions given by id. */
export function createMemoryDeliveries(
  now: Clock,
  subscriptions: Map<string, Subscription>,
  all: KeptLedger & { replies: Map<string, GivenReply> },
): DeliveryStore {
  const { ledger: kept, leftShown, edits } = all
  const byId = (id: string) => kept.find(({ delivery }) => delivery.id === id)
  const open = () => kept.filter(({ delivery }) => !isEnded(delivery.stage))
  const newestFirst = () => kept.map(({ delivery }) => delivery).reverse()
  const add = (planned: PlannedDelivery) => {
    const delivery = deliveryOf(storable(planned), now().toISOString())
    if (kept.some((one) => slotOf(one.delivery) === slotOf(delivery))) return false
    kept.push({ delivery, ...letGo, shownMs: 0 })
    return true
  }
  const update: DeliveryStore['update'] = async (id, holder, change, until) => {
    const one = open().find((some) => some.delivery.id === id && some.holder === holder)
    if (one === undefined || one.delivery.stage === 'waiting') return false
    Object.assign(one.delivery, storable(structuredClone(change)))
    Object.assign(one, until === null ? letGo : { heldMs: Date.parse(until) })
    if (change.articles !== undefined) one.shownMs = now().getTime()
    if (change.stage !== undefined && isEnded(change.stage)) wantEditOf(edits, kept, draftIdOf(id), now())
    return true
  }
  return {
    ...createMemoryReviewing(now, all, async (planned) => add(planned), update),
    update,
    async plan(plans) {
      const standing = plans.filter(({ subscription, from }) => subscriptions.get(subscription)?.nextAt === from)
      const deliveries = standing.flatMap((plan) => plan.deliveries)
      if (deliveries.some(({ id }) => byId(id) !== undefined)) throw new Error('an id is taken')
      for (const { subscription, to } of standing) Object.assign(subscriptions.get(subscription) ?? {}, { nextAt: to })
      return deliveries.filter(add).map(({ id }) => id)
    },
    add: async (planned) => add(planned),
    async claim(holder, { at, until, limit, platform }) {
      const time = ({ delivery }: KeptDelivery) => Date.parse(delivery.tryAt)
      const free = open()
        .filter(({ delivery }) => delivery.stage !== 'waiting')
        .filter((one, index, all) => all.findIndex(({ delivery }) => isSame(delivery, one.delivery)) === index)
        .filter((one) => time(one) <= Date.parse(at) && one.heldMs <= Date.parse(at))
        .filter(({ delivery }) => platform === undefined || delivery.platform === platform)
      const claimed = free.toSorted((a, b) => time(a) - time(b)).slice(0, limit)
      for (const one of claimed) Object.assign(one, { holder, heldMs: Date.parse(until) })
      return structuredClone(claimed.map(({ delivery }) => delivery))
    },
    async release() {
      for (const one of open()) Object.assign(one, letGo)
      for (const edit of edits.values()) edit.heldMs = 0
    },
    async reopen(id, change) {
      const one = byId(id)
      if (one === undefined || !['unsure', 'failed'].includes(one.delivery.stage)) return false
      const at = now().toISOString()
      const isOpen = change.stage !== undefined && !isEnded(change.stage)
      const start = { attempts: 0, endedAt: isOpen ? null : at, askedAt: isOpen ? at : null }
      Object.assign(one.delivery, storable(structuredClone(change)), start)
      Object.assign(one, letGo, { shownMs: now().getTime() })
      return true
    },
    find: async (id) => structuredClone(byId(id)?.delivery),
    async list({ limit, stages, kinds, subscription, under }) {
      const some = newestFirst()
        .filter(({ kind }) => kinds?.includes(kind) ?? true)
        .filter(({ stage }) => stages?.includes(stage) ?? true)
        .filter((one) => subscription === undefined || one.subscription === subscription)
        .filter((one) => under === undefined || (isSame(one, under) && one.under === under.message))
      return structuredClone(some.slice(0, limit))
    },
    async last(subscription) {
      const told = newestFirst().filter((one) => one.subscription === subscription)
      return structuredClone(told.find(isTold))
    },
    async alertsSince(subscription, at) {
      const alerts = newestFirst().filter((one) => one.subscription === subscription && one.kind === 'alert')
      const isGiven = ({ stage, posted }: Delivery) => stage !== 'quiet' && (stage !== 'failed' || posted.length > 0)
      return alerts.filter(
        (one) =>
          Date.parse(one.dueAt) >= Date.parse(at) && Date.parse(one.dueAt) <= now().getTime() + 300_000 && isGiven(one),
      ).length
    },
    async shown(channel, since, except) {
      const shown = new Map<string, number>()
      for (const { delivery, shownMs } of [...leftShown, ...kept]) {
        const isNone = delivery.id === except || (delivery.stage === 'failed' && delivery.posted.length === 0)
        if (!isSame(delivery, channel) || isNone || shownMs < Date.parse(since)) continue
        for (const { article, version } of delivery.articles)
          shown.set(article, Math.max(version, shown.get(article) ?? 0))
      }
      return shown
    },
    async setBack() {
      const [at, ms] = [now().toISOString(), now().getTime()]
      const [day, skew] = [25 * 3_600_000, 5 * 60_000]
      const isAhead = (instant: string | null) => instant !== null && Date.parse(instant) > ms + skew
      const tried = open().filter(({ delivery }) => delivery.stage !== 'waiting')
      const late = tried.filter(({ delivery, heldMs }) => Math.max(Date.parse(delivery.tryAt), heldMs) > ms + day)
      for (const one of late) Object.assign(one, letGo)
      for (const { delivery } of late) delivery.tryAt = at
      const told = kept.filter(({ delivery }) => isAhead(delivery.until))
      for (const { delivery } of told) delivery.until = at
      const isDigest = ({ kind }: Delivery) => kind === 'digest' || kind === 'made-up'
      const missed = kept.filter(
        ({ delivery }) =>
          (delivery.stage === 'missed' || (delivery.stage === 'due' && isDigest(delivery))) && isAhead(delivery.dueAt),
      )
      for (const one of missed) kept.splice(kept.indexOf(one), 1)
      return late.length + told.length + missed.length
    },
    async counts() {
      const byStage = Map.groupBy(kept, ({ delivery }) => delivery.stage)
      return new Map([...byStage].map(([stage, some]) => [stage, some.length]))
    },
  }
}

/** Whether the next digest of its subscription begins where it ended. */
export function isTold({ kind, stage, until, posted }: Delivery): boolean {
  if (kind === 'alert' || until === null) return false
  return ['done', 'quiet', 'unsure'].includes(stage) || (stage === 'failed' && posted.length > 0)
}

const letGo = { holder: null, heldMs: 0 }

function slotOf({ subscription, slot }: Delivery): string {
  return JSON.stringify([subscription, slot])
}

function isSame(a: Channel, b: Channel): boolean {
  return a.platform === b.platform && a.space === b.space && a.channel === b.channel
}

function deliveryOf(planned: PlannedDelivery, at: string): Delivery {
  const { stage, dueAt } = planned
  const untold = { since: null, until: null, articles: [], posted: [], sending: null, askedAt: null }
  const unseen = { reply: planned.reply ?? null, review: null, retracted: null }
  return { ...planned, ...untold, ...unseen, attempts: 0, tryAt: dueAt, endedAt: stage === 'due' ? null : at }
}

/** Mutes in memory, those that were made first first. */
export function createMemoryMutes(kept: Map<string, Mute>): MuteStore {
  const keyOf = ({ platform, space, channel, kind, value }: Omit<Mute, 'label' | 'createdBy' | 'createdAt'>) =>
    JSON.stringify([platform, space, channel, kind, value])
  const orderOf = ({ createdAt, kind, value }: Mute) => [createdAt, kind, value].join('\0')
  return {
    async add(given) {
      const mute = storable(given)
      if (!kept.has(keyOf(mute))) kept.set(keyOf(mute), { ...mute })
    },
    async list(channel) {
      const some = [...kept.values()].filter((mute) => isSame(mute, channel))
      return structuredClone(some.sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1)))
    },
    remove: async (mute) => kept.delete(keyOf(storable(mute))),
  }
}
