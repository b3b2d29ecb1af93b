import { AppError } from '../domain/app-error.ts'
import type { Clock } from '../domain/ports.ts'
import type { Store } from '../domain/store.ts'
import { composeDigest } from '../pipeline/compose-digest.ts'

/** So many of the newest stories are looked for: after that the code is compiled, and pages of the store are read. */
const looks = 12

/** Looks for the newest stories by words of their titles, so that the first who ask do not wait for what only the first call costs. */
export async function warmUp(deps: { store: Store; now: Clock }, stop: AbortSignal): Promise<void> {
  for (const { value } of await deps.store.articles.list({ limit: looks })) {
    const words = value.title?.match(/\p{L}{5,}/gu)?.slice(0, 2) ?? []
    if (stop.aborted) return
    if (words.length === 0) continue
    try {
      await composeDigest(deps, words.join(' '), { limit: 3, since: null })
    } catch (error) {
      // What is wrong with the store is said to whoever asks.
      if (!(error instanceof AppError)) throw error
    }
  }
}
