import { guessCharset } from './guess-charset.ts'

/**
 * Decodes the bytes of a text file: by its byte order mark; else by the charset it declares (an HTML meta, an XML declaration); else as UTF-8; else by its letters,
 * where they can only be of another script (`guess-charset.ts`); else what is not UTF-8 is read as windows-1252, byte by byte, so that one stray byte does not spoil
 * the rest. U+FFFD is never made up for a byte.
 *
 * `decodeText(new Uint8Array([0x93, 0x41, 0x94]))` → `'“A”'`
 */
export async function decodeText(bytes: Uint8Array): Promise<string> {
  const marked = markedEncoding(bytes) ?? wideEncoding(bytes)
  if (marked !== null) return decodeAs(bytes, marked)
  const declared = declaredEncoding(bytes)
  const asUtf8 = decodeStrictly(bytes, 'utf-8')
  // Text in a one-byte charset is practically never valid UTF-8 by chance: such a declaration is a leftover.
  if (asUtf8 !== null && (declared === null || isOneByte(declared))) return asUtf8
  if (declared !== null && !/^utf-?8$/.test(declared)) {
    const text = await decodeIfKnown(bytes, declared)
    if (text !== null && !text.includes('\ufffd')) return text
  }
  if (asUtf8 !== null) return asUtf8
  const guessed = guessCharset(bytes)
  return (guessed === null ? null : await decodeIfKnown(bytes, guessed)) ?? decodeMixed(bytes)
}

/** The encoding of bytes that hold NULs and yet are text (UTF-16 or UTF-32, with a byte order mark or without), else null. */
export function wideEncoding(bytes: Uint8Array): string | null {
  const marked = markedEncoding(bytes)
  if (marked !== null && marked !== 'utf-8') return marked
  const head = bytes.subarray(0, Math.min(bytes.length & ~3, 1024))
  if (head.length < 8) return null
  const zeros = [0, 0, 0, 0]
  for (const [index, byte] of head.entries()) if (byte === 0) zeros[index % 4] = (zeros[index % 4] ?? 0) + 1
  const [a = 0, b = 0, c = 0, d = 0] = zeros.map((count) => count / (head.length / 4))
  if (a > 0.9 && b > 0.9 && d < 0.1) return 'utf-32be'
  if (c > 0.9 && d > 0.9 && a < 0.1) return 'utf-32le'
  if (a > 0.6 && c > 0.6 && b < 0.1 && d < 0.1) return 'utf-16be'
  return b > 0.6 && d > 0.6 && a < 0.1 && c < 0.1 ? 'utf-16le' : null
}

function markedEncoding(bytes: Uint8Array): string | null {
  const [a, b, c, d] = bytes
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'utf-32le' : 'utf-16le'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  return a === 0 && b === 0 && c === 0xfe && d === 0xff ? 'utf-32be' : null
}

// Browsers look at the first 1024 bytes (WHATWG HTML, "prescan"); saved pages often have long comments before.
function declaredEncoding(bytes: Uint8Array): string | null {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 4096))
  const name =
    /^\s*<\?xml[^>]*\bencoding\s*=\s*["']\s*([\w.:-]+)/i.exec(start)?.[1] ??
    /<meta[^>]+\bcharset\s*=\s*["']?\s*([\w.:-]+)/i.exec(start)?.[1]
  // What could be read as ASCII is no UTF-16, whatever it says (WHATWG HTML, "prescan", step on UTF-16).
  return name?.toLowerCase().replace(/^(?:utf-?(?:16|32)|ucs-?[24]|iso-10646-ucs).*$/, 'utf-8') ?? null
}

function isOneByte(name: string): boolean {
  return (
    /^(?:us-ascii|ascii|latin-?1|(?:windows|cp|ibm)-?\d+|iso-?8859-?\d+|koi8-[ru]|mac\w*)$/.test(name) &&
    !/(?:949|936|932|950|874)$/.test(name)
  )
}

async function decodeAs(bytes: Uint8Array, name: string): Promise<string> {
  if (name === 'utf-8') return decodeStrictly(bytes, 'utf-8') ?? decodeMixed(bytes)
  return (await decodeIfKnown(bytes, name)) ?? decodeMixed(bytes)
}

async function decodeIfKnown(bytes: Uint8Array, name: string): Promise<string | null> {
  try {
    return new TextDecoder(name).decode(bytes)
  } catch {
    // The web's list lacks UTF-32, old DOS code pages and the like.
    const { default: iconv } = await import('iconv-lite')
    return iconv.encodingExists(name) ? iconv.decode(Buffer.from(bytes), name) : null
  }
}

function decodeStrictly(bytes: Uint8Array, name: string): string | null {
  try {
    return new TextDecoder(name, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

const windows1252 = new TextDecoder('windows-1252')

function decodeMixed(bytes: Uint8Array): string {
  const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })
  const end = bytes.length - cutOffLength(bytes)
  const parts: string[] = []
  let from = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  while (from < end) {
    let to = from
    for (let length = sequenceLength(bytes, to); length > 0 && to < end; length = sequenceLength(bytes, to))
      to += length
    if (to > from) parts.push(utf8.decode(bytes.subarray(from, to)))
    from = to
    while (to < end && sequenceLength(bytes, to) === 0) to += 1
    if (to > from) parts.push(windows1252.decode(bytes.subarray(from, to)))
    from = to
  }
  return parts.join('')
}

/** Bytes of the valid UTF-8 sequence at an index; 0 where there is none (RFC 3629: no overlong forms, no surrogates). */
function sequenceLength(bytes: Uint8Array, index: number): number {
  const [first = 0, second = 0] = [bytes[index], bytes[index + 1]]
  if (first < 0x80) return 1
  const length = expectedLength(first)
  if (length === 0 || index + length > bytes.length) return 0
  for (let next = index + 1; next < index + length; next += 1) if (((bytes[next] ?? 0) & 0xc0) !== 0x80) return 0
  const isOverlong = (first === 0xe0 && second < 0xa0) || (first === 0xf0 && second < 0x90)
  const isOutside = (first === 0xed && second > 0x9f) || (first === 0xf4 && second > 0x8f)
  return isOverlong || isOutside ? 0 : length
}

function expectedLength(first: number): number {
  if (first >= 0xc2 && first <= 0xdf) return 2
  if (first >= 0xe0 && first <= 0xef) return 3
  return first >= 0xf0 && first <= 0xf4 ? 4 : 0
}

// A file cut in the middle of a character ends with the first bytes of a sequence: nothing to show for them. A lone
// lead byte is more likely a letter of windows-1252.
function cutOffLength(bytes: Uint8Array): number {
  for (const length of [2, 3]) {
    const [first = 0, ...rest] = bytes.subarray(-length)
    if (expectedLength(first) > length && rest.every((byte) => (byte & 0xc0) === 0x80)) return length
  }
  return 0
}
