import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AppError } from '../domain/app-error.ts'
import type { Metrics } from './create-metrics.ts'

/** What the pages say: whether the program still moves, and why it is not ready, one sentence each. */
export type Health = { isAlive: () => boolean; faults: () => Promise<string[]> }

/** A server of pages for whoever watches. */
export type HealthServer = { port: number; close(): Promise<void> }

/**
 * Serves `/healthz` (it moves: 200, else 503), `/readyz` (it can do its work: 200, else 503 with the reasons) and `/metrics`.
 * @throws AppError `config-invalid` where the address cannot be listened on
 */
export async function serveHealth(
  at: { host: string; port: number },
  { isAlive, faults }: Health,
  metrics: Metrics,
): Promise<HealthServer> {
  const server = createServer((request, response) => {
    const send = (status: number, text: string, type = 'text/plain; charset=utf-8') =>
      response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(text)
    const { pathname } = new URL(request.url ?? '/', 'http://health')
    const answer = async () => {
      if (request.method !== 'GET' && request.method !== 'HEAD') return send(405, 'GET only\n')
      if (pathname === '/healthz') return isAlive() ? send(200, 'moving\n') : send(503, 'stuck\n')
      if (pathname === '/metrics') return send(200, await metrics.text(), metrics.contentType)
      if (pathname !== '/readyz') return send(404, 'There are /healthz, /readyz and /metrics.\n')
      const found = await faults()
      return found.length === 0 ? send(200, 'ready\n') : send(503, `${found.join('\n')}\n`)
    }
    answer().catch((error: unknown) => send(503, error instanceof AppError ? `${error.message}\n` : 'This failed.\n'))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) =>
      reject(
        new AppError('config-invalid', `NUTGRAF_HEALTH cannot listen on ${at.host}:${at.port}. Choose another port.`, {
          cause,
        }),
      ),
    )
    server.listen(at.port, at.host, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
