import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeArticles } from '../../src/cli/bench/make-articles.ts'
import { analyzerName } from '../../src/pipeline/prepare-articles.ts'
import { openStore } from '../../src/storage/open.ts'
import { seededRandom } from '../storage/generated-articles.ts'

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
const now = () => new Date('2026-05-20T08:00:00Z')

/** What an ingest that was killed and run again left behind. */
export interface KillReport {
  kills: number
  /** how many articles were there after each kill */
  stored: number[]
  faults: string[]
}

/**
 * Runs `ingest --jsonl` with made articles, kills it (`kill -9`) at random moments and runs it again, then lets it run to
 * its end. `node test/cli/kill-ingest.ts [kills] [articles]` prints the report; the suite runs a short one.
 */
export async function killIngest(options: {
  url: string
  kills: number
  articles: number
  seed: number
}): Promise<KillReport> {
  const random = seededRandom(options.seed)
  const report: KillReport = { kills: 0, stored: [], faults: [] }
  const input = [...makeArticles(options.articles, 120)].map((article) => `${JSON.stringify(article)}\n`).join('')
  while (report.kills < options.kills) {
    if (await runOnce(options.url, input, random() * 2_500)) report.kills++
    report.stored.push(await countStored(options.url))
    if (report.stored.length > options.kills * 4) break
  }
  await runOnce(options.url, input, Number.POSITIVE_INFINITY)
  const store = await openStore({ url: options.url, now })
  const found = await store.articles.findMany([...makeArticles(options.articles, 1)].map(({ id }) => id))
  const count = await store.articles.count()
  if (count !== options.articles) report.faults.push(`${count} articles stored, not ${options.articles}`)
  if (found.length !== options.articles) report.faults.push(`${found.length} of ${options.articles} found`)
  const several = found.filter(({ version }) => version !== 1)
  if (several.length > 0) report.faults.push(`${several.length} articles have more than one version`)
  const analyses = await store.analyses.findMany(found, analyzerName)
  if (analyses.size !== options.articles) report.faults.push(`${analyses.size} analyses`)
  await store.close()
  return report
}

async function countStored(url: string): Promise<number> {
  const store = await openStore({ url, now })
  try {
    return await store.articles.count()
  } finally {
    await store.close()
  }
}

/** True where the process was killed before it was done. */
function runOnce(url: string, input: string, afterMs: number): Promise<boolean> {
  const child = spawn(process.execPath, [main, 'ingest', '--jsonl'], {
    env: { ...process.env, DATABASE_URL: url },
    stdio: ['pipe', 'ignore', 'inherit'],
  })
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  const timer = Number.isFinite(afterMs) ? setTimeout(() => child.kill('SIGKILL'), afterMs) : undefined
  return new Promise((resolve) =>
    child.once('exit', (_code, signal) => {
      clearTimeout(timer)
      resolve(signal === 'SIGKILL')
    }),
  )
}

if (import.meta.main) {
  const folder = mkdtempSync(join(tmpdir(), 'nutgraf-kill-'))
  const [kills = 50, articles = 2_000] = process.argv.slice(2).map(Number)
  try {
    const report = await killIngest({ url: `sqlite:${join(folder, 'nutgraf.db')}`, kills, articles, seed: 1 })
    process.stdout.write(`${JSON.stringify(report)}\n`)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
