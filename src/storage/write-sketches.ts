import { sql, type Transaction } from 'kysely'
import { sketchSchema } from './find-alike.ts'
import type { Touched } from './plan-save.ts'
import type { ArticleRow, Tables } from './tables.ts'

/** Brings the numbers by which copies are found up to date with a batch. */
export async function writeSketches(
  transaction: Transaction<Tables>,
  dialect: 'sqlite' | 'postgres',
  touched: Touched[],
): Promise<void> {
  const added: [hash: number, sortKey: number][] = []
  for (const { before, after } of touched) {
    if (before?.row.sketch === after.sketch && before.row.sort_key === after.sort_key) continue
    if (before !== undefined) await removeSketch(transaction, before.row)
    for (const hash of hashesOf(after.sketch)) added.push([hash, after.sort_key])
  }
  if (added.length === 0) return
  // As one value: a batch has hundreds of rows, and binding each costs more than writing it.
  const rows = JSON.stringify(added.sort(([a], [b]) => a - b))
  await (dialect === 'sqlite'
    ? sql`insert into article_sketches (hash, sort_key) select value ->> 0, value ->> 1 from json_each(${rows})`
    : sql`insert into article_sketches (hash, sort_key)
        select (value ->> 0)::bigint, (value ->> 1)::bigint from json_array_elements(${rows}::json)`
  ).execute(transaction)
}

/** Takes out the numbers of one article, as its row was. */
export async function removeSketch(
  transaction: Transaction<Tables>,
  { sketch, sort_key }: Pick<ArticleRow, 'sketch' | 'sort_key'>,
): Promise<void> {
  const hashes = hashesOf(sketch)
  if (hashes.length === 0) return
  await transaction
    .deleteFrom('article_sketches')
    .where('hash', 'in', hashes)
    .where('sort_key', '=', sort_key)
    .execute()
}

function hashesOf(sketch: string | null): number[] {
  return sketch === null ? [] : sketchSchema.parse(JSON.parse(sketch))
}
