import type { Transaction } from 'kysely'
import { chunksOf } from './chunks.ts'
import type { Touched } from './plan-save.ts'
import type { ArticleRow, Tables } from './tables.ts'

/** An article that becomes a repost of another, and with it all that were reposts of it. */
export type RepostMove = { from: string; to: string }

type Marked = Pick<ArticleRow, 'id' | 'ingested_at' | 'repost_of'>

/**
 * Marks the articles of a batch that were found to be copies. Whatever an article was found a copy of, it names the first of all:
 * of two firsts the one that was stored earlier stays, so no mark ever leads in a ring. Says what is to be moved in the store.
 */
export async function markReposts(
  transaction: Transaction<Tables>,
  touched: Touched[],
  dialect: 'sqlite' | 'postgres',
): Promise<RepostMove[]> {
  const found = touched.filter(({ copyOf }) => copyOf !== undefined)
  if (found.length === 0) return []
  const rows = new Map<string, Marked>(touched.map(({ after }) => [after.id, after]))
  const read = (ids: (string | null | undefined)[]) => readMissing(transaction, rows, ids, dialect)
  await read(found.map(({ copyOf }) => copyOf))
  await read([...rows.values()].map(({ repost_of }) => repost_of))
  // What is new is written with its mark, and nothing in the store can be a repost of it.
  const added = new Set(touched.filter(({ before }) => before === undefined).map(({ after }) => after.id))
  const moves: RepostMove[] = []
  for (const { after, copyOf } of found) {
    const copied = rows.get(copyOf ?? '')
    const first = copied && (rows.get(copied.repost_of ?? '') ?? copied)
    if (first === undefined || first.id === after.id) continue
    const [from, to] = after.ingested_at < first.ingested_at ? [first, after] : [after, first]
    for (const row of rows.values()) if (row === from || row.repost_of === from.id) row.repost_of = to.id
    if (!added.has(from.id)) moves.push({ from: from.id, to: to.id })
  }
  return moves
}

/** Moves in the store what a batch does not hold. */
export async function moveReposts(transaction: Transaction<Tables>, moves: RepostMove[]): Promise<void> {
  for (const { from, to } of moves) {
    await transaction
      .updateTable('articles')
      .set({ repost_of: to })
      .where((where) => where.or([where('id', '=', from), where('repost_of', '=', from)]))
      .execute()
  }
}

/** On PostgreSQL the rows are held: two processes that find each other's articles do not mark them both. */
async function readMissing(
  transaction: Transaction<Tables>,
  rows: Map<string, Marked>,
  ids: (string | null | undefined)[],
  dialect: 'sqlite' | 'postgres',
): Promise<void> {
  const missing = ids.filter((id) => id != null && !rows.has(id)).filter((id) => id != null)
  for (const some of chunksOf([...new Set(missing)].sort())) {
    const query = transaction
      .selectFrom('articles')
      .select(['id', 'ingested_at', 'repost_of'])
      .where('id', 'in', some)
      .orderBy('id')
    for (const row of await (dialect === 'postgres' ? query.forUpdate() : query).execute()) rows.set(row.id, row)
  }
}
