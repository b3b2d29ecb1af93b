import type { FeedNode } from './feed-tree.ts'
import { attributeOf, markupOf, textOf } from './node-text.ts'
import type { RawText } from './raw-feed.ts'

/** A text of RSS: markup where elements stand in it unescaped, else of the type that its element usually has. */
export function rssText(node: FeedNode | undefined, type: RawText['type']): RawText | null {
  return node === undefined ? null : textValue(node, type)
}

/**
 * A text of Atom by its type (RFC 4287 section 3.1 and 4.1.3; Atom 0.3 has a `mode` beside it). Types that contradict what
 * stands there give way to it: elements are markup whatever the type says, and XHTML without one is plain text.
 * Null for pictures and other content that is no text.
 */
export function atomText(node: FeedNode | undefined): RawText | null {
  if (node === undefined) return null
  const type = (attributeOf(node, 'type') ?? '').toLowerCase().replace(/;.*$/, '').trim()
  const mode = attributeOf(node, 'mode')?.toLowerCase()
  const kind = kindOf(type)
  if (mode === 'base64' || kind === 'binary')
    return decoded(textOf(node), mode === 'base64' && kind !== 'binary' ? kind : 'unsaid')
  if (node.children.length === 0 && /xhtml/.test(type)) return textValue(node, mode === 'escaped' ? 'html' : 'text')
  return textValue(node, kind)
}

function textValue(node: FeedNode, type: RawText['type']): RawText | null {
  if (node.children.length > 0) {
    const markup = markupOf(node).trim()
    return markup === '' ? null : { value: markup, type: 'html' }
  }
  const value = textOf(node)
  return value === null ? null : { value, type }
}

function kindOf(type: string): RawText['type'] | 'binary' {
  if (type === '') return 'unsaid'
  if (/html/.test(type)) return 'html'
  if (type === 'text' || /^text\//.test(type)) return 'text'
  return /^[\w.-]+\//.test(type) && !/xml/.test(type) ? 'binary' : 'unsaid'
}

function decoded(text: string | null, type: RawText['type']): RawText | null {
  const packed = (text ?? '').replace(/\s+/g, '')
  if (packed === '' || !/^[A-Za-z\d+/_-]+={0,2}$/.test(packed)) return null
  try {
    const value = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(packed, 'base64'))
    return /[^\P{Cc}\t\n\r]/u.test(value) ? null : { value: value.trim(), type }
  } catch {
    return null
  }
}
