import { createHash } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import { Kysely, SqliteDialect, sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { migrate } from '../../src/storage/migrate.ts'
import { type Migration, migrations } from '../../src/storage/migrations.ts'
import { sqliteDatabase } from '../../src/storage/sqlite-database.ts'
import type { Tables } from '../../src/storage/tables.ts'

const now = () => new Date('2026-03-02T07:00:00Z')

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
})

function openBare() {
  const connection = new DatabaseSync(':memory:')
  const db = new Kysely<Tables>({
    dialect: new SqliteDialect({ database: sqliteDatabase(connection, (cause) => cause) }),
  })
  return { db, run: (known: Migration[]) => migrate(db, { dialect: 'sqlite', place: 'x', now, known }) }
}

function step(name: string, statement: string): Migration {
  return { name, statements: () => [statement] }
}
