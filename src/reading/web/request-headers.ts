import { AppError } from '../../domain/app-error.ts'

/** What a fetch is for: it decides what we say that we take. */
export type FetchKind = 'page' | 'feed' | 'robots'

const accepts: Record<FetchKind, string> = {
  page: 'text/html,application/xhtml+xml,application/xml;q=0.9,application/feed+json;q=0.8,application/pdf;q=0.7,text/plain;q=0.7,*/*;q=0.1',
  feed: 'application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,text/xml;q=0.9,text/html;q=0.5,*/*;q=0.1',
  robots: 'text/plain,*/*;q=0.1',
}

/** The headers of a request: who asks, what it takes, and the validators of what is already known. */
export function requestHeaders(
  request: { kind: FetchKind; etag?: string | null; lastModified?: string | null },
  userAgent: string,
): Record<string, string> {
  return {
    'user-agent': userAgent,
    accept: accepts[request.kind],
    'accept-encoding': 'gzip, deflate, br',
    'accept-language': 'en,*;q=0.5',
    ...conditional('if-none-match', request.etag),
    ...conditional('if-modified-since', request.lastModified),
  }
}

/** The name by which robots.txt knows us: `'Nutgraf/0.1 (+https://…)'` → `'Nutgraf'`. */
export function productToken(userAgent: string): string {
  return /^[A-Za-z_-]+/.exec(userAgent)?.[0] ?? userAgent
}

// A validator comes from a server, and goes back only where it is a plain header value.
function conditional(name: string, value: string | null | undefined): Record<string, string> {
  return value && /^[\x20-\x7e\x80-\xff]{1,1000}$/.test(value) ? { [name]: value } : {}
}

const readable =
  /^text\/(?!css$|(?:java|ecma|live)?script$|calendar$|csv$|(?:x-)?vcard$|event-stream$)|[/+](?:xml|json)$|^application\/(?:xhtml|rss|atom|rdf|(?:x-)?pdf)\b|^message\/rfc822$/

// Servers that do not know a type say one of these; the bytes tell later.
const unknown = /^(?:application|binary)\/octet-stream$|^(?:application|content|unknown)\/(?:x-)?unknown$/

const named: [type: RegExp, words: string][] = [
  [/^image\//, 'a picture'],
  [/^video\/|mpegurl$/, 'a video'],
  [/^audio\//, 'a sound file'],
  [/^font\//, 'a font'],
  [/zip|compressed|x-(?:tar|bzip|xz|rar)|java-archive/, 'an archive'],
  [/msword|officedocument|opendocument|ms-(?:excel|powerpoint)/, 'an office document'],
]

/**
 * Refuses an answer by its media type, before its body is read. `image/svg+xml` is a picture; without a type the bytes decide later.
 * @throws AppError `page-not-readable`
 */
export function refuseType(contentType: string | null, url: URL): void {
  if (contentType === null || unknown.test(contentType)) return
  const words = named.find(([type]) => type.test(contentType))?.[1]
  if (words === undefined && readable.test(contentType)) return
  throw new AppError(
    'page-not-readable',
    `${url.host} answers with ${words ?? `${contentType.slice(0, 60)} data`}, not with a page or a feed.`,
  )
}
