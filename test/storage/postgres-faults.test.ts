import { Client } from 'pg'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { migrations } from '../../src/storage/migrations.ts'
import { openStore } from '../../src/storage/open.ts'
import { postgresPlace } from '../../src/storage/postgres-error.ts'
import { emptyDatabase } from './engines.ts'
import { freshDatabase } from './fresh-database.ts'
import { generatedArticle } from './generated-articles.ts'
import { sampleEntry } from './sample-article.ts'

const now = () => new Date('2026-03-02T07:00:00Z')
const url = await freshDatabase()

describe.skipIf(url === undefined)('a PostgreSQL store', () => {
  const address = url ?? ''
  const admin = new Client({ connectionString: address })
  let isConnected = false
  beforeEach(async () => {
    if (!isConnected) await admin.connect()
    isConnected = true
    await emptyDatabase(address)
  })
  afterAll(() => admin.end())

  const endOthers = () =>
    admin.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    )

  it('says where the server is away at the start, without the password', async () => {
    const away = new URL(address)
    away.port = '1'
    await expect(openStore({ url: away.href, now })).rejects.toMatchObject({
      code: 'store-unavailable',
      message: expect.stringMatching(
        /^PostgreSQL at 127\.0\.0\.1:1, database \w+, does not answer: start it, or correct DATABASE_URL$/,
      ),
    })
  })

  it('says where password or database are wrong', async () => {
    const wrong = new URL(address)
    wrong.password = 'guess'
    const refused = openStore({ url: wrong.href, now })
    await expect(refused).rejects.toMatchObject({
      code: 'store-unavailable',
      message: expect.stringContaining('refused user or password'),
    })
    const missing = new URL(address)
    missing.pathname = '/nowhere'
    const absent = openStore({ url: missing.href, now })
    await expect(absent).rejects.toMatchObject({
      code: 'store-unavailable',
      message: expect.stringContaining('create it'),
    })
  })

  it('goes on after the server ended its idle connections', async () => {
    const store = await openStore({ url: address, now })
    await store.articles.save([sampleEntry('a', 'one')])
    await endOthers()
    const outcomes = []
    for (let attempt = 0; attempt < 3; attempt += 1)
      outcomes.push(await outcomeOf(store.articles.save([sampleEntry('b', 'two')])))
    expect(outcomes.at(-1)).toBe('done')
    expect(outcomes.every((outcome) => outcome === 'done' || outcome === 'store-unavailable')).toBe(true)
    expect(await store.articles.count()).toBe(2)
    await store.close()
  })

  it('says where the server goes away in the middle of saving, and has stored all of a batch or nothing', async () => {
    const store = await openStore({ url: address, now })
    const batch = Array.from({ length: 100 }, (_, index) => generatedArticle(index))
    // The save waits for this lock in its last statement, so that it is in the middle when its connection ends.
    await admin.query('begin; lock table search_terms in exclusive mode')
    const saving = outcomeOf(store.articles.save(batch))
    await waitFor(async () => (await admin.query('select 1 from pg_locks where not granted')).rowCount === 1)
    await endOthers()
    await admin.query('rollback')
    expect(await saving).toBe('store-unavailable')
    expect(await store.articles.count()).toBe(0)
    const results = await store.articles.save(batch)
    expect(results.every(({ outcome }) => outcome === 'new')).toBe(true)
    expect((await store.search.frequencies([])).articles).toBe(100)
    await store.close()
  })

  it('says what to do where a newer program has changed it', async () => {
    await (await openStore({ url: address, now })).close()
    await admin.query(`insert into migrations values ('9999-from-the-future', '2030-01-01')`)
    await expect(openStore({ url: address, now })).rejects.toMatchObject({ code: 'store-newer' })
  })

  it('says where the server takes no writes', async () => {
    const store = await openStore({ url: address, now })
    const database = new URL(address).pathname.slice(1)
    await admin.query(`alter database ${database} set default_transaction_read_only = on`)
    try {
      // New connections have the setting; a broken old one is first noticed by its use.
      await endOthers()
      const outcomes = new Set<string>()
      for (let attempt = 0; attempt < 4; attempt += 1)
        outcomes.add(await outcomeOf(store.articles.save([sampleEntry('a', 'one')])))
      outcomes.delete('store-unavailable')
      expect([...outcomes]).toEqual(['store-read-only'])
      expect(await store.articles.count()).toBe(0)
    } finally {
      await admin.query(`alter database ${database} reset default_transaction_read_only`)
      await store.close()
    }
  })

  it('is set up once when several open it at the same moment', async () => {
    const stores = await Promise.all(Array.from({ length: 4 }, () => openStore({ url: address, now })))
    expect((await admin.query('select count(*)::int as steps from migrations')).rows[0].steps).toBe(migrations.length)
    for (const store of stores) await store.close()
  })

  it('takes the same articles from several processes at once: each stored once, each word counted once', async () => {
    const stores = await Promise.all(Array.from({ length: 4 }, () => openStore({ url: address, now })))
    const batch = Array.from({ length: 30 }, (_, index) => generatedArticle(index, { words: 50 }))
    const results = await Promise.all(
      stores.map((store, index) => store.articles.save(index % 2 === 0 ? batch : batch.toReversed())),
    )
    expect(results.flat().filter(({ outcome }) => outcome === 'new')).toHaveLength(30)
    expect(results.flat().filter(({ outcome }) => outcome === 'changed')).toHaveLength(0)
    const [store] = stores
    const word = batch[0]?.terms?.body[0] ?? ''
    const counted = await store?.search.frequencies([word])
    const found = await store?.search.candidates({ all: [word], any: [], not: [], limit: 100 })
    expect(counted?.articles).toBe(30)
    expect(counted?.of.get(word)).toBe(found?.length)
    for (const one of stores) await one.close()
  })

  it('is named without user and password', () => {
    expect(postgresPlace('postgres://ann:secret@db:5433/news')).toBe('PostgreSQL at db:5433, database news')
  })
})

async function outcomeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
    return 'done'
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error)
  }
}

async function waitFor(isSo: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (await isSo()) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('waited 10 seconds in vain')
}
