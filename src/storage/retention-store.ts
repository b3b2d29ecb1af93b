import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Space, SpaceCounts } from '../domain/retention.ts'
import type { RetentionStore } from '../domain/store.ts'
import { deleteInBatches, type Rows } from './in-batches.ts'
import { purgeArticles } from './purge-articles.ts'
import type { Tables } from './tables.ts'
import type { TermMatcher } from './term-matcher.ts'

// Rows that nothing hangs on, but for the turns of a thread, are quickly deleted.
const BATCH = 200

/** What is deleted for good, in either database. */
export function createSqlRetentionStore(db: Kysely<Tables>, matcher: TermMatcher): RetentionStore {
  return {
    async purge(bounds, signal) {
      const [before, shownBefore] = [bounds.before, bounds.shownBefore].map((at) => new Date(at).toISOString())
      const old = oldRows(before ?? '', shownBefore ?? '')
      return {
        articles: await purgeArticles(db, matcher, before ?? '', signal),
        deliveries: await deleteInBatches(db, old.deliveries, signal),
        shown: await deleteInBatches(db, old.shown, signal),
        replies: await deleteInBatches(db, old.replies, signal),
        threads: await deleteInBatches(db, old.threads, signal),
      }
    },
    countSpace: (space) => ofEach(spaceRows(space), (rows) => countRows(db, rows)),
    purgeSpace: (space) => ofEach(spaceRows(space), (rows) => deleteInBatches(db, rows)),
  }
}

function oldRows(before: string, shownBefore: string) {
  // Where a subscription's next digest begins: it must not be told anew what came in since its beginning.
  const isLast = sql`exists (select 1 from subscriptions where subscriptions.id = deliveries.subscription_id
      and deliveries.number = (select max(told.number) from deliveries as told where told.subscription_id = subscriptions.id
        and told.kind <> 'alert' and told.until is not null
        and (told.stage in ('done', 'quiet', 'unsure') or (told.stage = 'failed' and told.posted <> '[]'))))`
  const isSpokenIn = sql`exists (select 1 from turns where turns.thread_key = threads.thread_key and turns.said_at >= ${before})`
  return {
    deliveries: rowsOf(
      'deliveries',
      'id',
      sql`try_ms is null and stage <> 'waiting' and coalesce(ended_at, due_at) < ${before} and not ${isLast}`,
    ),
    shown: rowsOf('shown_articles', 'delivery_id', sql`shown_ms < ${Date.parse(shownBefore)}`),
    replies: rowsOf('replies', 'id', sql`given_at < ${before} and id not in (select reply_id from reports)`),
    threads: rowsOf('threads', 'thread_key', sql`started_at < ${before} and not ${isSpokenIn}`),
  }
}

/** In this order nothing new is planned for what is being deleted. */
function spaceRows({ platform, space }: Space): Record<keyof SpaceCounts, Rows> {
  const isOfSpace = sql`platform = ${platform} and space = ${space}`
  return {
    subscriptions: rowsOf('subscriptions', 'id', isOfSpace),
    deliveries: rowsOf('deliveries', 'id', isOfSpace),
    shown: rowsOf('shown_articles', 'delivery_id', isOfSpace),
    mutes: rowsOf('mutes', 'channel', isOfSpace),
    approvals: rowsOf('approvals', 'channel', isOfSpace),
    replies: rowsOf('replies', 'id', isOfSpace),
    reports: rowsOf('reports', 'id', isOfSpace),
    threads: rowsOf('threads', 'thread_key', isOfSpace),
    changes: rowsOf('changes', 'at', isOfSpace),
  }
}

function rowsOf(table: keyof Tables, key: string, where: RawBuilder<unknown>): Rows {
  return { table, key, where, size: BATCH }
}

async function ofEach(
  rows: Record<keyof SpaceCounts, Rows>,
  number: (rows: Rows) => Promise<number>,
): Promise<SpaceCounts> {
  return {
    subscriptions: await number(rows.subscriptions),
    deliveries: await number(rows.deliveries),
    shown: await number(rows.shown),
    mutes: await number(rows.mutes),
    approvals: await number(rows.approvals),
    replies: await number(rows.replies),
    reports: await number(rows.reports),
    threads: await number(rows.threads),
    changes: await number(rows.changes),
  }
}

async function countRows(db: Kysely<Tables>, { table, where }: Rows): Promise<number> {
  const { rows } = await sql<{ count: number | string }>`select count(*) as count from ${sql.table(table)}
    where ${where}`.execute(db)
  return Number(rows[0]?.count ?? 0)
}
