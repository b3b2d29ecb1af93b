import { createServer, type Server } from 'node:http'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTargetReader } from '../../src/reading/target-reader.ts'

let server: Server
let port = 0
beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/robots.txt') return response.end('User-agent: *\nDisallow: /private\n')
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(
      '<html><head><title>Ferry stops</title></head><body><article><h1>Ferry stops</h1><p>The Alden ferry stopped on Monday after its engine failed, the harbor office said.</p><p>About 300 passengers were taken off by the fire service, which used two boats.</p><p>The ferry will not sail before Friday, its owner said in a statement to travelers.</p></article></body></html>',
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  port = typeof address === 'object' && address ? address.port : 0
})
afterAll(() => server.close())

async function readOne(target: string, allowAddresses?: string[]) {
  const options = { stdin: Readable.from([]), now: () => new Date(), userAgent: 'Nutgraf/0.1.0 (test)', proxy: {} }
  const reader = createTargetReader({ ...options, ...(allowAddresses ? { allowAddresses, allowPorts: [port] } : {}) })
  try {
    for await (const result of reader.read(target)) return result
    throw new Error('nothing was read')
  } finally {
    await reader.close()
  }
}

describe('createTargetReader', () => {
  it('reads an address from the web and a path from files', async () => {
    const page = await readOne(`http://127.0.0.1:${port}/ferry`, ['127.0.0.1'])
    expect(page).toMatchObject({ kind: 'document', document: { title: 'Ferry stops' } })
    const file = await readOne(new URL('../../seeds/bridge-reopening.txt', import.meta.url).pathname)
    expect(file).toMatchObject({ kind: 'document' })
  })

  it('honours robots.txt, and reaches nothing inside the network unless told so', async () => {
    expect(await readOne(`http://127.0.0.1:${port}/private/x`, ['127.0.0.1'])).toMatchObject({
      error: { code: 'page-forbidden' },
    })
    expect(await readOne('http://127.0.0.1/ferry')).toMatchObject({ error: { code: 'page-forbidden' } })
  })
})
