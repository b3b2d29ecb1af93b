import type { OwnEntities } from './decode-entities.ts'
import { readDocumentType } from './document-type.ts'
import { type NameScope, type ResolvedName, resolveName, scopeWith, usualScope } from './name-spaces.ts'
import { createFinder, isNameStart, readTag } from './tag-reader.ts'

/** A document as it was given, and the entities that it declares for itself. */
export type FeedSource = { text: string; entities: OwnEntities | null }

/** An element. `from` and `to` bound what stands inside of it, `attributes` is the rest of its tag as written. */
export type FeedNode = ResolvedName & {
  written: string
  attributes: string
  source: FeedSource
  scope: NameScope
  parent: FeedNode | null
  children: FeedNode[]
  depth: number
  from: number
  to: number
}

/** Feeds nest some ten levels, XHTML inside of them some thirty; what is deeper stays in the text of the element above it. */
const deepest = 64

// Elements that hold a plain value: an element of the feed inside of one means that its end tag was forgotten.
const values = new Set('title link guid id pubdate published updated author creator date'.split(' '))
const texts = new Set('description summary content encoded item entry'.split(' '))
const fields = new Set([...values, ...texts])

/**
 * Reads markup into a tree, whatever is wrong with it, in time that grows with its length only. Ends that are forgotten are
 * put in, ends without a start passed over; what is cut off ends where the text ends. Nothing is decoded yet.
 *
 * `'<rss><channel><title>Gazette</channel>'` → an element without name that holds `rss`, that holds `channel`, that holds `title`
 */
export function parseTree(text: string): FeedNode {
  const find = createFinder(text)
  const source: FeedSource = { text, entities: null }
  const root = makeNode(source, null, { vocabulary: 'other', name: '' }, '', '', usualScope(), 0)
  let top = root
  let below = 0

  const closeTo = (node: FeedNode, at: number) => {
    for (let open = top; open !== node; open = open.parent ?? node) open.to = at
    top = node
    below = 0
  }
  const start = (at: number): number => {
    const tag = readTag(text, at, find)
    if (top.depth >= deepest) below += tag.isEmpty ? 0 : 1
    if (top.depth >= deepest && !texts.has(tag.name)) return tag.end
    const scope = scopeAt(tag.attributes, top.scope)
    const name = resolveName(tag.name, scope)
    closeTo(parentFor(top, name), at)
    const node = makeNode(source, top, name, tag.name, tag.attributes, scope, tag.end)
    if (top.children === noChildren) top.children = [node]
    else top.children.push(node)
    if (tag.isEmpty) node.to = tag.end
    else top = node
    return tag.end
  }
  const end = (at: number): number => {
    const close = after(find('>', at), 1, text)
    const name = text.slice(at + 2, close - 1).trim()
    const open = below > 0 && !texts.has(name) ? null : findOpen(top, name)
    if (open?.parent) closeTo(open, at)
    if (open?.parent) {
      open.to = at
      top = open.parent
    } else if (below > 0) below -= 1
    return close
  }
  const passDeclaration = (at: number): number => {
    if (text.startsWith('<![CDATA[', at)) return after(find(']]>', at), 3, text)
    if (text.startsWith('<!--', at)) return find('-->', at + 4) < 0 ? at + 4 : find('-->', at + 4) + 3
    if (!/^<!doctype\s/i.test(text.slice(at, at + 10))) return after(find('>', at), 1, text)
    const type = readDocumentType(text, at)
    source.entities ??= type.entities
    return type.end
  }

  for (let at = text.indexOf('<'); at >= 0; ) {
    const mark = text.charCodeAt(at + 1)
    let next = at + 1
    if (mark === 33) next = passDeclaration(at)
    else if (mark === 63) next = after(find('?>', at), 2, text)
    else if (mark === 47) next = end(at)
    else if (isNameStart(mark)) next = start(at)
    at = text.indexOf('<', next)
  }
  closeTo(root, text.length)
  root.to = text.length
  return root
}

// Most elements have none; one list for all of them spares the memory of theirs.
const noChildren: FeedNode[] = []

function makeNode(
  source: FeedSource,
  parent: FeedNode | null,
  { vocabulary, name }: ResolvedName,
  written: string,
  attributes: string,
  scope: NameScope,
  from: number,
): FeedNode {
  const depth = parent === null ? 0 : parent.depth + 1
  return { vocabulary, name, written, attributes, source, scope, parent, children: noChildren, depth, from, to: from }
}

/** The element that a new one belongs to: the open one, or one above it where an end tag was forgotten. */
function parentFor(top: FeedNode, { vocabulary, name }: ResolvedName): FeedNode {
  if ((name === 'item' || name === 'entry') && (vocabulary === 'plain' || vocabulary === 'atom')) {
    for (let node: FeedNode | null = top; node !== null; node = node.parent) {
      if (node.name === name && node.vocabulary === vocabulary && node.parent) return node.parent
    }
  }
  const isForgotten = values.has(top.name) && fields.has(name) && isOfFeed(top.vocabulary) && isOfFeed(vocabulary)
  return isForgotten && top.parent ? top.parent : top
}

function isOfFeed(vocabulary: string): boolean {
  return vocabulary === 'plain' || vocabulary === 'atom' || vocabulary === 'dc' || vocabulary === 'content'
}

function findOpen(top: FeedNode, written: string): FeedNode | null {
  const lower = written.toLowerCase()
  for (let node: FeedNode | null = top; node?.parent; node = node.parent) {
    if (node.written === written || node.written.toLowerCase() === lower) return node
  }
  return null
}

// Some feeds declare the same again at every element.
const mostScopes = 100

const declaration = /\bxmlns(?::([\w.-]+))?\s*=\s*(?:"([^"]*)"|'([^']*)')/gi

function scopeAt(attributes: string, scope: NameScope): NameScope {
  if (!attributes.includes('xmlns') && !attributes.includes('XMLNS')) return scope
  const seen = scope.inner.get(attributes)
  if (seen !== undefined) return seen
  const declared = [...attributes.matchAll(declaration)].map(([, prefix = '', double, single]) => ({
    prefix,
    address: double ?? single ?? '',
  }))
  const inside = scopeWith(scope, declared)
  if (scope.inner.size < mostScopes && attributes.length < 200) scope.inner.set(attributes, inside)
  return inside
}

function after(at: number, length: number, text: string): number {
  return at < 0 ? text.length : at + length
}
