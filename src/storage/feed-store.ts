import type { Kysely } from 'kysely'
import type { FeedState, KnownEntry, StoredFeed } from '../domain/feed.ts'
import type { Clock } from '../domain/ports.ts'
import type { FeedStore } from '../domain/store.ts'
import { chunksOf } from './chunks.ts'
import { idOfUrl } from './content-hash.ts'
import { feedColumns, feedOf, stateColumnsOf } from './feed-rows.ts'
import { untilAlone } from './postgres-error.ts'
import { recordPolls } from './record-poll.ts'
import { storable } from './storable.ts'
import type { Tables } from './tables.ts'

// As many keys as a feed of some hundred entries has, in one statement.
const KEYS = 500

/** Feeds and what is known of their entries, in either database. */
export function createSqlFeedStore(db: Kysely<Tables>, now: Clock): FeedStore {
  const feeds = () => db.selectFrom('feeds').select(feedColumns)
  const find = async (id: string) => {
    const row = await feeds().where('id', '=', id).executeTakeFirst()
    return row && feedOf(row)
  }
  const findByUrl = async (url: string) => {
    const row = await feeds().where('url', '=', storable(url)).executeTakeFirst()
    return row && feedOf(row)
  }
  const findDue = async (at: string, limit: number) => {
    const due = feeds().where('due_ms', '<=', Date.parse(at)).orderBy('due_ms').orderBy('number').limit(limit)
    return (await due.execute()).map(feedOf)
  }
  return {
    find,
    findByUrl,
    async add(given) {
      const { url, title, siteUrl } = storable(given)
      const added = await insert(db, newFeed({ url, title, siteUrl }, now().toISOString()))
      // Whoever has the address, or had it first and was told by its server to move, is this feed.
      const feed = (await findByUrl(url)) ?? (await find(idOfUrl(url)))
      if (feed === undefined) throw new Error(`the feed ${url} was removed while it was added`)
      return { feed, isNew: added }
    },
    async list() {
      return (await feeds().orderBy('number').execute()).map(feedOf)
    },
    due: findDue,
    async claim(at, until, limit) {
      const due = await findDue(at, limit)
      const claimed = new Set<string>()
      for (const some of chunksOf(due.map(({ id }) => id))) {
        const rows = await db
          .updateTable('feeds')
          // Only when it is looked at next: `due_at` stays what its poll said.
          .set({ due_ms: Date.parse(until) })
          .where('id', 'in', some)
          .where('due_ms', '<=', Date.parse(at))
          .returning('id')
          .execute()
        for (const { id } of rows) claimed.add(id)
      }
      return due.filter(({ id }) => claimed.has(id))
    },
    async remove(id) {
      const { numDeletedRows } = await db.deleteFrom('feeds').where('id', '=', id).executeTakeFirst()
      return Number(numDeletedRows) > 0
    },
    known: (id, keys) => readKnown(db, id, keys),
    async withoutPage(id) {
      const rows = await db
        .selectFrom('feed_entries as e')
        .innerJoin('feed_keys as k', (join) =>
          join.onRef('k.feed_id', '=', 'e.feed_id').onRef('k.entry', '=', 'e.entry'),
        )
        .select(['k.key', 'e.entry', 'e.article_id', 'e.content', 'e.page_tries'])
        .where('e.feed_id', '=', id)
        .where('e.page_tries', '>', 0)
        .orderBy('e.entry')
        .orderBy('k.place')
        .orderBy('k.key')
        .execute()
      return rows
        .filter((row, index) => row.entry !== rows[index - 1]?.entry)
        .map((row) => ({ key: row.key, ...knownOf(row) }))
    },
    async recordPolls(given) {
      if (given.length === 0) return []
      const polls = storable(given)
      return untilAlone(() => db.transaction().execute((transaction) => recordPolls(transaction, polls)))
    },
  }
}

/** True where no feed has the address or the id. */
async function insert(db: Kysely<Tables>, { id, addedAt, ...state }: StoredFeed): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('feeds')
    .values({ id, added_at: addedAt, last_entry: 0, ...stateColumnsOf(state) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return Number(numInsertedOrUpdatedRows ?? 0) > 0
}

/** A feed that was never polled is due at once. */
function newFeed(given: Pick<FeedState, 'url' | 'title' | 'siteUrl'>, at: string): StoredFeed {
  const untold = { etag: null, lastModified: null, bodyHash: null, ttlSeconds: null, polledAt: null, succeededAt: null }
  const start = { addedAt: at, dueAt: at, restUntil: at, failures: 0, lastError: null, stopped: null }
  return { id: idOfUrl(given.url), ...given, ...untold, ...start }
}

async function readKnown(db: Kysely<Tables>, id: string, keys: string[]): Promise<Map<string, KnownEntry>> {
  const known = new Map<string, KnownEntry>()
  const asked = Map.groupBy(new Set(keys), storable)
  for (const some of chunksOf([...asked.keys()], KEYS)) {
    const rows = await db
      .selectFrom('feed_keys as k')
      .innerJoin('feed_entries as e', (join) =>
        join.onRef('e.feed_id', '=', 'k.feed_id').onRef('e.entry', '=', 'k.entry'),
      )
      .select(['k.key', 'e.article_id', 'e.content', 'e.page_tries'])
      .where('k.feed_id', '=', id)
      .where('k.key', 'in', some)
      .execute()
    for (const row of rows) for (const key of asked.get(row.key) ?? []) known.set(key, knownOf(row))
  }
  return known
}

function knownOf(row: { article_id: string | null; content: string; page_tries: number }): KnownEntry {
  return { article: row.article_id, content: row.content, pageTries: row.page_tries }
}
