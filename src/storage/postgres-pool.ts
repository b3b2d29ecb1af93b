import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely'
import { Pool } from 'pg'

// A server that does not answer in this time is away for a reader who waits.
const CONNECT_TIMEOUT_MS = 5000

// One process needs few; PostgreSQL allows 100 in all by default.
const CONNECTIONS = 8

/** A pool of connections in the shape that Kysely takes; every failure passes `toError`. */
export function postgresPool(url: string, toError: (cause: unknown) => unknown): PostgresPool {
  const pool = new Pool({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS, max: CONNECTIONS })
  // The server may end a connection at any time. Whoever uses it hears of it from the query; without a listener the
  // event itself would end the process.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  const guarded = new WeakMap<object, PostgresPoolClient>()
  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      try {
        const client = await pool.connect()
        // The same object for the same connection: Kysely keeps what it knows of a connection by it.
        const known = guarded.get(client) ?? guardedClient(client, toError)
        guarded.set(client, known)
        return known
      } catch (cause) {
        throw toError(cause)
      }
    },
  }
}

function guardedClient(client: PostgresPoolClient, toError: (cause: unknown) => unknown): PostgresPoolClient {
  function query<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>>
  function query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>
  function query<R>(text: string | PostgresCursor<R>, values: readonly unknown[] = []) {
    if (typeof text !== 'string') return client.query(text)
    return client.query<R>(text, values).catch((cause: unknown) => {
      throw toError(cause)
    })
  }
  return { query, release: (destroy) => client.release(destroy) }
}
