import { type Kysely, type RawBuilder, sql } from 'kysely'
import { chunksOf } from './chunks.ts'
import type { SearchRow, Tables } from './tables.ts'
import type { Match, SearchEntry, TermMatcher } from './term-matcher.ts'

// Reading one article's own words takes about as long as visiting this many entries of the index (measured with 600 words).
const WALK_COST = 15

// A window holds more than are expected to be needed, so that one is mostly enough.
const SPARE = 2

/**
 * Words in order as one text, with a GIN index of each. The index lists every article with a word, whatever the window: cheap
 * for rare words. For common ones the newest articles are walked instead, in widening windows, and their own words read.
 */
export function createPostgresTermMatcher(): TermMatcher {
  return { dialect: 'postgres', add, remove, count, match }
}

async function add(db: Kysely<Tables>, entries: SearchEntry[]): Promise<void> {
  for (const some of chunksOf(entries)) {
    const rows = some.map(
      (row) => sql`(${row.sort_key}::bigint, ${row.article_id}, ${row.version}::integer, ${row.title_length}::integer,
        ${row.body_length}::integer, ${row.title_places}, ${row.body_places}, ${` ${row.words} `})`,
    )
    await sql`insert into search_articles
      (sort_key, article_id, version, title_length, body_length, title_places, body_places, words)
      values ${sql.join(rows)}`.execute(db)
  }
}

async function remove(db: Kysely<Tables>, sortKeys: number[]): Promise<void> {
  await db.deleteFrom('search_articles').where('sort_key', 'in', sortKeys).execute()
}

async function count(db: Kysely<Tables>, changes: Map<string, number>): Promise<void> {
  // Sorted: two processes that lock the same rows in the same order wait for each other, and never both.
  const terms = [...changes.keys()].sort()
  const numbers = terms.map((term) => changes.get(term) ?? 0)
  await sql`insert into search_terms (term, articles) select * from unnest(${terms}::text[], ${numbers}::integer[])
    on conflict (term) do update set articles = search_terms.articles + excluded.articles`.execute(db)
}

async function match(db: Kysely<Tables>, match: Match): Promise<SearchRow[]> {
  const { share, articles } = await expectedShare(db, match)
  const window = Math.ceil((match.limit * SPARE) / share)
  const isWalk = window * WALK_COST < share * articles || share === 1
  const rows = isWalk ? await walk(db, match, window) : await lookUp(db, match)
  return rows.map((row) => ({ ...row, sort_key: Number(row.sort_key) }))
}

/** At most this share of all articles can match: that of the rarest required word. 1 where nothing is required. */
async function expectedShare(db: Kysely<Tables>, { all, any }: Match): Promise<{ share: number; articles: number }> {
  const size = await db.selectFrom('search_size').select('articles').executeTakeFirstOrThrow()
  const articles = Math.max(Number(size.articles), 1)
  if (all.length + any.length === 0) return { share: 1, articles }
  const rows = await db
    .selectFrom('search_terms')
    .select(['term', 'articles'])
    .where('term', 'in', [...all, ...any])
    .execute()
  const known = new Map(rows.map((row) => [row.term, Number(row.articles)]))
  const bounds = all.map((term) => known.get(term) ?? 0)
  if (any.length > 0) bounds.push(any.reduce((sum, term) => sum + (known.get(term) ?? 0), 0))
  // Words of no article are looked up: the index knows at once. One article keeps the window finite.
  return { share: Math.min(Math.max(Math.min(...bounds), 1) / articles, 1), articles }
}

/**
 * Everything that holds the terms by the index, then the newest of it. What only the words of a row can tell is asked row by
 * row, newest first, until there are enough.
 */
async function lookUp(db: Kysely<Tables>, match: Match): Promise<SearchRow[]> {
  // Materialized, and the lateral query fenced by "offset 0": else the planner may read the words of rows that no one needs.
  const newest = sql`with matching as materialized
      (select sort_key from search_articles where ${byIndex(match)} and ${inWindowOfFound(match)})
    select row.* from (select sort_key from matching order by sort_key desc) newest
      cross join lateral (select ${columns}, words from search_articles where sort_key = newest.sort_key offset 0) row
      where ${byWords({ ...match, all: [], any: [] })} and ${bySaving(match)} order by newest.sort_key desc limit ${match.limit}`
  return (await withPlaces(newest, match).execute(db)).rows
}

/**
 * The newest articles first; where too few of them match, the words keep apart more than their counts let expect, and the index
 * finds the rest: going on row by row would read the words of every article.
 */
async function walk(db: Kysely<Tables>, match: Match, size: number): Promise<SearchRow[]> {
  const window = sql`select * from search_articles where ${inWindow(match)} order by sort_key desc limit ${size}`
  const newest = sql`select ${columns} from (${window}) row where ${byWords(match)} and ${bySaving(match)}
    order by sort_key desc limit ${match.limit}`
  const found = (await withPlaces(newest, match).execute(db)).rows
  const missing = match.limit - found.length
  const next = missing > 0 ? await endOf(db, match, size) : undefined
  return next === undefined ? found : [...found, ...(await lookUp(db, { ...match, below: next, limit: missing }))]
}

/** The lowest key of a window, undefined where it is the last. */
async function endOf(db: Kysely<Tables>, match: Match, size: number): Promise<number | undefined> {
  const rows = await sql<{ key: string }>`select sort_key as key from search_articles where ${inWindow(match)}
    order by sort_key desc limit 1 offset ${size - 1}`.execute(db)
  const key = rows.rows[0]?.key
  return key === undefined ? undefined : Number(key)
}

const columns = sql`sort_key, article_id, version, title_length, body_length, title_places, body_places`

/**
 * Rows with the lines of the located terms alone, cut out there: sending all places takes longer than finding the rows.
 * Appending nothing makes a copy of the places in memory, which every following function would else fetch anew.
 */
function withPlaces(rows: RawBuilder<unknown>, { located }: Match) {
  const lines = (field: RawBuilder<unknown>) => {
    // In the order in which lines stand, which reading them relies on.
    const keys = located.toSorted().map((term) => `\n${term} `)
    const cut = keys.map(
      (key) => sql`case when strpos(${field}, ${key}) > 0 then
        substr(${key}::text, 2) || split_part(split_part(${field}, ${key}, 2), E'\n', 1) || E'\n' end`,
    )
    return cut.length === 0 ? sql`E'\n'` : sql`concat(E'\n', ${sql.join(cut)})`
  }
  return sql<SearchRow>`select sort_key, article_id, version, title_length, body_length,
      ${lines(sql`title_places`)} as title_places, ${lines(sql`body_places`)} as body_places
    from (select sort_key, article_id, version, title_length, body_length,
      title_places || '' as title_places, body_places || '' as body_places from (${rows}) found offset 0) copied
    order by sort_key desc`
}

function inWindow({ from, below }: Pick<Match, 'from' | 'below'>) {
  return sql`sort_key >= ${from}::bigint and sort_key < ${below}::bigint`
}

// The sum keeps the planner from walking the keys instead: a table without fresh statistics looks small to it.
function inWindowOfFound({ from, below }: Pick<Match, 'from' | 'below'>) {
  return sql`sort_key + 0 >= ${from}::bigint and sort_key + 0 < ${below}::bigint`
}

/** Served by the index, whose expression this repeats. */
function byIndex({ all, any }: Match) {
  const terms = sql`string_to_array(words, ' ')`
  const conditions = [sql`true`]
  if (all.length > 0) conditions.push(sql`${terms} @> ${all}::text[]`)
  if (any.length > 0) conditions.push(sql`${terms} && ${any}::text[]`)
  return sql.join(conditions, sql` and `)
}

/** The same and more by each row's own words: one search in a text is cheaper than taking it apart. */
function byWords({ all, any, not, phrases }: Match) {
  const either = any.length === 0 ? [] : [sql`(${sql.join(any.map(holds), sql` or `)})`]
  const conditions = [
    ...all.map(holds),
    ...phrases.map((phrase) => holds(phrase.join(' '))),
    ...either,
    ...not.map(lacks),
  ]
  return sql.join([sql`true`, ...conditions], sql` and `)
}

function bySaving({ savedSince }: Match) {
  if (savedSince === null) return sql`true`
  return sql`(select v.saved_at from article_versions v where v.article_id = row.article_id and v.version = row.version) >= ${savedSince}`
}

function holds(words: string): RawBuilder<unknown> {
  return sql`strpos(words, ${` ${words} `}) > 0`
}

function lacks(word: string): RawBuilder<unknown> {
  return sql`strpos(words, ${` ${word} `}) = 0`
}
