import { decodeText } from '../decode-text.ts'

/**
 * Decodes the bytes of an answer in the order of the standards: byte order mark, then the charset of the header, then what the text itself declares (XML declaration,
 * meta tag), then UTF-8 or windows-1252 (WHATWG HTML, "determining the character encoding"; RFC 7303 for XML).
 *
 * Common lies are seen through: text that is valid UTF-8 under another name; a feed whose XML declaration contradicts a header of ISO-8859-1, which servers add
 * unasked; a header that does not fit the bytes.
 */
export async function decodeResponse(bytes: Uint8Array, charset: string | null): Promise<string> {
  if (charset === null || hasMark(bytes) || /^utf-?8$/.test(charset)) return decodeText(bytes)
  if (isUtf8(bytes) && !/2022|utf-?(?:7|16|32)|hz-gb|ucs/.test(charset)) {
    const others = bytes.reduce((count, byte) => count + (byte >= 0x80 ? 1 : 0), 0)
    // A few characters of a two-byte charset can look like UTF-8; a one-byte charset practically never does.
    if (others === 0 || isOneByte(charset) || others >= 24) return new TextDecoder().decode(bytes)
  }
  const isDefault = /^(?:iso-?8859-?1|latin-?1|us-ascii)$/.test(charset)
  if (isDefault && declaresInXml(bytes)) return decodeText(bytes)
  const text = await decodeAs(bytes, charset)
  if (text === null) return decodeText(bytes)
  if (!text.includes('\ufffd')) return text
  const declared = await decodeText(bytes)
  return count(declared, '\ufffd') < count(text, '\ufffd') && !isOneByte(charset) ? declared : text
}

function hasMark([a, b, c]: Uint8Array): boolean {
  return (a === 0xef && b === 0xbb && c === 0xbf) || (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

function isOneByte(name: string): boolean {
  return /^(?:us-ascii|ascii|latin|iso-?8859|windows-?12|cp-?(?:12|4|8)\d\d|koi8|mac|x-mac|ibm)/.test(name)
}

function declaresInXml(bytes: Uint8Array): boolean {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 200))
  const name = /^\s*<\?xml[^>]*\bencoding\s*=\s*["']\s*([\w.:-]+)/i.exec(start)?.[1]
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
