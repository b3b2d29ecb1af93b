import { AppError } from '../domain/app-error.ts'
import { wideEncoding } from './decode-text.ts'
import { isMail } from './mail/is-mail.ts'

/** How a text is written. */
export type TextFormat = 'text' | 'markdown' | 'page' | 'feed' | 'mail'

// First bytes of files that people mistake for text, with the words for them.
const signatures: [bytes: string, name: string][] = [
  ['\x89PNG', 'a picture'],
  ['\xff\xd8\xff', 'a picture'],
  ['GIF8', 'a picture'],
  ['II*\0', 'a picture'],
  ['MM\0*', 'a picture'],
  ['\0\0\x01\0', 'a picture'],
  ['8BPS', 'a picture'],
  ['ID3', 'a sound file'],
  ['OggS', 'a sound or video file'],
  ['fLaC', 'a sound file'],
  ['\x1a\x45\xdf\xa3', 'a video'],
  ['PK\x03\x04', 'an archive or an office document'],
  ['PK\x05\x06', 'an archive'],
  ['\xd0\xcf\x11\xe0', 'an office document'],
  ['\x1f\x8b', 'a compressed file'],
  ['BZh', 'a compressed file'],
  ['\xfd7zXZ', 'a compressed file'],
  ['\x28\xb5\x2f\xfd', 'a compressed file'],
  ['7z\xbc\xaf', 'an archive'],
  ['Rar!', 'an archive'],
  ['\x7fELF', 'a program'],
  ['\0asm', 'a program'],
  ['SQLite format 3', 'a database'],
]

/**
 * Refuses bytes that are no text, by their first bytes, their NULs or their control characters.
 * @throws AppError `not-text` for pictures, archives and other binary files, `not-readable` for RTF
 */
export function refuseBinary(bytes: Uint8Array, name: string): void {
  const start = String.fromCharCode(...bytes.subarray(0, 64))
  if (start.startsWith('{\\rtf')) {
    throw new AppError(
      'not-readable',
      `${name} is an RTF document, which cannot be read. Save it as plain text and read that.`,
    )
  }
  const binary = binaryName(bytes, start)
  if (binary !== null) throw new AppError('not-text', `${name} is ${binary}, not text.`)
}

/** Whether bytes are a PDF: the mark of its first line tells (ISO 32000-1, 7.5.2). */
export function isPdf(bytes: Uint8Array): boolean {
  return /^(?:\xef\xbb\xbf)?\s*%PDF-/.test(String.fromCharCode(...bytes.subarray(0, 64)))
}

/**
 * Tells the format of a decoded text: by its content first, by the extension (lower case, without dot; '' for none) second.
 * @throws AppError `not-readable` for JSON and XML that is no feed, `not-text` for an SVG picture
 */
export function detectFormat(text: string, extension: string, name: string): TextFormat {
  const start = text.slice(0, 20_000).replace(/^\ufeff?\s*(?:<\?xml[^>]*\?>|<!--[\s\S]*?-->|<\?[^>]*\?>|\s+)*/, '')
  if (/^<!doctype\s+html|^<html[\s>]/i.test(start)) return 'page'
  const feedStart = start
    .replace(/^<!doctype[^[>]*(?:\[[\s\S]*?\]\s*)?>\s*/i, '')
    .replace(/^(?:<!--[\s\S]*?-->\s*)+/, '')
  if (/^<(?:\w+:)?(?:rss|feed|rdf|channel)[\s>]/i.test(feedStart) || isBuriedFeed(text)) return 'feed'
  if (/^<(?:\w+:)?svg[\s>]/i.test(feedStart)) throw new AppError('not-text', `${name} is a picture, not text.`)
  if (/^[{[]/.test(start) && isJson(text)) return requireJsonFeed(text, name)
  if (/^<(?:head|body|article|main|section|div|p|h[1-6]|meta|title|header|span|table)[\s>/]/i.test(start)) return 'page'
  if (
    /^<\?xml\s/.test(text.trimStart()) ||
    extension === 'xml' ||
    extension === 'rss' ||
    extension === 'atom' ||
    extension === 'rdf'
  ) {
    throw new AppError('not-readable', `${name} is not an RSS or Atom feed, and other XML cannot be read.`)
  }
  if (extension === 'json') throw new AppError('not-readable', `${name} is not valid JSON.`)
  if (/^(?:x?html?)$/.test(extension)) return 'page'
  if (isMail(text) || (extension === 'eml' && /^[A-Za-z][\w-]*:\s/.test(start))) return 'mail'
  return /^(?:md|markdown)$/.test(extension) || isMarkdown(text) ? 'markdown' : 'text'
}

function binaryName(bytes: Uint8Array, start: string): string | null {
  const known = signatures.find(([signature]) => start.startsWith(signature))
  if (known) return known[1]
  if (/^RIFF[\s\S]{4}WEBP/.test(start)) return 'a picture'
  if (/^RIFF[\s\S]{4}/.test(start) && bytes.includes(0)) return 'a sound or video file'
  if (start.slice(4, 8) === 'ftyp') return /^(?:hei|mif|avif)/.test(start.slice(8, 12)) ? 'a picture' : 'a video'
  if (wideEncoding(bytes) !== null) return null
  const head = bytes.subarray(0, 8192)
  if (head.includes(0)) return start.startsWith('BM') ? 'a picture' : 'a binary file'
  const controls = head.filter(
    (byte) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0c && byte !== 0x0d,
  )
  return controls.length > head.length * 0.1 ? 'a binary file' : null
}

// A server's warning, a stray line or another document type may stand before a feed; its root tells it, and its end.
function isBuriedFeed(text: string): boolean {
  if (!/<\/(?:rss|(?:\w{1,20}:)?feed|rdf:rdf)\s*>\s*$/i.test(text.slice(-200))) return false
  const start = text.slice(0, 5000)
  const root = /<(?:rss\s[^<>]*version|(?:\w{1,20}:)?feed\s[^<>]*xmlns|rdf:rdf\s[^<>]*xmlns)\b/i.exec(start)
  return root !== null && !/<(?:html|body)[\s>]|```/i.test(start.slice(0, root.index))
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text.replace(/^\ufeff/, ''))
    return true
  } catch {
    return false
  }
}

// JSON Feed 1.1: `version` is a URL on jsonfeed.org and `items` is required; some real feeds forget the version.
function requireJsonFeed(text: string, name: string): TextFormat {
  const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''))
  if (typeof value === 'object' && value !== null && 'items' in value && Array.isArray(value.items)) {
    const version = 'version' in value ? String(value.version) : ''
    if (version.includes('jsonfeed.org/version/')) return 'feed'
    if (version === '' && 'title' in value && typeof value.title === 'string') return 'feed'
  }
  throw new AppError('not-readable', `${name} is JSON, but not a JSON Feed.`)
}

function isMarkdown(text: string): boolean {
  if (/^\s*(?:---\n[\s\S]{0,4000}?\n---\n\s*)?# \S/.test(text)) return true
  const marks = [
    /^#{2,6} \S/m,
    /\[[^\]\n]{1,200}\]\(https?:\/\/[^)\s]{1,400}\)/,
    /\*\*\S[^*\n]{0,200}\*\*/,
    /^```/m,
    /!\[[^\]\n]{0,200}\]\([^)\n]{1,400}\)/,
  ]
  return marks.filter((mark) => mark.test(text)).length >= 2
}
