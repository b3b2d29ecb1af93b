import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'

/** A running server, or why there can be none here. */
export type PostgresServer = {
  /** Makes an empty database and returns its address. */
  createDatabase(): Promise<string>
  stop(): Promise<void>
}

/** Starts PostgreSQL for a run of tests; it ends with this process whatever happens. `durable` writes as a real server does. */
export async function startPostgres(
  options: { isDurable?: boolean } = {},
): Promise<PostgresServer | { reason: string }> {
  const script = fileURLToPath(new URL('./postgres-server.ts', import.meta.url))
  const flags = options.isDurable ? ['--durable'] : []
  // Detached: an interrupt in the terminal reaches the tests alone, and the server still stops in order.
  const server = spawn(process.execPath, [script, ...flags], { stdio: ['pipe', 'pipe', 'inherit'], detached: true })
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  const stop = () => {
    server.stdin.end()
    return ended
  }
  const line = await firstLine(server.stdout)
  if (line === undefined) throw new Error('PostgreSQL did not start; what it said stands above')
  const { url, reason }: { url?: string; reason?: string } = JSON.parse(line)
  if (url === undefined) {
    await stop()
    return { reason: reason ?? 'unknown' }
  }
  let made = 0
  return {
    async createDatabase() {
      const client = new Client({ connectionString: url })
      await client.connect()
      made += 1
      const name = `test_${made}`
      await client.query(`create database ${name}`)
      await client.end()
      return url.replace(/postgres$/, name)
    },
    stop,
  }
}

async function firstLine(output: NodeJS.ReadableStream): Promise<string | undefined> {
  for await (const line of createInterface({ input: output })) return line
  return undefined
}
