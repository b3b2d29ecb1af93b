import { AppError } from '../../domain/app-error.ts'
import type { RawDocument, ReadResult } from '../../domain/ports.ts'
import { shownAddress } from '../../domain/shown-address.ts'
import { cleanEntry, withinLimit, withoutSequences } from '../clean-document.ts'
import { detectFormat, isPdf, refuseBinary } from '../detect-format.ts'
import { decodeResponse } from './decode-response.ts'
import type { FetchedPage } from './page-fetcher.ts'
import { recogniseWall, type Wall } from './recognise-wall.ts'
import { isSameSite } from './same-site.ts'

/**
 * Makes of an answer what was asked for: a document (a page, a text, a PDF, a mail) or a feed. What stands in its place (an error, a check for robots, a request for consent,
 * a login) is never taken for it.
 * @throws AppError `page-gone`, `page-blocked`, `page-unreachable`, `page-not-readable`, `page-too-large`, `no-article`, `empty`
 */
export async function readResponse(answer: FetchedPage, target: string): Promise<ReadResult> {
  const name = shownAddress(answer.url)
  if (answer.status < 300 && isPdf(answer.bytes)) return readPdfAnswer(answer, target, name)
  const text = answer.status < 400 ? await decode(answer, name) : await decodeResponse(answer.bytes, answer.charset)
  const isMarkup = /html/.test(answer.contentType ?? 'html') || /^\s*<(?!\?xml|rss|feed|rdf)/i.test(text.slice(0, 500))
  const wall = isMarkup
    ? recogniseWall({ ...answer, requestedUrl: requestedUrl(target, answer.url), html: text })
    : null
  refuseStatus(answer, wall)
  if (wall !== null && !wall.hasArticle) throw wallError(wall, answer.url)
  if (text.trim() === '') throw new AppError('empty', `${name} is empty.`)
  if (isNestedJson(text)) throw new AppError('page-not-readable', `${name} is built in a way that cannot be read.`)
  return readText(answer, text, target, name, wall)
}

async function readPdfAnswer(answer: FetchedPage, target: string, name: string): Promise<ReadResult> {
  const { readPdf } = await import('../read-pdf.ts')
  return toDocument(answer, target, name, () => readPdf(answer.bytes, name))
}

async function toDocument(
  answer: FetchedPage,
  target: string,
  name: string,
  read: () => Promise<RawDocument> | RawDocument,
): Promise<ReadResult> {
  try {
    return { kind: 'document', target, document: withinLimit({ ...(await read()), url: answer.url }, name) }
  } catch (error) {
    throw notReadable(error)
  }
}

async function decode(answer: FetchedPage, name: string): Promise<string> {
  try {
    refuseBinary(answer.bytes, name)
  } catch (error) {
    throw notReadable(error)
  }
  return withoutSequences(await decodeResponse(answer.bytes, answer.charset))
}

async function readText(
  answer: FetchedPage,
  text: string,
  target: string,
  name: string,
  wall: Wall | null,
): Promise<ReadResult> {
  const format = formatOf(text, extensionOf(answer.contentType), name)
  if (format === 'feed') {
    const { readFeed } = await import('../feed/read-feed.ts')
    try {
      const { feed, entries } = readFeed(text, name, answer.url)
      return { kind: 'feed', target, feed, entries: entries.map(cleanEntry) }
    } catch (error) {
      throw notReadable(error)
    }
  }
  if (format === 'page') return { kind: 'document', target, document: await readArticle(answer, text, name, wall) }
  if (format === 'mail') {
    const { readMail } = await import('../read-mail.ts')
    return toDocument(answer, target, name, () => readMail(answer.bytes, name))
  }
  const { readMarkdown } = await import('../read-markdown.ts')
  const { readText: readPlain } = await import('../read-text.ts')
  return toDocument(answer, target, name, () => (format === 'markdown' ? readMarkdown(text) : readPlain(text)))
}

async function readArticle(answer: FetchedPage, html: string, name: string, wall: Wall | null): Promise<RawDocument> {
  const { readPage } = await import('../read-page.ts')
  try {
    const document = withinLimit(readPage(html, name), name)
    const isExcerpt = document.isExcerpt || wall !== null
    return { ...document, isExcerpt, url: articleUrl(document.url, answer.url) }
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'no-article') throw notReadable(error)
    if (wall !== null) throw wallError(wall, answer.url)
    const { discoverFeeds } = await import('./discover-feeds.ts')
    const feed = discoverFeeds(html, answer.url).find((one) => one.isDeclared)
    throw feed === undefined ? error : new AppError('no-article', `${error.message} It has a feed: ${feed.url}`)
  }
}

/** A JSON Feed nests a few levels; the parser of JSON takes memory for each, beyond the bounds of its thread. */
function isNestedJson(text: string): boolean {
  if (!/^\ufeff?\s{0,1000}[[{]/.test(text)) return false
  let depth = 0
  for (const [mark] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[{}\]]/gs)) {
    if (mark === '[' || mark === '{') depth += 1
    else if (mark === ']' || mark === '}') depth -= 1
    if (depth > 200) return true
  }
  return false
}

/** The canonical address counts where it is on the same site, and is a page and not the site's front. */
function articleUrl(canonical: string | null, final: string): string {
  const [named, real] = [canonical === null ? null : URL.parse(canonical), new URL(final)]
  if (named === null || !isSameSite(named, real)) return final
  const isFront = named.pathname === '/' && named.search === '' && (real.pathname !== '/' || real.search !== '')
  return isFront ? final : named.href
}

function refuseStatus(answer: FetchedPage, wall: Wall | null): void {
  const { status, url } = answer
  const host = new URL(url).host
  const isBlocked = wall?.kind === 'bot-check' || wall?.kind === 'login' || wall?.kind === 'consent'
  if (status < 300) return
  if (status === 304)
    throw new AppError(
      'page-unreachable',
      `${host} says that nothing has changed, though nothing is known of this page.`,
    )
  if (status >= 400 && isBlocked && wall !== null) throw wallError(wall, url)
  if (status === 404) throw new AppError('page-gone', `${host} has no page at this address (404).`)
  if (status === 410) throw new AppError('page-gone', `${host} has removed this page for good (410).`)
  if (status === 429) {
    const until =
      answer.retryAt === null ? 'later' : `after ${answer.retryAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`
    throw new AppError('page-blocked', `${host} asks to be left alone for now (429); try again ${until}.`)
  }
  if ([401, 402, 403, 407, 451].includes(status)) {
    throw new AppError('page-blocked', `${host} does not let this page be read (${status}).`)
  }
  throw new AppError('page-unreachable', `${host} answers with an error (${status}); try again later.`)
}

function wallError(wall: Wall, address: string): AppError {
  const host = new URL(address).host
  if (wall.kind === 'error-page')
    return new AppError('page-gone', `${host} shows an error page or its front page in place of this one.`)
  if (wall.kind === 'script-only') {
    return new AppError('page-not-readable', `${host} shows this page only to browsers that run scripts.`)
  }
  const words = { 'bot-check': 'a check for robots', consent: 'a request for consent', login: 'a login' }[wall.kind]
  return new AppError('page-blocked', `${host} shows ${words} in place of the page.`)
}

// What local reading calls not readable, no text or too large has a code of its own over the wire.
function notReadable(error: unknown): unknown {
  if (error instanceof AppError && error.code === 'too-large')
    return new AppError('page-too-large', error.message, { cause: error })
  if (!(error instanceof AppError) || !/^not-(?:readable|text)$/.test(error.code)) return error
  return new AppError('page-not-readable', error.message, { cause: error })
}

function formatOf(text: string, extension: string, name: string): ReturnType<typeof detectFormat> {
  try {
    return detectFormat(text, extension, name)
  } catch (error) {
    throw notReadable(error)
  }
}

function extensionOf(contentType: string | null): string {
  if (contentType === null) return ''
  if (/html/.test(contentType)) return 'html'
  if (/markdown/.test(contentType)) return 'md'
  if (/json$/.test(contentType)) return 'json'
  return /xml$/.test(contentType) ? 'xml' : ''
}

function requestedUrl(target: string, final: string): string {
  return URL.parse(target.trim())?.href ?? final
}
