import { expect, test } from 'vitest'
import { readFeed } from '../../../src/reading/feed/read-feed.ts'

const long = Array.from({ length: 140 }, (_, index) => `word${index}`).join(' ')

const rss = (items: string, more = '') =>
  `<?xml version="1.0"?>${more}<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Harbor Gazette</title><link>https://gazette.example/</link><ttl>90</ttl>${items}</channel></rss>`

test('takes the full text over the description', () => {
  const item =
    '<item><title>Ferry &amp;amp; bus</title><guid isPermaLink="false">gz-1</guid><link>https://gazette.example/1</link><dc:creator>Ada Finch</dc:creator><pubDate>Wed, 06 May 2026 08:00:00 GMT</pubDate><description>Short.</description><content:encoded><![CDATA[<p>Rain fell.</p><p>It <b>stopped</b>.</p><script>x()</script>]]></content:encoded></item>'
  expect(readFeed(rss(item), 'f.xml')).toEqual({
    feed: { title: 'Harbor Gazette', url: 'https://gazette.example/', ttlSeconds: 5400 },
    entries: [
      {
        id: 'gz-1',
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
    id: 'tag:grid.example,2026:1',
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

test('loads no external entity, and expands none that is made of others', () => {
  const doctype =
    '<!DOCTYPE rss [<!ENTITY secret SYSTEM "file:///etc/passwd"><!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
  const item = '<item><title>A &secret; &b;</title><description>x &secret; y</description></item>'
  const text = JSON.stringify(readFeed(rss(item, doctype), 'f.xml'))
  expect(text).not.toContain('root:')
  expect(text).not.toContain('aaaa')
})

test('gives an empty feed no entries', () => {
  const feed = { title: null, url: null, ttlSeconds: null }
  expect(readFeed('<rss version="2.0"></rss>', 'f.xml')).toEqual({ feed, entries: [] })
})

test('reads a feed that is cut off as far as it goes', () => {
  const cut = '<rss version="2.0"><channel><title>A</title><item><title>Ferry</title><description><![CDATA[It came ba'
  expect(readFeed(cut, 'f.xml').entries).toMatchObject([{ title: 'Ferry', text: 'It came ba' }])
})

test('says that there is no feed, or a broken one', () => {
  expect(() => readFeed('<page><p>Rain</p></page>', 'f.xml')).toThrow('f.xml is no feed')
  expect(() => readFeed('{"version": "https://jsonfeed.org/version/1", "items": [', 'f.json')).toThrow(
    'f.json looks like a feed, but it is broken and cannot be read.',
  )
})

test('takes the address of the feed for links without a base', () => {
  const read = readFeed(
    '<rss><channel><link>/</link><item><link>2026/1</link></item></channel></rss>',
    'f.xml',
    'https://gazette.example/feeds/all.xml',
  )
  expect(read.feed.url).toBe('https://gazette.example/')
  expect(read.entries[0]?.url).toBe('https://gazette.example/feeds/2026/1')
})

test('gives no address of e-mail as a byline', () => {
  const items =
    '<item><author>desk@gazette.example</author></item><item><author>desk@gazette.example (Ada Finch)</author></item>'
  expect(readFeed(rss(items), 'f.xml').entries.map(({ byline }) => byline)).toEqual([null, 'Ada Finch'])
})

test('reads HTML that is escaped twice, and keeps tags that a text shows', () => {
  const texts = [
    '&amp;lt;p&amp;gt;Rain &amp;amp;amp; wind&amp;lt;/p&amp;gt;',
    '&lt;p&gt;Use &amp;lt;p&amp;gt; well&lt;/p&gt;',
  ]
  const { entries } = readFeed(
    rss(texts.map((text) => `<item><description>${text}</description></item>`).join('')),
    'f.xml',
  )
  expect(entries.map(({ text }) => text)).toEqual(['Rain & wind', 'Use <p> well'])
})

test('takes no address of the feed for that of its site', () => {
  const rdf =
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel rdf:about="https://olm.example/index.rdf"/><item rdf:about="https://olm.example/1"/></rdf:RDF>'
  const { feed, entries } = readFeed(rdf, 'f.rdf')
  expect([feed.url, entries[0]?.url, entries[0]?.id]).toEqual([null, 'https://olm.example/1', 'https://olm.example/1'])
})

test('keeps the text of an entry that looks like the caption of its picture', () => {
  const item =
    '<item><description>&lt;div class="caption"&gt;&lt;img src="a.png"&gt; The ferry came back.&lt;/div&gt;</description></item>'
  expect(readFeed(rss(item), 'f.xml').entries[0]?.text).toBe('The ferry came back.')
})
