import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { longestArticle } from '../../../src/domain/longest-article.ts'
import type { RawDocument, ReadResult } from '../../../src/domain/ports.ts'
import { createPageFetcher, type FetchedPage, type PageFetcher } from '../../../src/reading/web/page-fetcher.ts'
import { readResponse } from '../../../src/reading/web/read-response.ts'
import { createWebReader, type WebReader } from '../../../src/reading/web/web-reader.ts'
import { column, writePdf } from '../write-pdf.ts'
import { answer, articlePage, type PlayingServer, startPlaying } from './playing-server.ts'

const url = 'https://gazette.example/ferry'
const sentence = 'The ferry between Olm and Skarrow ran again on Monday after eleven days in dock.'
const paper = writePdf([
  [
    { text: 'Ferry returns to Olm after eleven days', x: 72, y: 740, size: 20 },
    ...column([sentence, '', 'Fares stay as they are.'], { x: 72, y: 700 }),
  ],
])
const mail = `From: Harbor Gazette <n@gazette.example>\nSubject: Ferry returns\nDate: Wed, 6 May 2026 08:00:00 +0000\nMessage-ID: <1@gazette.example>\n\n${sentence}\n`

function fetched(body: string | Uint8Array, contentType: string | null): FetchedPage {
  return {
    ...{ status: 200, url, permanentUrl: null, headers: {}, bytes: Buffer.from(body) },
    ...{ contentType, charset: null, etag: null, lastModified: null, maxAgeSeconds: null, retryAt: null },
  }
}

async function read(body: string | Uint8Array, contentType: string | null): Promise<ReadResult> {
  return readResponse(fetched(body, contentType), url)
}

async function document(body: string | Uint8Array, contentType: string | null): Promise<RawDocument> {
  const result = await read(body, contentType)
  return result.kind === 'document' ? result.document : expect.unreachable(JSON.stringify(result))
}

describe('an answer', () => {
  test.each(['application/pdf', 'application/octet-stream', null])(
    'that is a PDF is read as one, sent as %s',
    async (type) => {
      expect(await document(paper, type)).toMatchObject({
        url,
        title: 'Ferry returns to Olm after eleven days',
        text: `${sentence}\nFares stay as they are.`,
      })
    },
  )

  test('that is a mail is read as one', async () => {
    expect(await document(mail, 'message/rfc822')).toMatchObject({ url, publisher: 'Harbor Gazette', text: sentence })
  })

  test('holds no terminal sequences, in a text, a page or a feed', async () => {
    const coloured = `\u001b[31m${sentence}\u0007`
    expect((await document(`Ferry returns\n\n${coloured}\n`, 'text/plain')).text).toBe(sentence)
    expect((await document(articlePage('', ''), 'text/html')).text).not.toContain('\u001b')
    const page = articlePage().replace('The ferry between', '\u001b]0;title\u0007The \u202eferry\u009b1m between')
    expect((await document(page, 'text/html')).text).toMatch(/^The ferry between/)
    const feed = `<rss version="2.0"><channel><title>G</title><item><title>Fer&#x9b;1mry</title><description>${coloured}</description></item></channel></rss>`
    const result = await read(feed.replace('\u0007', ''), 'application/rss+xml')
    expect(result.kind === 'feed' && result.entries[0]?.text).toBe(sentence)
    expect(result.kind === 'feed' && result.entries[0]?.title).not.toContain('\u009b')
  })

  test('that is longer than any article is refused, and an entry of a feed is cut', async () => {
    const long = Array.from({ length: 14_000 }, () => sentence).join('\n\n')
    await expect(read(long, 'text/plain')).rejects.toMatchObject({ code: 'page-too-large' })
    const feed = `<rss version="2.0"><channel><title>G</title><item><title>Long</title><description>${long}</description></item><item><title>Short</title><description>${sentence}</description></item></channel></rss>`
    const result = await read(feed, 'application/rss+xml')
    const entries = result.kind === 'feed' ? result.entries : []
    expect(entries.map(({ title, isExcerpt }) => [title, isExcerpt])).toEqual([
      ['Long', true],
      ['Short', true],
    ])
    expect(entries[0]?.text.length).toBeLessThanOrEqual(longestArticle)
    expect(entries[0]?.text).toMatch(/in dock\.$/)
  })

  test('that is a PDF without text, or a damaged one, says so with a code of the web', async () => {
    await expect(read(writePdf([[]]), 'application/pdf')).rejects.toMatchObject({ code: 'no-article' })
    await expect(read('%PDF-1.7 broken', 'application/pdf')).rejects.toMatchObject({
      code: 'page-not-readable',
      message: 'gazette.example/ferry is a PDF that is damaged.',
    })
  })
})

describe('a PDF on a server', () => {
  let server: PlayingServer
  let pages: PageFetcher
  let reader: WebReader
  const now = () => new Date('2026-05-06T12:00:00Z')
  beforeAll(async () => {
    server = await startPlaying({ '/paper.pdf': answer(paper, { 'content-type': 'application/pdf' }) })
    pages = createPageFetcher({
      now,
      userAgent: 'Nutgraf/0.0',
      allowAddresses: ['127.0.0.1'],
      allowPorts: [server.port],
    })
    reader = createWebReader({ pages, now, userAgent: 'Nutgraf/0.0' })
  })
  afterAll(async () => {
    await reader.close()
    await pages.close()
    await server.close()
  })

  test('is read inside the thread that reads answers', async () => {
    expect(await reader.readUrl(`${server.origin}/paper.pdf`)).toMatchObject({
      kind: 'document',
      document: { text: `${sentence}\nFares stay as they are.` },
    })
  })
})
