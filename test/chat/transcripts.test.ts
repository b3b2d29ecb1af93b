import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createChat } from '../../src/cli/chat.ts'
import type { Store } from '../../src/domain/store.ts'
import { ingestArticles } from '../../src/pipeline/ingest-articles.ts'
import { makeArticle } from '../../src/pipeline/make-article.ts'
import { createFileReader } from '../../src/reading/file-reader.ts'
import { openStore } from '../../src/storage/open.ts'
import { renderReply } from '../../src/terminal/render-reply.ts'

/**
 * Each file of `transcripts/` is a conversation: lines that begin with "> " are what a reader types, the rest is what the
 * reader gets. To write one anew, run the test with TRANSCRIPT=name and read what changed.
 */
const folder = new URL('transcripts/', import.meta.url)
const names = readdirSync(folder).sort()
const now = () => new Date('2026-05-20T08:00:00Z')

async function storeSamples(store: Store): Promise<void> {
  const seeds = new URL('../../seeds/', import.meta.url).pathname
  const documents = createFileReader({ stdin: Readable.from([]) })
  for await (const result of documents.read(seeds)) {
    if (result.kind === 'document') await ingestArticles(store, [makeArticle(result.document)])
    else if (result.kind === 'feed') await ingestArticles(store, result.entries.map(makeArticle))
  }
}

async function replay(store: Store, name: string, transcript: string): Promise<string> {
  let ids = 0
  const say = createChat({ now, newId: () => `${name}-${++ids}`, random: () => 0 }, store, null)
  let text = ''
  for (const line of transcript.split('\n').filter((line) => line.startsWith('> '))) {
    const reply = renderReply(await say(line.slice(2)), { columns: 100, hasColour: false })
    text += `${line}\n\n${reply}\n`
  }
  return text
}

describe('conversations', () => {
  let store: Store
  beforeAll(async () => {
    store = await openStore({ url: 'sqlite::memory:', now })
    await storeSamples(store)
  })
  afterAll(() => store.close())

  it('has at least fifteen of them', () => {
    expect(names.length).toBeGreaterThanOrEqual(15)
  })

  it.each(names)('goes as written in %s', async (name) => {
    const file = new URL(name, folder)
    const expected = readFileSync(file, 'utf8')
    const found = await replay(store, name, expected)
    if (process.env['TRANSCRIPT'] === name || process.env['TRANSCRIPT'] === name.replace(/\.txt$/, ''))
      writeFileSync(file, found)
    expect(found).toBe(readFileSync(file, 'utf8'))
  })
})
