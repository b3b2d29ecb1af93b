import { AppError } from '../domain/app-error.ts'

// Primary result codes, https://www.sqlite.org/rescode.html
const BUSY = 5
const LOCKED = 6
const READ_ONLY = 8
const CORRUPT = 11
const FULL = 13
const CANNOT_OPEN = 14
const NOT_A_DATABASE = 26

/** True where another process holds the file. */
export function isBusy(error: unknown): boolean {
  const code = primaryCode(error)
  return code === BUSY || code === LOCKED
}

/** Says in one sentence what is wrong with a SQLite file and what to do; other errors come back as they are. */
export function sqliteError(cause: unknown, file: string): unknown {
  if (isBusy(cause)) {
    const message = `another process is writing to the store ${file}: wait until it is done, or stop it, then try again`
    return new AppError('store-busy', message, { cause })
  }
  switch (primaryCode(cause)) {
    case READ_ONLY: {
      const message = `the store ${file} cannot be written: allow this user to write the file and its folder`
      return new AppError('store-read-only', message, { cause })
    }
    case FULL: {
      const message = `there is no space left for the store ${file}: free some, then try again; what was stored is safe`
      return new AppError('store-full', message, { cause })
    }
    case CANNOT_OPEN: {
      const message = `the store ${file} cannot be opened: check that the path is right and that this user may write there`
      return new AppError('store-unavailable', message, { cause })
    }
    case NOT_A_DATABASE: {
      const message = `${file} is not a SQLite file: point DATABASE_URL at another file`
      return new AppError('store-unavailable', message, { cause })
    }
    case CORRUPT: {
      const message = `the store ${file} is damaged: put a backup in its place`
      return new AppError('store-unavailable', message, { cause })
    }
    default:
      return folderError(cause, file)
  }
}

/** The folder of the file could not be made. */
function folderError(cause: unknown, file: string): unknown {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    const message = `the folder of the store ${file} cannot be made: allow this user to write there, or set DATABASE_URL`
    return new AppError('store-read-only', message, { cause })
  }
  if (code === 'ENOSPC') return new AppError('store-full', `there is no space left for the store ${file}`, { cause })
  if (code === 'ENOTDIR' || code === 'EEXIST') {
    const message = `the store ${file} cannot be opened: a part of its path is a file, not a folder`
    return new AppError('store-unavailable', message, { cause })
  }
  return cause
}

/** Extended codes keep the primary one in their lowest byte. */
function primaryCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return undefined
  return error.errcode & 0xff
}
