import type { FetchedPage } from './page-fetcher.ts'
import { countWords, pageTitle, visibleText } from './visible-text.ts'
import {
  addressSigns,
  maxScriptWords,
  textSigns,
  titleSigns,
  type WallKind,
  wallHeaders,
  wallScripts,
} from './wall-signs.ts'

/** A page that stands where the article should. `hasArticle`: behind it, a part of the article may still stand on the page. */
export type Wall = { kind: WallKind; hasArticle: boolean }

/** Where a page came from: what was asked for, what answered. */
export type WallPage = Pick<FetchedPage, 'status' | 'headers' | 'url'> & { requestedUrl: string; html: string }

/** A page with more words than this is no wall by its title or text alone. */
const mostWords = 300

/**
 * Recognises bot walls, consent pages, login walls, error pages that are served as if they were the article, and pages that only scripts fill: by
 * headers, title, what little they show, their scripts, and where the reader was sent. Null for everything else; an article *about* such pages is longer than they are.
 */
export function recogniseWall(page: WallPage): Wall | null {
  if (wallHeaders.some(([name, value]) => value.test(page.headers[name] ?? '')))
    return { kind: 'bot-check', hasArticle: false }
  const text = visibleText(page.html, mostWords + 1)
  const words = countWords(text)
  if (words > mostWords) return null
  const title = pageTitle(page.html)
  const named = titleSigns.find((sign) => words <= sign.maxWords && sign.pattern.test(title))?.kind
  const hasArticle = isMarkedAsArticle(page.html)
  // A teaser with "log in to read on" below it is an excerpt; its markup says what it is.
  const kind =
    named ?? scriptKind(page.html, words) ?? textKind(text, words) ?? addressKind(page) ?? formKind(page.html, words)
  if (kind === undefined || kind === null) return null
  if (hasArticle && (kind === 'error-page' || kind === 'script-only') && named === undefined) return null
  return { kind, hasArticle: hasArticle && kind !== 'bot-check' && kind !== 'error-page' }
}

function scriptKind(html: string, words: number): WallKind | null {
  if (words > maxScriptWords) return null
  const page = html.slice(0, 200_000).toLowerCase()
  return wallScripts.some((script) => page.includes(script)) ? 'bot-check' : null
}

function textKind(text: string, words: number): WallKind | null {
  return textSigns.find((sign) => words <= sign.maxWords && sign.pattern.test(text))?.kind ?? null
}

/** The reader was sent somewhere else, and that place has the name of a wall. */
function addressKind({ url, requestedUrl }: WallPage): WallKind | null {
  const [to, from] = [new URL(url), new URL(requestedUrl)]
  if (to.href === from.href) return null
  for (const { kind, host, path } of addressSigns) {
    const isNewHost = host.test(to.hostname) && !host.test(from.hostname)
    if (isNewHost || (path.test(to.pathname) && !path.test(from.pathname))) return kind
  }
  // An article that is gone often leads to the front page of its site.
  const isFront = to.hostname === from.hostname && /^\/(?:[a-z]{2}\/?)?$/.test(to.pathname) && to.search === ''
  return isFront && from.pathname.split('/').filter(Boolean).length >= 2 ? 'error-page' : null
}

function formKind(html: string, words: number): WallKind | null {
  return words <= 60 && /<input\b[^>]{0,300}\btype\s*=\s*["']?password/i.test(html.slice(0, 400_000)) ? 'login' : null
}

function isMarkedAsArticle(html: string): boolean {
  const start = html.slice(0, 400_000)
  return /"@type"\s*:\s*\[?\s*"(?:\w{0,20}NewsArticle|Article|BlogPosting)"|property\s*=\s*["']?og:type["']?\s+content\s*=\s*["']?article\b|\bitemprop\s*=\s*["']?articleBody\b/i.test(
    start,
  )
}
