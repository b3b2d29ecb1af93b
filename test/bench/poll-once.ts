import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { pollFeeds } from '../../src/pipeline/feeds/poll-feeds.ts'
import { ingestArticles } from '../../src/pipeline/ingest-articles.ts'
import { createTargetReader } from '../../src/reading/target-reader.ts'
import { openStore } from '../../src/storage/open.ts'

/*
 * One process that polls every feed once: `node test/bench/poll-once.ts DATABASE AT [--plain]`, with the addresses of feeds to
 * follow first on standard input. `--plain` stores without analysis and search terms. Prints what it did as one line of JSON.
 */
const [database = 'sqlite::memory:', at = '', mode] = process.argv.slice(2)
const now = () => new Date(Date.parse(at) + performance.now())
const store = await openStore({ url: database, now })
for await (const url of createInterface({ input: process.stdin }))
  await store.feeds.add({ url, title: null, siteUrl: null })
const reader = createTargetReader({
  stdin: Readable.from([]),
  now,
  userAgent: 'Nutgraf/0.1.0 (bench)',
  env: process.env,
})
const ingest = (articles: Parameters<typeof ingestArticles>[1]) =>
  mode === '--plain' ? store.articles.save(articles.map((article) => ({ article }))) : ingestArticles(store, articles)
const feeds = await store.feeds.due(now().toISOString(), 100_000)
const report = { feeds: feeds.length, added: 0, changed: 0, failed: 0 }
const from = performance.now()
await pollFeeds(
  { store, reader: await reader.openFeedReader(), ingest, now, random: Math.random },
  feeds,
  (outcome) => {
    report.added += outcome.added
    report.changed += outcome.changed
    if (outcome.error !== null) report.failed++
  },
)
const pollMs = performance.now() - from
await reader.close()
await store.close()
process.stdout.write(`${JSON.stringify({ ...report, pollMs })}\n`)
