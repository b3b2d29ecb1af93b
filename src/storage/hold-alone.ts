import { DatabaseSync } from 'node:sqlite'
import { isBusy, sqliteError } from './sqlite-error.ts'

/**
 * Makes this process the only one that delivers from a SQLite file. The hold is a lock on a small file beside it, so the system lets go of
 * it whenever the process ends, however that happens. Returns a function that lets go, or null where another process holds it.
 */
export function holdAlone(file: string): (() => void) | null {
  if (file === ':memory:') return () => {}
  const lock = new DatabaseSync(`${file}-start`, { open: false, timeout: 0 })
  try {
    lock.open()
    // A journal in memory leaves no further file behind.
    lock.exec('pragma journal_mode = memory; begin exclusive')
    return () => lock.close()
  } catch (error) {
    if (lock.isOpen) lock.close()
    if (isBusy(error)) return null
    throw sqliteError(error, file)
  }
}
