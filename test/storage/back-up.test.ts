import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Store } from '../../src/domain/store.ts'
import { openStore } from '../../src/storage/open.ts'
import { freshDatabase } from './fresh-database.ts'
import { generatedArticle } from './generated-articles.ts'
import { fillSpace } from './sample-talk.ts'
import { searchFaults } from './search-faults.ts'

const now = () => new Date('2026-04-02T07:00:00Z')
const postgres = await freshDatabase()

describe('a backup', () => {
  let folder = ''
  const opened: Store[] = []
  const open = async (url = `sqlite:${join(folder, 'nutgraf.db')}`) => {
    const store = await openStore({ url, now })
    opened.push(store)
    return store
  }
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'nutgraf-backup-'))
  })
  afterEach(async () => {
    for (const store of opened.splice(0)) await store.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('holds whole batches while another process writes, and everything in it reads', { timeout: 120_000 }, async () => {
    const store = await open()
    await fillSpace(store, 'T1', '2026-03-01T00:00:00.000Z')
    const writing = startSaver(`sqlite:${join(folder, 'nutgraf.db')}`)
    await once(writing.child.stdout, 'data')
    const copies: string[] = []
    while (writing.child.exitCode === null && copies.length < 6) {
      copies.push(join(folder, `copy-${copies.length}.db`))
      await store.backUp(copies.at(-1) ?? '')
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    expect(await writing.ended).toEqual([0, null])
    const counts: number[] = []
    for (const copy of copies) counts.push(await checkCopy(copy))
    expect(copies.length).toBeGreaterThan(1)
    expect(counts).toEqual(counts.toSorted((a, b) => a - b))
    expect(readdirSync(folder).filter((name) => name.includes('.part'))).toEqual([])
  })

  it('is put in place of a store that is lost, and goes on from there', async () => {
    const store = await open()
    await store.articles.save([generatedArticle(1)])
    await store.backUp(join(folder, 'copy.db'))
    await store.articles.save([generatedArticle(2)])
    await store.close()
    opened.splice(0)
    for (const name of readdirSync(folder).filter((one) => one.startsWith('nutgraf.db'))) rmSync(join(folder, name))
    copyFileSync(join(folder, 'copy.db'), join(folder, 'nutgraf.db'))
    const restored = await open()
    expect(await restored.articles.count()).toBe(1)
    const results = await restored.articles.save([generatedArticle(1), generatedArticle(2)])
    expect(results.map(({ outcome }) => outcome)).toEqual(['unchanged', 'new'])
    expect(await restored.holdAlone()).toBe(true)
  })

  it('overwrites no file, and leaves nothing where it cannot be written', async () => {
    const store = await open()
    const taken = join(folder, 'taken.db')
    writeFileSync(taken, '')
    await expect(store.backUp(taken)).rejects.toMatchObject({
      code: 'usage',
      message: `${taken} is there already, and a backup overwrites nothing: name a new file`,
    })
    await expect(store.backUp(join(folder, 'nowhere', 'copy.db'))).rejects.toMatchObject({
      code: 'store-unavailable',
      message: expect.stringMatching(/^the backup .*copy\.db cannot be written: check that its folder is there/),
    })
    expect(existsSync(join(folder, 'nowhere'))).toBe(false)
    // A copy that a killed process left half is no hindrance.
    writeFileSync(join(folder, 'copy.db.part'), 'half')
    await store.backUp(join(folder, 'copy.db'))
    expect(await checkCopy(join(folder, 'copy.db'))).toBe(0)
  })

  it.skipIf(process.platform === 'win32')('says where this user may not write it', async () => {
    const store = await open()
    const closed = join(folder, 'closed')
    mkdirSync(closed)
    chmodSync(closed, 0o555)
    const isRoot = process.geteuid?.() === 0
    if (isRoot) chmodSync(folder, 0o755)
    if (isRoot) process.seteuid?.(65534)
    try {
      await expect(store.backUp(join(closed, 'copy.db'))).rejects.toMatchObject({
        code: 'store-unavailable',
        message: expect.stringContaining('cannot be written'),
      })
    } finally {
      if (isRoot) process.seteuid?.(0)
      chmodSync(closed, 0o755)
    }
  })

  it.skipIf(postgres === undefined)('of PostgreSQL is left to its own tools', async () => {
    const store = await open(postgres)
    await expect(store.backUp(join(folder, 'copy.db'))).rejects.toMatchObject({
      code: 'usage',
      message: 'PostgreSQL is backed up with its own tools: pg_dump --file FILE "$DATABASE_URL"',
    })
  })
})

/** Opens a copy as a store and reads all of it; gives the number of articles. */
async function checkCopy(file: string): Promise<number> {
  const plain = new DatabaseSync(file, { readOnly: true })
  expect(plain.prepare('pragma integrity_check').all()).toEqual([{ integrity_check: 'ok' }])
  expect(plain.prepare('pragma foreign_key_check').all()).toEqual([])
  plain.close()
  const store = await openStore({ url: `sqlite:${file}`, now })
  const articles = await store.articles.list({ limit: 1000 })
  // The saver's batches have five each.
  expect(articles.length % 5).toBe(0)
  expect((await store.analyses.findMany(articles, 'test-1')).size).toBe(articles.length)
  expect((await store.search.candidates({ all: [], any: [], not: [], limit: 1000 })).length).toBe(articles.length)
  const space = { platform: 'slack', space: 'T1' }
  if ((await store.subscriptions.list()).length > 0) {
    expect(await store.retention.countSpace(space)).toMatchObject({ deliveries: 2, mutes: 2, threads: 1, changes: 1 })
    expect(await store.replies.find('T1-r')).toMatchObject({ asked: '/brief ferry' })
    expect(await store.deliveries.list({ limit: 9 })).toHaveLength(2)
  }
  await store.close()
  expect(await searchFaults(`sqlite:${file}`)).toEqual([])
  return articles.length
}

function startSaver(url: string) {
  const script = fileURLToPath(new URL('./save-generated.ts', import.meta.url))
  const child = spawn(process.execPath, [script, url, '400', '5'], { stdio: ['ignore', 'pipe', 'inherit'] })
  child.stdout.on('data', () => {})
  return { child, ended: once(child, 'exit') }
}
