import {
  type AnyFeed,
  type AtomFeed,
  type JsonFeed,
  ParseError,
  parseFeed,
  type RdfFeed,
  type RssFeed,
} from 'feedsmith'
import { AppError } from '../domain/app-error.ts'
import type { RawDocument } from '../domain/ports.ts'
import { readFeedEntry, toPlainTitle } from './read-feed-entry.ts'

/** A feed's own title and address, and its entries in the feed's order. */
export type ReadFeed = { feed: { title: string | null; url: string | null }; entries: RawDocument[] }

/**
 * Reads an RSS, Atom, RDF or JSON Feed. Entities that a document type declares are not expanded and nothing that it names is loaded.
 * @throws AppError `not-readable` where the text is no well-formed feed
 */
export function readFeed(text: string, name: string): ReadFeed {
  const parsed = parse(text, name)
  if (parsed === null) return { feed: { title: null, url: null }, entries: [] }
  if (parsed.format === 'atom') return fromAtom(parsed.feed)
  if (parsed.format === 'json') return fromJson(parsed.feed)
  return fromRss(parsed.feed)
}

/** The parsed feed; null for one that holds nothing. */
function parse(text: string, name: string): AnyFeed | null {
  try {
    return parseFeed(withoutDoctype(text))
  } catch (cause) {
    if (cause instanceof ParseError) return null
    throw new AppError('not-readable', `${name} looks like a feed, but it is broken and cannot be read.`, { cause })
  }
}

// A feed needs no document type; without it there is no entity to expand or load.
function withoutDoctype(text: string): string {
  return text.replace(/^\ufeff/, '').replace(/<!DOCTYPE\s[^[>]*(?:\[[\s\S]*?\]\s*)?>/i, '')
}

function fromRss(feed: RssFeed.Feed<string> | RdfFeed.Feed<string>): ReadFeed {
  const title = toPlainTitle(feed.title ?? feed.dc?.titles?.[0])
  const url = feed.link?.trim() || alternate(feed.atom?.links) || null
  const entries = (feed.items ?? []).map((item: RssFeed.Item<string> & RdfFeed.Item<string>) => {
    const permalink = item.guid?.isPermaLink === false ? undefined : item.guid?.value
    const creators = item.dc?.creators ?? []
    return readFeedEntry({
      title: item.title ?? item.dc?.titles?.[0],
      urls: [item.link, permalink, alternate(item.atom?.links)],
      feedUrl: url,
      publisher: toPlainTitle(item.source?.title) ?? title,
      authors:
        creators.length > 0 ? creators : [...(item.authors ?? []).map((author) => author.name), item.itunes?.author],
      publishedAt: item.pubDate ?? item.dc?.dates?.[0] ?? item.atom?.published ?? item.dcterms?.created?.[0],
      updatedAt: item.atom?.updated ?? item.dcterms?.modified?.[0],
      content: item.content?.encoded ?? item.atom?.content?.value,
      summary: item.description ?? item.dc?.descriptions?.[0] ?? item.itunes?.summary,
      sections: (item.categories ?? []).map((category) => category.name),
    })
  })
  return { feed: { title, url }, entries }
}

function fromAtom(feed: AtomFeed.Feed<string>): ReadFeed {
  const title = toPlainTitle(feed.title?.value)
  const url = alternate(feed.links) ?? null
  const entries = (feed.entries ?? []).map((entry) =>
    readFeedEntry({
      title: entry.title?.value,
      urls: [alternate(entry.links), entry.id],
      feedUrl: url,
      publisher: toPlainTitle(entry.source?.title?.value) ?? title,
      authors: (entry.authors ?? feed.authors ?? []).map((author) => author.name),
      publishedAt: entry.published ?? entry.updated,
      updatedAt: entry.updated,
      content: entry.content?.value,
      summary: entry.summary?.value,
      sections: (entry.categories ?? []).map((category) => category.label ?? category.term),
    }),
  )
  return { feed: { title, url }, entries }
}

type Link = { href?: string; rel?: string }

function alternate(links: Link[] | undefined): string | undefined {
  return links?.find((link) => link.rel === undefined || link.rel === 'alternate')?.href
}

function fromJson(feed: JsonFeed.Feed<string>): ReadFeed {
  const title = toPlainTitle(feed.title)
  const url = feed.home_page_url ?? feed.feed_url ?? null
  const entries = (feed.items ?? []).map((item) =>
    readFeedEntry({
      title: item.title,
      urls: [item.url, item.external_url, item.id],
      feedUrl: url,
      publisher: title,
      authors: (item.authors ?? feed.authors ?? []).map((author) => author.name),
      publishedAt: item.date_published,
      updatedAt: item.date_modified,
      content: item.content_html ?? item.content_text,
      summary: item.summary,
      sections: item.tags ?? [],
    }),
  )
  return { feed: { title, url }, entries }
}
