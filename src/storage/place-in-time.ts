import type { Transaction } from 'kysely'
import { chunksOf } from './chunks.ts'
import type { Touched } from './plan-save.ts'
import { sortKeyOf } from './sort-key.ts'
import type { Tables } from './tables.ts'

/** Gives every new or moved article its sort key; one that is taken already goes to the next free place. */
export async function placeInTime(transaction: Transaction<Tables>, touched: Touched[]): Promise<void> {
  const moved = touched.filter(({ before, after }) => before?.row.sorted_at !== after.sorted_at)
  for (const { after } of moved) after.sort_key = sortKeyOf(after.id, after.sorted_at)
  const taken = new Set<number>()
  let unsettled = moved
  while (unsettled.length > 0) {
    const stored = await readTaken(transaction, unsettled)
    unsettled = unsettled.filter(({ after }) => {
      if (!stored.has(after.sort_key) && !taken.has(after.sort_key)) {
        taken.add(after.sort_key)
        return false
      }
      after.sort_key += 1
      return true
    })
  }
}

async function readTaken(transaction: Transaction<Tables>, touched: Touched[]): Promise<Set<number>> {
  const taken = new Set<number>()
  for (const some of chunksOf(touched.map(({ after }) => after.sort_key))) {
    const rows = await transaction.selectFrom('articles').select('sort_key').where('sort_key', 'in', some).execute()
    for (const row of rows) taken.add(Number(row.sort_key))
  }
  return taken
}
