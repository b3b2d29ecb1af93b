import { AppError } from '../domain/app-error.ts'
import type { Store } from '../domain/store.ts'
import type { StoreOptions } from './create-stores.ts'

/**
 * Opens the store of an address and brings its tables up to date: `sqlite:data/nutgraf.db`, `sqlite::memory:` or `postgres://…`.
 * @throws AppError `config-invalid` for another address, `store-busy`, `store-newer`, `store-read-only`, `store-full`, `store-unavailable`
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  // Loaded when needed: Kysely and pg cost start-up time that most commands do not owe.
  if (options.url.startsWith('sqlite:') && options.url.length > 'sqlite:'.length) {
    const { openSqlite } = await import('./open-sqlite.ts')
    return openSqlite(options)
  }
  if (/^postgres(ql)?:\/\//.test(options.url)) {
    const { openPostgres } = await import('./open-postgres.ts')
    return openPostgres(options)
  }
  throw new AppError('config-invalid', 'DATABASE_URL must be sqlite:FILE, sqlite::memory: or postgres://USER@HOST/NAME')
}
