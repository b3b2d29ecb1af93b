import { type Kysely, sql } from 'kysely'
import { chunksOf } from './chunks.ts'
import type { SearchRow, Tables } from './tables.ts'
import type { Match, SearchEntry, TermMatcher } from './term-matcher.ts'

/**
 * Terms in an FTS5 table whose row number is the sort key. It walks matches newest first and stops at the limit, so that a
 * word of every article costs no more than a rare one.
 */
export function createSqliteTermMatcher(): TermMatcher {
  return { dialect: 'sqlite', add, remove, count, match }
}

async function add(db: Kysely<Tables>, entries: SearchEntry[]): Promise<void> {
  // In rising order: FTS5 writes out what it gathered whenever a row number falls.
  const rising = entries.toSorted((a, b) => a.sort_key - b.sort_key)
  for (const some of chunksOf(rising)) {
    await db
      .insertInto('search_articles')
      .values(some.map(({ terms: _, words: __, ...row }) => row))
      .execute()
  }
  for (const { sort_key, words } of rising) {
    await sql`insert into search_postings (rowid, words) values (${sort_key}, ${words})`.execute(db)
  }
}

async function remove(db: Kysely<Tables>, sortKeys: number[]): Promise<void> {
  for (const key of sortKeys) {
    await sql`delete from search_postings where rowid = ${key}`.execute(db)
    await db.deleteFrom('search_articles').where('sort_key', '=', key).execute()
  }
}

async function count(db: Kysely<Tables>, changes: Map<string, number>): Promise<void> {
  const pairs = JSON.stringify(Object.fromEntries(changes))
  // "where true" tells SQLite that "on conflict" is not a join: https://www.sqlite.org/lang_upsert.html
  await sql`insert into search_terms (term, articles) select key, value from json_each(${pairs}) where true
    on conflict (term) do update set articles = articles + excluded.articles`.execute(db)
}

async function match(db: Kysely<Tables>, { from, below, savedSince, limit, ...terms }: Match): Promise<SearchRow[]> {
  const columns = sql`s.sort_key, s.article_id, s.version, s.title_length, s.body_length, s.title_places, s.body_places`
  const saved = savedSince === null ? sql`true` : isSavedSince(savedSince)
  const wanted = wantedExpression(terms)
  const unwanted = terms.not.map(quoted).join(' OR ')
  const rows =
    wanted === ''
      ? sql<SearchRow>`select ${columns} from search_articles s where s.sort_key >= ${from} and s.sort_key < ${below}
          and s.sort_key not in (select rowid from search_postings where ${unwanted !== '' ? sql`search_postings match ${unwanted}` : sql`false`})
          and ${saved} order by s.sort_key desc limit ${limit}`
      : // "cross join" keeps the order of the two tables: https://www.sqlite.org/optoverview.html#crossjoin
        sql<SearchRow>`select ${columns} from search_postings p cross join search_articles s on s.sort_key = p.rowid
          where p.search_postings match ${unwanted === '' ? wanted : `(${wanted}) NOT (${unwanted})`}
          and p.rowid >= ${from} and p.rowid < ${below} and ${saved} order by p.rowid desc limit ${limit}`
  return (await rows.execute(db)).rows
}

function isSavedSince(instant: string) {
  return sql`(select v.saved_at from article_versions v where v.article_id = s.article_id and v.version = s.version) >= ${instant}`
}

/** `all: [a, b], any: [c, d], phrases: [[a, b]]` → `"a" AND "b" AND "a b" AND ("c" OR "d")` in FTS5's language. */
function wantedExpression({ all, any, phrases }: Pick<Match, 'all' | 'any' | 'phrases'>): string {
  const either = any.length === 0 ? [] : [`(${any.map(quoted).join(' OR ')})`]
  return [...all.map(quoted), ...phrases.map((phrase) => quoted(phrase.join(' '))), ...either].join(' AND ')
}

function quoted(term: string): string {
  return `"${term.replaceAll('"', '""')}"`
}
