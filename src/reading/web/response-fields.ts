import type { Clock } from '../../domain/ports.ts'

/** Response headers by their name in lower case; several of one name are joined by a comma. */
export type ResponseHeaders = Readonly<Record<string, string>>

/** What the headers of an answer say about keeping and asking again. */
export type ResponseFields = {
  /** the media type in lower case without parameters, or null: `text/html` */
  contentType: string | null
  charset: string | null
  /** validators to send with the next request, as they were given */
  etag: string | null
  lastModified: string | null
  /** seconds for which the answer stays fresh (Cache-Control, less its age); null where it does not say */
  maxAgeSeconds: number | null
  /** when to ask again, where the server says so (Retry-After) */
  retryAt: Date | null
}

/** Reads the headers that matter here. `retry-after: 120` at noon → `retryAt` 12:02; also as an HTTP date (RFC 9110, 10.2.3). */
export function readResponseFields(headers: ResponseHeaders, now: Clock): ResponseFields {
  const [, contentType = null] = /^\s*([\w.+-]+\/[\w.+-]+)\s*(?:;|,|$)/.exec(headers['content-type'] ?? '') ?? []
  const [, charset = null] = /;\s*charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(headers['content-type'] ?? '') ?? []
  return {
    contentType: contentType?.toLowerCase() ?? null,
    charset: charset?.toLowerCase() ?? null,
    etag: headers.etag ?? null,
    lastModified: headers['last-modified'] ?? null,
    maxAgeSeconds: maxAgeOf(headers),
    retryAt: retryAt(headers['retry-after'], now),
  }
}

/** The headers as undici gives them, in one form. */
export function plainHeaders(raw: Record<string, string | string[] | undefined>): ResponseHeaders {
  const entries = Object.entries(raw).flatMap(([name, value]) => {
    return value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]]
  })
  return Object.fromEntries(entries)
}

// RFC 9111, 5.2.2: no-store and no-cache ask to be asked each time; Age is how long a cache on the way has held the answer.
function maxAgeOf(headers: ResponseHeaders): number | null {
  const control = headers['cache-control'] ?? ''
  if (/(?:^|[\s,])no-(?:store|cache)(?![=\w-])/i.test(control)) return 0
  const seconds = /(?:^|[\s,])max-age\s*=\s*"?(\d{1,10})/i.exec(control)?.[1]
  if (seconds === undefined) return null
  const age = /^\s*(\d{1,10})\s*$/.exec(headers.age ?? '')?.[1] ?? '0'
  return Math.max(0, Number(seconds) - Number(age))
}

function retryAt(value: string | undefined, now: Clock): Date | null {
  if (value === undefined) return null
  const time = /^\s*\d{1,9}\s*$/.test(value) ? now().getTime() + Number(value) * 1000 : Date.parse(value)
  return Number.isNaN(time) ? null : new Date(time)
}
