import { createServer } from 'node:http'
import type { TestProject } from 'vitest/node'
import { startPostgres } from './start-postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    databaseMaker: string
  }
}

/**
 * Lets test files ask for an empty PostgreSQL database over loopback (`fresh-database.ts`). The server starts when the first
 * one asks, so that a run without such tests pays nothing, and stops when the run ends.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let starting: ReturnType<typeof startPostgres> | undefined
  const maker = createServer(async (_request, response) => {
    try {
      starting ??= startPostgres()
      const server = await starting
      response.end(JSON.stringify('reason' in server ? server : { url: await server.createDatabase() }))
    } catch (error) {
      response.writeHead(500).end(String(error))
    }
  })
  await new Promise<void>((resolve) => maker.listen(0, '127.0.0.1', resolve))
  const address = maker.address()
  if (address === null || typeof address === 'string') throw new Error('no port for the maker of databases')
  project.provide('databaseMaker', `http://127.0.0.1:${address.port}`)
  return async () => {
    maker.close()
    const server = await starting?.catch(() => undefined)
    if (server !== undefined && 'stop' in server) await server.stop()
  }
}
