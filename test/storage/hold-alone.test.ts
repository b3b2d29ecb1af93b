import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Store } from '../../src/domain/store.ts'
import { openStore } from '../../src/storage/open.ts'
import { freshDatabase } from './fresh-database.ts'
import { createMemoryStore } from './memory-store.ts'

const now = () => new Date('2026-03-02T07:00:00Z')
const postgres = await freshDatabase()

describe('the hold of a store', () => {
  let folder = ''
  let url = ''
  const opened: Store[] = []
  const children: ChildProcess[] = []
  const open = async (address = url) => {
    const store = await openStore({ url: address, now })
    opened.push(store)
    return store
  }
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'nutgraf-hold-'))
    url = `sqlite:${join(folder, 'nutgraf.db')}`
  })
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL')
    for (const store of opened.splice(0)) await store.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const startHolder = async () => {
    const script = fileURLToPath(new URL('./hold-store.ts', import.meta.url))
    const child = spawn(process.execPath, [script, url], { stdio: ['pipe', 'pipe', 'inherit'] })
    children.push(child)
    const [said] = await once(child.stdout, 'data')
    return { child, said: String(said).trim() }
  }

  it('is one process’s alone on a SQLite file, and free at once when that is killed', { timeout: 60_000 }, async () => {
    const { child, said } = await startHolder()
    expect(said).toBe('true')
    const store = await open()
    expect(store.isShared).toBe(false)
    expect([await store.holdAlone(), await store.holdAlone()]).toEqual([false, false])
    // Everything else goes on beside it.
    await store.feeds.add({ url: 'https://harbor.example/feed', title: null, siteUrl: null })
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect([await store.holdAlone(), await store.holdAlone()]).toEqual([true, true])
    expect((await startHolder()).said).toBe('false')
  })

  it('ends in order with the store, and leaves the store’s own files as they were', { timeout: 60_000 }, async () => {
    const { child } = await startHolder()
    child.stdin?.end()
    await once(child, 'exit')
    const store = await open()
    const second = await open()
    expect([await store.holdAlone(), await second.holdAlone()]).toEqual([true, false])
    await store.close()
    opened.splice(opened.indexOf(store), 1)
    expect(await second.holdAlone()).toBe(true)
    expect(readdirSync(folder).filter((name) => name.includes('-start'))).toEqual(['nutgraf.db-start'])
  })

  it.skipIf(process.platform === 'win32')('says in one sentence where its file cannot be made', async () => {
    const store = await open()
    chmodSync(folder, 0o555)
    const isRoot = process.geteuid?.() === 0
    if (isRoot) process.seteuid?.(65534)
    try {
      await expect(store.holdAlone()).rejects.toMatchObject({ name: 'AppError', code: 'store-unavailable' })
    } finally {
      if (isRoot) process.seteuid?.(0)
      chmodSync(folder, 0o755)
    }
  })

  it('is everyone’s in memory, where nobody else can be', async () => {
    const stores = [await open('sqlite::memory:'), await open('sqlite::memory:'), createMemoryStore(now)]
    for (const store of stores) expect([await store.holdAlone(), store.isShared]).toEqual([true, false])
  })

  it.skipIf(postgres === undefined)('is everyone’s on PostgreSQL, where they share the work', async () => {
    const stores = [await open(postgres), await open(postgres)]
    for (const store of stores) expect([await store.holdAlone(), store.isShared]).toEqual([true, true])
  })
})
