import { setTimeout as sleep } from 'node:timers/promises'
import { type Kysely, type RawBuilder, sql } from 'kysely'
import { untilAlone } from './postgres-error.ts'
import type { Tables } from './tables.ts'

// A process that waits for a SQLite file looks every tenth of a second, and our own replies need the thread too.
const PAUSE_MS = 25

/** Rows of a table by a text that is indexed; `size` is how many values of it one transaction takes. */
export type Rows = { table: keyof Tables; key: string; where: RawBuilder<unknown>; size: number }

/** Walks over rows in the order of their keys and hands out batches of keys, with a pause after each, until there are no more or it is told to stop. Sums what `work` counts. */
export async function inBatches(
  db: Kysely<Tables>,
  { table, key, where, size }: Rows,
  work: (keys: string[]) => Promise<number>,
  signal?: AbortSignal,
): Promise<number> {
  let sum = 0
  for (let after = ''; !signal?.aborted; ) {
    const { rows } = await sql<{ key: string }>`select distinct ${sql.ref(key)} as key from ${sql.table(table)}
      where ${sql.ref(key)} > ${after} and ${where} order by 1 limit ${size}`.execute(db)
    const keys = rows.map((row) => row.key)
    const last = keys.at(-1)
    if (last === undefined) return sum
    sum += await untilAlone(() => work(keys))
    after = last
    await sleep(PAUSE_MS)
  }
  return sum
}

/** Deletes rows in batches and says how many there were. */
export function deleteInBatches(db: Kysely<Tables>, rows: Rows, signal?: AbortSignal): Promise<number> {
  const remove = async (keys: string[]) => {
    // The condition again: a row may have changed since its key was read.
    const { numAffectedRows } = await sql`delete from ${sql.table(rows.table)}
      where ${sql.ref(rows.key)} in (${sql.join(keys)}) and ${rows.where}`.execute(db)
    return Number(numAffectedRows ?? 0)
  }
  return inBatches(db, rows, remove, signal)
}
