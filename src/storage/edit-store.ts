import type { Kysely, Transaction } from 'kysely'
import type { EditStore, MessageEdit } from '../domain/approval.ts'
import type { Tables } from './tables.ts'

/** Which messages are to be changed. */
export function createSqlEditStore(db: Kysely<Tables>): EditStore {
  return {
    async claim({ at, until, limit, platform }) {
      const atMs = Date.parse(at)
      const due = await db
        .selectFrom('message_edits as e')
        .innerJoin('deliveries as d', 'd.id', 'e.delivery_id')
        .select(['e.delivery_id'])
        .where('e.platform', '=', platform)
        .where('e.due_ms', '<=', atMs)
        .where('e.held_ms', '<=', atMs)
        // What is still being posted shows how things stand only when it is there.
        .where('d.try_ms', 'is', null)
        .orderBy('e.due_ms')
        .orderBy('e.delivery_id')
        .limit(limit)
        .execute()
      const claimed: MessageEdit[] = []
      for (const { delivery_id } of due) {
        const row = await db
          .updateTable('message_edits')
          .set({ held_ms: Date.parse(until) })
          .where('delivery_id', '=', delivery_id)
          .where('held_ms', '<=', atMs)
          .returning(['wanted', 'wanted_at', 'attempts'])
          .executeTakeFirst()
        if (row !== undefined)
          claimed.push({
            delivery: delivery_id,
            wanted: row.wanted,
            wantedAt: row.wanted_at,
            attempts: row.attempts,
          })
      }
      return claimed
    },
    settle: ({ delivery, wanted, attempts }, retryAt) =>
      db.transaction().execute(async (transaction) => {
        // Where it was wanted again meanwhile, it stays as it is then.
        if (retryAt === null) {
          await transaction
            .deleteFrom('message_edits')
            .where('delivery_id', '=', delivery)
            .where('wanted', '=', wanted)
            .execute()
        } else {
          await transaction
            .updateTable('message_edits')
            .set({ attempts: attempts + 1, due_ms: Date.parse(retryAt) })
            .where('delivery_id', '=', delivery)
            .where('wanted', '=', wanted)
            .execute()
        }
        await transaction.updateTable('message_edits').set({ held_ms: 0 }).where('delivery_id', '=', delivery).execute()
      }),
  }
}

/** Notes that the messages of a delivery are to be changed; nothing where there is no such delivery. */
export async function wantEdit(transaction: Transaction<Tables>, delivery: string, at: Date): Promise<void> {
  const due_ms = at.getTime()
  await transaction
    .insertInto('message_edits')
    .columns(['delivery_id', 'platform', 'wanted', 'wanted_at', 'attempts', 'due_ms', 'held_ms'])
    .expression((build) =>
      build
        .selectFrom('deliveries')
        .select(({ val, cast }) => [
          'id',
          'platform',
          cast<number>(val(1), 'integer').as('wanted'),
          cast<string>(val(at.toISOString()), 'text').as('wanted_at'),
          cast<number>(val(0), 'integer').as('attempts'),
          cast<number>(val(due_ms), 'bigint').as('due_ms'),
          cast<number>(val(0), 'bigint').as('held_ms'),
        ])
        .where('id', '=', delivery),
    )
    .onConflict((conflict) =>
      conflict.column('delivery_id').doUpdateSet((update) => ({
        wanted: update('message_edits.wanted', '+', 1),
        wanted_at: at.toISOString(),
        attempts: 0,
        due_ms,
      })),
    )
    .execute()
}
