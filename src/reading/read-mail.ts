import PostalMime, { type Attachment, type Email } from 'postal-mime'
import { AppError } from '../domain/app-error.ts'
import type { RawDocument } from '../domain/ports.ts'
import { guessCharset } from './guess-charset.ts'
import { findForwarded, type MailHead } from './mail/find-forwarded.ts'
import { htmlMailLines, plainMailLines } from './mail/mail-lines.ts'
import { trimMailLines } from './mail/trim-mail-lines.ts'
import { isPaywallLine } from './page-paywall.ts'
import { readDate } from './read-date.ts'
import { readHead } from './read-head.ts'

/** Real mails have some ten parts and 50 KB of header; a newsletter that was forwarded as a file is one mail in another. */
const bounds = { parts: 2_000, headerBytes: 256 * 1024, nesting: 3 }

/** A mail with less text than this around another mail is a note that it is sent on. */
const longestNote = 400

const prefix = /^(?:\s*(?:fwd?|re|wg|aw|tr|rv|enc)\s*:)+\s*/i

/**
 * Reads an e-mail, such as a newsletter: subject, sender's name and date become title, publisher and publication date. The HTML part is preferred; attachments, hidden previews,
 * pictures and what mailers add below (why one receives it, how to unsubscribe) are passed over. A mail that was sent on is read as the mail inside it.
 * @throws AppError `no-article` where it holds no text, `not-readable` where it is built of more parts or header than any mail is
 */
export async function readMail(bytes: Uint8Array, name: string): Promise<RawDocument> {
  return readNested(withoutEnvelope(bytes), name, 0)
}

async function readNested(bytes: Uint8Array, name: string, depth: number): Promise<RawDocument> {
  const mail = await parse(bytes, name)
  const { lines, url } = linesOf(mail)
  const nested = mail.attachments.filter(({ mimeType }) => mimeType === 'message/rfc822')
  if (nested.length > 0 && depth < bounds.nesting && lines.join(' ').length < longestNote) {
    const documents = await Promise.all(nested.slice(0, 20).map((one) => readInner(one, name, depth + 1)))
    const [first, ...rest] = documents.filter((one) => one !== null)
    // A digest of a list holds several; they are one text, as they came.
    if (first)
      return rest.length === 0 ? first : { ...first, ...fieldsOf(headOf(mail)), text: together([first, ...rest]) }
  }
  return toDocument(mail, lines, url, name)
}

async function readInner(part: Attachment, name: string, depth: number): Promise<RawDocument | null> {
  const { content } = part
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content)
  return readNested(bytes, name, depth).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'no-article') return null
    throw error
  })
}

async function parse(bytes: Uint8Array, name: string): Promise<Email> {
  if (countBoundaries(bytes) > bounds.parts) throw unreadable(name)
  try {
    const mail = await parseOnce(bytes)
    const declared = isMangled(mail) ? withCharset(bytes, mail) : null
    return declared === null ? mail : await parseOnce(declared)
  } catch (cause) {
    throw unreadable(name, cause)
  }
}

function unreadable(name: string, cause?: unknown): AppError {
  return new AppError('not-readable', `${name} is a mail of more parts or header than can be read.`, { cause })
}

// Mails inside a mail stay as they are: parsing them along would take time by the power of their depth.
function parseOnce(bytes: Uint8Array): Promise<Email> {
  return PostalMime.parse(bytes, {
    forceRfc822Attachments: true,
    maxNestingDepth: 32,
    maxHeadersSize: bounds.headerBytes,
  })
}

/** Lines that begin as the lines between parts do. */
function countBoundaries(bytes: Uint8Array): number {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let count = 0
  for (let at = text.indexOf('\n--'); at >= 0 && count <= bounds.parts; at = text.indexOf('\n--', at + 3)) {
    // "-- " opens a signature, and a row of hyphens is a line drawn through a text.
    if (text[at + 3] !== 0x20 && text[at + 3] !== 0x2d) count++
  }
  return count
}

function isMangled(mail: Email): boolean {
  return `${mail.html ?? ''}${mail.text ?? ''}`.includes('\ufffd')
}

/** The mail with a charset for parts that name none or a wrong one: what its HTML declares, else what its letters tell, else windows-1252; null where no part asks for it. */
function withCharset(bytes: Uint8Array, mail: Email): Uint8Array | null {
  const declared = /<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)/i.exec((mail.html ?? '').slice(0, 20_000))?.[1]
  const isOther = declared !== undefined && !/^utf-?8$/i.test(declared)
  const charset = isOther ? declared : (guessCharset(bytes) ?? 'windows-1252')
  const source = Buffer.from(bytes).toString('latin1')
  const mended = source.replace(
    /^(content-type:[ \t]*text\/(?:html|plain))((?:;[ \t]*charset="?(?:utf-8|us-ascii)"?)?)(?=[ \t]*\r?$|;)/gim,
    `$1; charset=${charset}`,
  )
  return mended === source ? null : Buffer.from(mended, 'latin1')
}

function linesOf(mail: Email): { lines: string[]; url: string | null } {
  if (mail.html) {
    const found = htmlMailLines(mail.html)
    if (found.lines.length > 0) return found
  }
  return { lines: plainMailLines(mail.text ?? ''), url: null }
}

function toDocument(mail: Email, lines: string[], viewUrl: string | null, name: string): RawDocument {
  const forwarded = findForwarded(lines, longestNote)
  const head = forwarded === null ? headOf(mail) : { ...headOf(mail), ...forwarded.head }
  const fields = fieldsOf(head)
  const body = trimMailLines(forwarded?.lines ?? lines, fields.title)
  const known = { ...fields, updatedAt: null, url: archiveUrl(mail) ?? viewUrl }
  const { head: read, rest } = readHead(body.join('\n\n'), known)
  const kept = rest.split('\n').filter((line) => line !== '')
  const text = (kept.length > 0 ? kept : body).filter((line) => !isPaywallLine(line) && !teaser.test(line)).join('\n')
  if (!/[\p{L}\p{N}]/u.test(text)) {
    throw new AppError('no-article', `No article was found in ${name}: the mail holds no text of its own.`)
  }
  return { ...read, label: null, isExcerpt: body.some((line) => isPaywallLine(line) || teaser.test(line)), text }
}

const teaser =
  /^(?:continue reading|read (?:on|the (?:full|whole|rest of the) (?:story|article|post))\b.{0,40}|read the rest\b.{0,40})\W*$/i

function headOf(mail: Email): MailHead {
  const header = (name: string) => mail.headers.find(({ key }) => key === name)?.value ?? null
  return {
    subject: mail.subject ?? null,
    from: mail.from?.name || mail.sender?.name || null,
    date: header('date') ?? header('sent'),
  }
}

function fieldsOf(head: MailHead): Pick<RawDocument, 'title' | 'publisher' | 'byline' | 'publishedAt'> {
  const title = (head.subject ?? '').replace(/\s+/g, ' ').replace(prefix, '').trim()
  const sender = (head.from ?? '').replace(/\s+/g, ' ').trim()
  // "Ada Finch via Harbor Letters": a list or service sends for a person.
  const [, person, outlet] = /^(.{2,60}?) via (.{2,60})$/i.exec(sender) ?? []
  return {
    title: title === '' ? null : title,
    publisher: outlet ?? (sender === '' || sender.includes('@') ? null : sender),
    byline: person ?? null,
    // "… -0400 (EDT)": what stands in brackets is a comment (RFC 5322, 3.2.2).
    publishedAt: head.date === null ? null : readDate(head.date.replace(/\s*\([^()]*\)\s*$/, '').trim()),
  }
}

/**
 * Where the mail itself can be read: `Archived-At` (RFC 5064) says so. `List-Archive` (RFC 2369) is the address of a whole list's archive; it counts only where it ends as
 * the address of one piece does, because two mails with one address would be taken for one article.
 */
function archiveUrl(mail: Email): string | null {
  for (const { key, value } of mail.headers) {
    const url = /^<?(https?:\/\/[^\s<>]{1,2000})>?/i.exec(value)?.[1]
    if (url === undefined) continue
    if (key === 'archived-at') return url
    if (key === 'list-archive' && /\/(?:[^/?#]*\d{4}|[^/?#-]+-[^/?#-]+-[^/?#]*)[^/?#@]*\/?$/.test(url)) return url
  }
  return null
}

function together(documents: RawDocument[]): string {
  return documents.map(({ title, text }) => (title === null ? text : `${title}\n${text}`)).join('\n')
}

// Some programs save a blank line, a byte order mark or the mailbox's own "From" line above the header.
function withoutEnvelope(bytes: Uint8Array): Uint8Array {
  const start = Buffer.from(bytes.subarray(0, 1000)).toString('latin1')
  const above = /^(?:\xef\xbb\xbf)?\s*(?:From [^\n]*\n)?/.exec(start)?.[0] ?? ''
  return bytes.subarray(above.length)
}
