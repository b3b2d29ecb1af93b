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

async function readOne(target: string, env: Record<string, string> = {}) {
  const options = { stdin: Readable.from([]), now: () => new Date(), userAgent: 'Nutgraf/0.1.0 (test)' }
  const reader = createTargetReader({ ...options, env })
  try {
    for await (const result of reader.read(target)) return result
    throw new Error('nothing was read')
  } finally {
    await reader.close()
  }
}

const inside = () => ({ NUTGRAF_ALLOW_ADDRESSES: '127.0.0.1', NUTGRAF_ALLOW_PORTS: String(port) })

describe('createTargetReader', () => {
  it('reads an address from the web and a path from files', async () => {
    const page = await readOne(`http://127.0.0.1:${port}/ferry`, inside())
    expect(page).toMatchObject({ kind: 'document', document: { title: 'Ferry stops' } })
    const file = await readOne(new URL('../../seeds/bridge-reopening.txt', import.meta.url).pathname)
    expect(file).toMatchObject({ kind: 'document' })
  })

  it('honours robots.txt, and reaches nothing inside the network unless told so', async () => {
    expect(await readOne(`http://127.0.0.1:${port}/private/x`, inside())).toMatchObject({
      error: { code: 'page-forbidden' },
    })
    expect(await readOne('http://127.0.0.1/ferry')).toMatchObject({ error: { code: 'page-forbidden' } })
  })

  it('keeps to the lists of sites that the operator set', async () => {
    const page = `http://127.0.0.1:${port}/ferry`
    expect(await readOne(page, { ...inside(), NUTGRAF_DENY_HOSTS: 'tabloid.example, 127.0.0.1' })).toMatchObject({
      error: { code: 'page-forbidden', message: '127.0.0.1 is on the list of sites that are not read here.' },
    })
    expect(await readOne(page, { ...inside(), NUTGRAF_ALLOW_HOSTS: 'harbor.example' })).toMatchObject({
      error: { code: 'page-forbidden', message: '127.0.0.1 is not on the list of sites that are read here.' },
    })
  })

  it.each([
    [{ NUTGRAF_ALLOW_PORTS: '80a' }, '80a is no port. NUTGRAF_ALLOW_PORTS takes numbers from 1 to 65535.'],
    [{ NUTGRAF_ALLOW_ADDRESSES: '10.0.0' }, '10.0.0 is no address and no range.'],
    [{ NUTGRAF_DENY_HOSTS: 'https://a.example' }, 'https://a.example is no host name.'],
  ])('says which setting is wrong: %o', async (env, message) => {
    await expect(readOne('https://harbor.example/', env)).rejects.toThrow(message)
  })
})
