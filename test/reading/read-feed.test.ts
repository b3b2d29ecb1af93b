import { expect, test } from 'vitest'
import { readFeed } from '../../src/reading/read-feed.ts'

const long = Array.from({ length: 140 }, (_, index) => `word${index}`).join(' ')

const rss = (items: string, more = '') =>
  `<?xml version="1.0"?>${more}<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Harbor Gazette</title><link>https://gazette.example/</link>${items}</channel></rss>`

test('takes the full text over the description', () => {
  const item =
    '<item><title>Ferry &amp;amp; bus</title><link>https://gazette.example/1</link><dc:creator>Ada Finch</dc:creator><pubDate>Wed, 06 May 2026 08:00:00 GMT</pubDate><description>Short.</description><content:encoded><![CDATA[<p>Rain fell.</p><p>It <b>stopped</b>.</p><script>x()</script>]]></content:encoded></item>'
  expect(readFeed(rss(item), 'f.xml')).toEqual({
    feed: { title: 'Harbor Gazette', url: 'https://gazette.example/' },
    entries: [
      {
        url: 'https://gazette.example/1',
        title: 'Ferry & bus',
        publisher: 'Harbor Gazette',
        byline: 'Ada Finch',
        publishedAt: '2026-05-06T08:00:00Z',
        updatedAt: null,
        label: null,
        isExcerpt: false,
        text: 'Rain fell.\nIt stopped.',
      },
    ],
  })
})

test('marks a teaser as an excerpt, and a long description not', () => {
  const items = `<item><title>A</title><description>Rain fell on the pier.</description></item><item><title>B</title><description>${long}</description></item><item><title>C</title><content:encoded>${long} [&amp;#8230;] &lt;a href="/c"&gt;Continue reading&lt;/a&gt;</content:encoded></item>`
  const { entries } = readFeed(rss(items), 'f.xml')
  expect(entries.map((entry) => entry.isExcerpt)).toEqual([true, false, true])
})

test('takes the source of an entry as its publisher', () => {
  const item =
    '<item><title>A</title><source url="https://wire.example/feed">Coastal Wire</source><category>Opinion</category></item>'
  expect(readFeed(rss(item), 'f.xml').entries[0]).toMatchObject({ publisher: 'Coastal Wire', label: 'opinion' })
})

test('reads Atom with its dates, authors and relative links', () => {
  const atom = `<feed xmlns="http://www.w3.org/2005/Atom"><title>Grid Notes</title><link href="https://grid.example/"/><entry><id>tag:grid.example,2026:1</id><title type="html">A &lt;i&gt;fault&lt;/i&gt;</title><link href="/2026/fault"/><published>2026-04-21T09:45:00+02:00</published><updated>2026-04-22T07:10:00Z</updated><author><name>Emm Tolland</name></author><content type="html">&lt;p&gt;A marten.&lt;/p&gt;</content></entry></feed>`
  expect(readFeed(atom, 'f.xml').entries[0]).toEqual({
    url: 'https://grid.example/2026/fault',
    title: 'A fault',
    publisher: 'Grid Notes',
    byline: 'Emm Tolland',
    publishedAt: '2026-04-21T07:45:00Z',
    updatedAt: '2026-04-22T07:10:00Z',
    label: null,
    isExcerpt: false,
    text: 'A marten.',
  })
})

test('reads RDF', () => {
  const rdf = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Olm Board</title><link>https://olm.example/</link></channel><item><title>Pier shut</title><link>https://olm.example/1</link><dc:date>2026-05-06</dc:date><description>${long}</description></item></rdf:RDF>`
  const read = readFeed(rdf, 'f.rdf')
  expect(read.feed.title).toBe('Olm Board')
  expect(read.entries[0]).toMatchObject({ title: 'Pier shut', publishedAt: '2026-05-06', isExcerpt: false })
})

test('reads a JSON Feed', () => {
  const json = JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: 'Touchline',
    home_page_url: 'https://touch.example/',
    items: [
      {
        id: '1',
        url: 'https://touch.example/1',
        title: 'Win',
        content_text: 'They won.\n\nThen they left.',
        authors: [{ name: 'Per Lind' }],
      },
    ],
  })
  expect(readFeed(json, 'f.json').entries[0]).toMatchObject({
    text: 'They won.\nThen they left.',
    byline: 'Per Lind',
    url: 'https://touch.example/1',
  })
})

test('loads no external entity and expands none', () => {
  const doctype =
    '<!DOCTYPE rss [<!ENTITY secret SYSTEM "file:///etc/passwd"><!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
  const item = '<item><title>A &secret; &b;</title><description>x &secret; y</description></item>'
  const text = JSON.stringify(readFeed(rss(item, doctype), 'f.xml'))
  expect(text).not.toContain('root:')
  expect(text).not.toContain('aaaa')
})

test('gives an empty feed no entries', () => {
  expect(readFeed('<rss version="2.0"></rss>', 'f.xml')).toEqual({ feed: { title: null, url: null }, entries: [] })
})

test('says that a feed is broken', () => {
  expect(() =>
    readFeed('<rss version="2.0"><channel><title>A</title><item><description><![CDATA[cut', 'f.xml'),
  ).toThrow('f.xml looks like a feed, but it is broken and cannot be read.')
})
