import { AppError } from '../domain/app-error.ts'

// https://www.postgresql.org/docs/current/errcodes-appendix.html
const UNIQUE_VIOLATION = '23505'
const SERIALIZATION_FAILURE = '40001'
const DEADLOCK = '40P01'
const LOCK_NOT_AVAILABLE = '55P03'
const READ_ONLY = '25006'
const DISK_FULL = '53100'
const NO_DATABASE = '3D000'
const MAY_NOT = '42501'

// Two processes that keep meeting on the same rows part ways well before this.
const ATTEMPTS = 5

/** Does some work in a transaction of its own; where another process did the same at the same moment, the whole is done again. */
export async function untilAlone<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      if (!isConflict(error) || attempt === ATTEMPTS) throw error
    }
  }
}

/** True where another process did the same thing at the same moment, and doing it again will help. */
export function isConflict(error: unknown): boolean {
  const code = codeOf(error)
  return code === UNIQUE_VIOLATION || code === SERIALIZATION_FAILURE || code === DEADLOCK
}

/** Where a store is, without user and password: `postgres://ann:secret@db:5433/news` → `PostgreSQL at db:5433, database news`. */
export function postgresPlace(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  if (parsed === undefined) throw new AppError('config-invalid', 'DATABASE_URL is not a valid PostgreSQL address')
  return `PostgreSQL at ${parsed.hostname || 'localhost'}:${parsed.port || '5432'}, database ${parsed.pathname.slice(1)}`
}

/** Says in one sentence what is wrong with a server and what to do; other errors come back as they are. */
export function postgresError(cause: unknown, place: string): unknown {
  if (cause instanceof AppError) return cause
  const code = codeOf(cause)
  if (code === DISK_FULL) {
    return new AppError('store-full', `${place}, has no space left: free some, then try again`, { cause })
  }
  if (code === READ_ONLY) {
    return new AppError('store-read-only', `${place}, takes no writes: point DATABASE_URL at the primary server`, {
      cause,
    })
  }
  if (code === MAY_NOT) {
    const message = `${place}, does not allow this user to write: grant it the right, or connect as another user`
    return new AppError('store-read-only', message, { cause })
  }
  if (code === LOCK_NOT_AVAILABLE) {
    return new AppError('store-busy', `${place}, is locked by another process: try again in a moment`, { cause })
  }
  if (code === NO_DATABASE) {
    return new AppError('store-unavailable', `${place}, does not exist: create it, or correct DATABASE_URL`, { cause })
  }
  if (code?.startsWith('28')) {
    return new AppError('store-unavailable', `${place}, refused user or password: correct DATABASE_URL`, { cause })
  }
  if (isAway(cause, code)) {
    return new AppError('store-unavailable', `${place}, does not answer: start it, or correct DATABASE_URL`, { cause })
  }
  return cause
}

/** Refused and broken connections, and a server that starts, stops or has no connection left (classes 08, 53 and 57P). */
function isAway(cause: unknown, code: string | undefined): boolean {
  if (code !== undefined && /^(08|533|57P)|^E[A-Z]+$/.test(code)) return true
  return cause instanceof Error && /connection|timeout|not queryable/i.test(cause.message) && code === undefined
}

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined
  return error.code
}
