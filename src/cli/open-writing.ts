import { setTimeout as sleep } from 'node:timers/promises'
import type { Store } from '../domain/store.ts'
import type { Writing } from '../pipeline/writing/write-briefs.ts'
import type { CommandContext } from './context.ts'

/**
 * The model that writes for this store, or null where the settings name none.
 * @throws AppError `config-invalid` with all faults of its settings
 */
export async function openWriting(
  context: Pick<CommandContext, 'openWriter'>,
  store: Pick<Store, 'usage'>,
): Promise<Writing | null> {
  const writer = await context.openWriter(store)
  return writer === null ? null : { writer, wait: async (ms) => void (await sleep(ms)) }
}
