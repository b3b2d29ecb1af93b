import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { Kysely, SqliteDialect } from 'kysely'
import type { Store } from '../domain/store.ts'
import { backUpSqlite } from './back-up-sqlite.ts'
import { createStores, type StoreOptions } from './create-stores.ts'
import { holdAlone } from './hold-alone.ts'
import { migrate } from './migrate.ts'
import { sqliteDatabase } from './sqlite-database.ts'
import { isBusy, sqliteError } from './sqlite-error.ts'
import { createSqliteTermMatcher } from './sqlite-terms.ts'
import type { Tables } from './tables.ts'

// Long enough for another process to end a batch, short enough that a person does not think that we hang.
const BUSY_TIMEOUT_MS = 5000

// In 1 KiB units (negative): the postings of common words and the newest rows stay in memory.
const CACHE = -49_152

/** Opens a SQLite file (`sqlite:FILE`) or a store in memory (`sqlite::memory:`). Makes the folder of the file. */
export async function openSqlite(options: StoreOptions): Promise<Store> {
  const file = options.url.slice('sqlite:'.length)
  const toError = (cause: unknown) => sqliteError(cause, file)
  const timeout = options.busyTimeoutMs ?? BUSY_TIMEOUT_MS
  const connection = await connect(file, timeout).catch((cause: unknown) => {
    throw toError(cause)
  })
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: sqliteDatabase(connection, toError) }) })
  try {
    await migrate(db, { dialect: 'sqlite', place: file, now: options.now })
  } catch (error) {
    connection.close()
    throw error
  }
  return createStores(db, createSqliteTermMatcher(), options.now, {
    serverClock: async () => null,
    hold: () => holdAlone(file),
    backUp: async (copy) => backUpSqlite(connection, file, copy),
  })
}

async function connect(file: string, timeoutMs: number): Promise<DatabaseSync> {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true })
  const connection = new DatabaseSync(file, { timeout: timeoutMs, enableForeignKeyConstraints: true })
  try {
    await switchToWal(connection, timeoutMs)
    // FULL: what was said to be stored outlives a power cut too. Batches keep its price small.
    connection.exec(`pragma synchronous = full; pragma cache_size = ${CACHE}; pragma temp_store = memory`)
    return connection
  } catch (error) {
    connection.close()
    throw error
  }
}

/** SQLite does not wait for others when it changes the journal mode, so the waiting is done here. */
async function switchToWal(connection: DatabaseSync, timeoutMs: number): Promise<void> {
  for (let waited = 0; ; waited += 50) {
    try {
      connection.exec('pragma journal_mode = wal')
      return
    } catch (error) {
      if (!isBusy(error) || waited >= timeoutMs) throw error
      await sleep(50)
    }
  }
}
