import type { Kysely } from 'kysely'
import { draftIdOf } from '../domain/delivery.ts'
import type { DeliveryStore } from '../domain/delivery-store.ts'
import type { Clock } from '../domain/ports.ts'
import { changedColumns, plannedRowOf } from './delivery-rows.ts'
import { wantEdit } from './edit-store.ts'
import { saveReply } from './reply-store.ts'
import { storable } from './storable.ts'
import type { Tables } from './tables.ts'
import { writeShown } from './write-shown.ts'

/** What editors do with the ledger: each change together with the wish that the messages show it. */
export function createReviewing(
  db: Kysely<Tables>,
  now: Clock,
): Pick<DeliveryStore, 'waitForEditors' | 'review' | 'retract' | 'complain'> {
  return {
    waitForEditors: (id, holder, change, draft) =>
      db.transaction().execute(async (transaction) => {
        const { numUpdatedRows } = await transaction
          .updateTable('deliveries')
          .set({ ...changedColumns(change), holder: null, held_ms: 0 })
          .where('id', '=', id)
          .where('holder', '=', holder)
          .where('try_ms', 'is not', null)
          .executeTakeFirstOrThrow()
        if (Number(numUpdatedRows) === 0) return false
        await writeShown(transaction, id, now().getTime())
        const { numInsertedOrUpdatedRows } = await transaction
          .insertInto('deliveries')
          .values(plannedRowOf(draft, now().toISOString()))
          .onConflict((conflict) => conflict.columns(['subscription_id', 'slot']).doNothing())
          .executeTakeFirstOrThrow()
        if (Number(numInsertedOrUpdatedRows ?? 0) === 0) await wantEdit(transaction, draft.id, now())
        return true
      }),
    review: (id, revision, { given, askedAt, ...change }) =>
      db.transaction().execute(async (transaction) => {
        const { numUpdatedRows } = await transaction
          .updateTable('deliveries')
          .set({ ...changedColumns(change), ...(askedAt === undefined ? {} : { asked_at: askedAt }) })
          .where('id', '=', id)
          .where('stage', '=', 'waiting')
          .where('revision', '=', revision)
          .executeTakeFirstOrThrow()
        if (Number(numUpdatedRows) === 0) return false
        if (given !== undefined) await saveReply(transaction, given)
        if (change.articles !== undefined || change.stage === 'failed')
          await writeShown(transaction, id, now().getTime())
        await wantEdit(transaction, draftIdOf(id), now())
        return true
      }),
    retract: (id, retraction) =>
      db.transaction().execute(async (transaction) => {
        const { numUpdatedRows } = await transaction
          .updateTable('deliveries')
          .set({ retracted: JSON.stringify(storable(retraction)), problem: null })
          .where('id', '=', id)
          .where('try_ms', 'is', null)
          .where('posted', '!=', '[]')
          .where('retracted', 'is', null)
          .executeTakeFirstOrThrow()
        if (Number(numUpdatedRows) === 0) return false
        for (const one of [id, draftIdOf(id)]) await wantEdit(transaction, one, now())
        return true
      }),
    complain: (id, problem) =>
      db.transaction().execute(async (transaction) => {
        await transaction
          .updateTable('deliveries')
          .set({ problem: storable(problem), retracted: null })
          .where('id', '=', id)
          .where('try_ms', 'is', null)
          .execute()
        await wantEdit(transaction, draftIdOf(id), now())
      }),
  }
}
