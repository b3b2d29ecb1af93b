import type { FeedOffer } from '../../domain/feed.ts'
import { type HtmlDocument, plainText } from '../html-tree.ts'
import { parseHtml } from '../parse-html.ts'

const feedTypes = /^(?:application|text)\/(?:rss\+xml|atom\+xml|rdf\+xml|feed\+json|xml|json)\b/i

/** Comment feeds stand beside those of articles, and nobody means them. */
const comments = /\bcomments?\b/i

/**
 * The feeds that a page names, in its own order and those for comments last: `<link rel="alternate" type="application/rss+xml" href="/feed">`; then links in its text that
 * look like a feed's. Nothing is fetched.
 */
export function discoverFeeds(html: string, pageUrl: string): FeedOffer[] {
  const page = parseHtml(html)
  const base = URL.parse(page.querySelector('base[href]')?.getAttribute('href') ?? '', pageUrl) ?? new URL(pageUrl)
  const declared = declaredFeeds(page, base)
  return unique([
    ...declared.filter((feed) => !isForComments(feed)),
    ...linkedFeeds(page, base),
    ...declared.filter(isForComments),
  ])
}

function declaredFeeds(page: HtmlDocument, base: URL): FeedOffer[] {
  const found: FeedOffer[] = []
  for (const link of page.querySelectorAll('link[href]')) {
    const relations = (link.getAttribute('rel') ?? '').toLowerCase().split(/\s+/)
    const type = link.getAttribute('type') ?? ''
    const isFeed = relations.includes('feed') || (relations.includes('alternate') && feedTypes.test(type.trim()))
    // WordPress offers its own interface and oEmbed in the same way.
    const href = link.getAttribute('href') ?? ''
    if (!isFeed || relations.includes('stylesheet') || /\/(?:wp-json|oembed)\b|[?&]rest_route=/i.test(href)) continue
    const url = webAddress(href, base)
    if (url !== null) found.push({ url, title: link.getAttribute('title')?.trim() || null, isDeclared: true })
  }
  return found
}

function linkedFeeds(page: HtmlDocument, base: URL): FeedOffer[] {
  const found: FeedOffer[] = []
  for (const link of page.querySelectorAll('a[href]')) {
    const url = webAddress(link.getAttribute('href') ?? '', base)
    if (url === null || new URL(url).hostname !== base.hostname) continue
    if (
      /\/(?:feed|rss|atom)\/?$|\/(?:[\w-]*(?:rss|feed|atom)|index)\.(?:xml|rss|rdf|atom)$|\/feed\.json$/i.test(
        new URL(url).pathname,
      )
    ) {
      found.push({ url, title: plainText(link) || null, isDeclared: false })
    }
  }
  return found
}

function webAddress(href: string, base: URL): string | null {
  const url = URL.parse(
    href
      .trim()
      .replace(/^feed:(?:\/\/)?(?=https?:)/i, '')
      .replace(/^feed:\/\//i, 'http://'),
    base,
  )
  if (url === null || !/^https?:$/.test(url.protocol)) return null
  url.hash = ''
  return url.href
}

function isForComments(feed: FeedOffer): boolean {
  return comments.test(feed.title ?? '') || comments.test(new URL(feed.url).pathname)
}

function unique(feeds: FeedOffer[]): FeedOffer[] {
  return [...Map.groupBy(feeds, (feed) => feed.url).values()].flatMap((same) => same.slice(0, 1))
}
