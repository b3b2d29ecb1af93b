import type { Kysely } from 'kysely'
import type { SubscriptionStore } from '../domain/store.ts'
import { type Subscription, scheduleSchema } from '../domain/subscription.ts'
import type { SubscriptionRow } from './chat-tables.ts'
import { storable } from './storable.ts'
import type { Tables } from './tables.ts'

/** Standing requests of channels. */
export function createSqlSubscriptionStore(db: Kysely<Tables>): SubscriptionStore {
  return {
    async save(subscription) {
      const { schedule, createdBy, createdAt, ...rest } = storable(subscription)
      const row = { ...rest, schedule: JSON.stringify(schedule), created_by: createdBy, created_at: createdAt }
      const saved = await db
        .insertInto('subscriptions')
        .values(row)
        .onConflict((conflict) =>
          conflict
            .columns(['platform', 'space', 'channel', 'topic'])
            .doUpdateSet({ schedule: row.schedule, created_by: row.created_by, paused: row.paused }),
        )
        .returningAll()
        .executeTakeFirstOrThrow()
      return subscriptionOf(saved)
    },
    async find(id) {
      const row = await db.selectFrom('subscriptions').selectAll().where('id', '=', id).executeTakeFirst()
      return row && subscriptionOf(row)
    },
    async list(space) {
      let query = db
        .selectFrom('subscriptions')
        .selectAll()
        .orderBy('platform')
        .orderBy('space')
        .orderBy('channel')
        .orderBy('created_at')
        .orderBy('id')
      if (space !== undefined) query = query.where('platform', '=', space.platform).where('space', '=', space.space)
      return (await query.execute()).map(subscriptionOf)
    },
    async remove(id) {
      const { numDeletedRows } = await db.deleteFrom('subscriptions').where('id', '=', id).executeTakeFirstOrThrow()
      return Number(numDeletedRows) > 0
    },
    async pause(id, reason) {
      const { numUpdatedRows } = await db
        .updateTable('subscriptions')
        .set({ paused: reason })
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
      return Number(numUpdatedRows) > 0
    },
  }
}

function subscriptionOf({ schedule, created_by, created_at, ...row }: SubscriptionRow): Subscription {
  return { ...row, schedule: scheduleSchema.parse(JSON.parse(schedule)), createdBy: created_by, createdAt: created_at }
}
