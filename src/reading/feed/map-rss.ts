import { type ChildIndex, indexChildren } from './child-index.ts'
import type { FeedNode } from './feed-tree.ts'
import { attributeOf, textOf } from './node-text.ts'
import type { RawFeed, RawFeedEntry, RawPerson } from './raw-feed.ts'
import { personOf, readPerson } from './read-person.ts'
import { resolveLink } from './resolve-link.ts'
import { atomText, rssText } from './text-value.ts'

/**
 * Reads RSS 0.9x to 2.0, RDF and CDF (whose values stand in attributes) from its elements. What RSS itself does not say is
 * taken from the vocabularies that feeds add to it: Dublin Core, Atom, iTunes, Media RSS, FeedBurner.
 *
 * @param entries the `item` elements, which RDF keeps outside of its channel
 */
export function mapRss(channel: FeedNode, entries: FeedNode[], home: string, documentUrl: string | null): RawFeed {
  const children = indexChildren(channel, home)
  const minutes = Number(children.text('ttl') ?? '')
  return {
    id: children.text('guid', 'atom:id', 'id', 'dc:identifier') ?? attributeOf(channel, 'rdf:about'),
    link: linkOf(channel, children, documentUrl),
    title: titleOf(children),
    authors: peopleOf(children, [
      'managingeditor',
      'dc:creator',
      'dc:author',
      'author',
      'itunes:author',
      'atom:author',
      'webmaster',
    ]),
    published: children.last('pubdate', 'dc:date', 'dcterms:issued', 'dcterms:created', 'atom:published'),
    updated:
      children.last('lastbuilddate', 'atom:updated', 'dcterms:modified', 'dc:date') ?? attributeOf(channel, 'lastmod'),
    ttlSeconds: Number.isFinite(minutes) && minutes > 0 ? minutes * 60 : null,
    entries: entries.map((entry) => mapItem(entry, home, documentUrl)),
  }
}

function mapItem(item: FeedNode, home: string, documentUrl: string | null): RawFeedEntry {
  const children = indexChildren(item, home)
  const guid = children.first('guid')
  const id = children.text('guid', 'atom:id', 'id', 'dc:identifier') ?? attributeOf(item, 'rdf:about')
  const isPermanent = guid === undefined || attributeOf(guid, 'ispermalink')?.toLowerCase() !== 'false'
  const permalink = isPermanent && id !== null && /^https?:\/\//i.test(id) ? id : null
  const body = children.all('xhtml:body')[0] ?? children.all('body')[0]
  return {
    id,
    link: linkOf(item, children, documentUrl) ?? children.text('feedburner:origlink') ?? permalink,
    title: titleOf(children),
    authors: peopleOf(children, ['dc:creator', 'dc:author', 'author', 'itunes:author', 'atom:author']),
    published: children.last('pubdate', 'dc:date', 'dcterms:issued', 'dcterms:created', 'atom:published', 'published'),
    updated: children.last('atom:updated', 'dcterms:modified', 'updated') ?? attributeOf(item, 'lastmod'),
    summary:
      rssText(children.first('description', 'dc:description', 'abstract'), 'html') ??
      atomText(children.first('atom:summary', 'summary')) ??
      rssText(children.first('itunes:summary', 'media:description', 'itunes:subtitle'), 'unsaid'),
    content:
      rssText(children.first('content:encoded', 'encoded', 'fullitem'), 'html') ??
      rssText(body, 'html') ??
      atomText(children.first('atom:content', 'content')),
    source: rssText(children.first('source'), 'unsaid') ?? sourceTitle(children.first('atom:source')),
    sections: ['category', 'dc:subject'].flatMap((key) => children.all(key).flatMap((node) => textOf(node) ?? [])),
  }
}

function titleOf(children: ChildIndex): RawFeedEntry['title'] {
  return (
    rssText(children.first('title', 'dc:title'), 'unsaid') ??
    atomText(children.first('atom:title')) ??
    rssText(children.first('media:title', 'itunes:title'), 'unsaid')
  )
}

/** Of links that are repeated the last counts, as in the readers that everybody uses. */
function linkOf(node: FeedNode, children: ChildIndex, documentUrl: string | null): string | null {
  for (const link of children.all('link').toReversed()) {
    const found = textOf(link) ?? attributeOf(link, 'href')
    if (found !== null) return resolveLink(found, link, documentUrl)
  }
  const atom = children.all('atom:link').find((link) => /^(?:alternate)?$/.test(attributeOf(link, 'rel') ?? ''))
  if (atom !== undefined) return resolveLink(attributeOf(atom, 'href'), atom, documentUrl)
  // A channel of RDF is about the feed itself, an item about its page.
  const about = node.name === 'item' ? attributeOf(node, 'rdf:about') : null
  return resolveLink(attributeOf(node, 'href') ?? about, node, documentUrl)
}

/** The people of the first of these elements that names any. */
function peopleOf(children: ChildIndex, keys: string[]): RawPerson[] {
  for (const key of keys) {
    const people = children.all(key).flatMap((node) => {
      if (node.children.length > 0) return personOf(node)
      const person = readPerson(textOf(node))
      return person === null ? [] : [person]
    })
    if (people.length > 0) return people
  }
  return []
}

function sourceTitle(source: FeedNode | undefined): RawFeedEntry['source'] {
  return atomText(source?.children.find(({ name }) => name === 'title'))
}
