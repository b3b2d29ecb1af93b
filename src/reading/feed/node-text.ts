import { decodeEntities, type OwnEntities } from './decode-entities.ts'
import type { FeedNode } from './feed-tree.ts'

/** An attribute by its name in lower case, as written (`xml:base`); null where it is absent. */
export function attributeOf(node: FeedNode, name: string): string | null {
  if (node.attributes === '') return null
  return readAttributes(node.attributes, node.source.entities).get(name) ?? null
}

/** What stands inside an element as text, entities resolved and tags left out, trimmed; null for nothing. */
export function textOf(node: FeedNode | null | undefined): string | null {
  if (!node) return null
  const inner = innerOf(node).trim()
  if (inner.startsWith('<![CDATA[') && inner.indexOf(']]>') === inner.length - 3)
    return inner.slice(9, -3).trim() || null
  const text = inner.includes('<') ? joinParts(node, inner, 'text') : decodeEntities(inner, node.source.entities)
  return text.trim() || null
}

/** What stands inside an element as markup: elements as they are, CDATA as the characters that it stands for. */
export function markupOf(node: FeedNode): string {
  return joinParts(node, innerOf(node), 'markup')
}

function innerOf({ source, from, to }: FeedNode): string {
  return source.text.slice(from, to)
}

const part =
  /<!\[CDATA\[([\s\S]*?)(?:\]\]>|$)|<!--[\s\S]*?(?:-->|$)|<\?[\s\S]*?(?:\?>|$)|<(\/?)([a-z_][^\s<>/]*)([^>]*)(?:>|$)|<!\[?[A-Z[]*$/gi

const emptyTags = /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/

// The parts of an element are told apart in one pass; between them stands plain text.
function joinParts(node: FeedNode, inner: string, kind: 'text' | 'markup'): string {
  const { entities } = node.source
  let joined = ''
  let from = 0
  for (const found of inner.matchAll(part)) {
    const [written, cdata, slash, name, rest = ''] = found
    const plain = inner.slice(from, found.index)
    joined += kind === 'text' ? decodeEntities(plain, entities) : plain
    from = found.index + written.length
    if (cdata !== undefined) joined += kind === 'text' ? cdata : cdata.replace(/&/g, '&amp;').replace(/</g, '&lt;')
    else if (name !== undefined && kind === 'markup') joined += tagOf(slash ?? '', name, rest)
  }
  const plain = inner.slice(from)
  return joined + (kind === 'text' ? decodeEntities(plain, entities) : plain)
}

// HTML knows no prefixes, and no short form of an element that is not always empty.
function tagOf(slash: string, written: string, rest: string): string {
  const name = written.slice(written.indexOf(':') + 1)
  const isShort = rest.endsWith('/')
  if (!isShort || emptyTags.test(name)) return `<${slash}${name}${rest}>`
  return `<${name}${rest.slice(0, -1)}></${name}>`
}

const attribute = /([^\s=/"'<>]+)(?:\s*=\s*(?:"([^"]*)"?|'([^']*)'?|([^\s"'>]+)))?/g

/**
 * The attributes of a tag by their names in lower case, as written; of a name that stands twice the first counts.
 * `' rel=self HREF="/a?b&amp;c"'` → `Map { 'rel' → 'self', 'href' → '/a?b&c' }`
 */
function readAttributes(written: string, entities: OwnEntities | null): Map<string, string> {
  const found = new Map<string, string>()
  for (const [, name = '', double, single, bare] of written.matchAll(attribute)) {
    const key = name.toLowerCase()
    if (!found.has(key)) found.set(key, decodeEntities(double ?? single ?? bare ?? '', entities))
  }
  return found
}
