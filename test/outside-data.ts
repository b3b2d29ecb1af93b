import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** The folder of material that is not part of the repository; what needs it is skipped, with a count, where it is absent. */
const folder = process.env['NUTGRAF_SHARED'] ?? new URL('../../shared', import.meta.url).pathname

/** The path of a file or folder of that material, or undefined where it is absent: `outsideData('seed')`. */
export function outsideData(name: string): string | undefined {
  const path = join(folder, name)
  return existsSync(path) ? path : undefined
}
