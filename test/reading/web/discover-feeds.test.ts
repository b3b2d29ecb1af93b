import { describe, expect, test } from 'vitest'
import { discoverFeeds } from '../../../src/reading/web/discover-feeds.ts'
import { isSameSite } from '../../../src/reading/web/same-site.ts'
import { usualFeedPlaces } from '../../../src/reading/web/usual-feed-places.ts'

const at = 'https://news.example/city/'
const urls = (html: string) => discoverFeeds(html, at).map((feed) => feed.url)

describe('the feeds that a page names', () => {
  test.each([
    ['<link rel="alternate" type="application/rss+xml" href="/rss">', 'https://news.example/rss'],
    [
      "<LINK rel='Alternate Home' type='application/atom+xml; charset=utf-8' href='atom'>",
      'https://news.example/city/atom',
    ],
    ['<link rel=alternate type=application/feed+json href=//feeds.example/a.json>', 'https://feeds.example/a.json'],
    ['<link rel="feed" href="feed://news.example/f">', 'http://news.example/f'],
    [
      '<base href="https://cdn.example/x/"><link rel="alternate" type="text/xml" href="rss">',
      'https://cdn.example/x/rss',
    ],
    ['<a href="/city/rss.xml">RSS</a>', 'https://news.example/city/rss.xml'],
    ['<a href="/feed/">Feed</a>', 'https://news.example/feed/'],
  ])('are found in %s', (html, url) => {
    expect(urls(html)).toEqual([url])
  })

  test.each([
    '<link rel="alternate" hreflang="de" href="/de">',
    '<link rel="stylesheet" type="text/xml" href="/a">',
    '<link rel="alternate" type="application/json+oembed" href="/oembed?url=a">',
    '<link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/1">',
    '<link rel="alternate" type="application/rss+xml" href="javascript:void(0)">',
    '<link rel="alternate" type="application/rss+xml">',
    '<a href="https://other.example/feed">Another</a>',
    '<a href="/feedback">Feedback</a><a href="/rss-explained">RSS</a>',
  ])('are not seen in %s', (html) => {
    expect(urls(html)).toEqual([])
  })

  test('stand once each, in their order', () => {
    const html =
      '<link rel="alternate" type="application/rss+xml" href="/b"><link rel="alternate" type="application/rss+xml" href="/a"><link rel="alternate" type="application/rss+xml" href="/b#x">'
    expect(urls(html)).toEqual(['https://news.example/b', 'https://news.example/a'])
  })

  test('may stand at usual places, below the page first', () => {
    expect(
      usualFeedPlaces(at)
        .map((feed) => feed.url)
        .slice(0, 3),
    ).toEqual(['https://news.example/city/feed', 'https://news.example/feed', 'https://news.example/rss'])
    expect(usualFeedPlaces('https://news.example/a.html')[0]?.url).toBe('https://news.example/feed')
  })
})

describe('one site', () => {
  test.each<[string, string, boolean]>([
    ['news.example', 'www.news.example', true],
    ['m.news.example', 'amp.news.example', true],
    ['a.news.example', 'b.news.example', true],
    ['news.example', 'other.example', false],
    ['a.co.uk', 'b.co.uk', false],
    ['www.a.co.uk', 'm.a.co.uk', true],
    ['a.github.io', 'b.github.io', false],
    ['bbc.co.uk', 'bbc.com', false],
    ['127.0.0.1', '10.0.0.1', false],
  ])('holds %s and %s: %s', (one, other, isSame) => {
    expect(isSameSite(new URL(`https://${one}/`), new URL(`http://${other}/x`))).toBe(isSame)
  })
})
