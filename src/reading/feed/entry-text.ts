import { htmlToParagraphs } from '../html-to-paragraphs.ts'
import { plainText } from '../html-tree.ts'
import { removeFurniture } from '../remove-furniture.ts'
import { unwrapLines } from '../unwrap-lines.ts'
import { decodeHtml } from './decode-entities.ts'
import { parseFragment } from './light-tree.ts'
import type { RawText } from './raw-feed.ts'

/**
 * A title as plain text: feeds put HTML and entities into them. `{ value: 'AT&amp;T <b>wins</b>', type: 'html' }` → `'AT&T wins'`;
 * null for nothing.
 */
export function plainTitle(title: RawText | null): string | null {
  if (title === null) return null
  const { value, type } = title
  if (type === 'text' || !/[<&]/.test(value)) return evenSpace(value)
  return value.includes('<') ? plainText(parseFragment(value).body) || null : evenSpace(decodeHtml(value))
}

/** The text of an entry, one paragraph a line; '' for none. Markup that a feed calls text is told by its closing tags. */
export function entryText(text: RawText | null): string {
  if (text === null || text.value.trim() === '') return ''
  const { value, type } = text
  const isMarkup =
    type === 'text'
      ? /<\/(?:p|div|a|b|i|em|strong|span|li|ul|ol|h\d|blockquote)\s{0,9}>/i.test(value)
      : /<[a-z!/]|&#?\w{1,32};/i.test(value)
  if (!isMarkup) return value.includes('\n') ? unwrapLines(value) : (evenSpace(value) ?? '')
  const html = isEscapedTwice(value) ? decodeHtml(value) : value
  const fragment = parseFragment(html)
  removeFurniture(fragment)
  // What looks like a caption or a box beside an article may be all that an entry has.
  return htmlToParagraphs(fragment.body) || htmlToParagraphs(parseFragment(html).body)
}

// Some feeds escape their HTML twice; a text that shows tags to its readers has other tags around them.
function isEscapedTwice(value: string): boolean {
  return !value.includes('<') && /&lt;(?:\/(?:p|div|a|span|li)|br\s{0,3}\/?|p)&gt;/i.test(value)
}

function evenSpace(text: string): string | null {
  return text.replace(/\s+/g, ' ').trim() || null
}
