import { Kysely, PostgresDialect, sql } from 'kysely'
import { AppError } from '../domain/app-error.ts'
import type { Store } from '../domain/store.ts'
import { createStores, type StoreOptions } from './create-stores.ts'
import { migrate } from './migrate.ts'
import { postgresError, postgresPlace } from './postgres-error.ts'
import { postgresPool } from './postgres-pool.ts'
import { createPostgresTermMatcher } from './postgres-terms.ts'
import type { Tables } from './tables.ts'

/** Opens the store of a PostgreSQL database. */
export async function openPostgres(options: StoreOptions): Promise<Store> {
  const place = postgresPlace(options.url)
  const toError = (cause: unknown) => postgresError(cause, place)
  const db = new Kysely<Tables>({
    dialect: new PostgresDialect({
      pool: postgresPool(options.url, toError),
      // The planner takes a row's terms for cheap to read, and they are not: they lie outside the row. It must use the index on them.
      onCreateConnection: async (connection) => {
        await connection.executeQuery(sql`set enable_seqscan = off`.compile(db))
        await connection.executeQuery(sql`set jit = off`.compile(db))
      },
    }),
  })
  try {
    await migrate(db, { dialect: 'postgres', place, now: options.now })
  } catch (error) {
    await db.destroy()
    throw error
  }
  return createStores(db, createPostgresTermMatcher(), options.now, {
    hold: null,
    backUp: refuseToBackUp,
    async serverClock() {
      const { rows } = await sql<{ at: Date }>`select clock_timestamp() as at`.execute(db)
      return rows[0] === undefined ? null : new Date(rows[0].at).toISOString()
    },
  })
}

async function refuseToBackUp(): Promise<never> {
  throw new AppError('usage', 'PostgreSQL is backed up with its own tools: pg_dump --file FILE "$DATABASE_URL"')
}
