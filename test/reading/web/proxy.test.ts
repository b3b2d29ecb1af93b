import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createPageFetcher, type PageFetcher } from '../../../src/reading/web/page-fetcher.ts'
import { proxyFor } from '../../../src/reading/web/proxy-settings.ts'
import { answer, type PlayingServer, redirect, startPlaying } from './playing-server.ts'

let server: PlayingServer
let proxy: Server
let pages: PageFetcher
const asked: string[] = []

// The proxy finds every name at the playing server: only it knows where names lead.
beforeAll(async () => {
  server = await startPlaying({ '/a': answer('<p>By proxy</p>'), '/inside': redirect('http://10.0.0.1/') })
  proxy = createServer((request, response) => {
    asked.push(request.url ?? '')
    const target = new URL(request.url ?? '')
    fetch(`${server.origin}${target.pathname}`, { redirect: 'manual' }).then(async (found) => {
      response.writeHead(found.status, Object.fromEntries(found.headers)).end(Buffer.from(await found.arrayBuffer()))
    })
  })
  proxy.on('connect', (request, socket) => {
    asked.push(`CONNECT ${request.url}`)
    const target = connect(server.port, '127.0.0.1', () => socket.write('HTTP/1.1 200 OK\r\n\r\n'))
    target.on('error', () => socket.destroy()).pipe(socket)
    socket.on('error', () => target.destroy()).pipe(target)
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
  pages = createPageFetcher({
    now: () => new Date('2026-05-06T12:00:00Z'),
    userAgent: 'Nutgraf/0.0',
    proxy: { httpProxy: address, httpsProxy: address, noProxy: 'direct.example' },
    resolve: async (host) => {
      if (host === 'public.example') return ['93.184.215.14']
      if (host === 'private.example' || host === 'direct.example') return ['10.0.0.1']
      throw Object.assign(new Error('none'), { code: 'ENOTFOUND' })
    },
    limits: { totalMs: 4000 },
  })
})
afterAll(async () => {
  await pages.close()
  proxy.closeAllConnections()
  proxy.close()
  await server.close()
})

const get = (url: string) => pages.fetch({ url, kind: 'page' })

describe('a proxy', () => {
  test.each(['http://public.example/a', 'http://only-known-to-the-proxy.example/a'])('is asked for %s', async (url) => {
    expect(new TextDecoder().decode((await get(url)).bytes)).toBe('<p>By proxy</p>')
    expect(asked.at(-1)).toBe(url)
  })

  test('is asked for a tunnel to a safe address', async () => {
    await expect(get('https://public.example/a')).rejects.toMatchObject({ code: 'page-unreachable' })
    expect(asked.at(-1)).toBe('CONNECT public.example:443')
  })

  test.each([
    'http://private.example/a',
    'http://10.0.0.1/a',
    'http://2130706433/a',
    'http://[::1]/a',
    'http://localhost/a',
    'http://printer/a',
    'http://db.internal/a',
    'http://nas.local/a',
    'http://public.example/inside',
    'http://direct.example/a',
  ])('does not help to get inside: %s', async (url) => {
    const before = asked.length
    await expect(get(url)).rejects.toMatchObject({ code: 'page-forbidden' })
    expect(asked.slice(before).filter((one) => !one.includes('/inside'))).toEqual([])
  })
})

describe('the proxy settings', () => {
  const settings = {
    httpProxy: 'http://one.example:3128',
    httpsProxy: 'two.example:3129',
    noProxy: 'localhost, .news.example,*.wild.example,port.example:8080',
  }
  test.each<[url: string, proxy: string | null]>([
    ['http://a.example/', 'http://one.example:3128/'],
    ['https://a.example/', 'http://two.example:3129/'],
    ['https://news.example/', null],
    ['https://www.news.example/', null],
    ['https://x.wild.example/', null],
    ['https://fakenews.example/', 'http://two.example:3129/'],
    ['http://port.example:8080/', null],
    ['http://port.example/', 'http://one.example:3128/'],
  ])('send %s by %s', (url, expected) => {
    expect(proxyFor(new URL(url), settings)).toBe(expected)
  })

  test('may exempt everything, be empty, or be wrong', () => {
    expect(proxyFor(new URL('http://a.example/'), { ...settings, noProxy: '*' })).toBeNull()
    expect(proxyFor(new URL('http://a.example/'), { httpProxy: ' ' })).toBeNull()
    expect(() => proxyFor(new URL('http://a.example/'), { httpProxy: 'ftp://one.example' })).toThrow(
      expect.objectContaining({ code: 'config-invalid' }),
    )
  })
})
