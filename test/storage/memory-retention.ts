import type { Analysis } from '../../src/domain/analysis.ts'
import type { Approval } from '../../src/domain/approval.ts'
import { isEnded, type Mute } from '../../src/domain/delivery.ts'
import type { Space } from '../../src/domain/retention.ts'
import type { RetentionStore } from '../../src/domain/store.ts'
import type { StoredThread } from '../../src/domain/stored.ts'
import { isOf, type KeptChat } from './memory-chat.ts'
import { isTold, type KeptDelivery, type KeptLedger } from './memory-deliveries.ts'

/** All that the memory fake keeps and retention takes from. */
export type KeptAll = KeptChat &
  KeptLedger & {
    analyses: Map<string, Analysis>
    threads: Map<string, StoredThread>
    mutes: Map<string, Mute>
    approvals: Map<string, Approval>
  }

/** Deletes from what is kept in memory; `purgeArticles` deletes articles and gives their ids. */
export function createMemoryRetention(kept: KeptAll, purgeArticles: (before: string) => string[]): RetentionStore {
  return {
    async purge({ before, shownBefore }, signal) {
      if (signal?.aborted) return { articles: 0, deliveries: 0, shown: 0, replies: 0, threads: 0 }
      const articles = purgeArticles(before)
      for (const key of kept.analyses.keys()) if (articles.includes(JSON.parse(key)[0])) kept.analyses.delete(key)
      const isLast = lastOf(kept)
      const old = kept.ledger.filter((one) => {
        const { stage, endedAt, dueAt } = one.delivery
        return isEnded(stage) && (endedAt ?? dueAt) < before && !isLast(one)
      })
      kept.leftShown.push(...old)
      kept.ledger.splice(0, Infinity, ...kept.ledger.filter((one) => !old.includes(one)))
      let shown = 0
      for (const one of [...kept.leftShown, ...kept.ledger]) {
        if (one.shownMs >= Date.parse(shownBefore)) continue
        shown += shownIn(one)
        one.shownMs = Number.NEGATIVE_INFINITY
      }
      return { articles: articles.length, deliveries: old.length, shown, ...purgeSaid(kept, before) }
    },
    countSpace: async (space) => countOf(kept, space),
    async purgeSpace(space) {
      const counts = countOf(kept, space)
      for (const list of [kept.reports, kept.changes]) {
        list.splice(0, Infinity, ...(list.filter((one) => !isOf(space)(one)) as never[]))
      }
      for (const list of [kept.ledger, kept.leftShown]) {
        list.splice(0, Infinity, ...list.filter(({ delivery }) => !isOf(space)(delivery)))
      }
      const { subscriptions, replies, mutes, approvals, threads } = kept
      for (const map of [subscriptions, replies, mutes, approvals]) {
        for (const [key, one] of map) if (isOf(space)(one)) map.delete(key)
      }
      for (const [key, { ref }] of threads) if (isOf(space)(ref)) threads.delete(key)
      return counts
    },
  }
}

function lastOf({ subscriptions, ledger }: KeptAll): (one: KeptDelivery) => boolean {
  const told = ledger.filter(({ delivery }) => isTold(delivery))
  return (one) =>
    subscriptions.has(one.delivery.subscription) &&
    one === told.findLast(({ delivery }) => delivery.subscription === one.delivery.subscription)
}

function purgeSaid({ replies, reports, threads }: KeptAll, before: string): { replies: number; threads: number } {
  const oldReplies = [...replies.values()].filter(
    ({ id, at }) => at < before && !reports.some(({ reply }) => reply === id),
  )
  for (const { id } of oldReplies) replies.delete(id)
  const oldThreads = [...threads].filter(
    ([, { startedAt, turns }]) => startedAt < before && turns.every(({ at }) => at < before),
  )
  for (const [key] of oldThreads) threads.delete(key)
  return { replies: oldReplies.length, threads: oldThreads.length }
}

function countOf(kept: KeptAll, space: Space) {
  const number = (all: Iterable<Space>) => [...all].filter(isOf(space)).length
  const ledger = [...kept.ledger, ...kept.leftShown].filter(({ delivery }) => isOf(space)(delivery))
  return {
    subscriptions: number(kept.subscriptions.values()),
    deliveries: number(kept.ledger.map(({ delivery }) => delivery)),
    shown: ledger.reduce((sum, one) => sum + shownIn(one), 0),
    mutes: number(kept.mutes.values()),
    approvals: number(kept.approvals.values()),
    replies: number(kept.replies.values()),
    reports: number(kept.reports),
    threads: number([...kept.threads.values()].map(({ ref }) => ref)),
    changes: number(kept.changes),
  }
}

/** How many articles a delivery shows, unless that is forgotten. */
function shownIn({ delivery, shownMs }: KeptDelivery): number {
  if (delivery.stage === 'failed' || shownMs === Number.NEGATIVE_INFINITY) return 0
  return new Set(delivery.articles.map(({ article }) => article)).size
}
