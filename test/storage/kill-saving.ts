import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Store } from '../../src/domain/store.ts'
import { openStore } from '../../src/storage/open.ts'
import { generatedArticle, seededRandom } from './generated-articles.ts'
import { createMemoryStore } from './memory-store.ts'

const BATCH = 10
const now = () => new Date('2026-04-02T07:00:00Z')

/** What a process that was killed left behind, and what saving all again made of it. */
export type KillReport = { kills: number; storedAtKills: number[]; faults: string[] }

/**
 * Saves `articles` made-up articles in a process of its own, kills it (`kill -9`) at `kills` random moments, each time
 * starting again, looks after each whether the store opens and holds whole batches, and at the end whether every
 * article, analysis and word is there once. `node kill-saving.ts [kills] [articles]` does it with a SQLite file and prints the report.
 */
export async function killSaving(options: {
  url: string
  kills: number
  articles: number
  seed: number
}): Promise<KillReport> {
  const random = seededRandom(options.seed)
  const report: KillReport = { kills: 0, storedAtKills: [], faults: [] }
  while (report.kills < options.kills) {
    // From the start of Node to some batches later; what is left to save shrinks, so a whole run may end first.
    const wasKilled = await runAndKill(options, random)
    if (wasKilled) report.kills += 1
    const store = await openStore({ url: options.url, now })
    const stored = await store.articles.count()
    report.storedAtKills.push(stored)
    if (stored % BATCH !== 0) report.faults.push(`half a batch after kill ${report.kills}: ${stored} articles`)
    await store.close()
    if (!wasKilled) break
  }
  const store = await openStore({ url: options.url, now })
  for (let start = 0; start < options.articles; start += BATCH) await store.articles.save(batchAt(start))
  report.faults.push(...(await faultsOf(store, options.articles)))
  await store.close()
  return report
}

function runAndKill({ url, articles }: { url: string; articles: number }, random: () => number): Promise<boolean> {
  const script = fileURLToPath(new URL('./save-generated.ts', import.meta.url))
  const child = spawn(process.execPath, [script, url, String(articles), String(BATCH)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  // Half of the kills come anywhere from the start on, half some milliseconds after a batch that stored something new.
  const atBatch = 1 + Math.floor(random() * 4)
  const delayMs = random() * 40
  let fresh = 0
  const kill = () => setTimeout(() => child.kill('SIGKILL'), delayMs)
  if (random() < 0.3) setTimeout(() => child.kill('SIGKILL'), random() * 1000)
  child.stdout.on('data', (chunk: Buffer) => {
    fresh += chunk.toString().match(/^[1-9]\d* new$/gm)?.length ?? 0
    if (fresh >= atBatch) kill()
  })
  return new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal === 'SIGKILL')))
}

/** Compares with a store in memory that saved the same without a stop. */
async function faultsOf(store: Store, articles: number): Promise<string[]> {
  const faults: string[] = []
  const whole = createMemoryStore(now)
  const words = new Set<string>()
  for (let start = 0; start < articles; start += BATCH) {
    const entries = batchAt(start)
    await whole.articles.save(entries)
    for (const { article, terms } of entries) {
      const stored = await store.articles.versions(article.id)
      if (stored.length !== 1 || stored[0]?.value.text !== article.text)
        faults.push(`${article.id} has ${stored.length} versions`)
      const analyses = await store.analyses.findMany([{ article: article.id, version: 1 }], 'test-1')
      if (analyses.size !== 1) faults.push(`${article.id} has no analysis`)
      for (const word of terms?.body.slice(0, 3) ?? []) words.add(word)
    }
  }
  const asked = [...words].slice(0, 100)
  const counted = await store.search.frequencies(asked)
  if (JSON.stringify([...counted.of]) !== JSON.stringify([...(await whole.search.frequencies(asked)).of]))
    faults.push('word counts differ')
  if (counted.articles !== articles || (await store.articles.count()) !== articles)
    faults.push('numbers of articles differ')
  for (const word of asked) {
    const query = { all: [word], any: [], not: [], limit: articles }
    const found = (await store.search.candidates(query)).map((one) => one.article)
    const expected = (await whole.search.candidates(query)).map((one) => one.article)
    if (found.join() !== expected.join()) faults.push(`other articles for "${word}"`)
  }
  return faults
}

function batchAt(start: number) {
  return Array.from({ length: BATCH }, (_, index) => generatedArticle(start + index, { words: 120 }))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = mkdtempSync(join(tmpdir(), 'nutgraf-kill-'))
  const [kills = '50', articles = '2000'] = process.argv.slice(2)
  const url = `sqlite:${join(folder, 'nutgraf.db')}`
  try {
    const report = await killSaving({ url, kills: Number(kills), articles: Number(articles), seed: 1 })
    process.stdout.write(`${JSON.stringify(report)}\n`)
    process.exitCode = report.faults.length === 0 && report.kills === Number(kills) ? 0 : 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
