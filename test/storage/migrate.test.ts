import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Kysely, PostgresDialect, SqliteDialect, sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import type { Schedule } from '../../src/domain/subscription.ts'
import { migrate } from '../../src/storage/migrate.ts'
import { type Migration, migrations } from '../../src/storage/migrations.ts'
import { openStore } from '../../src/storage/open.ts'
import { postgresPool } from '../../src/storage/postgres-pool.ts'
import { sqliteDatabase } from '../../src/storage/sqlite-database.ts'
import type { Tables } from '../../src/storage/tables.ts'
import { freshDatabase } from './fresh-database.ts'
import { plannedOf, planOf, subscriptionOf } from './sample-delivery.ts'

const now = () => new Date('2026-03-02T07:00:00Z')

const postgres = await freshDatabase()

describe('migrations', () => {
  it('are as they were released: what is wrong with one is mended by a new one', () => {
    const hashes = migrations.map(({ name, statements }) => {
      const text = JSON.stringify([statements('sqlite'), statements('postgres')])
      return `${name} ${createHash('sha256').update(text).digest('hex').slice(0, 12)}`
    })
    // Add a line for a new migration. A line that changes breaks every store that has taken that step.
    expect(hashes).toEqual([
      '0001-stores 8a4c52e180e6',
      '0002-search 2d4a84f9fa31',
      '0003-feeds 879faa7fff92',
      '0004-reposts 57ba2cf3c62a',
      '0005-chat 59bee08be8d3',
      '0006-reply-lines 4ae8dee0ddcb',
      '0007-deliveries a982b0ef57ca',
      '0008-stories e16a1176237d',
      '0009-writing 338aa991fcb4',
      '0010-approval 9bab2da98aa3',
    ])
  })

  it('are ordered by name, each name once', () => {
    const names = migrations.map((migration) => migration.name)
    expect(names).toEqual([...new Set(names)].sort())
  })

  it('apply what is new, once, and note when', async () => {
    const { db, run } = openBare()
    await run([step('1', 'create table one (a)')])
    await run([step('1', 'create table one (a)'), step('2', 'create table two (a)')])
    await run([step('1', 'create table one (a)'), step('2', 'create table two (a)')])
    expect(await db.selectFrom('migrations').select(['name', 'applied_at']).execute()).toEqual([
      { name: '1', applied_at: '2026-03-02T07:00:00.000Z' },
      { name: '2', applied_at: '2026-03-02T07:00:00.000Z' },
    ])
  })

  it('leave nothing of a run in which one fails', async () => {
    const { db, run } = openBare()
    await expect(run([step('1', 'create table one (a)'), step('2', 'not sql')])).rejects.toThrow()
    const tables = await sql`select name from sqlite_master`.execute(db)
    expect(tables.rows).toEqual([])
  })

  it('refuse a store that a newer program has changed', async () => {
    const { run } = openBare()
    await run([step('1', 'create table one (a)'), step('2', 'create table two (a)')])
    await expect(run([step('1', 'create table one (a)')])).rejects.toMatchObject({ code: 'store-newer' })
  })

  describe('of deliveries', () => {
    it('keep the subscriptions of a SQLite store, whose next slots are to be found then', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'nutgraf-migrate-'))
      const file = join(folder, 'nutgraf.db')
      const { db, run } = openBare(file)
      await run(upToReplies)
      await sql.raw(oldSubscriptions).execute(db)
      await db.destroy()
      await expectUsable(`sqlite:${file}`)
      rmSync(folder, { recursive: true, force: true })
    })

    it.skipIf(postgres === undefined)('keep the subscriptions of a PostgreSQL store too', async () => {
      const url = postgres ?? ''
      const pool = postgresPool(url, (cause) => cause)
      const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
      await migrate(db, { dialect: 'postgres', place: 'x', now, known: upToReplies })
      await sql.raw(oldSubscriptions).execute(db)
      await db.destroy()
      await expectUsable(url)
    })
  })
})

const upToReplies = migrations.filter(({ name }) => name <= '0006-reply-lines')

/** Two, one of them paused, as a store before deliveries holds them. */
const schedule: Schedule = { days: ['mon'], times: ['08:00'], zone: 'Europe/Berlin' }
const oldSubscriptions = `insert into subscriptions
  (id, platform, space, channel, topic, schedule, created_by, created_at, paused) values
  ('one', 'slack', 'T1', 'C1', 'größe', '${JSON.stringify(schedule)}', 'U1', '2026-02-01T00:00:00.000Z', null),
  ('two', 'slack', 'T1', 'C2', 'ferry', '${JSON.stringify(schedule)}', 'U1', '2026-02-01T00:00:00.000Z', 'Archived.')`

async function expectUsable(url: string): Promise<void> {
  const store = await openStore({ url, now })
  const made = { createdBy: 'U1', createdAt: '2026-02-01T00:00:00.000Z', schedule }
  const one = subscriptionOf('one', { ...made, topic: 'größe' })
  const two = subscriptionOf('two', { ...made, channel: 'C2', paused: 'Archived.' })
  expect(await store.subscriptions.list()).toEqual([one, two])
  expect(await store.subscriptions.due('2026-03-02T07:00:00.000Z', 10)).toEqual([one])
  const [slot, next] = ['2026-03-02T07:00:00.000Z', '2026-03-09T07:00:00.000Z']
  await store.deliveries.plan([planOf('one', null, slot, [])])
  expect(await store.deliveries.plan([planOf('one', slot, next, [plannedOf('d')])])).toEqual(['d'])
  expect(await store.subscriptions.find('one')).toEqual({ ...one, nextAt: next })
  await store.close()
}

function openBare(file = ':memory:') {
  const connection = new DatabaseSync(file)
  const db = new Kysely<Tables>({
    dialect: new SqliteDialect({ database: sqliteDatabase(connection, (cause) => cause) }),
  })
  return { db, run: (known: Migration[]) => migrate(db, { dialect: 'sqlite', place: 'x', now, known }) }
}

function step(name: string, statement: string): Migration {
  return { name, statements: () => [statement] }
}
