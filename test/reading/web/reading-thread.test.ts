import { afterAll, describe, expect, test } from 'vitest'
import type { AppError } from '../../../src/domain/app-error.ts'
import type { FetchedPage } from '../../../src/reading/web/page-fetcher.ts'
import { createReadingThread } from '../../../src/reading/web/reading-thread.ts'
import { articlePage } from './playing-server.ts'

const deadlineMs = 1000
const thread = createReadingThread({ deadlineMs, maxMb: 64 })
afterAll(() => thread.close())

const answerOf = (html: string): FetchedPage => ({
  url: 'https://news.example/ferry',
  status: 200,
  permanentUrl: null,
  headers: {},
  bytes: Buffer.from(html),
  contentType: 'text/html',
  charset: 'utf-8',
  etag: null,
  lastModified: null,
  maxAgeSeconds: null,
  retryAt: null,
})
const read = (html: string) => thread.read(answerOf(html), 'https://news.example/ferry')

describe('the reading thread', () => {
  test('reads pages in turn, each with its own reply', async () => {
    const kinds = [articlePage(), '<p>Short.</p>', articlePage()].map((html) =>
      read(html).then(
        (result) => result.kind,
        (error: AppError) => error.code,
      ),
    )
    expect(await Promise.all(kinds)).toEqual(['document', 'no-article', 'document'])
  })

  test.each([
    ['a deep JSON', '['.repeat(1_000_000)],
    ['many megabytes of paragraphs', '<p>some words, and more.</p>'.repeat(250_000)],
  ])('gives up a page of %s, and reads the next one', async (_what, html) => {
    const startedAt = performance.now()
    await expect(read(html.startsWith('<') ? `<html><body><article>${html}` : html)).rejects.toMatchObject({
      code: 'page-not-readable',
      message: expect.stringContaining('news.example/ferry'),
    })
    expect(performance.now() - startedAt).toBeLessThan(deadlineMs + 4000)
    expect(await read(articlePage())).toMatchObject({ kind: 'document' })
  })

  test('leaves the program free while it reads', async () => {
    const reading = read(`<html><body><article>${'<p>some words, and more.</p>'.repeat(250_000)}`).catch(
      (error: AppError) => error.code,
    )
    let ticks = 0
    const timer = setInterval(() => ticks++, 10)
    expect(await reading).toBe('page-not-readable')
    clearInterval(timer)
    // One that is held up counts none.
    expect(ticks).toBeGreaterThan(5)
  })
})
