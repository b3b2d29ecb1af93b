import { type Kysely, sql, type Transaction } from 'kysely'
import { inBatches } from './in-batches.ts'
import { readSearchRows } from './known-articles.ts'
import type { ArticleRow, Tables } from './tables.ts'
import type { TermMatcher } from './term-matcher.ts'
import { removeSearchEntries } from './write-search-entries.ts'
import { removeSketch } from './write-sketches.ts'

// Each has a few hundred terms to count down and takes some three milliseconds; SQLite holds up this process meanwhile.
const BATCH = 20

type Gone = Pick<ArticleRow, 'id' | 'sort_key' | 'sketch'>

/** Deletes articles that were first ingested before an instant, with everything but their briefs. Says how many. */
export function purgeArticles(
  db: Kysely<Tables>,
  matcher: TermMatcher,
  before: string,
  signal?: AbortSignal,
): Promise<number> {
  const old = { table: 'articles', key: 'id', where: sql`ingested_at < ${before}`, size: BATCH } as const
  const remove = (ids: string[]) =>
    db.transaction().execute(async (transaction) => {
      const gone = await hold(transaction, matcher, ids, before)
      // Another process may have been here first.
      if (gone.length > 0) await removeArticles(transaction, matcher, gone, before)
      return gone.length
    })
  return inBatches(db, old, remove, signal)
}

/** On PostgreSQL the rows are held, so that nobody saves a new version of what goes. */
async function hold(
  transaction: Transaction<Tables>,
  matcher: TermMatcher,
  ids: string[],
  before: string,
): Promise<Gone[]> {
  const query = transaction
    .selectFrom('articles')
    .select(['id', 'sort_key', 'sketch'])
    .where('id', 'in', ids)
    .where('ingested_at', '<', before)
    .orderBy('id')
  const rows = await (matcher.dialect === 'postgres' ? query.forUpdate() : query).execute()
  return rows.map((row) => ({ ...row, sort_key: Number(row.sort_key) }))
}

async function removeArticles(
  transaction: Transaction<Tables>,
  matcher: TermMatcher,
  gone: Gone[],
  before: string,
): Promise<void> {
  const ids = gone.map(({ id }) => id)
  await handOnMarks(transaction, ids, before)
  for (const row of gone) await removeSketch(transaction, row)
  const entries = await readSearchRows(transaction, ids)
  // Versions and analyses go with their article.
  await transaction.deleteFrom('articles').where('id', 'in', ids).execute()
  await removeSearchEntries(transaction, matcher, entries)
}

/** Of the copies of what goes, the one that was stored first of those that stay is the first now. */
async function handOnMarks(transaction: Transaction<Tables>, ids: string[], before: string): Promise<void> {
  const copies = await transaction
    .selectFrom('articles')
    .select(['id', 'repost_of'])
    .where('repost_of', 'in', ids)
    .where('ingested_at', '>=', before)
    .orderBy('ingested_at')
    .orderBy('id')
    .execute()
  const heirs = new Map<string | null, string>()
  for (const { id, repost_of } of copies) if (!heirs.has(repost_of)) heirs.set(repost_of, id)
  for (const [from, heir] of heirs) {
    const mark = sql<string | null>`case when id = ${heir} then null else ${heir} end`
    await transaction.updateTable('articles').set({ repost_of: mark }).where('repost_of', '=', from).execute()
  }
}
