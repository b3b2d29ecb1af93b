import type { Kysely, Transaction } from 'kysely'
import { type Delivery, draftIdOf, isEnded, type PlannedDelivery } from '../domain/delivery.ts'
import type { DeliveryStore, SlotPlan } from '../domain/delivery-store.ts'
import type { Clock } from '../domain/ports.ts'
import { changedColumns, deliveryOf, plannedRowOf } from './delivery-rows.ts'
import { wantEdit } from './edit-store.ts'
import { readCounts, readDeliveries, readShown } from './read-deliveries.ts'
import { createReviewing } from './review-deliveries.ts'
import { setDeliveriesBack } from './set-deliveries-back.ts'
import type { Tables } from './tables.ts'
import { writeShown } from './write-shown.ts'

/** Who had let go of a row, or lost it, can no longer write it. */
const heldByNobody = { holder: null, held_ms: 0 }
/** Clocks of several machines may differ by so much. */
const skewMs = 5 * 60_000
/** An empty list of messages, as it stands in a row. */
const nothingPosted = '[]'

/** The ledger, in either database. Whoever comes second finds the row changed and leaves it. */
export function createSqlDeliveryStore(db: Kysely<Tables>, now: Clock): DeliveryStore {
  const find = async (id: string): Promise<Delivery | undefined> => {
    const row = await db.selectFrom('deliveries').selectAll().where('id', '=', id).executeTakeFirst()
    return row && deliveryOf(row)
  }
  return {
    ...createReviewing(db, now),
    find,
    async plan(plans) {
      if (plans.length === 0) return []
      return db.transaction().execute(async (transaction) => {
        const standing = await moveOn(transaction, plans)
        const added: string[] = []
        for (const delivery of standing.flatMap(({ deliveries }) => deliveries)) {
          if (await insert(transaction, delivery, now().toISOString())) added.push(delivery.id)
        }
        return added
      })
    },
    add: (delivery) => insert(db, delivery, now().toISOString()),
    async claim(holder, { at, until, limit, platform }) {
      const atMs = Date.parse(at)
      const due = db
        .selectFrom('deliveries as d')
        .select('d.id')
        .where('d.try_ms', '<=', atMs)
        .where('d.held_ms', '<=', atMs)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('deliveries as first')
                .select('first.id')
                .where('first.try_ms', 'is not', null)
                .whereRef('first.platform', '=', 'd.platform')
                .whereRef('first.space', '=', 'd.space')
                .whereRef('first.channel', '=', 'd.channel')
                .whereRef('first.number', '<', 'd.number'),
            ),
          ),
        )
        .orderBy('d.try_ms')
        .orderBy('d.number')
        .limit(limit)
      const rows = await (platform === undefined ? due : due.where('d.platform', '=', platform)).execute()
      // Most looks find nothing, and then need no lock.
      if (rows.length === 0) return []
      return db.transaction().execute(async (transaction) => {
        const claimed: Delivery[] = []
        for (const { id } of rows) {
          const row = await transaction
            .updateTable('deliveries')
            .set({ holder, held_ms: Date.parse(until) })
            .where('id', '=', id)
            .where('held_ms', '<=', atMs)
            .where('try_ms', '<=', atMs)
            .returningAll()
            .executeTakeFirst()
          if (row !== undefined) claimed.push(deliveryOf(row))
        }
        return claimed
      })
    },
    update: (id, holder, change, until) =>
      db.transaction().execute(async (transaction) => {
        const { numUpdatedRows } = await transaction
          .updateTable('deliveries')
          .set({ ...changedColumns(change), ...(until === null ? heldByNobody : { held_ms: Date.parse(until) }) })
          .where('id', '=', id)
          .where('holder', '=', holder)
          .where('try_ms', 'is not', null)
          .executeTakeFirstOrThrow()
        if (Number(numUpdatedRows) === 0) return false
        if (change.articles !== undefined || change.stage === 'failed')
          await writeShown(transaction, id, now().getTime())
        // Whoever approved it sees in its draft what became of it.
        if (change.stage !== undefined && isEnded(change.stage)) await wantEdit(transaction, draftIdOf(id), now())
        return true
      }),
    async release() {
      await db.updateTable('deliveries').set(heldByNobody).where('try_ms', 'is not', null).execute()
      await db.updateTable('message_edits').set({ held_ms: 0 }).execute()
    },
    reopen: (id, change) =>
      db.transaction().execute(async (transaction) => {
        const at = now()
        const isOpen = change.stage !== undefined && !isEnded(change.stage)
        const { numUpdatedRows } = await transaction
          .updateTable('deliveries')
          .set({
            ...changedColumns(change),
            ...heldByNobody,
            attempts: 0,
            try_ms: isOpen ? Date.parse(change.tryAt ?? at.toISOString()) : null,
            ended_at: isOpen ? null : at.toISOString(),
            asked_at: isOpen ? at.toISOString() : null,
          })
          .where('id', '=', id)
          .where('stage', 'in', ['unsure', 'failed'])
          .executeTakeFirstOrThrow()
        if (Number(numUpdatedRows) === 0) return false
        // What had failed was no longer shown.
        await writeShown(transaction, id, at.getTime())
        return true
      }),
    list: (filter) => readDeliveries(db, filter),
    async last(subscription) {
      const row = await db
        .selectFrom('deliveries')
        .selectAll()
        .where('subscription_id', '=', subscription)
        .where('kind', '!=', 'alert')
        .where('until', 'is not', null)
        .where(({ or, eb, and }) =>
          or([
            eb('stage', 'in', ['done', 'quiet', 'unsure']),
            and([eb('stage', '=', 'failed'), eb('posted', '!=', nothingPosted)]),
          ]),
        )
        .orderBy('number', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row && deliveryOf(row)
    },
    async alertsSince(subscription, at) {
      const row = await db
        .selectFrom('deliveries')
        .select(({ fn }) => fn.countAll().as('count'))
        .where('subscription_id', '=', subscription)
        .where('kind', '=', 'alert')
        .where('due_at', '>=', new Date(at).toISOString())
        .where('due_at', '<=', new Date(now().getTime() + skewMs).toISOString())
        .where('stage', '!=', 'quiet')
        .where(({ or, eb }) => or([eb('stage', '!=', 'failed'), eb('posted', '!=', nothingPosted)]))
        .executeTakeFirstOrThrow()
      return Number(row.count)
    },
    shown: (channel, since, except) => readShown(db, channel, since, except),
    setBack: () => setDeliveriesBack(db, now()),
    counts: () => readCounts(db),
  }
}

/**
 * Moves the subscriptions that still stand where their plan saw them; of the others another process made the same plan. In one order for all,
 * so that no two processes wait for each other.
 */
async function moveOn(transaction: Transaction<Tables>, plans: SlotPlan[]): Promise<SlotPlan[]> {
  const moved = new Set<SlotPlan>()
  for (const plan of plans.toSorted((a, b) => (a.subscription < b.subscription ? -1 : 1))) {
    const { numUpdatedRows } = await transaction
      .updateTable('subscriptions')
      .set({ next_at: plan.to, next_ms: Date.parse(plan.to) })
      .where('id', '=', plan.subscription)
      .where('next_at', plan.from === null ? 'is' : '=', plan.from)
      .executeTakeFirstOrThrow()
    if (Number(numUpdatedRows) > 0) moved.add(plan)
  }
  return plans.filter((plan) => moved.has(plan))
}

async function insert(db: Kysely<Tables>, delivery: PlannedDelivery, at: string): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('deliveries')
    .values(plannedRowOf(delivery, at))
    .onConflict((conflict) => conflict.columns(['subscription_id', 'slot']).doNothing())
    .executeTakeFirst()
  return Number(numInsertedOrUpdatedRows ?? 0) > 0
}
