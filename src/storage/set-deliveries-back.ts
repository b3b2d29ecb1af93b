import type { Kysely } from 'kysely'
import type { Tables } from './tables.ts'

/** Nothing is put off for longer than a day. */
const longestTryMs = 25 * 3_600_000
/** Clocks of several machines may differ by so much. */
const skewMs = 5 * 60_000

/** Mends in the ledger what a clock that was ahead of `now` left behind. */
export async function setDeliveriesBack(db: Kysely<Tables>, now: Date): Promise<number> {
  const latest = now.getTime() + longestTryMs
  const ahead = new Date(now.getTime() + skewMs).toISOString()
  const open = await db
    .updateTable('deliveries')
    .set({ holder: null, held_ms: 0, try_at: now.toISOString(), try_ms: now.getTime() })
    .where('try_ms', 'is not', null)
    .where(({ or, eb }) => or([eb('try_ms', '>', latest), eb('held_ms', '>', latest)]))
    .executeTakeFirstOrThrow()
  // Else what comes in until then would never be told.
  const told = await db
    .updateTable('deliveries')
    .set({ until: now.toISOString() })
    .where('until', '>', ahead)
    .executeTakeFirstOrThrow()
  const missed = await db
    .deleteFrom('deliveries')
    .where(({ or, and, eb }) =>
      or([eb('stage', '=', 'missed'), and([eb('stage', '=', 'due'), eb('kind', 'in', ['digest', 'made-up'])])]),
    )
    .where('due_at', '>', ahead)
    .executeTakeFirstOrThrow()
  return Number(open.numUpdatedRows) + Number(told.numUpdatedRows) + Number(missed.numDeletedRows)
}
