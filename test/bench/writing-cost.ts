import { readdirSync, readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import type { Article } from '../../src/domain/article.ts'
import { analyzeStored } from '../../src/pipeline/brief-stored.ts'
import { ingestArticles } from '../../src/pipeline/ingest-articles.ts'
import { makeArticle } from '../../src/pipeline/make-article.ts'
import { writeBriefs } from '../../src/pipeline/writing/write-briefs.ts'
import { createFileReader } from '../../src/reading/file-reader.ts'
import { openStore } from '../../src/storage/open.ts'
import { startModelServer } from '../model-server/model-server.ts'
import { writerOver } from '../model-server/with-writer.ts'
import { outsideData } from '../outside-data.ts'

/*
 * What a brief by a model costs in tokens, as a multiple of its article's own: `node test/bench/writing-cost.ts [share of lines that fail]`. Tokens are
 * estimated as a quarter of the characters, for the article and for what is sent and written alike. The model is scripted: it copies sentences, and spoils
 * some, which are mended by a second call. A second request for the same version must cost nothing.
 */
const [spoiled = 0.2] = process.argv.slice(2).map(Number)
const folder = new URL('../../seeds/', import.meta.url).pathname
const now = () => new Date('2026-05-20T08:00:00Z')

let lines = 0
const server = await startModelServer({
  answer: ({ prompt, user }) => {
    const given = [...user.matchAll(/^(\d+)\| (.+)$/gm)].map(([, number, text]) => ({
      number: Number(number),
      text: text ?? '',
    }))
    if (prompt !== 'brief')
      return { lines: given.slice(0, 1).map(({ number, text }) => ({ line: 1, text, sentences: [number] })) }
    return {
      lines: given.slice(0, 4).map(({ number, text }) => ({
        text: ++lines % Math.round(1 / spoiled) === 0 ? text.replace(/\p{Ll}{5,}/u, 'zeppelin') : text,
        sentences: [number],
      })),
    }
  },
})

/** Writes a brief of each article, and says what that took. */
async function measure(name: string, articles: Article[]): Promise<void> {
  const store = await openStore({ url: 'sqlite::memory:', now })
  const { writer } = writerOver(server.url, { usage: store.usage, now, settings: { seconds: 30 } })
  const deps = { store, now, writing: { writer, wait: async () => {} } }
  const spent = async () =>
    (await store.usage.list(now().toISOString())).reduce((sum, row) => sum + row.inputTokens + row.outputTokens, 0)
  await ingestArticles(store, articles)
  const stories = await analyzeStored(store, await store.articles.list({ limit: articles.length }))
  const multiples: number[] = []
  let [own, before] = [0, 0]
  for (const story of stories) {
    await writeBriefs(deps, [story])
    const after = await spent()
    if (after === before) continue
    multiples.push((after - before) / tokensOf(story.stored.value.text))
    own += tokensOf(story.stored.value.text)
    before = after
  }
  await writeBriefs(deps, stories)
  const again = (await spent()) - before
  multiples.sort((a, b) => a - b)
  const at = (share: number) => (multiples[Math.floor((multiples.length - 1) * share)] ?? 0).toFixed(2)
  process.stdout.write(
    `${name}: ${multiples.length} briefs of articles of ${Math.round(own / multiples.length)} tokens, one line in ${Math.round(1 / spoiled)} mended: ` +
      `median ${at(0.5)}, p90 ${at(0.9)}, in all ${(before / own).toFixed(2)} times the article's own tokens; asked again ${again}\n`,
  )
  if (again !== 0) process.exitCode = 1
  await store.close()
}

async function samples(): Promise<Article[]> {
  const documents = createFileReader({ stdin: Readable.from([]) })
  const articles: Article[] = []
  for (const name of readdirSync(folder)
    .filter((file) => !file.endsWith('.expect.json'))
    .sort()) {
    for await (const result of documents.read(folder + name)) {
      const read = result.kind === 'feed' ? result.entries : result.kind === 'document' ? [result.document] : []
      articles.push(...read.map(makeArticle))
    }
  }
  return articles
}

/** Real news, where a folder of it is given: most articles are four times as long as the samples. */
async function news(): Promise<Article[]> {
  const data = outsideData('data/ask/articles-2025.jsonl')
  if (data === undefined) return []
  const lines = readFileSync(data, 'utf8').trim().split('\n').slice(0, 300)
  return lines.map((line, index) => {
    const { title, text, publishedAt } = JSON.parse(line)
    return makeArticle({
      ...{
        url: `https://news.example/${index}`,
        title,
        publisher: null,
        byline: null,
        publishedAt,
        updatedAt: null,
        label: null,
      },
      ...{ isExcerpt: false, text },
    })
  })
}

function tokensOf(text: string): number {
  return text.length / 4
}

await measure('samples', await samples())
const real = await news()
if (real.length > 0) await measure('news', real)
await server.close()
