import type { Space } from '../../src/domain/retention.ts'
import type { ChangeStore, ReplyStore, SubscriptionStore } from '../../src/domain/store.ts'
import type { Change, GivenReply, Report } from '../../src/domain/stored.ts'
import type { Subscription } from '../../src/domain/subscription.ts'
import { storable } from '../../src/storage/storable.ts'

/** What is kept of chats, for stores that share it. */
export type KeptChat = {
  subscriptions: Map<string, Subscription>
  replies: Map<string, GivenReply>
  reports: Report[]
  changes: Change[]
}

/** Subscriptions, replies and changes in memory. */
export function createMemoryChat({ subscriptions, replies, reports, changes }: KeptChat): {
  subscriptions: SubscriptionStore
  replies: ReplyStore
  changes: ChangeStore
} {
  return {
    subscriptions: createSubscriptions(subscriptions),
    replies: createReplies(replies, reports),
    changes: createChanges(changes),
  }
}

/** Tells what is of one space, or of any. */
export function isOf(space: Space | undefined): (one: Space) => boolean {
  return (one) => space === undefined || (one.platform === space.platform && one.space === space.space)
}

function createSubscriptions(kept: Map<string, Subscription>): SubscriptionStore {
  const placeOf = ({ platform, space, channel, topic }: Subscription) =>
    JSON.stringify([platform, space, channel, topic])
  const orderOf = (one: Subscription) => [one.platform, one.space, one.channel, one.createdAt, one.id].join('\0')
  return {
    async save(given) {
      const subscription = storable(given)
      const same = [...kept.values()].find((one) => placeOf(one) === placeOf(subscription))
      const saved = same ? { ...subscription, id: same.id, createdAt: same.createdAt } : subscription
      kept.set(saved.id, structuredClone(saved))
      return structuredClone(saved)
    },
    find: async (id) => structuredClone(kept.get(id)),
    async list(space) {
      const some = [...kept.values()].filter(isOf(space))
      return structuredClone(some.sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1)))
    },
    remove: async (id) => kept.delete(id),
    async pause(id, reason) {
      const one = kept.get(id)
      if (one !== undefined) Object.assign(one, { paused: storable(reason), nextAt: null })
      return one !== undefined
    },
    async due(at, limit) {
      const time = ({ nextAt }: Subscription) => (nextAt === null ? 0 : Date.parse(nextAt))
      const due = [...kept.values()].filter((one) => one.paused === null && time(one) <= Date.parse(at))
      const order = (a: Subscription, b: Subscription) => time(a) - time(b) || (a.id < b.id ? -1 : 1)
      return structuredClone(due.sort(order).slice(0, limit))
    },
  }
}

function createReplies(kept: Map<string, GivenReply>, reports: Report[]): ReplyStore {
  const byTime = (a: Report, b: Report) => (a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at < b.at ? 1 : -1)
  return {
    async save(reply) {
      kept.set(reply.id, structuredClone(reply))
    },
    find: async (id) => structuredClone(kept.get(id)),
    async saveReport(report) {
      reports.push(structuredClone(report))
    },
    reports: async (space) => structuredClone(reports.filter(isOf(space)).sort(byTime)),
  }
}

function createChanges(kept: Change[]): ChangeStore {
  return {
    async add(change) {
      kept.push({ ...change })
    },
    list: async (limit) => structuredClone(kept.toReversed().slice(0, limit)),
  }
}
