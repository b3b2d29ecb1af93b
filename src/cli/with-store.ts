import type { Store } from '../domain/store.ts'
import type { CommandContext, ExitCode } from './context.ts'

/** Opens the store for one piece of work, and closes it however that ends. */
export async function withStore(context: CommandContext, work: (store: Store) => Promise<ExitCode>): Promise<ExitCode> {
  const store = await context.openStore()
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}
