import { existsSync, renameSync, rmSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { AppError } from '../domain/app-error.ts'
import { sqliteError } from './sqlite-error.ts'

/**
 * Copies a SQLite store as it is at one instant into a new file, tightly packed, while other processes go on. The file has its name only once it
 * is whole.
 */
export function backUpSqlite(connection: DatabaseSync, file: string, copy: string): void {
  if (existsSync(copy)) {
    throw new AppError('usage', `${copy} is there already, and a backup overwrites nothing: name a new file`)
  }
  const part = `${copy}.part`
  discard(part)
  try {
    connection.prepare('vacuum into ?').run(part)
    renameSync(part, copy)
  } catch (cause) {
    discard(part)
    throw backupError(sqliteError(cause, file), copy)
  }
}

function discard(part: string): void {
  try {
    rmSync(part, { force: true })
  } catch {
    // What cannot be deleted cannot be written either, which is said then.
  }
}

/** What is said of the store means the copy, where it is about writing; the store itself was opened before. */
function backupError(error: unknown, copy: string): unknown {
  if (!(error instanceof AppError)) return error
  if (error.code === 'store-full') {
    return new AppError(
      'store-full',
      `there is no space left for the backup ${copy}: free some, or name another folder`,
      {
        cause: error,
      },
    )
  }
  if (error.code === 'store-read-only' || /cannot be opened/.test(error.message)) {
    const message = `the backup ${copy} cannot be written: check that its folder is there and that this user may write in it`
    return new AppError('store-unavailable', message, { cause: error })
  }
  return error
}
