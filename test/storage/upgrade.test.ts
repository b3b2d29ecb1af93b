import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Kysely, PostgresDialect, SqliteDialect, sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Store } from '../../src/domain/store.ts'
import { migrate } from '../../src/storage/migrate.ts'
import { migrations } from '../../src/storage/migrations.ts'
import { openStore } from '../../src/storage/open.ts'
import { postgresPool } from '../../src/storage/postgres-pool.ts'
import { sqliteDatabase } from '../../src/storage/sqlite-database.ts'
import type { Tables } from '../../src/storage/tables.ts'
import { gap } from '../../src/storage/term-places.ts'
import { emptyDatabase } from './engines.ts'
import { freshDatabase } from './fresh-database.ts'
import { sampleEntry } from './sample-article.ts'
import { briefOf, fillSpace } from './sample-talk.ts'
import { searchFaults } from './search-faults.ts'

const now = () => new Date('2026-03-02T07:00:00Z')
const postgres = await freshDatabase()
const steps = migrations.map(({ name }) => name)

type Row = Record<string, string | number | null>
/** The rows of a store by table. */
type Content = Record<string, Row[]>

/** Every table whose rows can be read; the postings of SQLite are made of the words of the articles. */
const tables = [
  ...['articles', 'article_versions', 'analyses', 'briefs', 'threads', 'turns', 'usage'],
  ...['search_articles', 'search_terms', 'search_size', 'feeds', 'feed_entries', 'feed_keys', 'article_sketches'],
  ...['subscriptions', 'replies', 'reports', 'changes', 'deliveries', 'shown_articles', 'mutes', 'approvals'],
  'message_edits',
]

describe('a store of an earlier program', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'nutgraf-upgrade-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))
  const full = () => fullStore(join(folder, 'full.db'))

  it('has a table for everything that is kept', async () => {
    const content = await full()
    for (const table of tables) expect([table, (content[table] ?? []).length > 0]).toEqual([table, true])
  })

  it.each(steps)('in a SQLite file as %s left it keeps all of it, and works', async (step) => {
    const content = await full()
    const file = join(folder, 'old.db')
    const connection = new DatabaseSync(file)
    const dialect = new SqliteDialect({ database: sqliteDatabase(connection, (cause) => cause) })
    const before = await makeOld(new Kysely<Tables>({ dialect }), 'sqlite', step, content)
    await (await openStore({ url: `sqlite:${file}`, now })).close()
    const upgraded = new DatabaseSync(file)
    expect(await contentOf(upgraded, before)).toEqual(before)
    upgraded.close()
    await expectUsable(`sqlite:${file}`, step)
  })

  it.skipIf(postgres === undefined).each(steps)('in PostgreSQL as %s left it does too', async (step) => {
    const url = postgres ?? ''
    await emptyDatabase(url)
    const dialect = new PostgresDialect({ pool: postgresPool(url, (cause) => cause) })
    await makeOld(new Kysely<Tables>({ dialect }), 'postgres', step, await full())
    await expectUsable(url, step)
  })
})

/** One of everything, as this program keeps it. */
async function fullStore(file: string): Promise<Content> {
  const store = await openStore({ url: `sqlite:${file}`, now })
  const value = { id: 'a', language: 'en', sentences: [], quantities: [], quotes: [], attributions: [], caveats: [] }
  const analysis = { analyzer: 'rules-1', value }
  const harbor = sampleEntry('a', 'the harbor is “closed”', { title: 'größe', url: 'https://news.example/a' })
  await store.articles.save([{ ...harbor, analysis, sketch: [1, 2, 2 ** 53 - 1] }])
  await store.articles.save([sampleEntry('b', 'the ferry waits', { publishedAt: '2026-02-01' })])
  await store.briefs.save({ article: 'a', version: 1, promptHash: null, model: null }, briefOf('brief'))
  await store.usage.add({ purpose: 'brief', model: 'm', inputTokens: 5_000_000_000, outputTokens: 1 })
  const { feed } = await store.feeds.add({ url: 'https://news.example/feed', title: 'News', siteUrl: null })
  const entry = { keys: ['u:1', 'i:1'], article: 'a', content: 'c', pageTries: 2 }
  await store.feeds.recordPolls([{ feed: feed.id, state: { ...feed, etag: '"x"' }, entries: [entry] }])
  await fillSpace(store, 'T1', '2026-02-20T08:00:00.000Z')
  await store.close()
  const connection = new DatabaseSync(file)
  const content = await contentOf(connection)
  connection.close()
  return content
}

/** The rows of a store; of those columns alone that an earlier content had, where it is given. */
async function contentOf(connection: DatabaseSync, like?: Content): Promise<Content> {
  const content: Content = {}
  for (const table of like === undefined ? tables : Object.keys(like)) {
    const columns = like === undefined ? '*' : Object.keys(like[table]?.[0] ?? { '*': '' }).join()
    content[table] = connection.prepare(`select ${columns} from ${table} order by 1, 2`).all() as Row[]
  }
  return content
}

/** Makes a store as it was after a step, with as much of the content as it had room for; gives that. */
async function makeOld(
  db: Kysely<Tables>,
  dialect: 'sqlite' | 'postgres',
  step: string,
  content: Content,
): Promise<Content> {
  const known = migrations.filter(({ name }) => name <= step)
  await migrate(db, { dialect, place: 'x', now, known })
  const written: Content = {}
  for (const { name: table, columns } of await db.introspection.getTables()) {
    const names = columns.map(({ name }) => name)
    const rows = content[table]?.map((row) => withColumns(row, names))
    if (rows === undefined) continue
    written[table] = rows
    // There from the start.
    if (table === 'search_size') await sql`delete from search_size`.execute(db)
  }
  for (const table of tables.filter((one) => written[one] !== undefined)) {
    for (const row of written[table] ?? []) await insert(db, dialect, table, row)
  }
  await db.destroy()
  return written
}

function withColumns(row: Row, columns: string[]): Row {
  return Object.fromEntries(columns.filter((column) => column in row).map((column) => [column, row[column] ?? null]))
}

async function insert(db: Kysely<Tables>, dialect: 'sqlite' | 'postgres', table: string, given: Row): Promise<void> {
  const words = table === 'search_articles' ? wordsOf(String(given['article_id'])) : null
  // PostgreSQL numbers these itself.
  const { number, ...unnumbered } = given
  const isNumbered = dialect === 'postgres' && number !== undefined && table !== 'turns'
  const row = {
    ...(isNumbered ? unnumbered : given),
    ...(words !== null && dialect === 'postgres' && { words: ` ${words} ` }),
  }
  const columns = sql.join(Object.keys(row).map((column) => sql.ref(column)))
  await sql`insert into ${sql.table(table)} (${columns}) values (${sql.join(Object.values(row))})`.execute(db)
  if (words !== null && dialect === 'sqlite')
    await sql`insert into search_postings (rowid, words) values (${given['sort_key']}, ${words})`.execute(db)
}

function wordsOf(article: string): string {
  return article === 'a' ? `größe ${gap} the harbor is “closed”` : ` ${gap} the ferry waits`
}

/** Opens it with this program, and looks at everything that was there after the step, and writes. */
async function expectUsable(url: string, step: string): Promise<void> {
  const store = await openStore({ url, now })
  await expectArticles(store, step)
  if (step >= '0003') {
    const [feed] = await store.feeds.list()
    expect(feed).toMatchObject({ url: 'https://news.example/feed', etag: '"x"' })
    expect((await store.feeds.known(feed?.id ?? '', ['i:1'])).get('i:1')).toMatchObject({ article: 'a', pageTries: 2 })
  }
  if (step >= '0005') {
    expect(await store.subscriptions.find('T1-s')).toMatchObject({ topic: 'ferry', quietDays: 'nothing', alerts: 0 })
    expect(await store.replies.find('T1-r')).toMatchObject({ asked: '/brief ferry', lines: [] })
    expect([await store.replies.reports(), await store.changes.list(9)]).toMatchObject([
      [{ id: 'T1-p' }],
      [{ user: 'U1' }],
    ])
  }
  if (step >= '0007') expect(await store.deliveries.find('T1-d')).toMatchObject({ stage: 'done' })
  const bounds = { before: '2026-03-03T00:00:00.000Z', shownBefore: '2026-03-03T00:00:00.000Z' }
  const articles = step >= '0002' ? 3 : 2
  if (articles === 3) await store.articles.save([sampleEntry('c', 'the harbor opens')])
  await fillSpace(store, 'T2', '2026-02-20T08:00:00.000Z')
  expect(await store.retention.purge(bounds)).toMatchObject({ articles })
  await store.close()
  if (step >= '0002') expect(await searchFaults(url)).toEqual([])
}

async function expectArticles(store: Store, step: string): Promise<void> {
  expect(await store.articles.findByUrl('https://news.example/a')).toMatchObject({
    version: 1,
    value: { title: 'größe' },
  })
  expect((await store.articles.list({ limit: 9 })).map(({ article }) => article)).toEqual(['a', 'b'])
  expect((await store.analyses.findMany([{ article: 'a', version: 1 }], 'rules-1')).size).toBe(1)
  expect(await store.briefs.find('brief')).toEqual(briefOf('brief'))
  expect(await store.usage.list('2026-01-01')).toMatchObject([{ inputTokens: 5_000_000_000 }])
  const thread = { platform: 'slack', space: 'T1', channel: 'C1', message: '1.1' }
  expect((await store.threads.find(thread))?.turns).toMatchObject([{ text: 'why?' }])
  if (step < '0002') return
  const query = { all: ['the'], any: [], not: ['ferry'], phrases: [['is', '“closed”']], limit: 9 }
  expect((await store.search.candidates(query)).map(({ article }) => article)).toEqual(['a'])
  expect((await store.search.frequencies(['the'])).of.get('the')).toBe(2)
  if (step < '0004') return
  const sought = { id: 'x', url: null, publishedAt: '2026-03-02', sketch: [2, 2 ** 53 - 1] }
  expect(await store.articles.alike([sought])).toEqual([['a']])
}
