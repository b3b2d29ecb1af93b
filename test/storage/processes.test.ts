import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStore } from '../../src/storage/open.ts'
import { freshDatabase } from './fresh-database.ts'
import { killSaving } from './kill-saving.ts'

const now = () => new Date('2026-04-02T07:00:00Z')
const postgres = await freshDatabase()

describe('several processes', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'nutgraf-processes-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('set up and fill one SQLite file at the same time, each waiting its turn', { timeout: 120_000 }, async () => {
    const url = `sqlite:${join(folder, 'nutgraf.db')}`
    const runs = await Promise.all([runSaver(url), runSaver(url), runSaver(url)])
    expect(runs.map(({ code, said }) => [code, said])).toEqual([
      [0, ''],
      [0, ''],
      [0, ''],
    ])
    // Whoever comes first stores an article; for the others it is unchanged.
    expect(runs.reduce((sum, run) => sum + run.fresh, 0)).toBe(60)
    const store = await openStore({ url, now })
    expect(await store.articles.count()).toBe(60)
    expect((await store.search.frequencies([])).articles).toBe(60)
    await store.close()
  })

  it('record the polls of one feed at the same time: every entry is known', { timeout: 120_000 }, async () => {
    for (const url of [`sqlite:${join(folder, 'nutgraf.db')}`, ...(postgres === undefined ? [] : [postgres])]) {
      const store = await openStore({ url, now })
      const { feed } = await store.feeds.add({ url: 'https://harbor.example/feed', title: null, siteUrl: null })
      const names = ['a', 'b', 'c']
      expect(await Promise.all(names.map((name) => runRecorder(url, feed.id, name, 20)))).toEqual(['', '', ''])
      const keys = names.flatMap((name) => Array.from({ length: 20 }, (_, poll) => `${name}-${poll}-b`))
      const known = await store.feeds.known(feed.id, ['all', ...keys])
      expect(known.size).toBe(61)
      // All go on as one entry, so the last wording is every key's.
      expect(new Set([...known.values()].map(({ content }) => content)).size).toBe(1)
      await store.close()
    }
  })

  it('end with "store-busy" where one of them never lets go of the file', { timeout: 120_000 }, async () => {
    const file = join(folder, 'nutgraf.db')
    await (await openStore({ url: `sqlite:${file}`, now })).close()
    const other = new DatabaseSync(file)
    other.exec('begin immediate')
    expect(await runSaver(`sqlite:${file}`)).toEqual({ code: 1, said: 'store-busy\n', fresh: 0 })
    other.exec('rollback')
    other.close()
  })

  it('may be killed at any moment on SQLite: nothing is lost, nothing is there twice', {
    timeout: 240_000,
  }, async () => {
    const url = `sqlite:${join(folder, 'nutgraf.db')}`
    const report = await killSaving({ url, kills: 8, articles: 400, seed: 1 })
    expect(report).toMatchObject({ kills: 8, faults: [] })
    const file = new DatabaseSync(join(folder, 'nutgraf.db'))
    expect(file.prepare('pragma integrity_check').all()).toEqual([{ integrity_check: 'ok' }])
    file.close()
  })

  it.skipIf(postgres === undefined)('may be killed at any moment on PostgreSQL too', { timeout: 240_000 }, async () => {
    const report = await killSaving({ url: postgres ?? '', kills: 4, articles: 300, seed: 2 })
    expect(report).toMatchObject({ kills: 4, faults: [] })
  })
})

/** What the process said of a failure. */
function runRecorder(url: string, feed: string, name: string, polls: number): Promise<string> {
  const script = fileURLToPath(new URL('./record-polls.ts', import.meta.url))
  const child = spawn(process.execPath, [script, url, feed, name, String(polls)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  return new Promise((resolve) => child.once('close', () => resolve(said)))
}

function runSaver(url: string): Promise<{ code: number | null; said: string; fresh: number }> {
  const script = fileURLToPath(new URL('./save-generated.ts', import.meta.url))
  const child = spawn(process.execPath, [script, url, '60', '5'], { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  let fresh = 0
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  child.stdout.on('data', (chunk: Buffer) => {
    for (const [, number] of chunk.toString().matchAll(/^(\d+) new$/gm)) fresh += Number(number)
  })
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, said, fresh })))
}
