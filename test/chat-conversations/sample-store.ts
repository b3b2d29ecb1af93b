import { Readable } from 'node:stream'
import type { Web } from '../../src/chat/conversation-deps.ts'
import type { RawDocument, ReadResult } from '../../src/domain/ports.ts'
import type { Store } from '../../src/domain/store.ts'
import { ingestArticles } from '../../src/pipeline/ingest-articles.ts'
import { makeArticle } from '../../src/pipeline/make-article.ts'
import { createFileReader } from '../../src/reading/file-reader.ts'
import { openStore } from '../../src/storage/open.ts'

/** The clock of the conversations. */
export const now = () => new Date('2026-05-20T08:00:00Z')

const seeds = new URL('../../seeds/', import.meta.url).pathname

/** The one sample that most tests speak of: it is read in a moment, all of them in a second. */
export const guardSample = 'guard-request-retelling.md'

/** A store in memory with the samples of `seeds`, or with one file of them. */
export async function openSampleStore(name = ''): Promise<Store> {
  const store = await openStore({ url: 'sqlite::memory:', now })
  await ingestArticles(store, (await sampleDocuments(name)).map(makeArticle))
  return store
}

/** The web as far as the samples are of it: an address of theirs gives its document, every other fails. */
export async function sampleWeb(): Promise<Web> {
  const documents = await sampleDocuments()
  return {
    async readUrl(url): Promise<ReadResult> {
      const document = documents.find((one) => one.url === url)
      if (document !== undefined) return { kind: 'document', target: url, document }
      const error = { code: 'page-unreachable', message: `${new URL(url).host} does not answer.` }
      return { kind: 'failed', target: url, error }
    },
    openFeedReader: () => Promise.reject(new Error('no feeds are read here')),
  }
}

/** The samples as they are read: all, or those of one file. */
export async function sampleDocuments(name = ''): Promise<RawDocument[]> {
  const documents: RawDocument[] = []
  for await (const result of createFileReader({ stdin: Readable.from([]) }).read(`${seeds}${name}`)) {
    if (result.kind === 'document') documents.push(result.document)
    else if (result.kind === 'feed') documents.push(...result.entries)
  }
  return documents
}
