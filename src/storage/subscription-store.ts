import type { Kysely } from 'kysely'
import type { SubscriptionStore } from '../domain/store.ts'
import { quietDaySchema, type Subscription, scheduleSchema } from '../domain/subscription.ts'
import type { SubscriptionRow } from './chat-tables.ts'
import { storable } from './storable.ts'
import type { Tables } from './tables.ts'

/** Standing requests of channels. */
export function createSqlSubscriptionStore(db: Kysely<Tables>): SubscriptionStore {
  return {
    async save(subscription) {
      const { schedule, createdBy, createdAt, quietDays, nextAt, ...rest } = storable(subscription)
      const row = {
        ...rest,
        schedule: JSON.stringify(schedule),
        quiet_days: quietDays,
        created_by: createdBy,
        created_at: createdAt,
        ...nextColumns(nextAt),
      }
      const { alerts, quiet_days, created_by, paused, next_at, next_ms } = row
      const saved = await db
        .insertInto('subscriptions')
        .values(row)
        .onConflict((conflict) =>
          conflict
            .columns(['platform', 'space', 'channel', 'topic'])
            .doUpdateSet({ schedule: row.schedule, alerts, quiet_days, created_by, paused, next_at, next_ms }),
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
    async due(at, limit) {
      const rows = await db
        .selectFrom('subscriptions')
        .selectAll()
        .where('paused', 'is', null)
        .where('next_ms', '<=', Date.parse(at))
        .orderBy('next_ms')
        .orderBy('id')
        .limit(limit)
        .execute()
      return rows.map(subscriptionOf)
    },
    async remove(id) {
      const { numDeletedRows } = await db.deleteFrom('subscriptions').where('id', '=', id).executeTakeFirstOrThrow()
      return Number(numDeletedRows) > 0
    },
    async pause(id, reason) {
      const { numUpdatedRows } = await db
        .updateTable('subscriptions')
        // What went by meanwhile is not made up: it was not wanted.
        .set({ paused: storable(reason), ...nextColumns(null) })
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
      return Number(numUpdatedRows) > 0
    },
  }
}

/** A slot that is still to be found is looked for at once. */
function nextColumns(nextAt: string | null): { next_at: string | null; next_ms: number } {
  return { next_at: nextAt, next_ms: nextAt === null ? 0 : Date.parse(nextAt) }
}

function subscriptionOf(given: SubscriptionRow): Subscription {
  const { schedule, quiet_days, created_by, created_at, next_at, next_ms, ...row } = given
  return {
    ...row,
    schedule: scheduleSchema.parse(JSON.parse(schedule)),
    quietDays: quietDaySchema.parse(quiet_days),
    createdBy: created_by,
    createdAt: created_at,
    nextAt: next_at,
  }
}
