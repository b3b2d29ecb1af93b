import { inject } from 'vitest'

/**
 * The address of an empty PostgreSQL database, for one test file. Undefined only where its binaries cannot run, which is said
 * with the reason; vitest counts the tests that are skipped for it.
 */
export async function freshDatabase(): Promise<string | undefined> {
  const response = await fetch(inject('databaseMaker'))
  const body = await response.text()
  if (!response.ok) throw new Error(body)
  const { url, reason }: { url?: string; reason?: string } = JSON.parse(body)
  if (url === undefined) process.stderr.write(`PostgreSQL tests are skipped: ${reason}\n`)
  return url
}
