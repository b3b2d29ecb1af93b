import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import type { SqliteDatabase, SqliteStatement } from 'kysely'

// Preparing costs more than running for our short statements. Batches of other sizes are other statements, hence a limit.
const KEPT_STATEMENTS = 200

/** `node:sqlite` in the shape that Kysely's SQLite dialect takes; every failure passes `toError`. */
export function sqliteDatabase(connection: DatabaseSync, toError: (cause: unknown) => unknown): SqliteDatabase {
  const kept = new Map<string, SqliteStatement>()
  const attempt = <T>(work: () => T): T => {
    try {
      return work()
    } catch (cause) {
      throw toError(cause)
    }
  }
  const prepare = (text: string): SqliteStatement => {
    // All our transactions write. A deferred one that turns into a writer fails at once instead of waiting its turn.
    const statement = attempt(() => connection.prepare(text === 'begin' ? 'begin immediate' : text))
    // After some failures, such as a full disk, SQLite has rolled back already; asking again would hide the failure itself.
    if (text === 'rollback') return rollback(connection, statement)
    // What runs tells the last row number of any table, also of those inside the full-text index: these are above 2^53, where a number throws.
    if (statement.columns().length === 0) statement.setReadBigInts(true)
    return {
      reader: statement.columns().length > 0,
      all: (values) => attempt(() => statement.all(...values.map(bindable))),
      run: (values) => attempt(() => statement.run(...values.map(bindable))),
      iterate: (values) => attempt(() => statement.iterate(...values.map(bindable))),
    }
  }
  return {
    close: () => connection.close(),
    prepare(text) {
      const known = kept.get(text)
      const statement = known ?? prepare(text)
      kept.delete(text)
      kept.set(text, statement)
      const oldest = kept.keys().next()
      if (kept.size > KEPT_STATEMENTS && !oldest.done) kept.delete(oldest.value)
      return statement
    },
  }
}

function rollback(connection: DatabaseSync, statement: StatementSync): SqliteStatement {
  const nothing = { changes: 0, lastInsertRowid: 0 }
  statement.setReadBigInts(true)
  const run = () => (connection.isTransaction ? statement.run() : nothing)
  return { reader: false, run, all: () => [], iterate: () => [].values() }
}

function bindable(value: unknown): SQLInputValue {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint')
    return value
  throw new TypeError(`a ${typeof value} cannot be stored: columns are text, integer or real`)
}
