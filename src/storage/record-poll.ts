import { sql, type Transaction } from 'kysely'
import type { FeedPoll, FeedState, RememberedEntry } from '../domain/feed.ts'
import { chunksOf } from './chunks.ts'
import { stateColumnsOf } from './feed-rows.ts'
import type { FeedEntryRow, Tables } from './tables.ts'

/** A key that is known already, and what it stands for. */
type KnownKey = { entry: number; article: string | null }

/** Writes how polls ended in the transaction given, in an order that two processes share; says in the order given which feeds were there. */
export async function recordPolls(transaction: Transaction<Tables>, polls: FeedPoll[]): Promise<boolean[]> {
  const written = new Map<FeedPoll, boolean>()
  for (const poll of polls.toSorted((a, b) => (a.feed < b.feed ? -1 : 1))) {
    written.set(poll, await recordPoll(transaction, poll))
  }
  return polls.map((poll) => written.get(poll) ?? false)
}

/**
 * Writes how a poll ended in the transaction given; false where the feed is gone. An entry goes on as the one that a known key of it
 * stands for, where that is of the same article or of none; the other keys of that one follow. A key that stood for another article
 * (feeds reuse ids) leaves that one.
 */
async function recordPoll(transaction: Transaction<Tables>, { feed: id, state, entries }: FeedPoll): Promise<boolean> {
  const first = await writeState(transaction, id, state, entries.length)
  if (first === undefined) return false
  if (entries.length === 0) return true
  const known = await readKnownKeys(transaction, id, entries)
  const rows = new Map<number, FeedEntryRow>()
  const keys = new Map<string, Tables['feed_keys']>()
  for (const [index, { keys: given, article, content, pageTries }] of entries.entries()) {
    const stands = given.map((key) => known.get(key)).filter((one) => one !== undefined)
    const goesOn = stands.find((one) => one.article === article) ?? stands.find((one) => one.article === null)
    const entry = goesOn?.entry ?? first + index
    rows.set(entry, { feed_id: id, entry, article_id: article, content, page_tries: pageTries })
    for (const [place, key] of [...new Set(given)].entries()) {
      if (known.get(key)?.entry !== entry) keys.set(key, { feed_id: id, key, entry, place })
      known.set(key, { entry, article })
    }
  }
  await writeEntries(transaction, [...rows.values()])
  await writeKeys(transaction, [...keys.values()])
  return true
}

/** Takes numbers for `entries` entries, and gives the first. Other processes that record this feed wait here until we are done. */
async function writeState(
  transaction: Transaction<Tables>,
  id: string,
  state: FeedState,
  entries: number,
): Promise<number | undefined> {
  const { url, ...columns } = stateColumnsOf(state)
  const isTaken = sql<boolean>`exists (select 1 from feeds as other where other.url = ${url} and other.id <> ${id})`
  const row = await transaction
    .updateTable('feeds')
    .set({
      ...columns,
      url: sql<string>`case when ${isTaken} then url else ${url} end`,
      last_entry: sql<number>`last_entry + ${entries}`,
    })
    .where('id', '=', id)
    .returning('last_entry')
    .executeTakeFirst()
  return row && row.last_entry - entries + 1
}

async function readKnownKeys(
  transaction: Transaction<Tables>,
  id: string,
  entries: RememberedEntry[],
): Promise<Map<string, KnownKey>> {
  const known = new Map<string, KnownKey>()
  for (const some of chunksOf([...new Set(entries.flatMap(({ keys }) => keys))], 500)) {
    const rows = await transaction
      .selectFrom('feed_keys as k')
      .innerJoin('feed_entries as e', (join) =>
        join.onRef('e.feed_id', '=', 'k.feed_id').onRef('e.entry', '=', 'k.entry'),
      )
      .select(['k.key', 'k.entry', 'e.article_id'])
      .where('k.feed_id', '=', id)
      .where('k.key', 'in', some)
      .execute()
    for (const { key, entry, article_id } of rows) known.set(key, { entry, article: article_id })
  }
  return known
}

async function writeEntries(transaction: Transaction<Tables>, rows: FeedEntryRow[]): Promise<void> {
  for (const some of chunksOf(rows)) {
    await transaction
      .insertInto('feed_entries')
      .values(some)
      .onConflict((conflict) =>
        conflict.columns(['feed_id', 'entry']).doUpdateSet((update) => ({
          article_id: update.ref('excluded.article_id'),
          content: update.ref('excluded.content'),
          page_tries: update.ref('excluded.page_tries'),
        })),
      )
      .execute()
  }
}

async function writeKeys(transaction: Transaction<Tables>, rows: Tables['feed_keys'][]): Promise<void> {
  for (const some of chunksOf(rows)) {
    await transaction
      .insertInto('feed_keys')
      .values(some)
      .onConflict((conflict) =>
        conflict
          .columns(['feed_id', 'key'])
          .doUpdateSet((update) => ({ entry: update.ref('excluded.entry'), place: update.ref('excluded.place') })),
      )
      .execute()
  }
}
