import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Store } from '../../src/domain/store.ts'
import { openStore } from '../../src/storage/open.ts'
import { sqliteError } from '../../src/storage/sqlite-error.ts'
import { sampleEntry } from './sample-article.ts'

const now = () => new Date('2026-03-02T07:00:00Z')

describe('a SQLite store', () => {
  let folder = ''
  let file = ''
  const open = (options: { busyTimeoutMs?: number } = {}) => openStore({ url: `sqlite:${file}`, now, ...options })
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'nutgraf-faults-'))
    chmodSync(folder, 0o755)
    file = join(folder, 'nutgraf.db')
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('keeps what was saved when it is opened again', async () => {
    const first = await open()
    await first.articles.save([sampleEntry('a', 'harbor closed')])
    await first.close()
    const second = await open()
    expect(await second.articles.count()).toBe(1)
    expect(await second.search.candidates({ all: ['harbor'], any: [], not: [], limit: 5 })).toHaveLength(1)
    await second.close()
    expect(existsSync(`${file}-wal`)).toBe(false)
  })

  it('says what to do where a newer program has changed it, and leaves it alone', async () => {
    await (await open()).close()
    withFile(file, (database) => database.exec(`insert into migrations values ('9999-from-the-future', '2030-01-01')`))
    await expect(open()).rejects.toMatchObject({
      code: 'store-newer',
      message: expect.stringMatching(/newer nutgraf \(9999-from-the-future\): update nutgraf/),
    })
  })

  it('says in one sentence that another process writes, keeps on reading, and saves once that is done', async () => {
    const store = await open({ busyTimeoutMs: 50 })
    await store.articles.save([sampleEntry('a', 'one')])
    const other = new DatabaseSync(file)
    other.exec('begin immediate')
    await expect(store.articles.save([sampleEntry('b', 'two')])).rejects.toMatchObject({
      code: 'store-busy',
      message: expect.stringMatching(/^another process is writing to the store .*: wait until it is done/),
    })
    await expect(
      store.usage.add({ purpose: 'ask', model: 'm', inputTokens: 1, outputTokens: 1 }),
    ).rejects.toMatchObject({ code: 'store-busy' })
    expect(await store.articles.count()).toBe(1)
    other.exec('rollback')
    other.close()
    expect(await store.articles.save([sampleEntry('b', 'two')])).toMatchObject([{ outcome: 'new' }])
    await store.close()
  })

  it('says that it is busy where another process holds a file that is not set up yet', async () => {
    const other = new DatabaseSync(file)
    other.exec('create table foreign_one (a); begin exclusive')
    await expect(open({ busyTimeoutMs: 120 })).rejects.toMatchObject({ code: 'store-busy' })
    other.exec('rollback')
    other.close()
    await (await open()).close()
  })

  it('says where the disk is full, loses nothing, and goes on when there is room', async () => {
    const store = await open()
    await store.articles.save([sampleEntry('a', 'one')])
    await store.close()
    // A file that cannot grow: SQLite fails as on a full disk.
    const { store: small, connection } = await openWithConnection(`sqlite:${file}`)
    connection.exec('pragma max_page_count = 60')
    const long = (id: string) => sampleEntry(id, `${id} `.repeat(200_000))
    await expect(small.articles.save([long('b')])).rejects.toMatchObject({
      code: 'store-full',
      message: expect.stringMatching(/no space left for the store .*: free some/),
    })
    expect(await small.articles.count()).toBe(1)
    const counted = await small.search.frequencies(['b', 'one'])
    expect([counted.articles, ...counted.of.values()]).toEqual([1, 0, 1])
    connection.exec('pragma max_page_count = 1000000')
    expect(await small.articles.save([long('b')])).toMatchObject([{ outcome: 'new' }])
    await small.close()
  })

  it.skipIf(process.platform === 'win32')('says where the file may not be written', async () => {
    await (await open()).close()
    await asOrdinaryUser(() =>
      expect(open()).rejects.toMatchObject({
        code: 'store-read-only',
        message: expect.stringMatching(/cannot be written: allow this user to write the file and its folder$/),
      }),
    )
  })

  it('says where the file can no longer be written while it is open, and reads on', async () => {
    const { store, connection } = await openWithConnection(`sqlite:${file}`)
    await store.articles.save([sampleEntry('a', 'one')])
    connection.exec('pragma query_only = on')
    await expect(store.articles.save([sampleEntry('b', 'two')])).rejects.toMatchObject({ code: 'store-read-only' })
    expect(await store.articles.count()).toBe(1)
    await store.close()
  })

  it.skipIf(process.platform === 'win32')('says where the folder may not be written', async () => {
    const locked = join(folder, 'locked')
    mkdirSync(locked)
    chmodSync(locked, 0o555)
    file = join(locked, 'deeper', 'nutgraf.db')
    await asOrdinaryUser(() => expect(open()).rejects.toMatchObject({ code: 'store-read-only' }))
    file = join(locked, 'nutgraf.db')
    await asOrdinaryUser(() => expect(open()).rejects.toMatchObject({ code: 'store-unavailable' }))
  })

  it('says where the path is a folder, runs through a file, or holds no store', async () => {
    file = folder
    await expect(open()).rejects.toMatchObject({ code: 'store-unavailable' })
    const text = join(folder, 'notes.txt')
    writeFileSync(text, 'Not a database, but long enough to be read as the head of one.\n'.repeat(50))
    file = text
    await expect(open()).rejects.toMatchObject({
      code: 'store-unavailable',
      message: expect.stringMatching(/is not a SQLite file/),
    })
    file = join(text, 'nutgraf.db')
    await expect(open()).rejects.toMatchObject({ code: 'store-unavailable' })
  })

  it('passes on a failure that no reader can mend as it is', () => {
    const fault = new TypeError('a fault of ours')
    expect(sqliteError(fault, 'x')).toBe(fault)
  })
})

describe('the address of a store', () => {
  it('is refused with the forms that work', async () => {
    for (const url of ['', 'sqlite:', 'mysql://localhost/x', 'nutgraf.db', 'http://localhost']) {
      await expect(openStore({ url, now })).rejects.toMatchObject({ code: 'config-invalid' })
    }
  })
})

function withFile(file: string, work: (database: DatabaseSync) => void): void {
  const database = new DatabaseSync(file)
  work(database)
  database.close()
}

/** A store and the connection under it, for what a test cannot do to a disk. */
async function openWithConnection(url: string): Promise<{ store: Store; connection: DatabaseSync }> {
  const connections: DatabaseSync[] = []
  const spy = vi.spyOn(DatabaseSync.prototype, 'exec').mockImplementation(function (this: DatabaseSync, text: string) {
    connections.push(this)
    this.prepare(text).run()
  })
  const store = await openStore({ url, now })
  spy.mockRestore()
  const [connection] = connections
  if (connection === undefined) throw new Error('no connection was made')
  return { store, connection }
}

/** Rights do not bind root, so a test that runs as root puts them off for a while; everyone may read the test's folder then. */
async function asOrdinaryUser(work: () => Promise<unknown>): Promise<void> {
  const isRoot = process.geteuid?.() === 0
  if (isRoot) process.seteuid?.(65534)
  try {
    await work()
  } finally {
    if (isRoot) process.seteuid?.(0)
  }
}
