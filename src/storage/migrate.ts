import { type Kysely, sql, type Transaction } from 'kysely'
import { AppError } from '../domain/app-error.ts'
import type { Clock } from '../domain/ports.ts'
import type { Dialect } from './dialect.ts'
import { type Migration, migrations } from './migrations.ts'
import type { Tables } from './tables.ts'

/** `place` is how messages name the store. `known` stands in for the program's own list in tests. */
export type MigrateOptions = { dialect: Dialect; place: string; now: Clock; known?: Migration[] }

// Any number that nobody else is likely to lock by: "nutg" in ASCII.
const LOCK = 0x6e757467

/**
 * Applies what a store lacks, in order and under a lock, each migration once; all or none.
 * @throws AppError `store-newer` where a newer program has changed the store
 */
export async function migrate(db: Kysely<Tables>, options: MigrateOptions): Promise<void> {
  const known = options.known ?? migrations
  if (await isUpToDate(db, known, options)) return
  await db.transaction().execute(async (transaction) => {
    if (options.dialect === 'postgres') await sql`select pg_advisory_xact_lock(${LOCK})`.execute(transaction)
    await createList(transaction, options.dialect)
    const applied = await appliedNames(transaction)
    refuseNewer(applied, known, options.place)
    for (const { name, statements } of known.filter((one) => !applied.has(one.name))) {
      for (const statement of statements(options.dialect)) await sql.raw(statement).execute(transaction)
      await transaction.insertInto('migrations').values({ name, applied_at: options.now().toISOString() }).execute()
    }
  })
}

/** Most starts find nothing to do, and then need no lock. */
async function isUpToDate(db: Kysely<Tables>, known: Migration[], options: MigrateOptions): Promise<boolean> {
  if (!(await hasList(db, options.dialect))) return false
  const applied = await appliedNames(db)
  refuseNewer(applied, known, options.place)
  return known.every((migration) => applied.has(migration.name))
}

async function hasList(db: Kysely<Tables>, dialect: Dialect): Promise<boolean> {
  const found =
    dialect === 'sqlite'
      ? await sql`select 1 from sqlite_master where type = 'table' and name = 'migrations'`.execute(db)
      : // Not to_regclass: it may answer from what the connection remembers of the time before it waited for the lock.
        await sql`select 1 from pg_tables where schemaname = current_schema() and tablename = 'migrations'`.execute(db)
  return found.rows.length > 0
}

async function createList(transaction: Transaction<Tables>, dialect: Dialect): Promise<void> {
  if (await hasList(transaction, dialect)) return
  await sql.raw('create table migrations (name text primary key, applied_at text not null)').execute(transaction)
}

async function appliedNames(db: Kysely<Tables>): Promise<Set<string>> {
  const rows = await db.selectFrom('migrations').select('name').execute()
  return new Set(rows.map((row) => row.name))
}

function refuseNewer(applied: Set<string>, known: Migration[], place: string): void {
  const names = new Set(known.map((migration) => migration.name))
  const unknown = [...applied].filter((name) => !names.has(name))
  if (unknown.length === 0) return
  throw new AppError(
    'store-newer',
    `the store ${place} was changed by a newer nutgraf (${unknown.join(', ')}): update nutgraf, or set DATABASE_URL to another store`,
  )
}
