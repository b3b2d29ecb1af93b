import { expect, test } from 'vitest'
import { readPage } from '../../src/reading/read-page.ts'

const paragraphs = [
  'The ferry between Olm and Skarrow ran again on Monday after eleven days in dock, the harbor office said in a note to residents.',
  'It carried 212 people on its first day, about half of what the office had hoped for when it printed the tickets in March.',
  '“It is loud, but it floats,” said Ingra Vasshult, who takes it to work, and who had spent the eleven days on a bus that goes around the bay.',
  'The office has asked the county for $1.4 million to replace the engine, and the county has said that it will answer by the end of June.',
]
const body = paragraphs.map((text) => `<p>${text}</p>`).join('\n')
const page = (head: string, article: string) =>
  `<!doctype html><html><head><meta charset="utf-8">${head}</head><body>${article}</body></html>`
const read = (head: string, article: string) => readPage(page(head, article), 'ferry.html')

const jsonLd = (node: object) => `<script type="application/ld+json">${JSON.stringify(node)}</script>`
const news = {
  '@type': 'NewsArticle',
  headline: 'Ferry returns',
  author: [{ '@type': 'Person', name: 'Ada Finch' }, { name: 'Bo Lind' }],
  publisher: { '@type': 'Organization', name: 'Harbor Gazette' },
  datePublished: '2026-05-06T08:00:00+02:00',
  dateModified: '2026-05-06T12:00:00+02:00',
}

test('reads the metadata in JSON-LD', () => {
  const read1 = read(
    `${jsonLd(news)}<link rel="canonical" href="https://gazette.example/ferry#top">`,
    `<article>${body}</article>`,
  )
  expect(read1).toEqual({
    url: 'https://gazette.example/ferry',
    title: 'Ferry returns',
    publisher: 'Harbor Gazette',
    byline: 'Ada Finch and Bo Lind',
    publishedAt: '2026-05-06T06:00:00Z',
    updatedAt: '2026-05-06T10:00:00Z',
    label: null,
    isExcerpt: false,
    text: paragraphs.join('\n'),
  })
})

test('finds the article in a graph and follows references', () => {
  const graph = {
    '@graph': [
      { '@type': 'Organization', '@id': '#org', name: 'Harbor Gazette' },
      { ...news, publisher: { '@id': '#org' } },
    ],
  }
  expect(read(jsonLd(graph), `<main>${body}</main>`)).toMatchObject({
    title: 'Ferry returns',
    publisher: 'Harbor Gazette',
  })
})

test('reads meta tags where there is no JSON-LD', () => {
  const head =
    '<title>Ferry returns | Harbor Gazette</title><meta property="og:title" content="Ferry returns | Harbor Gazette"><meta property="og:site_name" content="The Harbor Gazette"><meta name="author" content="By Ada Finch"><meta property="article:published_time" content="2026-05-06"><meta property="og:url" content="https://gazette.example/ferry">'
  expect(read(head, `<article>${body}</article>`)).toMatchObject({
    title: 'Ferry returns',
    publisher: 'The Harbor Gazette',
    byline: 'Ada Finch',
    publishedAt: '2026-05-06',
    url: 'https://gazette.example/ferry',
  })
})

test('reads what is only visible, and does not repeat it in the text', () => {
  const article = `<article><h1>Ferry returns to Olm</h1><p class="meta">By Ada Finch · 6 May 2026</p>${body}</article>`
  expect(read('<title>x</title>', article)).toMatchObject({
    title: 'Ferry returns to Olm',
    byline: 'Ada Finch',
    publishedAt: '2026-05-06',
    text: paragraphs.join('\n'),
  })
})

test('survives JSON-LD that is broken', () => {
  const head =
    '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry\n returns",}</script><script type="application/ld+json">{oops</script>'
  expect(read(head, `<article>${body}</article>`).title).toBe('Ferry returns')
})

test('leaves out boxes, captions, forms and notes around and within the article', () => {
  const article = `<header><nav><a href="/a">Home</a> <a href="/b">Sports</a></nav></header>
    <div class="cookie-banner"><p>We use cookies to remember you.</p></div>
    <article><h1>Ferry returns</h1><div class="share-bar"><a href="#">Share on wires</a></div>
    <figure><img src="f.jpg"><figcaption>The ferry in dock. Photo: Pell Orvik</figcaption></figure>
    <p>${paragraphs[0]}</p><div class="newsletter"><p>Sign up for our morning letter.</p><form><input></form></div>
    <p>${paragraphs[1]}</p><h3>Related Articles</h3><ul><li><a href="/1">Bus goes around the bay</a></li><li><a href="/2">40 tickets lost</a></li></ul>
    <p><strong>ALSO READ:</strong> <a href="/3">Harbor office paints its door</a></p>
    <p>${paragraphs[2]}</p><div>Advertisement</div><p>${paragraphs[3]}</p></article>
    <section id="comments"><p>First!</p></section><aside><p>Most read: the 9 best piers</p></aside><footer><p>© Harbor Gazette</p></footer>`
  expect(read('', article).text).toBe(paragraphs.join('\n'))
})

test('keeps an article whose own class says comments', () => {
  expect(read('', `<div class="post has comments"><p>${paragraphs[0]}</p>${body}</div>`).text).toContain(paragraphs[3])
})

test.each([
  ['a type', jsonLd({ ...news, '@type': 'OpinionNewsArticle' }), '', 'opinion'],
  ['a section', jsonLd({ ...news, articleSection: ['City', 'Analysis'] }), '', 'analysis'],
  ['a meta tag', '<meta property="article:section" content="Press Releases">', '', 'press-release'],
  ['a kicker', '', '<p class="kicker">Sponsored content</p>', 'sponsored'],
  ['a live blog', jsonLd({ ...news, '@type': 'LiveBlogPosting' }), '', 'live-blog'],
  ['the address', '<link rel="canonical" href="https://gazette.example/satire/ferry">', '', 'satire'],
  ['nothing', jsonLd({ ...news, articleSection: 'Opinion polls' }), '<p class="kicker">Local</p>', null],
])('reads the label from %s', (_, head, kicker, label) => {
  expect(read(head, `<article>${kicker}<h1>Ferry returns</h1>${body}</article>`).label).toBe(label)
})

test('does not take the label of another article in a box', () => {
  const box = '<aside class="related"><p class="kicker">Opinion</p><a href="/1">Let it sink</a></aside>'
  expect(read('', `<article><h1>Ferry returns</h1>${body}${box}</article>`).label).toBeNull()
})

test('says that a page behind a paywall is an excerpt, and drops the notice', () => {
  const gate = '<div class="gate"><p>Subscribe to continue reading.</p></div>'
  const read1 = read('', `<article><h1>Ferry returns</h1>${body}${gate}</article>`)
  expect(read1.isExcerpt).toBe(true)
  expect(read1.text).toBe(paragraphs.join('\n'))
  expect(read(jsonLd({ ...news, isAccessibleForFree: false }), `<article>${body}</article>`).isExcerpt).toBe(true)
})

test('does not take a sentence about subscriptions for a paywall', () => {
  const extra =
    '<p>Nearly 900 readers subscribe, the Gazette said, and those who log in do so to see the tide tables.</p>'
  expect(
    read('', `<header><p>Already a subscriber? Log in</p></header><article>${body}${extra}</article>`).isExcerpt,
  ).toBe(false)
})

test('never runs a script', () => {
  const script = '<script>globalThis.ranInPage = true</script><img src="x" onerror="globalThis.ranInPage = true">'
  read('', `<article>${script}${body}</article>`)
  expect('ranInPage' in globalThis).toBe(false)
})

test('refuses a page without an article', () => {
  const menu = '<ul><li><a href="/1">One</a></li><li><a href="/2">Two</a></li></ul>'
  expect(() => read('<title>Index</title>', menu)).toThrow('No article was found in ferry.html.')
})
