import { describe, expect, test } from 'vitest'
import type { AppError } from '../../../src/domain/app-error.ts'
import { AppError as Failure } from '../../../src/domain/app-error.ts'
import type { FetchedPage, PageFetcher } from '../../../src/reading/web/page-fetcher.ts'
import { createRobots } from '../../../src/reading/web/robots.ts'
import { parseRobots } from '../../../src/reading/web/robots-rules.ts'

const rules = (text: string) => parseRobots(text, 'Nutgraf')
const all = (text: string) => rules(`User-agent: *\n${text}`)

describe('the rules of a robots.txt', () => {
  test.each<[text: string, path: string, isAllowed: boolean]>([
    ['Disallow: /private', '/private/a', false],
    ['Disallow: /private', '/public', true],
    ['Disallow:', '/a', true],
    ['Disallow: /', '/', false],
    ['Disallow: /\nAllow: /news/', '/news/a', true],
    ['Allow: /news/\nDisallow: /news/live', '/news/live-1', false],
    ['Disallow: /page\nAllow: /page', '/page', true],
    ['Disallow: /*.pdf$', '/a/b.pdf', false],
    ['Disallow: /*.pdf$', '/a/b.pdf?x=1', true],
    ['Disallow: /*.pdf', '/a/b.pdf?x=1', false],
    ['Disallow: /a*b*c', '/a1b2c3', false],
    ['Disallow: /a*b*c', '/acb', true],
    ['Disallow: /a*a$', '/a', true],
    ['Disallow: /a*a$', '/aba', false],
    ['Disallow: /a$', '/a', false],
    ['Disallow: /a$', '/ab', true],
    ['Disallow: *', '/anything', false],
    ['Disallow: /*?', '/a?b=1', false],
    ['Disallow: /*?', '/a', true],
    ['Disallow: private', '/private', false],
    ['Disallow: /caf%C3%A9', '/caf%c3%a9', false],
    ['Disallow: /café', '/caf%C3%A9', false],
    ['Disallow: /%7Euser', '/~user', false],
    ['Disallow: /Case', '/case', true],
    ['Disallow: /a # with a remark', '/a', false],
    ['disallow : /a', '/a', false],
  ])('read "%s" for %s', (text, path, isAllowed) => {
    expect(all(text).isAllowed(path)).toBe(isAllowed)
  })

  test('hold for the group that names us, before the one for all', () => {
    const text = 'User-agent: *\nDisallow: /\n\nUser-agent: nutgraf/1.0\nDisallow: /private\n'
    expect(rules(text).isAllowed('/a')).toBe(true)
    expect(rules(text).isAllowed('/private')).toBe(false)
    expect(parseRobots(text, 'Otherbot').isAllowed('/a')).toBe(false)
    expect(rules('User-agent: NutgrafImages\nDisallow: /').isAllowed('/a')).toBe(true)
    expect(rules('User-agent: *\nDisallow: /\nUser-agent: Nutgraf\n').isAllowed('/a')).toBe(true)
  })

  test('hold for all readers that a group names, and over groups of one name', () => {
    const text =
      'User-agent: a\nUser-agent: Nutgraf\nUser-agent: b\nDisallow: /one\nCrawl-delay: 2\nSitemap: https://x/y\n\nUser-agent: c\nDisallow: /two\n\nUser-agent: Nutgraf\nDisallow: /three\n'
    expect(['/one', '/two', '/three'].map((path) => rules(text).isAllowed(path))).toEqual([false, true, false])
    expect(rules(text).crawlDelaySeconds).toBe(2)
  })

  test('are read whatever ends their lines, and after a byte order mark', () => {
    for (const end of ['\n', '\r\n', '\r']) {
      expect(rules(['\ufeffUser-agent: *', 'Disallow: /a'].join(end)).isAllowed('/a'), JSON.stringify(end)).toBe(false)
    }
  })

  test('allow everything where there are none, or only a page', () => {
    expect(rules('').isAllowed('/a')).toBe(true)
    expect(rules('<!doctype html><html><p>Disallow: /</p></html>').isAllowed('/a')).toBe(true)
    expect(rules('Disallow: /').isAllowed('/a')).toBe(true)
    expect(all('Crawl-delay: soon').crawlDelaySeconds).toBeNull()
  })

  test.each<[what: string, text: string]>([
    ['names over rules', `${'User-agent: a\n'.repeat(18_000)}User-agent: *\n${'Disallow: /xy\n'.repeat(18_000)}`],
    ['wildcards', `User-agent: *\n${`Disallow: /${'*a'.repeat(1000)}b\n`.repeat(250)}`],
    ['short wildcards', `User-agent: *\n${'Disallow: /x*y\n'.repeat(33_000)}`],
    ['long parts', `User-agent: *\n${`Disallow: /*b${'a'.repeat(1000)}\n`.repeat(500)}`],
  ])('are read in bounded time: half a megabyte of %s', (_what, text) => {
    const startedAt = performance.now()
    expect(rules(text).isAllowed(`/${'a'.repeat(4000)}`)).toBe(true)
    expect(performance.now() - startedAt).toBeLessThan(1500)
  })
})

describe('keeping to robots.txt', () => {
  const start = Date.parse('2026-05-06T12:00:00Z')

  /** A site whose robots.txt answers as told, a clock that waiting moves on, and what was asked. */
  function site(answers: (() => Partial<FetchedPage>)[]) {
    const state = { time: start, asked: [] as string[], waits: [] as number[] }
    const pages: Pick<PageFetcher, 'fetch'> = {
      fetch: async ({ url }) => {
        state.asked.push(url)
        const given = answers[Math.min(state.asked.length, answers.length) - 1]?.() ?? {}
        return { ...blank, url, ...given }
      },
    }
    const robots = createRobots({
      pages: { ...pages, close: async () => {} },
      now: () => new Date(state.time),
      userAgent: 'Nutgraf/0.1',
      wait: async (ms) => {
        state.waits.push(ms)
        state.time += ms
      },
    })
    const ask = (address: string): Promise<string> =>
      robots.permit(new URL(address)).then(
        () => 'permitted',
        (error: AppError) => error.code,
      )
    return { state, ask }
  }

  const blank: FetchedPage = {
    status: 200,
    url: '',
    permanentUrl: null,
    headers: {},
    bytes: new Uint8Array(),
    contentType: 'text/plain',
    charset: null,
    etag: null,
    lastModified: null,
    maxAgeSeconds: null,
    retryAt: null,
  }
  const says = (text: string) => () => ({ bytes: new TextEncoder().encode(text) })
  const status = (code: number) => () => ({
    status: code,
    bytes: new TextEncoder().encode('User-agent: *\nDisallow: /'),
  })
  const fails = (code: 'page-unreachable' | 'page-forbidden') => () => {
    throw new Failure(code, 'It failed.')
  }

  test('asks once a day and host, and refuses what is disallowed', async () => {
    const { state, ask } = site([says('User-agent: *\nDisallow: /private')])
    expect(await ask('https://news.example/private/a')).toBe('page-forbidden')
    expect(await ask('https://news.example/a?b=c')).toBe('permitted')
    expect(state.asked).toEqual(['https://news.example/robots.txt'])
    await ask('http://news.example:8080/a')
    expect(state.asked).toContain('http://news.example:8080/robots.txt')
    state.time += 25 * 3_600_000
    await ask('https://news.example/a')
    expect(state.asked).toHaveLength(3)
  })

  test('asks once for pages that are wanted at the same time', async () => {
    const { state, ask } = site([says('User-agent: *\nDisallow: /private')])
    expect(await Promise.all(['/a', '/private', '/b'].map((path) => ask(`https://news.example${path}`)))).toEqual([
      'permitted',
      'page-forbidden',
      'permitted',
    ])
    expect(state.asked).toHaveLength(1)
  })

  test.each([400, 401, 403, 404, 410])('reads a site whose robots.txt answers %i', async (code) => {
    expect(await site([status(code)]).ask('https://news.example/a')).toBe('permitted')
  })

  test.each([
    ['500', status(500)],
    ['503', status(503)],
    ['429', status(429)],
    ['nothing', fails('page-unreachable')],
  ])('leaves a site alone for ten minutes whose robots.txt answers %s', async (_what, failing) => {
    const { state, ask } = site([failing, says('')])
    expect(await ask('https://news.example/a')).toBe('page-unreachable')
    state.time += 9 * 60_000
    expect(await ask('https://news.example/a')).toBe('page-unreachable')
    expect(state.asked).toHaveLength(1)
    state.time += 2 * 60_000
    expect(await ask('https://news.example/a')).toBe('permitted')
  })

  test('says of an address inside a network what the guard says', async () => {
    expect(await site([fails('page-forbidden')]).ask('https://news.example/a')).toBe('page-forbidden')
  })

  test('keeps the distance that a site asks for', async () => {
    const { state, ask } = site([says('User-agent: *\nCrawl-delay: 5')])
    expect(await Promise.all([ask('https://news.example/a'), ask('https://news.example/b')])).toEqual([
      'permitted',
      'permitted',
    ])
    expect(state.waits).toEqual([5000])
    state.time += 60_000
    await ask('https://news.example/c')
    expect(state.waits).toEqual([5000])
  })

  test('does not keep a reader waiting for a very long distance', async () => {
    const { state, ask } = site([says('User-agent: *\nCrawl-delay: 3600')])
    expect(await ask('https://news.example/a')).toBe('permitted')
    expect(await ask('https://news.example/b')).toBe('page-unreachable')
    expect(state.waits).toEqual([])
    state.time += 3_600_000
    expect(await ask('https://news.example/b')).toBe('permitted')
  })
})
