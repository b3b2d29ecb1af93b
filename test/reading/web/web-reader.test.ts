import iconv from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RawDocument } from '../../../src/domain/ports.ts'
import { createPageFetcher, type PageFetcher } from '../../../src/reading/web/page-fetcher.ts'
import { readEntryPage } from '../../../src/reading/web/read-entry-page.ts'
import { createWebReader, type WebReader } from '../../../src/reading/web/web-reader.ts'
import {
  answer,
  articlePage,
  feed,
  type Play,
  type PlayingServer,
  redirect,
  slowDrip,
  startPlaying,
} from './playing-server.ts'

const userAgent = 'Nutgraf/0.0 (+https://example.org)'
const now = () => new Date('2026-05-06T12:00:00Z')
const russian =
  'Паром между островами Олм и Скарроу снова ходит с понедельника после одиннадцати дней в доке, сообщила гавань.'
const cyrillic = `<article><h1>Паром</h1>${`<p>${russian}</p>`.repeat(3)}</article>`
const czech = `<article><h1>Trajekt</h1>${'<p>Příliš žluťoučký kůň se vrátil na ostrov Olm v pondělí po jedenácti dnech v doku, oznámil přístav.</p>'.repeat(3)}</article>`
const japanese = `<article><h1>フェリー</h1>${`<p>${'フェリーは月曜日に運航を再開したと港湾事務所が発表した。'.repeat(6)}</p>`.repeat(2)}</article>`
const typed = (charset: string) => ({ 'content-type': `text/html; charset=${charset}` })
const bare = { 'content-type': 'text/html' }

const plays: Record<string, Play> = {
  '/robots.txt': answer('User-agent: *\nDisallow: /private\n', { 'content-type': 'text/plain' }),
  '/ferry': answer(articlePage()),
  '/ferry/': redirect('/ferry', 301),
  '/canonical': answer(articlePage('<link rel="canonical" href="http://127.0.0.1/news/ferry">')),
  '/canonical-elsewhere': answer(articlePage('<link rel="canonical" href="https://other.example/ferry">')),
  '/canonical-front': answer(articlePage('<link rel="canonical" href="http://127.0.0.1/">')),
  '/private/ferry': answer(articlePage()),
  '/private/feed': (request, response) =>
    answer(feed(`http://${request.headers.host}`), { 'content-type': 'application/rss+xml' })(request, response),
  '/to-private': redirect('/private/ferry'),
  '/feed.xml': (request, response) =>
    answer(feed(`http://${request.headers.host}`), { 'content-type': 'text/plain' })(request, response),
  '/cyrillic-header': answer(iconv.encode(cyrillic, 'windows-1251'), typed('windows-1251')),
  '/cyrillic-meta': answer(iconv.encode(`<meta charset="koi8-r">${cyrillic}`, 'koi8-r'), bare),
  '/czech': answer(iconv.encode(czech, 'iso-8859-2'), typed('ISO-8859-2')),
  '/japanese': answer(iconv.encode(japanese, 'shift_jis'), typed('Shift_JIS')),
  '/wide': answer(iconv.encode(cyrillic, 'utf-16le', { addBOM: true }), bare),
  '/lying': answer(cyrillic, typed('iso-8859-1')),
  '/bot-wall': answer(
    '<title>Just a moment...</title><p>Checking your browser before accessing the site.</p>',
    { 'cf-mitigated': 'challenge' },
    403,
  ),
  '/bot-wall-200': answer(
    '<title>Just a moment...</title><p>Checking your browser before accessing the site. This can take a few seconds, and then you will be sent on to the page that you asked for without doing anything else.</p>',
  ),
  '/quiet-wall': answer(
    `<article><h1>Welcome</h1>${'<p>Our system looks at each visit, since many of them are made by programs and slow everything for the rest of us.</p>'.repeat(3)}</article>`,
  ),
  '/consent': redirect('/consent/wall'),
  '/consent/wall': answer(
    '<title>Your choices</title><p>We and our partners use cookies and personal data.</p><button>Accept all</button><button>Reject all</button>',
  ),
  '/login-wall': redirect('/login?next=ferry'),
  '/login': answer('<title>Harbor Gazette</title><form><input name=user><input type=password></form>'),
  '/soft-404': answer(
    '<title>Page not found | Harbor Gazette</title><h1>Sorry</h1><p>This page was moved or deleted.</p>',
  ),
  '/excerpt': answer(articlePage('', '<p>Subscribe to continue reading.</p>')),
  '/gone': answer('<p>Gone.</p>', {}, 410),
  '/busy': answer('<p>Slow down.</p>', { 'retry-after': '120' }, 429),
  '/forbidden': answer('<p>No.</p>', {}, 403),
  '/broken': answer('<p>Oops.</p>', {}, 500),
  '/wrong-type': answer(Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')),
  '/empty': answer('  '),
  '/data': answer('{"a": 1}', { 'content-type': 'application/json' }),
  '/plain': answer('Ferry returns\n\nThe ferry between Olm and Skarrow ran again on Monday.\n', {
    'content-type': 'text/plain',
  }),
  '/hub': answer(
    '<html><head><link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed"><link rel="alternate" type="application/rss+xml" title="News" href="/feed.xml"></head><body><p>Hello.</p></body></html>',
  ),
  '/drip': slowDrip(20),
}

const servers: PlayingServer[] = []
const fetchers: PageFetcher[] = []
const readers: WebReader[] = []
let server: PlayingServer
let reader: WebReader

async function play(all: Record<string, Play>): Promise<[PlayingServer, WebReader]> {
  const started = await startPlaying(all)
  const pages = createPageFetcher({
    now,
    userAgent,
    allowAddresses: ['127.0.0.1'],
    allowPorts: [started.port, 80],
    limits: { totalMs: 2000, maxBytes: 1024 * 1024 },
  })
  servers.push(started)
  fetchers.push(pages)
  const made = createWebReader({ pages, now, userAgent })
  readers.push(made)
  return [started, made]
}

beforeAll(async () => {
  ;[server, reader] = await play(plays)
})
afterAll(async () => {
  for (const one of [...readers, ...fetchers]) await one.close()
  for (const one of servers) await one.close()
})

const read = (path: string) => reader.readUrl(`${server.origin}${path}`)
const document = async (path: string): Promise<RawDocument> => {
  const result = await read(path)
  return result.kind === 'document' ? result.document : expect.unreachable(JSON.stringify(result))
}

describe('reading an address', () => {
  test('gives the article of a page, under the address that answered', async () => {
    expect(await document('/ferry/')).toMatchObject({
      url: `${server.origin}/ferry`,
      title: 'Ferry returns',
      isExcerpt: false,
      text: expect.stringContaining('It carried 212 people'),
    })
  })

  test('gives the canonical address where it is on the same site and not its front page', async () => {
    expect(await document('/canonical')).toMatchObject({ url: 'http://127.0.0.1/news/ferry' })
    expect(await document('/canonical-elsewhere')).toMatchObject({ url: `${server.origin}/canonical-elsewhere` })
    expect(await document('/canonical-front')).toMatchObject({ url: `${server.origin}/canonical-front` })
  })

  test('gives a feed with its entries, whatever its type', async () => {
    expect(await read('/feed.xml')).toMatchObject({
      kind: 'feed',
      feed: { title: 'Harbor Gazette' },
      entries: [{ title: 'Ferry returns', url: `${server.origin}/ferry` }],
    })
  })

  test('gives a plain text', async () => {
    expect(await document('/plain')).toMatchObject({
      url: `${server.origin}/plain`,
      text: expect.stringContaining('ran again'),
    })
  })

  test.each([
    ['/cyrillic-header', russian],
    ['/cyrillic-meta', russian],
    ['/wide', russian],
    ['/lying', russian],
    ['/czech', 'Příliš žluťoučký kůň'],
    ['/japanese', '運航を再開した'],
  ])('decodes %s', async (path, words) => {
    expect((await document(path)).text).toContain(words)
  })

  test('marks what is only an excerpt', async () => {
    expect(await document('/excerpt')).toMatchObject({
      isExcerpt: true,
      text: expect.not.stringContaining('Subscribe'),
    })
  })

  test('is a reader of targets', async () => {
    const results = await Array.fromAsync(reader.read(`${server.origin}/ferry`))
    expect(results).toMatchObject([{ kind: 'document', target: `${server.origin}/ferry` }])
  })

  test.each([
    ['/bot-wall', 'page-blocked', 'shows a check for robots'],
    ['/bot-wall-200', 'page-blocked', 'shows a check for robots'],
    ['/consent', 'page-blocked', 'shows a request for consent'],
    ['/login-wall', 'page-blocked', 'shows a login'],
    ['/soft-404', 'page-gone', 'shows an error page'],
    ['/missing', 'page-gone', '(404)'],
    ['/gone', 'page-gone', '(410)'],
    ['/busy', 'page-blocked', 'try again after 2026-05-06 12:02 UTC'],
    ['/forbidden', 'page-blocked', '(403)'],
    ['/broken', 'page-unreachable', '(500)'],
    ['/wrong-type', 'page-not-readable', 'is a picture'],
    ['/data', 'page-not-readable', 'is JSON'],
    ['/empty', 'empty', 'is empty'],
    ['/drip', 'page-unreachable', 'took longer'],
    ['/private/ferry', 'page-forbidden', 'robots.txt'],
    ['/to-private', 'page-forbidden', 'robots.txt'],
    ['/hub', 'no-article', 'It has a feed: http'],
  ])('says in one sentence what is wrong with %s', async (path, code, words) => {
    const result = await read(path)
    expect(result).toMatchObject({
      kind: 'failed',
      target: `${server.origin}${path}`,
      error: { code, message: expect.stringContaining(words) },
    })
  })

  test.each([
    ['http://169.254.169.254/latest/meta-data/', 'page-forbidden'],
    ['https://user:secret@example.org/', 'page-forbidden'],
    ['file:///etc/passwd', 'page-forbidden'],
    ['no address', 'usage'],
  ])('refuses %s without asking anybody', async (url, code) => {
    const before = server.asked.length
    expect(await reader.readUrl(url)).toMatchObject({ kind: 'failed', error: { code } })
    expect(server.asked).toHaveLength(before)
  })

  test('reads a feed that the operator added without asking robots.txt', async () => {
    expect(await reader.readUrl(`${server.origin}/private/feed`, { kind: 'feed' })).toMatchObject({ kind: 'feed' })
    expect(await read('/private/feed')).toMatchObject({ kind: 'failed', error: { code: 'page-forbidden' } })
  })

  test('leaves a site alone whose robots.txt fails, and asks for it once', async () => {
    const [failing, from] = await play({ '/robots.txt': answer('Oops', {}, 503), '/ferry': answer(articlePage()) })
    for (const _attempt of [1, 2]) {
      expect(await from.readUrl(`${failing.origin}/ferry`)).toMatchObject({
        kind: 'failed',
        error: { code: 'page-unreachable', message: expect.stringContaining('robots.txt') },
      })
    }
    expect(failing.asked.map((request) => request.url)).toEqual(['/robots.txt'])
  })

  test('reads a robots.txt that never ends up to its limit', async () => {
    const [endless, from] = await play({
      '/robots.txt': (_request, response) => {
        response.writeHead(200, { 'content-type': 'text/plain' })
        response.write('User-agent: *\nDisallow: /private\n')
        const more = () => {
          while (response.write('# nothing more\n'.repeat(5000)));
          response.once('drain', more)
        }
        more()
      },
      '/ferry': answer(articlePage()),
      '/private': answer(articlePage()),
    })
    expect(await from.readUrl(`${endless.origin}/ferry`)).toMatchObject({ kind: 'document' })
    expect(await from.readUrl(`${endless.origin}/private`)).toMatchObject({ kind: 'failed' })
  })
})

describe('the page of a feed entry', () => {
  const entry = (path: string): RawDocument => ({
    url: `${server.origin}${path}`,
    title: 'Ferry returns to Skarrow',
    publisher: 'Harbor Gazette',
    byline: null,
    publishedAt: '2026-05-06',
    updatedAt: null,
    label: null,
    isExcerpt: true,
    text: 'The ferry between Olm and Skarrow ran again on Monday after eleven days in dock.',
  })

  test('gives the article, and keeps what only the feed says', async () => {
    const { document: found, failure } = await readEntryPage(reader, entry('/ferry'))
    expect(found).toMatchObject({
      publisher: 'Harbor Gazette',
      publishedAt: '2026-05-06',
      isExcerpt: false,
      text: expect.stringContaining('212 people'),
    })
    expect(failure).toBeNull()
  })

  test.each([
    ['/bot-wall', 'page-blocked'],
    ['/bot-wall-200', 'page-blocked'],
    ['/quiet-wall', 'page-blocked'],
    ['/consent', 'page-blocked'],
    ['/soft-404', 'page-gone'],
    ['/gone', 'page-gone'],
    ['/private/ferry', 'page-forbidden'],
    ['/feed.xml', 'page-not-readable'],
  ])('falls back on what the feed gave where there is %s', async (path, code) => {
    expect(await readEntryPage(reader, entry(path))).toEqual({
      document: entry(path),
      failure: { code, message: expect.any(String), isLasting: code !== 'page-blocked' },
    })
  })

  test('does not take less than the feed gave', async () => {
    const text = Array.from({ length: 40 }, () => entry('/ferry').text).join('\n')
    const { document: found } = await readEntryPage(reader, { ...entry('/ferry'), text, isExcerpt: false })
    expect(found).toMatchObject({ text, isExcerpt: false })
  })

  test('is not looked for where the entry has no address', async () => {
    const given = { ...entry(''), url: null }
    expect(await readEntryPage(reader, given)).toEqual({ document: given, failure: null })
  })
})

describe('finding feeds', () => {
  test('gives those that a page names, comments last', async () => {
    expect(await reader.findFeeds(`${server.origin}/hub`)).toEqual([
      { url: `${server.origin}/feed.xml`, title: 'News', isDeclared: true },
      { url: `${server.origin}/comments/feed`, title: 'Comments', isDeclared: true },
    ])
  })

  test('gives the address itself where it is a feed', async () => {
    expect(await reader.findFeeds(`${server.origin}/feed.xml`)).toMatchObject([{ url: `${server.origin}/feed.xml` }])
  })

  test('tries the usual places where a page names none', async () => {
    expect(await reader.findFeeds(`${server.origin}/ferry`)).toEqual([
      { url: `${server.origin}/feed.xml`, title: null, isDeclared: false },
    ])
  })

  test('says why where the page cannot be had', async () => {
    await expect(reader.findFeeds(`${server.origin}/gone`)).rejects.toMatchObject({ code: 'page-gone' })
    await expect(reader.findFeeds(`${server.origin}/bot-wall-200`)).rejects.toMatchObject({ code: 'page-blocked' })
  })
})
