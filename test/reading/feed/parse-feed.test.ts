import { describe, expect, test } from 'vitest'
import { parseFeed } from '../../../src/reading/feed/parse-feed.ts'

const parse = (text: string, url: string | null = null) => parseFeed(text, 'f.xml', url)
const item = (inner: string, attributes = '') =>
  parse(`<rss version="2.0" ${attributes}><channel><item>${inner}</item></channel></rss>`).entries[0]
const entry = (inner: string, attributes = '') =>
  parse(`<feed xmlns="http://www.w3.org/2005/Atom" ${attributes}><entry>${inner}</entry></feed>`).entries[0]

describe('RSS', () => {
  test('takes from other vocabularies what an item does not say itself', () => {
    expect(
      item(
        '<d:title>Ferry</d:title><d:creator>Ada Finch</d:creator><d:date>2026-05-06T08:00:00Z</d:date><a:link href="https://g.example/1"/><a:updated>2026-05-07T08:00:00Z</a:updated><m:description>It came.</m:description>',
        'xmlns:d="http://purl.org/dc/elements/1.1/" xmlns:a="http://www.w3.org/2005/Atom" xmlns:m="http://search.yahoo.com/mrss/"',
      ),
    ).toMatchObject({
      title: { value: 'Ferry' },
      authors: [{ name: 'Ada Finch' }],
      published: '2026-05-06T08:00:00Z',
      updated: '2026-05-07T08:00:00Z',
      link: 'https://g.example/1',
      summary: { value: 'It came.' },
    })
  })

  test('knows usual prefixes that are not declared', () => {
    expect(
      item('<dc:creator>Ada Finch</dc:creator><content:encoded>&lt;p&gt;Rain&lt;/p&gt;</content:encoded>'),
    ).toMatchObject({ authors: [{ name: 'Ada Finch' }], content: { value: '<p>Rain</p>', type: 'html' } })
  })

  test('keeps the elements of other vocabularies apart', () => {
    const found = item(
      '<x:title>Wrong</x:title><media:content><media:title>Photo</media:title></media:content><title>Right</title><x:link>https://x.example</x:link>',
      'xmlns:x="https://vocabulary.example/"',
    )
    expect(found).toMatchObject({ title: { value: 'Right' }, link: null })
  })

  test.each([
    ['no root element', '<channel><title>G</title><item><title>Ferry</title></item></channel>'],
    [
      'a default namespace',
      '<rss xmlns="http://backend.userland.com/rss2"><channel><title>G</title><item><title>Ferry</title></item></channel></rss>',
    ],
    [
      'an unknown default namespace',
      '<rss xmlns="https://odd.example/"><channel><title>G</title><item><title>Ferry</title></item></channel></rss>',
    ],
    [
      'a prefix on everything',
      '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:s="http://my.netscape.com/rdf/simple/0.9/"><s:channel><s:title>G</s:title></s:channel><s:item><s:title>Ferry</s:title></s:item></r:RDF>',
    ],
    ['capital letters', '<RSS><CHANNEL><TITLE>G</TITLE><ITEM><TITLE>Ferry</TITLE></ITEM></CHANNEL></RSS>'],
    ['items beside the channel', '<rss><channel><title>G</title></channel><item><title>Ferry</title></item></rss>'],
  ])('reads a feed with %s', (_, text) => {
    expect(parse(text)).toMatchObject({ title: { value: 'G' }, entries: [{ title: { value: 'Ferry' } }] })
  })

  test('takes a permanent guid for the link, and no other', () => {
    expect(item('<guid>https://g.example/1</guid>')?.link).toBe('https://g.example/1')
    expect(item('<guid isPermaLink="false">https://g.example/1</guid>')?.link).toBe(null)
    expect(item('<guid>7781</guid>')).toMatchObject({ id: '7781', link: null })
  })

  test.each([
    ['ada@g.example (Ada Finch)', 'Ada Finch', 'ada@g.example'],
    ['Ada Finch (ada@g.example)', 'Ada Finch', 'ada@g.example'],
    ['Ada Finch &lt;ada@g.example&gt;', 'Ada Finch', 'ada@g.example'],
    ['mailto:ada@g.example', null, 'ada@g.example'],
    ['Ada Finch (Harbor)', 'Ada Finch (Harbor)', null],
  ])('reads the author %s', (written, name, email) => {
    expect(item(`<author>${written}</author>`)?.authors).toEqual([{ name, email }])
  })
})

describe('Atom', () => {
  test.each([
    ['<content type="html">&lt;b&gt;Rain&lt;/b&gt; &amp;amp; wind</content>', 'html', '<b>Rain</b> &amp; wind'],
    ['<content type="text">Use &lt;b&gt; well</content>', 'text', 'Use <b> well'],
    ['<content type="text/plain">1 &lt; 2</content>', 'text', '1 < 2'],
    ['<content>Rain</content>', 'unsaid', 'Rain'],
    [
      '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><b/>Rain<br/></div></content>',
      'html',
      '<b></b>Rain<br/>',
    ],
    [
      '<content type="xhtml" xmlns:h="http://www.w3.org/1999/xhtml"><h:div><h:b>Rain</h:b> &lt;x&gt;</h:div></content>',
      'html',
      '<b>Rain</b> &lt;x&gt;',
    ],
    ['<content type="text/html" mode="base64">PGI+UmFpbjwvYj4=</content>', 'html', '<b>Rain</b>'],
    ['<content type="application/octet-stream">UmFpbg==</content>', 'unsaid', 'Rain'],
    ['<content type="html"><p>Rain</p></content>', 'html', '<p>Rain</p>'],
  ])('reads the content %s', (written, type, value) => {
    const content = entry(written)?.content
    expect(content?.type).toBe(type)
    expect(content?.value.replace(/^<div[^>]*>|<\/div>$/g, '')).toBe(value)
  })

  test('leaves pictures out, and takes the text beside them', () => {
    const found = entry(
      '<content type="image/png">iVBORw0KGgoAAAANSUhEUg==</content><content type="html">&lt;p&gt;Rain&lt;/p&gt;</content>',
    )
    expect(found?.content?.value).toBe('<p>Rain</p>')
  })

  test('resolves links by every xml:base above them', () => {
    const found = entry(
      '<link rel="self" href="self"/><link rel="alternate" type="application/pdf" href="a.pdf"/><link xml:base="one/" href="a.html"/>',
      'xml:base="https://g.example/news/"',
    )
    expect(found?.link).toBe('https://g.example/news/one/a.html')
  })

  test('gives an entry the authors of its source, else those of the feed', () => {
    const feed = parse(
      '<feed xmlns="http://www.w3.org/2005/Atom"><author><name>Desk</name></author><entry><source><title>Wire</title><author><name>Wirer</name></author></source></entry><entry/><entry><author><name>Ada</name><email>ada@g.example</email></author></entry></feed>',
    )
    expect(feed.entries.map(({ authors }) => authors[0])).toEqual([
      { name: 'Wirer', email: null },
      { name: 'Desk', email: null },
      { name: 'Ada', email: 'ada@g.example' },
    ])
    expect(feed.entries[0]?.source?.value).toBe('Wire')
  })

  test('reads Atom 0.3', () => {
    const feed = parse(
      '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title mode="escaped">Grid</title><modified>2004-01-02T00:00:00Z</modified><entry><issued>2004-01-01T00:00:00Z</issued><content mode="escaped" type="text/html">&lt;p&gt;Rain</content></entry></feed>',
    )
    expect(feed).toMatchObject({ title: { value: 'Grid' }, updated: '2004-01-02T00:00:00Z' })
    expect(feed.entries[0]).toMatchObject({ published: '2004-01-01T00:00:00Z', content: { value: '<p>Rain' } })
  })

  test('reads a prefix on everything', () => {
    const feed = parse(
      '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>Grid</a:title><a:entry><a:id>1</a:id></a:entry></a:feed>',
    )
    expect(feed).toMatchObject({ title: { value: 'Grid' }, entries: [{ id: '1' }] })
  })
})

test('passes over what is wrong in a JSON Feed', () => {
  const feed = parse(
    JSON.stringify({
      title: 7,
      items: [
        null,
        'x',
        { id: 12, title: ['no'], author: { name: 'Per Lind' }, external_url: 'https://t.example/1', tags: 'a' },
      ],
    }),
  )
  expect(feed.title?.value).toBe('7')
  expect(feed.entries).toMatchObject([
    { id: '12', title: null, link: 'https://t.example/1', authors: [{ name: 'Per Lind' }], sections: [] },
  ])
})

describe('entities', () => {
  test.each([
    ['Caf&eacute; &amp; bar &#8211; &#x2013; &nbsp;.', 'Café & bar – –  .'],
    ['AT&T &copy 2026 &unknown;', 'AT&T &copy 2026 &unknown;'],
    ['don&#146;t', 'don’t'],
    ['don\u0092t', 'don’t'],
    ['&#0;&#1114112;x', 'x'],
    ['<![CDATA[a &amp; b]]> &amp; c', 'a &amp; b & c'],
  ])('resolves %s once', (written, value) => {
    expect(item(`<title>${written}</title>`)?.title?.value.replaceAll('\u00a0', ' ')).toBe(value)
  })

  test('puts in what the document declares as plain text, up to a limit', () => {
    const declared = (text: string) => `<!DOCTYPE rss [<!ENTITY pier "${text}">]>`
    const feed = (text: string, uses: number) =>
      `${declared(text)}<rss><channel><title>${'&pier;'.repeat(uses)}</title></channel></rss>`
    expect(parse(feed('Old Pier', 2)).title?.value).toBe('Old PierOld Pier')
    expect(parse(feed('x'.repeat(1000), 50_000)).title?.value.length).toBeLessThan(500_000)
  })
})

describe('ill-formed feeds', () => {
  const two = (text: string) => parse(text).entries.map(({ title, link }) => [title?.value, link])

  test('puts in ends that are forgotten', () => {
    expect(
      two(
        '<rss><channel><item><title>A<link>https://g.example/1</link><item><title>B</title><link>https://g.example/2</item></channel>',
      ),
    ).toEqual([
      ['A', 'https://g.example/1'],
      ['B', 'https://g.example/2'],
    ])
  })

  test('passes over ends without a start, stray marks and bare values', () => {
    expect(
      two(
        '<rss><channel></b><item></p><title>1 < 2 & 3</title><link>https://g.example/?a=1&b=2</link></item></channel></rss>',
      ),
    ).toEqual([['1 < 2 & 3', 'https://g.example/?a=1&b=2']])
    expect(entry('<link rel=alternate href=https://g.example/1 />')?.link).toBe('https://g.example/1')
  })

  test('takes markup that is not escaped', () => {
    const found = item(
      '<title>A <b>storm</b></title><description><p>Rain<br>fell.<p>It stopped.</description><link>https://g.example/1</link>',
    )
    expect(found?.title).toEqual({ value: 'A <b>storm</b>', type: 'html' })
    expect(found?.summary?.value).toBe('<p>Rain<br>fell.<p>It stopped.')
    expect(found?.link).toBe('https://g.example/1')
  })

  test('reads behind what stands before it, and within a page', () => {
    const feed = '<rss version="2.0"><channel><item><title>A</title></item></channel></rss>'
    for (const before of [
      'Warning: no <b>input</b> in line 3\n<?xml version="1.0"?>',
      '<!-- <rss> -->\n\n',
      '\ufeff \n',
    ]) {
      expect(two(`${before}${feed}`), before).toEqual([['A', null]])
    }
    expect(two(`<html><body>${feed}</body></html>`)).toEqual([['A', null]])
  })
})

describe('hostile feeds', () => {
  const inItem = (text: string) =>
    `<rss><channel><item><title>A</title><description>${text}</description></item></channel></rss>`

  test.each([
    ['nested elements', inItem('<div>'.repeat(200_000))],
    ['nested items', `<rss><channel>${'<item>'.repeat(150_000)}`],
    ['tags without an end', inItem('<a'.repeat(500_000))],
    ['quotes without an end', inItem('<a b="'.repeat(150_000))],
    ['comments without an end', inItem('<!--'.repeat(250_000))],
    ['document types without an end', `${'<!DOCTYPE a ['.repeat(80_000)}<rss></rss>`],
    ['ends without a start', inItem('</x>'.repeat(250_000))],
    ['ampersands', inItem('&a'.repeat(500_000))],
    ['unknown entities', inItem(Array.from({ length: 80_000 }, (_, index) => `&q${index};`).join(''))],
    [
      'namespaces',
      inItem(Array.from({ length: 30_000 }, (_, index) => `<a xmlns:p${index}="http://purl.org/atom/ns#">`).join('')),
    ],
  ])('reads a megabyte of %s in bounded time', (_, text) => {
    const started = performance.now()
    try {
      parse(text)
    } catch (error) {
      expect(String(error)).toContain('is no feed')
    }
    expect(performance.now() - started).toBeLessThan(5000)
  })
})
