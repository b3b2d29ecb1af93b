import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { recogniseWall } from '../../../src/reading/web/recognise-wall.ts'
import { pageTitle, visibleText } from '../../../src/reading/web/visible-text.ts'
import { outsideData } from '../../outside-data.ts'
import { articlePage } from './playing-server.ts'

const url = 'https://news.example/2026/05/ferry-returns'
const recognise = (html: string, more: { headers?: Record<string, string>; url?: string; status?: number } = {}) =>
  recogniseWall({ status: 200, headers: {}, url, requestedUrl: url, html, ...more })
const page = (title: string, body: string, head = '') =>
  `<!doctype html><html><head><title>${title}</title>${head}</head><body>${body}</body></html>`

describe('recognising walls', () => {
  test.each<[kind: string, html: string]>([
    [
      'bot-check',
      page(
        'Just a moment...',
        '<noscript>Enable JavaScript and cookies to continue</noscript><script>window._cf_chl_opt={}</script>',
      ),
    ],
    [
      'bot-check',
      page(
        'news.example',
        '<h1>Checking your browser before accessing news.example.</h1><p>This process is automatic.</p>',
      ),
    ],
    [
      'bot-check',
      page(
        'Attention Required! | Cloudflare',
        '<h1>Sorry, you have been blocked</h1><p>You are unable to access news.example</p>',
      ),
    ],
    [
      'bot-check',
      page(
        'news.example',
        '<p>Please enable JS and disable any ad blocker</p><script src="https://ct.captcha-delivery.com/c.js"></script>',
      ),
    ],
    [
      'bot-check',
      page(
        'Access to this page has been denied',
        '<p>Press &amp; Hold to confirm you are a human (and not a bot).</p>',
      ),
    ],
    [
      'bot-check',
      page(
        '',
        '<iframe src="/_Incapsula_Resource?SWUDNSAI=31">Request unsuccessful. Incapsula incident ID: 1-2</iframe>',
      ),
    ],
    [
      'bot-check',
      page(
        'Access Denied',
        '<h1>Access Denied</h1>You don&#39;t have permission to access "http://news.example/a" on this server.<p>Reference #18.a1b2',
      ),
    ],
    ['bot-check', page('Making sure you&#39;re not a bot!', '<p>Loading…</p>')],
    ['bot-check', page('Vercel Security Checkpoint', '<p>We are verifying your browser</p>')],
    ['bot-check', page('Sorry', '<p>Our systems have detected unusual traffic from your computer network.</p>')],
    ['bot-check', page('Human Verification', '<form><div class="g-recaptcha"></div></form>')],
    [
      'consent',
      page(
        'Before you continue to Harbor Gazette',
        '<form><button>Reject all</button><button>Accept all</button></form>',
      ),
    ],
    [
      'consent',
      page(
        'Harbor Gazette',
        '<h1>Your choice</h1><p>We and our 842 partners store cookies and use personal data for ads.</p><button>Accept all</button><button>Manage options</button>',
      ),
    ],
    ['login', page('Log in | Harbor Gazette', '<form><input name="user"><input type="password"></form>')],
    ['login', page('Harbor Gazette', '<p>Please sign in to continue.</p><form><input type=password></form>')],
    [
      'error-page',
      page('Page not found | Harbor Gazette', '<h1>Oops</h1><p>The page you are looking for does not exist.</p>'),
    ],
    ['error-page', page('404', '<h1>Not here</h1>')],
    ['error-page', page('Harbor Gazette', '<p>We can’t find that page.</p>')],
    ['error-page', page('503 Service Temporarily Unavailable', '<center>nginx</center>')],
    [
      'script-only',
      page(
        'Harbor Gazette',
        '<noscript>You need to enable JavaScript to run this app.</noscript><div id="root"></div>',
      ),
    ],
  ])('sees %s in %s', (kind, html) => {
    expect(recognise(html)).toEqual({ kind, hasArticle: false })
  })

  test.each([
    [{ 'cf-mitigated': 'challenge' }],
    [{ 'x-amzn-waf-action': 'captcha' }],
    [{ 'x-vercel-mitigated': 'challenge' }],
  ])('believes the header %o', (headers) => {
    expect(recognise(articlePage(), { headers, status: 403 })).toEqual({ kind: 'bot-check', hasArticle: false })
  })

  test.each([
    ['consent', 'https://consent.news.example/v2?continue=x'],
    ['login', 'https://news.example/login?next=x'],
    ['login', 'https://accounts.news.example/'],
    ['error-page', 'https://news.example/404'],
    ['error-page', 'https://news.example/'],
    ['error-page', 'https://news.example/en/'],
  ])('sees %s in where the reader was sent: %s', (kind, to) => {
    expect(recognise(page('Harbor Gazette', '<p>Welcome.</p>'), { url: to })).toMatchObject({ kind })
  })

  test('sees an excerpt in an article that asks for a login below its first lines', () => {
    const head = '<meta property="og:type" content="article">'
    const html = page(
      'Ferry returns',
      '<article><p>The ferry between Olm and Skarrow ran again on Monday.</p></article><p>Log in to continue.</p>',
      head,
    )
    expect(recognise(html)).toEqual({ kind: 'login', hasArticle: true })
  })

  const long = (start: string) =>
    `${start} ${'The harbor office said on Monday that the ferry would run again before the end of June. '.repeat(20)}`
  test.each([
    ['an article', articlePage()],
    [
      'an article with a cookie bar',
      articlePage(
        '',
        `<div>We use cookies. <button>Accept all</button><button>Manage options</button></div>${long('')}`,
      ),
    ],
    [
      'an article with a script against robots',
      articlePage('', `<script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js"></script>`),
    ],
    [
      'an article about such pages',
      page(
        'Just a moment: how sites check visitors',
        long('“Checking your browser before accessing”, it said, and “verify you are human”.'),
      ),
    ],
    [
      'a short article whose title begins alike',
      page('Blocked drains flood Olm', '<p>Blocked drains flooded two streets in Olm on Monday, the office said.</p>'),
    ],
    [
      'another one',
      page(
        'Access denied to refugees, court says',
        '<p>The court said on Monday that the county had no right to close the shelter.</p>',
      ),
    ],
    [
      'one about an error',
      page(
        'Error in count changes the result in Olm',
        '<p>The count in Olm was wrong by 212 votes, the office said on Monday.</p>',
      ),
    ],
    [
      'one about logins',
      page(
        'Sign in the window says “open”',
        '<p>The bakery in Olm opened again on Monday, as a sign in the window says.</p>',
      ),
    ],
    ['a long page behind a redirect', page('Front', long(''))],
  ])('leaves %s alone', (_what, html) => {
    expect(recognise(html)).toBeNull()
  })

  const saved = outsideData('data/read/pages')
  test.skipIf(saved === undefined)('leaves the saved news pages alone', () => {
    const folder = saved ?? ''
    const files = readdirSync(folder).filter((name) => name.endsWith('.html.gz'))
    const taken = files.filter(
      (name) => recognise(gunzipSync(readFileSync(join(folder, name))).toString('utf8')) !== null,
    )
    expect(files.length).toBeGreaterThan(0)
    expect(taken).toEqual([])
  })

  test.each([
    '<script>',
    '<title ',
    '<input ',
    '<',
    '<!--',
    '<a>',
    '&amp;',
    '"@type":',
    'accept all ',
    'og:type property=',
  ])('takes bounded time for a page of "%s"', (piece) => {
    const html = piece.repeat(Math.ceil(2_000_000 / piece.length))
    const startedAt = performance.now()
    recognise(html)
    expect(performance.now() - startedAt).toBeLessThan(1500)
  })
})

describe('what a page shows', () => {
  test('is its text without what is hidden', () => {
    const html =
      '<head><title>T</title></head><!-- no --><script>no()</script ><style>p{}</style><p>Fish &amp;\n <b>chips</b></p><header>Top</header>'
    expect(visibleText(html, 50)).toBe('fish & chips top')
    expect(visibleText('<p>one two three', 2)).toBe('one two')
    expect(visibleText('<script>never closed', 5)).toBe('')
    expect(pageTitle('<title data-x="1"> Fish\n&amp; chips </title>')).toBe('fish & chips')
  })
})
