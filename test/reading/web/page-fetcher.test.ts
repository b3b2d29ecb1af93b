import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AppError } from '../../../src/domain/app-error.ts'
import {
  createPageFetcher,
  type FetchRequest,
  type PageFetcher,
  type PageFetcherDeps,
} from '../../../src/reading/web/page-fetcher.ts'
import {
  answer,
  articlePage,
  endlessBody,
  gzipBomb,
  type Play,
  type PlayingServer,
  redirect,
  slowDrip,
  startPlaying,
} from './playing-server.ts'

const page = articlePage()
const noon = new Date('2026-05-06T12:00:00Z')
const limits = { connectMs: 500, idleMs: 900, totalMs: 1500, maxBytes: 1024 * 1024 }

/** Forms of addresses inside a network that a redirect may name. */
const inside = [
  ...[
    'http://127.0.0.2/',

    'http://2130706434/',
    'http://0x7f.2/',
    'http://10.0.0.1/',
    'http://172.16.0.1/',
  ],
  ...[
    'http://192.168.0.1/',
    'http://169.254.169.254/latest/meta-data/',
    'http://100.64.0.1/',
    'http://0.0.0.0/',
    'http://224.0.0.1/',
  ],
  ...[
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[fd00:ec2::254]/',
    'http://[fe80::1]/',
    'http://[64:ff9b::7f00:1]/',
  ],
  ...[
    'http://[2002:7f00:1::]/',
    '//10.0.0.1/',
    'file:///etc/passwd',
    'ftp://example.org/',
    'http://user:pw@example.org/',
    'http://example.org:22/',
  ],
]

const plays: Record<string, Play> = {
  '/page': answer(page, {
    etag: '"v1"',
    'last-modified': 'Wed, 06 May 2026 08:00:00 GMT',
    'cache-control': 'public, max-age=600',
    age: '100',
  }),
  '/known': (request, response) => {
    const isKnown = request.headers['if-none-match'] === '"v1"' && request.headers['if-modified-since'] !== undefined
    response.writeHead(isKnown ? 304 : 200, { etag: '"v1"', 'content-type': 'text/html' }).end(isKnown ? '' : page)
  },
  '/busy': answer('Slow down', { 'retry-after': '120' }, 429),
  '/busy-until': answer('Slow down', { 'retry-after': 'Wed, 06 May 2026 13:00:00 GMT' }, 429),
  '/gone': answer('Gone', {}, 410),
  '/gzip': answer(gzipSync(page), { 'content-encoding': 'gzip' }),
  '/twice': answer(gzipSync(gzipSync(page)), { 'content-encoding': 'gzip, gzip' }),
  '/thrice': answer(page, { 'content-encoding': 'gzip, gzip, gzip' }),
  '/deflate': answer(deflateSync(page), { 'content-encoding': 'deflate' }),
  '/bare-deflate': answer(deflateRawSync(page), { 'content-encoding': 'deflate' }),
  '/brotli': answer(brotliCompressSync(page), { 'content-encoding': 'br' }),
  '/brotli-bomb': answer(brotliCompressSync(Buffer.alloc(8 * 1024 * 1024)), { 'content-encoding': 'br' }),
  '/strange-coding': answer(page, { 'content-encoding': 'zz' }),
  '/broken-gzip': answer(gzipSync(page).subarray(0, 200), { 'content-encoding': 'gzip' }),
  '/no-gzip': answer(page, { 'content-encoding': 'gzip' }),
  '/empty-gzip': answer('', { 'content-encoding': 'gzip' }),
  '/bomb': gzipBomb(),
  '/nested-bomb': answer(gzipSync(gzipSync(Buffer.alloc(8 * 1024 * 1024))), { 'content-encoding': 'gzip, gzip' }),
  '/empty-blocks': answer(
    gzipSync(Buffer.concat(Array.from({ length: 500_000 }, () => Buffer.from([0, 0, 0, 0xff, 0xff])))),
    { 'content-encoding': 'deflate, gzip' },
  ),
  '/drip': slowDrip(20),
  '/silence': () => {},
  '/stalls': (_request, response) => void response.writeHead(200, { 'content-type': 'text/html' }).write('<p>'),
  '/endless': endlessBody(),
  '/huge': (_request, response) =>
    void response.writeHead(200, { 'content-type': 'text/html', 'content-length': '99999999999' }).write('a'),
  '/too-short': (request, response) => {
    response.writeHead(200, { 'content-type': 'text/html', 'content-length': '5000' }).write('<p>Some')
    setTimeout(() => request.socket.destroy(), 20)
  },
  '/too-long': (request) =>
    void request.socket.end(
      'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\n<p>And more than was said',
    ),
  '/no-http': (request) => void request.socket.end('SSH-2.0-OpenSSH_9.2\r\n'),
  '/long-header': (request) => void request.socket.end(`HTTP/1.1 200 OK\r\nX: ${'a'.repeat(100_000)}\r\n\r\n`),
  '/picture': answer('x', { 'content-type': 'image/png' }),
  '/archive': answer('x', { 'content-type': 'application/zip' }),
  '/slides': answer('x', { 'content-type': 'application/vnd.ms-powerpoint' }),
  '/paper': answer('%PDF-1.7', { 'content-type': 'application/pdf' }),
  '/mail': answer('From: a', { 'content-type': 'message/rfc822' }),
  '/svg': answer('<svg/>', { 'content-type': 'image/svg+xml' }),
  '/script': answer('x', { 'content-type': 'text/javascript' }),
  '/endless-video': endlessBody('video/mp4'),
  '/untyped': (_request, response) => void response.end(page),
  '/feed-type': answer('<rss/>', { 'content-type': 'application/rss+xml; charset="ISO-8859-2"' }),
  '/loop': redirect('/loop-on'),
  '/loop-on': redirect('/loop#a'),
  '/moved': redirect('/moved-again', 301),
  '/moved-again': redirect('/found', 308),
  '/found': redirect('/page', 302),
  '/nowhere': (_request, response) => void response.writeHead(302).end(),
  '/accents': (request) =>
    void request.socket.end(
      Buffer.from('HTTP/1.1 301 Moved\r\nLocation: /caf\u00e9\r\nContent-Length: 0\r\n\r\n', 'utf8'),
    ),
  '/caf%C3%A9': answer(page),
  ...Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`/hop${index}`, redirect(`/hop${index + 1}`)])),
  '/hop8': answer(page),
  ...Object.fromEntries(inside.map((target, index) => [`/inside${index}`, redirect(target)])),
}

let server: PlayingServer
let pages: PageFetcher
const opened: PageFetcher[] = []

function open(deps: Partial<PageFetcherDeps> = {}): PageFetcher {
  const made = createPageFetcher({
    now: () => noon,
    userAgent: 'Nutgraf/0.0 (+https://example.org)',
    allowAddresses: ['127.0.0.1'],
    allowPorts: [server.port],
    limits,
    ...deps,
  })
  opened.push(made)
  return made
}

beforeAll(async () => {
  server = await startPlaying(plays)
  pages = open()
})
afterAll(async () => {
  for (const one of opened) await one.close()
  await server.close()
})

const get = (path: string, more: Partial<FetchRequest> = {}, from = pages) =>
  from.fetch({ url: `${server.origin}${path}`, kind: 'page', ...more })
const text = async (path: string) => new TextDecoder().decode((await get(path)).bytes)
const failure = (path: string, more: Partial<FetchRequest> = {}, from = pages): Promise<AppError> =>
  get(path, more, from).then(
    () => expect.unreachable(`${path} was read`),
    (error: AppError) => error,
  )

describe('fetching', () => {
  test('gives the page with its validators and how long it stays fresh', async () => {
    const found = await get('/page')
    expect(new TextDecoder().decode(found.bytes)).toBe(page)
    expect(found).toMatchObject({
      status: 200,
      contentType: 'text/html',
      charset: 'utf-8',
      etag: '"v1"',
      maxAgeSeconds: 500,
      permanentUrl: null,
    })
    const asked = server.asked.at(-1)
    expect(asked?.headers['user-agent']).toBe('Nutgraf/0.0 (+https://example.org)')
    expect(asked?.headers['accept-encoding']).toBe('gzip, deflate, br')
  })

  test('asks with validators, and says that nothing changed', async () => {
    const found = await get('/known', { kind: 'feed', etag: '"v1"', lastModified: 'Wed, 06 May 2026 08:00:00 GMT' })
    expect(found).toMatchObject({ status: 304, etag: '"v1"' })
    expect(found.bytes).toHaveLength(0)
  })

  test('sends no validator that would break out of its header', async () => {
    expect(await get('/known', { etag: '"v1"\r\nX-Evil: 1' })).toMatchObject({ status: 200 })
    expect(server.asked.at(-1)?.headers['x-evil']).toBeUndefined()
  })

  test('gives refusals as answers, with the time to come back', async () => {
    expect(await get('/busy')).toMatchObject({ status: 429, retryAt: new Date('2026-05-06T12:02:00Z') })
    expect(await get('/busy-until')).toMatchObject({ status: 429, retryAt: new Date('2026-05-06T13:00:00Z') })
    expect(await get('/gone')).toMatchObject({ status: 410, retryAt: null })
  })

  test.each(['/gzip', '/twice', '/deflate', '/bare-deflate', '/brotli'])('unpacks %s', async (path) => {
    expect(await text(path)).toBe(page)
  })

  test('takes an empty body for an empty page, packed or not', async () => {
    expect(await text('/empty-gzip')).toBe('')
  })

  test('gives the charset of the header', async () => {
    expect(await get('/feed-type')).toMatchObject({ contentType: 'application/rss+xml', charset: 'iso-8859-2' })
  })

  test('takes an answer without a type, a PDF and a mail', async () => {
    expect(await text('/untyped')).toBe(page)
    expect(await text('/paper')).toBe('%PDF-1.7')
    expect(await text('/mail')).toBe('From: a')
  })
})

describe('redirects', () => {
  test('lead to the page, and say where it has moved for good', async () => {
    expect(await get('/moved')).toMatchObject({ url: `${server.origin}/page`, permanentUrl: `${server.origin}/found` })
    expect(await get('/found')).toMatchObject({ url: `${server.origin}/page`, permanentUrl: null })
    expect(await get('/hop3')).toMatchObject({ url: `${server.origin}/hop8` })
  })

  test('may name addresses with other letters', async () => {
    expect(await get('/accents')).toMatchObject({ url: `${server.origin}/caf%C3%A9` })
  })

  test.each([
    ['/loop', 'in a circle'],
    ['/hop2', 'more than 5 redirects'],
    ['/nowhere', 'leads nowhere'],
  ])('that do not end are given up: %s', async (path, words) => {
    expect(await failure(path)).toMatchObject({ code: 'page-unreachable', message: expect.stringContaining(words) })
  })

  test.each(inside.map((target, index) => [target, `/inside${index}`]))(
    'to %s are not followed',
    async (target, path) => {
      expect(await failure(path ?? '', {}, open({ allowPorts: [server.port, 80] })), target).toMatchObject({
        code: 'page-forbidden',
      })
    },
  )

  test('ask for permission at each step', async () => {
    const seen: string[] = []
    await get('/moved', { permit: async (url) => void seen.push(url.pathname) })
    expect(seen).toEqual(['/moved', '/moved-again', '/found', '/page'])
  })
})

describe('bounds', () => {
  test.each([
    ['/drip', 'page-unreachable', 'took longer than 1.5 seconds.'],
    ['/silence', 'page-unreachable', '127.0.0.1'],
    ['/stalls', 'page-unreachable', '127.0.0.1'],
    ['/endless', 'page-too-large', 'the limit is 1 MB'],
    ['/huge', 'page-too-large', 'the limit is 1 MB'],
    ['/bomb', 'page-too-large', 'the limit is 1 MB'],
    ['/nested-bomb', 'page-too-large', 'the limit is 1 MB'],
    ['/brotli-bomb', 'page-too-large', 'the limit is 1 MB'],
    ['/empty-blocks', 'page-too-large', 'the limit is 1 MB'],
    ['/too-short', 'page-unreachable', 'broke off'],
    ['/no-http', 'page-unreachable', 'does not answer as a web server'],
    ['/long-header', 'page-unreachable', 'does not answer as a web server'],
    ['/broken-gzip', 'page-unreachable', 'damaged'],
    ['/no-gzip', 'page-unreachable', 'damaged'],
    ['/strange-coding', 'page-not-readable', 'compressed in a way'],
    ['/thrice', 'page-not-readable', 'compressed in a way'],
    ['/picture', 'page-not-readable', 'answers with a picture'],
    ['/archive', 'page-not-readable', 'answers with an archive'],
    ['/slides', 'page-not-readable', 'answers with an office document'],
    ['/svg', 'page-not-readable', 'answers with a picture'],
    ['/script', 'page-not-readable', 'text/javascript'],
    ['/endless-video', 'page-not-readable', 'answers with a video'],
  ])('end %s as %s', async (path, code, words) => {
    const startedAt = performance.now()
    expect(await failure(path)).toMatchObject({ code, message: expect.stringContaining(words) })
    expect(performance.now() - startedAt).toBeLessThan(4000)
  })

  test('hold what was said to be the length, and no more', async () => {
    expect(await text('/too-long')).toBe('<p>A')
  })

  test('end with the caller who gives up', async () => {
    expect(await failure('/silence', { signal: AbortSignal.timeout(50) })).toMatchObject({ code: 'page-unreachable' })
  })

  test('name a port where nobody listens, and a site that does not exist', async () => {
    const free = await startPlaying({})
    await free.close()
    const from = open({
      allowPorts: 'all',
      resolve: async () => Promise.reject(Object.assign(new Error('none'), { code: 'ENOTFOUND' })),
    })
    expect(await failure('', { url: free.origin }, from)).toMatchObject({
      message: expect.stringContaining('refuses connections'),
    })
    expect(await failure('', { url: 'http://none.example/' }, from)).toMatchObject({
      message: 'No site named none.example was found.',
    })
  })
})

describe('names', () => {
  const resolver = (...answers: string[][]) => {
    const asked: string[] = []
    const resolve = async (host: string) => {
      asked.push(host)
      return answers[Math.min(asked.length, answers.length) - 1] ?? []
    }
    return { asked, resolve }
  }
  const at = (host: string) => ({ url: `http://${host}:${server.port}/page` })

  test.each([
    ['10.0.0.1'],
    ['169.254.169.254'],
    ['::1'],
    ['::ffff:127.0.0.1'],
    ['fd00:ec2::254'],
    ['127.0.0.2'],
    ['0.0.0.0'],
  ])('that resolve to %s are refused', async (address) => {
    const from = open({ resolve: async () => [address] })
    expect(await failure('', at('rebind.example'), from)).toMatchObject({
      code: 'page-forbidden',
      message: 'rebind.example leads to an address inside a network, and those are never read.',
    })
  })

  test('are resolved once for each connection, and what was checked is what is connected to', async () => {
    const names = resolver(['127.0.0.1'], ['10.0.0.1'])
    const from = open({ resolve: names.resolve })
    expect(await get('', at('rebind.example'), from)).toMatchObject({ status: 200 })
    expect(names.asked).toEqual(['rebind.example'])
  })

  test('that resolve to a public address first and to one inside later are refused the second time', async () => {
    const names = resolver(['127.0.0.1'], ['169.254.169.254'])
    const url = `http://rebind.example:${server.port}/too-long`
    const from = open({ resolve: names.resolve })
    await from.fetch({ url, kind: 'page' })
    expect(await failure('', { url }, from)).toMatchObject({ code: 'page-forbidden' })
    expect(names.asked).toHaveLength(2)
  })

  test('with several addresses are reached at those that are allowed', async () => {
    const from = open({ resolve: async () => ['10.0.0.1', '127.0.0.1'] })
    expect(await get('', at('many.example'), from)).toMatchObject({ status: 200 })
  })

  test('of the machine itself are refused without any exception', async () => {
    const from = open({ allowAddresses: [] })
    expect(await failure('', at('localhost'), from)).toMatchObject({ code: 'page-forbidden' })
    expect(await failure('/page', {}, from)).toMatchObject({ code: 'page-forbidden' })
  })
})
