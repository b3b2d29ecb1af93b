import { Parser } from 'htmlparser2'

/** Entities that a document declares for itself, and how many characters may still be put in for them. */
export type OwnEntities = { values: Map<string, string>; left: number }

const reference = /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([a-zA-Z][\w.-]{0,31}));/g

// XHTML 1.0 gives these two other characters than HTML does today, and a named entity in XML can only be meant by XHTML.
const names = new Map<string, string>([
  ['lang', '\u2329'],
  ['rang', '\u232a'],
])

/**
 * Resolves character references and named entities once. XML knows five names; feeds use those of HTML undeclared. What is
 * no entity stays as it is, and so does one whose own declaration would put in too much.
 *
 * `'Caf&eacute; &amp;amp; bar &#8211; AT&T'` → `'Café &amp; bar – AT&T'`
 */
export function decodeEntities(text: string, own: OwnEntities | null): string {
  if (!text.includes('&')) return text
  return text.replace(reference, (written: string, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return ownValue(name, own) ?? named(name) ?? written
    return numbered(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16), written)
  })
}

function ownValue(name: string, own: OwnEntities | null): string | undefined {
  const value = own?.values.get(name)
  if (own === null || value === undefined || value.length > own.left) return undefined
  own.left -= value.length
  return value
}

function named(name: string): string | undefined {
  const seen = names.get(name)
  if (seen !== undefined) return seen === '' ? undefined : seen
  const value = decodeHtml(`&${name};`)
  const isKnown = !value.startsWith('&') && !value.endsWith(';')
  const found = isKnown || name === 'amp' ? value : ''
  // Names that mean nothing may be many; the list of those that do is short.
  if (found !== '') names.set(name, found)
  return found === '' ? undefined : found
}

// HTML reads 128 to 159 as windows-1252, because that is what they are meant as; it also bars surrogates.
function numbered(code: number, written: string): string {
  if (code === 0 || code > 0x10ffff) return ''
  if ((code >= 128 && code < 160) || (code >= 0xd800 && code < 0xe000)) return decodeHtml(`${written}`)
  return String.fromCodePoint(code)
}

/** Resolves the references of a text that holds no tags, as HTML does: `'AT&amp;T'` → `'AT&T'`. */
export function decodeHtml(text: string): string {
  let decoded = ''
  const parser = new Parser({
    ontext(piece) {
      decoded += piece
    },
  })
  parser.end(text)
  return decoded
}
