import type { RawDocument } from '../domain/ports.ts'
import { type HtmlDocument, meta, plainText } from './html-tree.ts'
import { readPageDates } from './page-dates.ts'
import { type JsonLdNode, textsOf } from './page-json-ld.ts'

// "Opinion | The ferry must stay": the label is a field of its own.
const labelPrefix = /^(?:opinion|analysis|editorial|sponsored)\s+\|\s+/i

/** What a page says about its article, as far as it can be had without the text. */
export type PageMetadata = Omit<RawDocument, 'text' | 'label' | 'isExcerpt'>

/** Reads title, publisher, byline, dates and canonical address: from JSON-LD first, then meta tags, then what is visible. */
export function readPageMetadata(page: HtmlDocument, news: JsonLdNode | null): PageMetadata {
  const publisher =
    first(textsOf(news?.publisher)) ??
    meta(page, 'og:site_name', 'application-name', 'publisher', 'dc.publisher', 'copyright-holder')
  return {
    url: canonicalUrl(page, news),
    title: readTitle(page, news, publisher),
    publisher: publisher === null || /^https?:/.test(publisher) ? null : withoutTagline(publisher),
    byline: readByline(page, news),
    ...readPageDates(page, news),
  }
}

function readTitle(page: HtmlDocument, news: JsonLdNode | null, publisher: string | null): string | null {
  const headline = first(textsOf(news?.headline))
  // Some sites cut the JSON-LD headline at 110 characters, as an old guideline asked.
  const isWhole = headline !== null && !/(?:…|\.\.\.)$/.test(headline)
  const title =
    (isWhole ? headline : null) ??
    meta(page, 'og:title', 'twitter:title') ??
    headline ??
    visible(page, 'h1') ??
    visible(page, 'title')
  return title === null ? null : withoutSiteName(clean(title).replace(labelPrefix, ''), publisher, visible(page, 'h1'))
}

// "Ferry returns - The Courier" → "Ferry returns", where the page shows that the end is not part of the headline.
function withoutSiteName(title: string, publisher: string | null, heading: string | null): string {
  if (
    heading !== null &&
    heading.length >= 10 &&
    title !== heading &&
    title.startsWith(heading) &&
    /^\s+[-–—|:•]\s/.test(title.slice(heading.length))
  )
    return heading
  const parts = /^(.+?)\s+[-–—|•]\s+([^|•]+)$/.exec(title)
  const isSite = parts?.[2] !== undefined && publisher !== null && sameName(parts[2], publisher)
  return isSite && parts[1] ? parts[1] : title
}

// "Harbour Post | News, sport and weather" is called Harbour Post.
function withoutTagline(publisher: string): string {
  return publisher.split(/\s+[|–—]\s+/)[0] ?? publisher
}

function sameName(a: string, b: string): boolean {
  const [one, other] = [a, b].map((name) => name.toLowerCase().replace(/^the\s+|[^\p{L}\p{N}]/gu, ''))
  return (
    one !== undefined &&
    other !== undefined &&
    one !== '' &&
    (one === other || one.startsWith(other) || other.startsWith(one))
  )
}

function readByline(page: HtmlDocument, news: JsonLdNode | null): string | null {
  const authors = [
    ...new Set(
      textsOf(news?.author ?? news?.creator)
        .filter(isName)
        .map(withoutBy),
    ),
  ]
  if (authors.length > 0) return join(authors)
  const tagged = meta(
    page,
    'author',
    'article:author',
    'parsely-author',
    'sailthru.author',
    'byl',
    'dc.creator',
    'twitter:creator:name',
  )
  if (tagged !== null && isName(tagged)) return withoutBy(tagged)
  for (const selector of [
    '[itemprop="author"] [itemprop="name"]',
    '[itemprop="author"]',
    '[rel="author"]',
    '[class*="byline"]',
    '[class*="author"]',
    'p, div, span',
  ]) {
    for (const element of page.querySelectorAll(selector)) {
      if (element.children.length > 4) continue
      if (element.closest('form, aside, footer, nav, [class*="comment"], [class*="related"]') !== null) continue
      const text = plainText(element)
      if (selector.startsWith('p,') && !/^By\s+\p{Lu}/u.test(text)) continue
      const name = withoutBy(text.split(/\s+[|•·–—]\s+|\s+(?=(?:published|posted|updated)\b)/i)[0] ?? '')
      if (isName(name) && name.split(' ').length <= 12 && !/[.!?:]$/.test(name)) return name
    }
  }
  return null
}

function isName(text: string): boolean {
  return text.length <= 120 && /^[\p{L}"“']/u.test(text) && !/^https?:|@/.test(text)
}

function withoutBy(text: string): string {
  return clean(text)
    .replace(/^by:?\s+/i, '')
    .replace(/[\s,;|]+$/, '')
}

function join(names: string[]): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

function canonicalUrl(page: HtmlDocument, news: JsonLdNode | null): string | null {
  const link = page.querySelector('link[rel="canonical"]')?.getAttribute('href')
  const base = page.querySelector('base[href]')?.getAttribute('href')
  for (const value of [
    link,
    meta(page, 'og:url'),
    ...textsOf(news?.mainEntityOfPage),
    ...textsOf(news?.url),
    ...textsOf(news?.['@id']),
  ]) {
    const url = value ? URL.parse(value.trim(), base ?? undefined) : null
    if (url === null || !/^https?:$/.test(url.protocol)) continue
    url.hash = ''
    return url.href
  }
  return null
}

function visible(page: HtmlDocument, selector: string): string | null {
  const text = plainText(page.querySelector(selector))
  return text === '' ? null : text
}

function first(values: string[]): string | null {
  return values[0] ?? null
}

function clean(text: string): string {
  return text
    .replace(/<[^>]+>/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}
