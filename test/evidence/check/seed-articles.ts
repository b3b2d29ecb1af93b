import { readdirSync } from 'node:fs'
import { Readable } from 'node:stream'
import { type PreparedArticle, prepareArticle } from '../../../src/evidence/check/prepare-article.ts'
import { makeArticle } from '../../../src/pipeline/make-article.ts'
import { createFileReader } from '../../../src/reading/file-reader.ts'

const folder = new URL('../../../seeds/', import.meta.url).pathname

/** Every English article of the samples, prepared for checks, by the name of its file (a feed's later entries by name and number). */
export async function readSeedArticles(): Promise<Map<string, PreparedArticle>> {
  const documents = createFileReader({ stdin: Readable.from([]) })
  const articles = new Map<string, PreparedArticle>()
  for (const name of readdirSync(folder).sort()) {
    if (name.endsWith('.expect.json')) continue
    for await (const result of documents.read(folder + name)) {
      const read = result.kind === 'feed' ? result.entries : result.kind === 'document' ? [result.document] : []
      read.forEach((document, index) => {
        const prepared = prepareArticle({ id: name, text: makeArticle(document).text })
        if (prepared.language === 'en') articles.set(index === 0 ? name : `${name}#${index}`, prepared)
      })
    }
  }
  return articles
}
