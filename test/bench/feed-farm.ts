import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { makeArticles } from '../../src/cli/bench/make-articles.ts'
import { seededRandom, wordOf, zipfRank } from '../storage/generated-articles.ts'

/*
 * A process that serves feeds on 127.0.0.1, on several ports as if they were several hosts: `node test/bench/feed-farm.ts
 * [feeds] [entries]`. It prints its addresses as one line of JSON. `/stage?changed=0.01` gives that share of the feeds one more
 * entry and answers with what was sent since the last stage.
 */
const [feeds = 1000, entriesPerFeed = 30] = process.argv.slice(2).map(Number)
const ports = 20
const start = Date.UTC(2026, 4, 1)

// Half of an entry is made words, so that no two are alike; the other half are the samples' sentences.
const paragraphs = [...makeArticles(400, 150)].map(({ text }) => text.split('\n'))

function entryXml(feed: number, number: number): string {
  const random = seededRandom(feed * 1_000 + number + 1)
  const words = (count: number) => Array.from({ length: count }, () => wordOf(zipfRank(random, 60_000))).join(' ')
  const said = paragraphs[Math.floor(random() * paragraphs.length)] ?? []
  const body = [...said, ...Array.from({ length: 4 }, () => `${words(40)}.`)]
    .map((text) => `<p>${escaped(text)}</p>`)
    .join('\n')
  const link = `https://site-${feed}.example/news/${number}`
  const date = new Date(start + number * 3_600_000).toUTCString()
  return `<item><title>${words(7)}</title><link>${link}</link><guid>${link}</guid><pubDate>${date}</pubDate><content:encoded><![CDATA[${body}]]></content:encoded></item>`
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}

type Served = { items: string[]; body: Buffer; etag: string }

function served(feed: number, items: string[]): Served {
  const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Site ${feed}</title><link>https://site-${feed}.example/</link><description>Feed ${feed}</description>\n${items.join('\n')}\n</channel></rss>`
  const body = Buffer.from(xml)
  return { items, body, etag: `"${createHash('sha1').update(body).digest('hex').slice(0, 16)}"` }
}

const farm = Array.from({ length: feeds }, (_, feed) =>
  served(
    feed,
    Array.from({ length: entriesPerFeed }, (_, index) => entryXml(feed, entriesPerFeed - index)),
  ),
)
let grown = 0
let sent = { bytes: 0, whole: 0, unchanged: 0 }

function stage(changed: number): typeof sent {
  const count = Math.round(feeds * changed)
  if (count > 0) grown++
  for (let index = 0; index < count; index++) {
    const feed = Math.floor((index * feeds) / count)
    const items = [entryXml(feed, entriesPerFeed + grown), ...(farm[feed]?.items ?? [])].slice(0, entriesPerFeed)
    farm[feed] = served(feed, items)
  }
  const report = sent
  sent = { bytes: 0, whole: 0, unchanged: 0 }
  return report
}

const servers = await Promise.all(
  Array.from({ length: ports }, async () => {
    const server = createServer((request, response) => {
      const url = new URL(request.url ?? '/', 'http://127.0.0.1')
      if (url.pathname === '/stage') return response.end(JSON.stringify(stage(Number(url.searchParams.get('changed')))))
      const feed = farm[Number(/^\/f\/(\d+)$/.exec(url.pathname)?.[1])]
      if (feed === undefined) return response.writeHead(404).end()
      const isKnown = request.headers['if-none-match'] === feed.etag
      sent.bytes += isKnown ? 0 : feed.body.length
      sent[isKnown ? 'unchanged' : 'whole']++
      const headers = { etag: feed.etag, 'content-type': 'application/rss+xml; charset=utf-8' }
      if (isKnown) response.writeHead(304, headers).end()
      else response.writeHead(200, { ...headers, 'content-length': feed.body.length }).end(feed.body)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return server
  }),
)
const origins = servers.map((server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`)
const urls = farm.map((_, feed) => `${origins[feed % ports]}/f/${feed}`)
process.stdout.write(`${JSON.stringify({ stage: `${origins[0]}/stage`, urls })}\n`)
