import { decodeText } from '../decode-text.ts'

/**
 * Decodes the bytes of an answer in the order of the standards: byte order mark, then the charset of the header, then what the text itself declares (XML declaration,
 * meta tag), then UTF-8 or windows-1252 (WHATWG HTML, "determining the character encoding"; RFC 7303 for XML).
 *
 * Common lies are seen through: text that is valid UTF-8 under another name; a declaration that contradicts a header of ISO-8859-1, which servers add unasked; UTF-16
 * that is none; a header that does not fit the bytes.
 */
export async function decodeResponse(bytes: Uint8Array, charset: string | null): Promise<string> {
  if (charset === null || hasMark(bytes) || /^utf-?8$/.test(charset)) return decodeText(bytes)
  const asUtf8 = /2022|utf-?7|hz-gb/.test(charset) ? null : decodeUtf8(bytes)
  if (asUtf8 !== null && isWide(charset)) return bytes.includes(0) ? decodeText(bytes) : asUtf8
  if (asUtf8 !== null) {
    const others = countOthers(bytes)
    // A few characters of a two-byte charset can look like UTF-8; a one-byte charset practically never does.
    if (others === 0 || isOneByte(charset) || others >= 24) return asUtf8
  }
  const isDefault = /^(?:iso-?8859-?1|latin-?1|us-ascii)$/.test(charset)
  if (isDefault && declaresItself(bytes)) return decodeText(bytes)
  const text = await decodeAs(bytes, charset)
  if (text === null) return decodeText(bytes)
  if (!text.includes('\ufffd')) return text
  const declared = await decodeText(bytes)
  return count(declared, '\ufffd') < count(text, '\ufffd') && !isOneByte(charset) ? declared : text
}

function isWide(charset: string): boolean {
  return /^(?:utf-?(?:16|32)|ucs|iso-10646)/.test(charset)
}

function countOthers(bytes: Uint8Array): number {
  let others = 0
  for (let at = 0; at < bytes.length && others < 24; at += 1) if ((bytes[at] ?? 0) >= 0x80) others += 1
  return others
}

function hasMark([a, b, c]: Uint8Array): boolean {
  return (a === 0xef && b === 0xbb && c === 0xbf) || (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)
}

function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

function isOneByte(name: string): boolean {
  return /^(?:us-ascii|ascii|latin|iso-?8859|windows-?12|cp-?(?:12|4|8)\d\d|koi8|mac|x-mac|ibm)/.test(name)
}

function declaresItself(bytes: Uint8Array): boolean {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 4096))
  const name =
    /^\s*<\?xml[^>]*\bencoding\s*=\s*["']\s*([\w.:-]+)/i.exec(start)?.[1] ??
    /<meta[^>]+\bcharset\s*=\s*["']?\s*([\w.:-]+)/i.exec(start)?.[1]
  return name !== undefined && !/^utf-?8$/i.test(name)
}

async function decodeAs(bytes: Uint8Array, name: string): Promise<string | null> {
  try {
    return new TextDecoder(name).decode(bytes)
  } catch {
    const { default: iconv } = await import('iconv-lite')
    return iconv.encodingExists(name) ? iconv.decode(Buffer.from(bytes), name) : null
  }
}

function count(text: string, part: string): number {
  return text.split(part).length - 1
}
