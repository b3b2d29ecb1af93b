import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStore } from '../../src/storage/open.ts'
import { freshDatabase } from './fresh-database.ts'
import { generatedArticle, seededRandom } from './generated-articles.ts'
import { searchFaults } from './search-faults.ts'

const postgres = await freshDatabase()
const winter = '2026-01-05T07:00:00.000Z'
const before = '2026-02-01T00:00:00.000Z'

describe('purging a store', () => {
  let folder = ''
  let file = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'nutgraf-purge-'))
    file = `sqlite:${join(folder, 'nutgraf.db')}`
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))
  const urls = () => [file, ...(postgres === undefined ? [] : [postgres])]

  it('leaves no word, sketch, version or analysis of what went', { timeout: 120_000 }, async () => {
    for (const url of urls()) {
      await fill(url, 0, 130, winter)
      await fill(url, 130, 160, '2026-03-05T07:00:00.000Z')
      expect(await runPurge(url)).toBe('130')
      expect(await searchFaults(url)).toEqual([])
      const store = await openStore({ url, now: () => new Date(before) })
      expect([await store.articles.count(), (await store.search.frequencies([])).articles]).toEqual([30, 30])
      await store.close()
    }
  })

  it('may be killed at any moment, and goes on the next time', { timeout: 240_000 }, async () => {
    const random = seededRandom(11)
    for (const url of urls()) {
      await fill(url, 1000, 1400, winter)
      let kills = 0
      for (let run = 0; run < 12 && kills < 5; run++) {
        if (await runAndKill(url, random() * 120)) kills++
        expect(await searchFaults(url)).toEqual([])
      }
      expect(kills).toBeGreaterThan(2)
      await runPurge(url)
      const store = await openStore({ url, now: () => new Date(before) })
      expect((await store.articles.list({ limit: 500 })).filter(({ ingestedAt }) => ingestedAt < before)).toEqual([])
      await store.close()
      expect(await searchFaults(url)).toEqual([])
    }
  })

  it('goes on beside processes that store and others that purge', { timeout: 240_000 }, async () => {
    for (const url of urls()) {
      await fill(url, 2000, 2400, winter)
      const purges = [runPurge(url), runPurge(url)]
      const saved = runSaver(url)
      const numbers = (await Promise.all(purges)).map(Number)
      expect(numbers.reduce((sum, number) => sum + number, 0)).toBe(400)
      expect(await saved).toEqual({ code: 0, said: '' })
      expect(await searchFaults(url)).toEqual([])
    }
  })
})

async function fill(url: string, from: number, to: number, at: string): Promise<void> {
  const store = await openStore({ url, now: () => new Date(at) })
  for (let start = from; start < to; start += 50) {
    const numbers = Array.from({ length: Math.min(50, to - start) }, (_, index) => start + index)
    await store.articles.save(
      numbers.map((number) => ({
        ...generatedArticle(number, { words: 60 }),
        sketch: [number, number + 1, 1_000_000],
      })),
    )
  }
  await store.close()
}

function startPurge(url: string) {
  const script = fileURLToPath(new URL('./purge-store.ts', import.meta.url))
  return spawn(process.execPath, [script, url, before], { stdio: ['ignore', 'pipe', 'inherit'] })
}

async function runPurge(url: string): Promise<string> {
  const child = startPurge(url)
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
  await once(child, 'close')
  return said.split('\n')[1] ?? ''
}

/** True where it was killed so many milliseconds after it had opened the store. */
async function runAndKill(url: string, delayMs: number): Promise<boolean> {
  const child = startPurge(url)
  const closed = once(child, 'close')
  await once(child.stdout, 'data')
  setTimeout(() => child.kill('SIGKILL'), delayMs)
  const [, signal] = await closed
  return signal === 'SIGKILL'
}

async function runSaver(url: string): Promise<{ code: number | null; said: string }> {
  const script = fileURLToPath(new URL('./save-generated.ts', import.meta.url))
  const child = spawn(process.execPath, [script, url, '120', '10'], { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const [code] = await once(child, 'close')
  return { code, said }
}
