import type { Dispatcher } from 'undici'
import { AppError } from '../../domain/app-error.ts'
import type { Clock } from '../../domain/ports.ts'
import { createAddressGuard } from './address-guard.ts'
import { fetchFailure } from './fetch-failure.ts'
import { createConnections, type Resolve, resolveBySystem } from './guarded-connections.ts'
import type { ProxySettings } from './proxy-settings.ts'
import { readBody, tooLarge } from './read-body.ts'
import { type FetchKind, refuseType, requestHeaders } from './request-headers.ts'
import { plainHeaders, type ResponseFields, type ResponseHeaders, readResponseFields } from './response-fields.ts'
import { guardUrl, type UrlSettings } from './url-guard.ts'

/** What fetching needs and may do. Limits that are left out have the values of `defaultLimits`. */
export type PageFetcherDeps = UrlSettings & {
  now: Clock
  /** how we name ourselves: `Nutgraf/0.1.0 (+https://example.org/contact)` */
  userAgent: string
  /** addresses and ranges inside the network that may be read all the same */
  allowAddresses?: readonly string[]
  proxy?: ProxySettings
  resolve?: Resolve
  limits?: Partial<FetchLimits>
}

/** Bounds of one fetch: times in milliseconds, sizes in bytes after unpacking. */
export type FetchLimits = {
  connectMs: number
  /** until the first byte of the answer, and between two pieces of its body */
  idleMs: number
  /** for everything, redirects included */
  totalMs: number
  maxBytes: number
  redirects: number
  connectionsPerHost: number
}

/** One thing to fetch. `permit` is asked before each request, redirects too, and throws where it may not be made. */
export type FetchRequest = {
  url: string
  kind: FetchKind
  etag?: string | null
  lastModified?: string | null
  permit?: (url: URL) => Promise<void>
  signal?: AbortSignal
}

/** An answer, of whatever status. The body of an answer of 400 or more is cut at 256 KB; that of a 304 is empty. */
export type FetchedPage = ResponseFields & {
  status: number
  /** where the answer came from, after redirects */
  url: string
  /** where the address has moved for good (301, 308), or null */
  permanentUrl: string | null
  headers: ResponseHeaders
  bytes: Uint8Array
}

/** Fetches over http and https, guarded. */
export type PageFetcher = {
  fetch(request: FetchRequest): Promise<FetchedPage>
  /** lets go of all connections; running fetches fail */
  close(): Promise<void>
}

/** Five redirects cover every honest chain (browsers follow twenty); articles with all their markup stay well below 8 MB. */
export const defaultLimits: FetchLimits = {
  connectMs: 10_000,
  idleMs: 15_000,
  totalMs: 30_000,
  maxBytes: 8 * 1024 * 1024,
  redirects: 5,
  connectionsPerHost: 4,
}

/** Enough of an error page to recognise it. RFC 9309 asks to read at least 500 KiB of a robots.txt. */
const cutAt = { error: 256 * 1024, robots: 512 * 1024 }

/**
 * Makes the fetcher. Every address is checked when it is connected to (`createAddressGuard`), redirects are followed one by one under the same rules, and time and size are bounded.
 *
 * `await createPageFetcher({ now, userAgent }).fetch({ url: 'https://example.org/a', kind: 'page' })` → status, headers and bytes, also for 304, 404 or 429.
 * @throws AppError (from `fetch`) `page-forbidden`, `page-unreachable`, `page-too-large`, `page-not-readable`, `usage`
 */
export function createPageFetcher(deps: PageFetcherDeps): PageFetcher {
  const limits = { ...defaultLimits, ...deps.limits }
  const isAllowed = createAddressGuard(deps.allowAddresses)
  const connections = createConnections({
    isAllowed,
    resolve: deps.resolve ?? resolveBySystem,
    proxy: deps.proxy ?? {},
    connectTimeoutMs: limits.connectMs,
    connectionsPerHost: limits.connectionsPerHost,
  })

  async function fetch(request: FetchRequest): Promise<FetchedPage> {
    const seen = new Set<string>()
    let url = guardUrl(request.url, deps, isAllowed)
    let permanent: URL | null = null
    let isPermanent = true
    let budgetMs = limits.totalMs
    for (;;) {
      if (seen.has(url.href)) throw unreachable(`${url.host} sends its readers in a circle of redirects.`)
      if (seen.size > limits.redirects)
        throw unreachable(`${url.host} is behind more than ${limits.redirects} redirects.`)
      seen.add(url.href)
      await request.permit?.(url)
      const startedAt = deps.now().getTime()
      const answer = await ask(url, request, budgetMs)
      budgetMs -= Math.max(0, deps.now().getTime() - startedAt)
      if (!('location' in answer)) return { ...answer, permanentUrl: permanent?.href ?? null }
      isPermanent &&= answer.status === 301 || answer.status === 308
      url = guardUrl(answer.location, deps, isAllowed, url)
      if (isPermanent) permanent = url
    }
  }

  async function ask(url: URL, request: FetchRequest, budgetMs: number): Promise<Answer> {
    const time = AbortSignal.timeout(Math.max(1, budgetMs))
    const signal = request.signal ? AbortSignal.any([time, request.signal]) : time
    try {
      const dispatcher = await connections.for(url)
      const response = await dispatcher.request({
        origin: url.origin,
        path: `${url.pathname}${url.search}`,
        method: 'GET',
        headers: requestHeaders(request, deps.userAgent),
        headersTimeout: limits.idleMs,
        bodyTimeout: limits.idleMs,
        signal,
      })
      return await readAnswer(url, request.kind, response)
    } catch (error) {
      throw fetchFailure(error, url.host, limits)
    }
  }

  async function readAnswer(url: URL, kind: FetchKind, response: Dispatcher.ResponseData): Promise<Answer> {
    const { statusCode: status, body } = response
    const headers = plainHeaders(response.headers)
    const fields = readResponseFields(headers, deps.now)
    const coding = headers['content-encoding']
    const drop = () => void body.on('error', () => {}).destroy()
    if ([301, 302, 303, 307, 308].includes(status)) {
      drop()
      if (!headers.location) throw unreachable(`${url.host} answers with a redirect that leads nowhere.`)
      // Headers arrive as Latin-1; addresses with other letters are sent as UTF-8.
      return { status, location: Buffer.from(headers.location, 'latin1').toString('utf8') }
    }
    const answer = { ...fields, status, url: url.href, headers, permanentUrl: null }
    if (status === 304 || status === 204) {
      drop()
      return { ...answer, bytes: new Uint8Array() }
    }
    if (status >= 400) {
      // What cannot be unpacked of an error page is not missed.
      const bytes = await readBody(body, coding, cutAt.error, url.host, true).catch(() => new Uint8Array())
      return { ...answer, bytes }
    }
    try {
      if (kind !== 'robots') refuseType(fields.contentType, url)
      if (kind !== 'robots' && Number(headers['content-length']) > limits.maxBytes)
        throw tooLarge(url.host, limits.maxBytes)
      const maxBytes = kind === 'robots' ? cutAt.robots : limits.maxBytes
      return { ...answer, bytes: await readBody(body, coding, maxBytes, url.host, kind === 'robots') }
    } catch (error) {
      drop()
      throw error
    }
  }

  return { fetch, close: () => connections.close() }
}

type Answer = FetchedPage | { status: number; location: string }

function unreachable(message: string): AppError {
  return new AppError('page-unreachable', message)
}
