import { enableCompileCache } from 'node:module'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { createPreparingThread } from '../../src/cli/preparing-thread.ts'
import type { PollDeps } from '../../src/pipeline/feeds/poll-feed.ts'
import { pollFeeds } from '../../src/pipeline/feeds/poll-feeds.ts'
import { createTargetReader } from '../../src/reading/target-reader.ts'
import { openStore } from '../../src/storage/open.ts'

/*
 * One process that polls every feed once: `node test/bench/poll-once.ts DATABASE AT [--plain]`, with the addresses of feeds to
 * follow first on standard input. `--plain` stores without analysis and search terms. Prints what it did as one line of JSON.
 */
// As the program itself does.
enableCompileCache()
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
const thread = mode === '--plain' ? null : createPreparingThread()
const plain: PollDeps['prepare'] = async (articles) =>
  articles.map((article) => ({
    article,
    hashed: { words: 0, hashes: [] },
    sketch: [],
    analysis: {
      analyzer: 'none',
      value: {
        id: article.id,
        language: 'en',
        sentences: [],
        quantities: [],
        quotes: [],
        attributions: [],
        caveats: [],
      },
    },
    terms: { title: [], body: [] },
  }))
const prepare = thread?.prepare ?? plain
const feeds = await store.feeds.due(now().toISOString(), 100_000)
const report = { feeds: feeds.length, added: 0, changed: 0, failed: 0 }
const from = performance.now()
await pollFeeds(
  { store, reader: await reader.openFeedReader(), prepare, now, random: Math.random },
  feeds,
  (outcome) => {
    report.added += outcome.added
    report.changed += outcome.changed
    if (outcome.error !== null) report.failed++
  },
)
const pollMs = performance.now() - from
await thread?.close()
await reader.close()
await store.close()
process.stdout.write(`${JSON.stringify({ ...report, pollMs })}\n`)
