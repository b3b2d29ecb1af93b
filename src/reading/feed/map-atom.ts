import { type ChildIndex, indexChildren } from './child-index.ts'
import type { FeedNode } from './feed-tree.ts'
import { attributeOf, textOf } from './node-text.ts'
import type { RawFeed, RawFeedEntry, RawPerson } from './raw-feed.ts'
import { personOf, readPerson } from './read-person.ts'
import { resolveLink } from './resolve-link.ts'
import { atomText } from './text-value.ts'

/** Reads Atom 1.0 (RFC 4287) and 0.3. An entry without an author has that of its source, else that of the feed (section 4.2.1). */
export function mapAtom(feed: FeedNode, entries: FeedNode[], home: string, documentUrl: string | null): RawFeed {
  const children = indexChildren(feed, home)
  const authors = authorsOf(children)
  return {
    id: children.text('id'),
    link: linkOf(children, documentUrl),
    title: atomText(children.first('title', 'dc:title')),
    authors,
    published: children.last('published', 'issued', 'created', 'dc:date'),
    updated: children.last('updated', 'modified', 'dc:date', 'dcterms:modified', 'pubdate'),
    ttlSeconds: null,
    entries: entries.map((entry) => mapEntry(entry, home, authors, documentUrl)),
  }
}

function mapEntry(entry: FeedNode, home: string, feedAuthors: RawPerson[], documentUrl: string | null): RawFeedEntry {
  const children = indexChildren(entry, home)
  const source = children.first('source')
  const fromSource = source === undefined ? null : indexChildren(source, home)
  const nearest = [authorsOf(children), fromSource === null ? [] : authorsOf(fromSource), feedAuthors]
  const id = children.text('id', 'guid', 'dc:identifier')
  return {
    id: id === null ? null : resolveLink(id, children.first('id') ?? entry, null),
    link: linkOf(children, documentUrl),
    title: atomText(children.first('title', 'dc:title', 'media:title')),
    authors: nearest.find((people) => people.length > 0) ?? [],
    published: children.last(
      'published',
      'issued',
      'created',
      'dc:date',
      'dcterms:issued',
      'dcterms:created',
      'pubdate',
    ),
    updated: children.last('updated', 'modified', 'dcterms:modified'),
    summary:
      atomText(children.first('summary', 'description', 'dc:description')) ?? atomText(mediaDescription(children)),
    content:
      atomText(children.all('content').find((node) => atomText(node) !== null)) ??
      atomText(children.first('content:encoded')),
    source: atomText(fromSource?.first('title')),
    sections: children
      .all('category')
      .flatMap((node) => attributeOf(node, 'label') ?? attributeOf(node, 'term') ?? textOf(node) ?? []),
  }
}

// YouTube and others put the description into a group.
function mediaDescription(children: ChildIndex): FeedNode | undefined {
  const group = children.first('media:group')
  return children.first('media:description') ?? group?.children.find(({ name }) => name === 'description')
}

function authorsOf(children: ChildIndex): RawPerson[] {
  const authors = children.all('author').flatMap(personOf)
  if (authors.length > 0) return authors
  return ['dc:creator', 'itunes:author']
    .flatMap((key) => children.all(key))
    .flatMap((node) => readPerson(textOf(node)) ?? [])
}

/** The page: the link without a relation or `alternate`, of several the one that is HTML. */
function linkOf(children: ChildIndex, documentUrl: string | null): string | null {
  const links = children
    .all('link')
    .filter((link) =>
      /^(?:alternate|http:\/\/www\.iana\.org\/assignments\/relation\/alternate)?$/i.test(
        attributeOf(link, 'rel')?.trim() ?? '',
      ),
    )
  const page = links.find((link) => /html/.test(attributeOf(link, 'type') ?? 'html')) ?? links[0]
  if (page === undefined) return null
  return resolveLink(attributeOf(page, 'href') ?? textOf(page), page, documentUrl)
}
