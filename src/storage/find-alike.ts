import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import type { SoughtText } from '../domain/stored.ts'
import { chunksOf } from './chunks.ts'
import { firstKeyOf, sortedAtOf } from './sort-key.ts'
import type { Tables } from './tables.ts'

/** A sketch as it is kept. */
export const sketchSchema = z.array(z.number().int().nonnegative())

// A copy comes within days; later it is news of its own, or an archive that is read in.
const WINDOW_MS = 30 * 86_400_000

// A shingle of boilerplate stands in every article of a publisher: of each hash only the newest are looked at. A true copy
// shares the others too, and where a text stands in more places than this, each of its hashes gives the same newest ones.
const NEWEST = 8

/** So many numbers of a sketch must be shared, and so many articles are compared with one text. */
const LEAST_SHARED = 2
const MOST_FOUND = 4

/** A hash to look for between two sort keys, both inclusive; `text` is the index of the text that holds it. */
type SoughtHash = [text: number, hash: number, from: number, to: number]

/** Finds for each text the ids of other articles that share numbers of its sketch, the most shared first. `at` is the instant of asking. */
export async function findAlike(
  db: Kysely<Tables>,
  dialect: 'sqlite' | 'postgres',
  texts: SoughtText[],
  at: string,
): Promise<string[][]> {
  const sought = texts.flatMap(({ sketch, publishedAt }, text) => {
    const middle = Date.parse(sortedAtOf({ publishedAt }, at))
    const [from, to] = [middle - WINDOW_MS, middle + WINDOW_MS].map((ms) => firstKeyOf(new Date(ms).toISOString()))
    return sketch.map((hash): SoughtHash => [text, hash, from ?? 0, to ?? 0])
  })
  if (sought.length === 0) return texts.map(() => [])
  const rows = await readShared(db, dialect, sought)
  const articles = await readArticles(db, [...new Set(rows.map(({ sort_key }) => sort_key))])
  return texts.map(({ id, url }, index) => {
    const others = rows.filter((row) => row.text === index).flatMap((row) => articles.get(row.sort_key) ?? [])
    const found = others.filter((one) => (url === null ? one.id !== id : one.url !== url))
    return found.slice(0, MOST_FOUND).map((one) => one.id)
  })
}

async function readShared(
  db: Kysely<Tables>,
  dialect: 'sqlite' | 'postgres',
  sought: SoughtHash[],
): Promise<{ text: number; sort_key: number }[]> {
  const list = JSON.stringify(sought)
  const query =
    dialect === 'sqlite'
      ? // SQLite has no lateral join; a list made by a subquery for each hash does the same.
        sql<{ text: number; sort_key: number }>`
          select h.value ->> 0 as text, k.value as sort_key from json_each(${list}) as h, json_each((
            select json_group_array(sort_key) from (
              select sort_key from article_sketches
              where hash = h.value ->> 1 and sort_key >= h.value ->> 2 and sort_key <= h.value ->> 3
              order by sort_key desc limit ${NEWEST}))) as k
          group by 1, 2 having count(*) >= ${LEAST_SHARED} order by 1, count(*) desc, 2 desc`
      : sql<{ text: number; sort_key: number }>`
          select (h.value ->> 0)::integer as text, k.sort_key from json_array_elements(${list}::json) as h
          cross join lateral (
            select sort_key from article_sketches
            where hash = (h.value ->> 1)::bigint
              and sort_key >= (h.value ->> 2)::bigint and sort_key <= (h.value ->> 3)::bigint
            order by sort_key desc limit ${NEWEST}) as k
          group by 1, 2 having count(*) >= ${LEAST_SHARED} order by 1, count(*) desc, 2 desc`
  return (await query.execute(db)).rows.map(({ text, sort_key }) => ({ text, sort_key: Number(sort_key) }))
}

async function readArticles(
  db: Kysely<Tables>,
  keys: number[],
): Promise<Map<number, { id: string; url: string | null }>> {
  const articles = new Map<number, { id: string; url: string | null }>()
  for (const some of chunksOf(keys)) {
    const rows = await db
      .selectFrom('articles')
      .select(['id', 'url', 'sort_key'])
      .where('sort_key', 'in', some)
      .execute()
    for (const { id, url, sort_key } of rows) articles.set(Number(sort_key), { id, url })
  }
  return articles
}
