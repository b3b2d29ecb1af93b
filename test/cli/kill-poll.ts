import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openStore } from '../../src/storage/open.ts'
import { entryOf, type FeedServer, type ServedEntry, startFeedServer } from '../pipeline/feeds/changing-feeds.ts'
import { seededRandom } from '../storage/generated-articles.ts'

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
const now = () => new Date('2026-05-20T08:00:00Z')
const entriesPerFeed = 8

/** What polls that were killed and run again left behind. */
export interface KillReport {
  kills: number
  /** how many articles were there after each run */
  stored: number[]
  faults: string[]
}

/**
 * Runs `feeds poll` over many feeds, kills it (`kill -9`) at random moments and runs it again; half-way every feed gets new
 * entries, a corrected one and new dates. In the end every entry must be stored, once. `node test/cli/kill-poll.ts [kills]
 * [feeds]` prints the report; the suite runs a short one.
 */
export async function killPoll(options: {
  url: string
  kills: number
  feeds: number
  seed: number
}): Promise<KillReport> {
  const random = seededRandom(options.seed)
  const server = await startFeedServer()
  const report: KillReport = { kills: 0, stored: [], faults: [] }
  const env = { ...process.env, ...server.env, DATABASE_URL: options.url }
  try {
    await follow(options, server)
    serve(server, options.feeds, false)
    for (const isLater of [false, true]) {
      serve(server, options.feeds, isLater)
      const upTo = isLater ? options.kills : Math.floor(options.kills / 2)
      for (let runs = 0; report.kills < upTo && runs < options.kills * 3; runs++) {
        await makeDue(options.url)
        if (await runOnce(env, { lines: random() * options.feeds * 0.9, ms: random() * 30 })) report.kills++
        report.stored.push(await countStored(options.url))
      }
      await makeDue(options.url)
      await runOnce(env, null)
    }
    await checkStored(options, report)
  } finally {
    await server.close()
  }
  return report
}

/** The entries of one feed: the last two are new in the second half, when also one is corrected and all dates change. */
function entriesOf(feed: number, isLater: boolean): ServedEntry[] {
  const origin = `https://site-${feed}.example`
  const count = isLater ? entriesPerFeed : entriesPerFeed - 2
  return Array.from({ length: count }, (_, index) => {
    const entry = entryOf(feed * 100 + index, origin)
    if (!isLater) return entry
    const text = index === 0 ? `${entry.text} An earlier version of this article gave a wrong figure.` : entry.text
    return { ...entry, text, date: '2026-05-20T07:00:00Z' }
  })
}

function serve(server: FeedServer, feeds: number, isLater: boolean): void {
  for (let feed = 0; feed < feeds; feed++) server.served.set(`/feed/${feed}`, { entries: entriesOf(feed, isLater) })
}

async function follow({ url, feeds }: { url: string; feeds: number }, { origin }: FeedServer): Promise<void> {
  const store = await openStore({ url, now })
  for (let feed = 0; feed < feeds; feed++) {
    await store.feeds.add({ url: `${origin}/feed/${feed}`, title: null, siteUrl: null })
  }
  await store.close()
}

/** A quarter of an hour passes for every feed. */
async function makeDue(url: string): Promise<void> {
  const store = await openStore({ url, now })
  for (const { id, addedAt: _, ...state } of await store.feeds.list()) {
    const due = { ...state, dueAt: now().toISOString(), restUntil: now().toISOString() }
    await store.feeds.recordPolls([{ feed: id, state: due, entries: [] }])
  }
  await store.close()
}

async function countStored(url: string): Promise<number> {
  const store = await openStore({ url, now })
  const count = await store.articles.count()
  await store.close()
  return count
}

async function checkStored({ url, feeds }: { url: string; feeds: number }, { faults }: KillReport): Promise<void> {
  const store = await openStore({ url, now })
  const count = await store.articles.count()
  if (count !== feeds * entriesPerFeed) faults.push(`${count} articles stored, not ${feeds * entriesPerFeed}`)
  for (let feed = 0; feed < feeds; feed++) {
    for (const [index, entry] of entriesOf(feed, true).entries()) {
      const stored = await store.articles.findByUrl(entry.link ?? '')
      if (stored === undefined) faults.push(`${entry.link} is lost`)
      else if (stored.value.text !== entry.text) faults.push(`${entry.link} is not as it was given last`)
      else if (stored.version !== (index === 0 ? 2 : 1)) faults.push(`${entry.link} has version ${stored.version}`)
    }
  }
  await store.close()
}

/** Kills the process so many ms after it has told of so many feeds; true where it was killed before it was done. */
function runOnce(env: NodeJS.ProcessEnv, kill: { lines: number; ms: number } | null): Promise<boolean> {
  const child = spawn(process.execPath, [main, 'feeds', 'poll'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  let lines = 0
  child.stdout.on('data', (chunk: Buffer) => {
    lines += chunk.toString().split('\n').length - 1
    if (kill !== null && lines >= kill.lines) setTimeout(() => child.kill('SIGKILL'), kill.ms)
  })
  return new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal === 'SIGKILL')))
}

if (import.meta.main) {
  const folder = mkdtempSync(join(tmpdir(), 'nutgraf-kill-'))
  const [kills = 30, feeds = 60] = process.argv.slice(2).map(Number)
  try {
    const report = await killPoll({ url: `sqlite:${join(folder, 'nutgraf.db')}`, kills, feeds, seed: 7 })
    process.stdout.write(`${JSON.stringify(report, null, 2)}\n`)
    process.exitCode = report.faults.length > 0 ? 1 : 0
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
