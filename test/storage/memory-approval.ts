import type { Approval, ApprovalStore, EditStore, MessageEdit } from '../../src/domain/approval.ts'
import { draftIdOf, isEnded } from '../../src/domain/delivery.ts'
import type { DeliveryStore } from '../../src/domain/delivery-store.ts'
import type { Clock } from '../../src/domain/ports.ts'
import type { GivenReply } from '../../src/domain/stored.ts'
import { storable } from '../../src/storage/storable.ts'
import type { KeptDelivery } from './memory-deliveries.ts'

/** Which messages are to be changed, and who holds that until when. */
export type KeptEdit = MessageEdit & { dueMs: number; heldMs: number }

/** Which channels want approval, in memory. */
export function createMemoryApprovals(kept: Map<string, Approval>): ApprovalStore {
  const keyOf = ({ platform, space, channel }: Pick<Approval, 'platform' | 'space' | 'channel'>) =>
    [platform, space, channel].join('\0')
  return {
    async set(approval) {
      kept.set(keyOf(approval), { ...storable(approval) })
    },
    find: async (channel) => structuredClone(kept.get(keyOf(channel))),
    list: async () => structuredClone([...kept].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one)),
    remove: async (channel) => kept.delete(keyOf(channel)),
  }
}

/** Which messages are to be changed, in memory. */
export function createMemoryEdits(edits: Map<string, KeptEdit>, ledger: KeptDelivery[]): EditStore {
  const rowOf = (id: string) => ledger.find(({ delivery }) => delivery.id === id)?.delivery
  return {
    async claim({ at, until, limit, platform }) {
      const due = [...edits.values()].filter(({ delivery, dueMs, heldMs }) => {
        const row = rowOf(delivery)
        const isFree = Math.max(dueMs, heldMs) <= Date.parse(at)
        return isFree && row?.platform === platform && (isEnded(row.stage) || row.stage === 'waiting')
      })
      const some = due.sort((a, b) => a.dueMs - b.dueMs || (a.delivery < b.delivery ? -1 : 1)).slice(0, limit)
      for (const one of some) one.heldMs = Date.parse(until)
      return some.map(({ delivery, wanted, wantedAt, attempts }) => ({ delivery, wanted, wantedAt, attempts }))
    },
    async settle({ delivery, wanted, attempts }, retryAt) {
      const kept = edits.get(delivery)
      if (kept === undefined) return
      kept.heldMs = 0
      if (kept.wanted !== wanted) return
      if (retryAt === null) edits.delete(delivery)
      else Object.assign(kept, { attempts: attempts + 1, dueMs: Date.parse(retryAt) })
    },
  }
}

/** Notes in memory that the messages of a delivery are to be changed. */
export function wantEditOf(edits: Map<string, KeptEdit>, ledger: KeptDelivery[], id: string, at: Date): void {
  if (!ledger.some(({ delivery }) => delivery.id === id)) return
  const wanted = (edits.get(id)?.wanted ?? 0) + 1
  const heldMs = edits.get(id)?.heldMs ?? 0
  const wantedAt = at.toISOString()
  edits.set(id, { delivery: id, wanted, wantedAt, attempts: 0, dueMs: at.getTime(), heldMs })
}

/** What editors do with the ledger, in memory. */
export function createMemoryReviewing(
  now: Clock,
  {
    ledger,
    edits,
    replies,
  }: { ledger: KeptDelivery[]; edits: Map<string, KeptEdit>; replies: Map<string, GivenReply> },
  add: DeliveryStore['add'],
  update: DeliveryStore['update'],
): Pick<DeliveryStore, 'waitForEditors' | 'review' | 'retract' | 'complain'> {
  const byId = (id: string) => ledger.find(({ delivery }) => delivery.id === id)
  const want = (id: string) => wantEditOf(edits, ledger, id, now())
  const isResting = ({ delivery: { stage } }: KeptDelivery) => isEnded(stage) || stage === 'waiting'
  return {
    async waitForEditors(id, holder, change, draft) {
      if (!(await update(id, holder, change, null))) return false
      if (!(await add(draft))) want(draft.id)
      return true
    },
    async review(id, revision, { given, ...change }) {
      const one = byId(id)
      if (one?.delivery.stage !== 'waiting' || one.delivery.review?.revision !== revision) return false
      Object.assign(one.delivery, storable(structuredClone(change)))
      if (change.articles !== undefined) one.shownMs = now().getTime()
      if (given !== undefined) replies.set(given.id, structuredClone(given))
      want(draftIdOf(id))
      return true
    },
    async retract(id, retraction) {
      const one = byId(id)
      if (one === undefined || !isResting(one) || one.delivery.posted.length === 0) return false
      if (one.delivery.retracted !== null) return false
      Object.assign(one.delivery, { retracted: storable(structuredClone(retraction)), problem: null })
      for (const edited of [id, draftIdOf(id)]) want(edited)
      return true
    },
    async complain(id, problem) {
      const one = byId(id)
      if (one !== undefined && isResting(one))
        Object.assign(one.delivery, { problem: storable(problem), retracted: null })
      want(draftIdOf(id))
    },
  }
}
