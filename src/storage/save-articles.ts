import type { Kysely, Transaction } from 'kysely'
import type { Clock } from '../domain/ports.ts'
import type { NewArticle, SavedArticle } from '../domain/stored.ts'
import { chunksOf } from './chunks.ts'
import { readKnownArticles } from './known-articles.ts'
import { markReposts, moveReposts } from './mark-reposts.ts'
import { placeInTime } from './place-in-time.ts'
import { planSave, type Touched } from './plan-save.ts'
import { untilAlone } from './postgres-error.ts'
import { storable } from './storable.ts'
import type { Tables } from './tables.ts'
import type { TermMatcher } from './term-matcher.ts'
import { writeSearchEntries } from './write-search-entries.ts'
import { writeSketches } from './write-sketches.ts'

/** What saving needs. */
export type SaveDeps = { db: Kysely<Tables>; matcher: TermMatcher; now: Clock }

/**
 * Saves articles, versions, analyses and search terms in one transaction: after a crash all of the batch is there or
 * nothing. Where another process saved the same at the same moment, the whole is looked at again.
 */
export async function saveArticles(deps: SaveDeps, entries: NewArticle[]): Promise<SavedArticle[]> {
  if (entries.length === 0) return []
  const clean = entries.map(storable)
  return untilAlone(() => deps.db.transaction().execute((transaction) => saveIn(transaction, deps, clean)))
}

async function saveIn(
  transaction: Transaction<Tables>,
  { matcher, now }: SaveDeps,
  entries: NewArticle[],
): Promise<SavedArticle[]> {
  const articles = entries.map((entry) => entry.article)
  const known = await readKnownArticles(transaction, articles, matcher.dialect)
  const { results, touched, versions, analyses } = planSave(known, entries, now().toISOString())
  await placeInTime(transaction, touched)
  const moves = await markReposts(transaction, touched, matcher.dialect)
  await writeArticles(transaction, touched)
  await moveReposts(transaction, moves)
  for (const rows of chunksOf(versions)) await transaction.insertInto('article_versions').values(rows).execute()
  for (const rows of chunksOf(analyses)) {
    // The same analyzer says the same of the same text, so what is there stays.
    await transaction
      .insertInto('analyses')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
  await writeSketches(transaction, matcher.dialect, touched)
  await writeSearchEntries(transaction, matcher, touched)
  const marks = new Map(touched.map(({ after }) => [after.id, after.repost_of]))
  return results.map((result) => ({ ...result, repostOf: marks.get(result.article) ?? null }))
}

async function writeArticles(transaction: Transaction<Tables>, touched: Touched[]): Promise<void> {
  const added = touched.filter(({ before }) => before === undefined).map(({ after }) => after)
  for (const rows of chunksOf(added)) {
    await transaction.insertInto('articles').values(rows).execute()
    // One that was purged counts its versions anew: a brief of what was its first says nothing of what is its first now.
    const ids = rows.map(({ id }) => id)
    await transaction.deleteFrom('briefs').where('article_id', 'in', ids).execute()
  }
  for (const { before, after } of touched) {
    if (before === undefined || isSame(before.row, after)) continue
    const { id, ingested_at: _, ...columns } = after
    await transaction.updateTable('articles').set(columns).where('id', '=', id).execute()
  }
}

function isSame(a: Touched['after'], b: Touched['after']): boolean {
  const isPlaced = a.url === b.url && a.version === b.version && a.sort_key === b.sort_key
  return isPlaced && a.sketch === b.sketch && a.repost_of === b.repost_of
}
