import type { FeedNode } from './feed-tree.ts'
import { attributeOf } from './node-text.ts'

/**
 * Makes a link absolute by the `xml:base` that is in force (RFC 4287 section 2), else by the address of the document. One that
 * is absolute already, or that nothing is known for, stays as it is written.
 */
export function resolveLink(link: string | null, node: FeedNode, documentUrl: string | null): string | null {
  if (link === null) return null
  const written = link.trim().replace(/[\t\n\r]+/g, '')
  if (written === '' || /^[a-z][a-z\d+.-]*:/i.test(written)) return written || null
  const base = baseOf(node, documentUrl)
  return (base === null ? null : URL.parse(written, base)?.href) ?? written
}

function baseOf(node: FeedNode, documentUrl: string | null): string | null {
  const bases: string[] = []
  for (let at: FeedNode | null = node; at !== null; at = at.parent) {
    const base = at.attributes.includes(':base') ? attributeOf(at, 'xml:base') : null
    if (base !== null) bases.push(base.trim())
  }
  let url = documentUrl
  for (const base of bases.reverse()) url = URL.parse(base, url ?? undefined)?.href ?? url
  return url
}
