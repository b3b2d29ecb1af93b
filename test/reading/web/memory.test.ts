import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompressSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  answer,
  articlePage,
  endlessBody,
  gzipBomb,
  type PlayingServer,
  slowDrip,
  startPlaying,
} from './playing-server.ts'

/** What the issue allows one reading process, in MB. */
const mostMb = 300

let server: PlayingServer
beforeAll(async () => {
  server = await startPlaying({
    '/bomb': gzipBomb(),
    '/brotli-bomb': answer(brotliCompressSync(Buffer.alloc(32 * 1024 * 1024)), { 'content-encoding': 'br' }),
    '/endless': endlessBody(),
    '/drip': slowDrip(10),
    '/ferry': answer(articlePage()),
  })
})
afterAll(() => server.close())

test('hostile answers at the same time stay under the bound of memory and time', async () => {
  const paths = ['/bomb', '/brotli-bomb', '/endless', '/drip', '/ferry', '/bomb', '/endless']
  const program = fileURLToPath(new URL('read-hostile.ts', import.meta.url))
  const startedAt = performance.now()
  const urls = paths.map((path) => `${server.origin}${path}`)
  const { stdout } = await promisify(execFile)(process.execPath, [program, String(server.port), ...urls])
  const { codes, peakMb } = JSON.parse(stdout)
  const large = 'page-too-large'
  expect(codes).toEqual([large, large, large, 'page-unreachable', 'document', large, large])
  expect(peakMb).toBeLessThan(mostMb)
  expect(performance.now() - startedAt).toBeLessThan(20_000)
})
