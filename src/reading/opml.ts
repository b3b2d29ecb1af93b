import { generateOpml, type Opml, parseOpml } from 'feedsmith'
import { AppError } from '../domain/app-error.ts'
import type { ListedFeed } from '../domain/feed.ts'
import { withoutSequences } from './clean-document.ts'
import { decodeText } from './decode-text.ts'

/** More than this is no list of feeds that people follow. */
const mostFeeds = 10_000

/**
 * Reads a list of feeds (OPML 1.0, 1.1, 2.0), folders within folders included, each feed once. Addresses are taken as they are
 * given: `feed:` and `feed://` (old readers wrote them) become http. `others` counts entries that name no http address.
 * @throws AppError `not-readable` for what is no OPML, `too-large` above 10,000 feeds
 */
export async function readOpml(bytes: Uint8Array, name: string): Promise<{ feeds: ListedFeed[]; others: number }> {
  const text = withoutSequences(await decodeText(bytes)).replace(/<!DOCTYPE\s[^[>]*(?:\[[\s\S]*?\]\s*)?>/i, '')
  const feeds = new Map<string, ListedFeed>()
  let others = 0
  for (const outline of outlinesOf(parse(text, name))) {
    const url = addressOf(outline.xmlUrl)
    if (url !== null && !feeds.has(url)) {
      if (feeds.size >= mostFeeds)
        throw new AppError('too-large', `${name} lists more than ${mostFeeds.toLocaleString('en')} feeds.`)
      feeds.set(url, { url, title: outline.title ?? outline.text ?? null, siteUrl: addressOf(outline.htmlUrl) })
    } else if (url === null && (outline.xmlUrl !== undefined || outline.outlines === undefined)) others++
  }
  return { feeds: [...feeds.values()], others }
}

/** Writes a list of feeds as OPML 2.0, which every reader takes; OPML knows no empty list. `at` is when it was written. */
export function writeOpml(feeds: ListedFeed[], at: Date): string {
  const outlines = feeds.map(({ url, title, siteUrl }) => ({
    type: 'rss',
    text: title ?? url,
    title: title ?? url,
    xmlUrl: url,
    ...(siteUrl === null ? {} : { htmlUrl: siteUrl }),
  }))
  return generateOpml({ head: { title: 'Feeds that Nutgraf follows', dateCreated: at }, body: { outlines } })
}

type Outline = Opml.Outline<string>

function parse(text: string, name: string): Outline[] {
  try {
    return (parseOpml(text).body?.outlines ?? []) as Outline[]
  } catch (cause) {
    const isEmpty = /<opml[\s>]/i.test(text)
    const message = isEmpty ? `${name} lists no feeds.` : `${name} is no list of feeds (OPML).`
    throw new AppError('not-readable', message, { cause })
  }
}

function* outlinesOf(outlines: Outline[]): Generator<Outline> {
  const waiting = [...outlines]
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    yield next
    waiting.unshift(...(next.outlines ?? []))
  }
}

function addressOf(value: string | undefined): string | null {
  const url = URL.parse(
    (value ?? '')
      .trim()
      .replace(/^feed:(?:\/\/)?(?=https?:)/i, '')
      .replace(/^feed:/i, 'http:'),
  )
  return url !== null && /^https?:$/.test(url.protocol) ? url.href : null
}
