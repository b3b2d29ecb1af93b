import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One entry of a feed of the server. What is left out is not given. */
export interface ServedEntry {
  id?: string
  link?: string
  title: string
  date?: string
  text: string
}

/** A feed as the server gives it. */
interface ServedFeed {
  entries: ServedEntry[]
  headers?: Record<string, string>
  ttl?: number
  link?: string
}

/** How a path of the server answers at the moment; a feed's etag follows from what it holds. */
export type Served = ServedFeed | { status: number; headers?: Record<string, string>; body?: string }

/** A server of feeds and pages on 127.0.0.1 that a test changes between two polls. */
export interface FeedServer {
  origin: string
  env: Record<string, string>
  /** by path */
  served: Map<string, Served>
  /** requests since the last look: path, and status that was answered */
  takeAsked(): { path: string; status: number; headers: IncomingMessage['headers'] }[]
  close(): Promise<void>
}

/** Starts the server. A path that is not served answers 404; robots.txt too. */
export async function startFeedServer(): Promise<FeedServer> {
  const served = new Map<string, Served>()
  let asked: ReturnType<FeedServer['takeAsked']> = []
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    const answer = served.get(path) ?? { status: 404 }
    const { status, headers, body } =
      'entries' in answer ? feedAnswer(answer, request) : { body: '', headers: {}, ...answer }
    asked.push({ path, status, headers: request.headers })
    response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    env: { NUTGRAF_ALLOW_ADDRESSES: '127.0.0.1', NUTGRAF_ALLOW_PORTS: String(port) },
    served,
    takeAsked() {
      const taken = asked
      asked = []
      return taken
    },
    close: () => new Promise((resolve) => void server.close(() => resolve()).closeAllConnections()),
  }
}

function feedAnswer(feed: ServedFeed, request: IncomingMessage) {
  const body = feedXml(feed)
  const etag = `"${body.length}-${[...body].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7)}"`
  const headers = { 'content-type': 'application/rss+xml; charset=utf-8', etag, ...feed.headers }
  return request.headers['if-none-match'] === etag ? { status: 304, headers, body: '' } : { status: 200, headers, body }
}

function feedXml({ entries, ttl, link }: ServedFeed): string {
  const items = entries.map(({ id, link: address, title, date, text }) =>
    [
      '<item>',
      id === undefined ? '' : `<guid isPermaLink="false">${escaped(id)}</guid>`,
      address === undefined ? '' : `<link>${escaped(address)}</link>`,
      `<title>${escaped(title)}</title>`,
      date === undefined ? '' : `<pubDate>${new Date(date).toUTCString()}</pubDate>`,
      `<content:encoded>${escaped(`<p>${text}</p>`)}</content:encoded>`,
      '</item>',
    ].join(''),
  )
  return `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Harbor Gazette</title><link>${link ?? 'https://harbor.example/'}</link>${ttl === undefined ? '' : `<ttl>${ttl}</ttl>`}${items.join('')}</channel></rss>`
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}

/** Entry number n of a feed: its own address, id, date and some forty words of text. */
export function entryOf(n: number, origin = 'https://harbor.example'): ServedEntry {
  const words = ['pier', 'crane', 'ferry', 'lock', 'buoy', 'tug', 'barge', 'quay', 'mast', 'rope']
  const word = words[n % words.length]
  return {
    id: `entry-${n}`,
    link: `${origin}/news/${n}`,
    title: `The ${word} of berth ${n} is repaired`,
    date: new Date(Date.UTC(2026, 3, 1) + n * 3_600_000).toISOString(),
    text: `The harbor office said on Monday that the ${word} of berth ${n} is repaired and that ${n + 12} boats had waited for it. The work took ${n + 3} days, it said, and cost $${n + 40},000. Nobody was hurt, according to the office, which plans to look at the ${word} again in May.`,
  }
}
