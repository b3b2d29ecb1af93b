import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStore } from '../../src/storage/open.ts'
import { freshDatabase } from '../storage/fresh-database.ts'
import { sampleEntry } from '../storage/sample-article.ts'
import { subscriptionOf } from '../storage/sample-delivery.ts'
import { runCommand } from './run-command.ts'

const postgres = await freshDatabase()

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nutgraf-backup-command-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('backup', () => {
  it('writes a store that can be put in place, and says how much is in it', async () => {
    const database = `sqlite:${join(folder, 'nutgraf.db')}`
    const store = await openStore({ url: database, now: () => new Date('2026-05-01T08:00:00Z') })
    await store.articles.save([sampleEntry('a', 'the ferry waits'), sampleEntry('b', 'the harbor')])
    await store.feeds.add({ url: 'https://news.example/feed', title: 'News', siteUrl: null })
    await store.subscriptions.save(subscriptionOf('s'))
    const file = join(folder, 'copy.db')
    // The store is open here too, as it is in a bot that runs.
    expect(await runCommand(['backup', file], '', database)).toEqual({
      code: 0,
      err: '',
      out: `Backed up to ${file}: 2 articles, 1 feed, 1 subscription.\n`,
    })
    await store.close()
    expect((await runCommand(['subscriptions', 'list'], '', `sqlite:${file}`)).out).toContain('“ferry”')
    expect(await runCommand(['backup', file], '', database)).toEqual({
      code: 2,
      out: '',
      err: `${file} is there already, and a backup overwrites nothing: name a new file\n`,
    })
  })

  it('needs a file', async () => {
    expect(await runCommand(['backup'])).toMatchObject({ code: 2, out: '' })
  })

  it.skipIf(postgres === undefined)('names pg_dump for PostgreSQL', async () => {
    const { code, err } = await runCommand(['backup', join(folder, 'copy.db')], '', postgres)
    expect([code, err]).toEqual([
      2,
      'PostgreSQL is backed up with its own tools: pg_dump --file FILE "$DATABASE_URL"\n',
    ])
  })
})
