import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStore } from '../../src/storage/open.ts'
import { sampleEntry } from '../storage/sample-article.ts'
import { fillSpace, replyOf } from '../storage/sample-talk.ts'
import { runCommand } from './run-command.ts'

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

let folder = ''
let database = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nutgraf-purge-command-'))
  database = `sqlite:${join(folder, 'nutgraf.db')}`
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

// The commands of these tests run on 2026-05-08.
const run = (...args: string[]) => runCommand(['purge', ...args], '', database)

/** An article and its talk as they came in at an instant. */
async function fill(at: string, name: string): Promise<void> {
  const store = await openStore({ url: database, now: () => new Date(at) })
  await store.articles.save([sampleEntry(name, `the ${name} waits`), sampleEntry(`${name}-2`, 'the harbor')])
  await fillSpace(store, name, at)
  await store.replies.save(replyOf(`${name}-unreported`, { space: name, at }))
  await store.close()
}

describe('purge', () => {
  it('deletes what is older than an age, in days or weeks, and says how much', async () => {
    await fill('2026-02-01T08:00:00.000Z', 'winter')
    await fill('2026-05-01T08:00:00.000Z', 'spring')
    expect(await run('--older-than', '13w')).toMatchObject({
      code: 0,
      err: '',
      out: 'Deleted what is older than 91 days: 2 articles, 1 mark of what was shown, 1 reply, 1 thread.\n',
    })
    expect((await run('--older-than', '90d')).out).toBe('Nothing is older than 90 days.\n')
    // What was shown in the last two months is known on.
    expect((await run('--older-than', '1d')).out).toBe(
      'Deleted what is older than 1 day: 2 articles, 1 reply, 1 thread.\n',
    )
    expect((await runCommand(['brief', 'ferry'], '', database)).out).not.toContain('winter')
  })

  it('goes by NUTGRAF_KEEP_DAYS where no age is given, and keeps all where that is 0', {
    timeout: 60_000,
  }, async () => {
    await fill('2020-01-01T08:00:00.000Z', 'long-ago')
    const purge = async (days: Record<string, string>) =>
      (
        await promisify(execFile)(process.execPath, [main, 'purge'], {
          env: { PATH: process.env['PATH'] ?? '', DATABASE_URL: database, ...days },
        })
      ).stdout
    expect(await purge({ NUTGRAF_KEEP_DAYS: '0' })).toBe(
      'NUTGRAF_KEEP_DAYS is 0, which keeps everything. Name an age to delete by: --older-than 90d\n',
    )
    expect(await purge({ NUTGRAF_KEEP_DAYS: '36500' })).toBe('Nothing is older than 36500 days.\n')
    expect(await purge({})).toMatch(/^Deleted what is older than 90 days: 2 articles, /)
  })

  it('deletes a workspace whole only where that is meant, and no other', async () => {
    for (const space of ['T1', 'T2']) await fill('2026-05-01T08:00:00.000Z', space)
    const all =
      '1 subscription, 2 deliveries, 1 mark of what was shown, 2 mutes, 1 approval setting, 2 replies, 1 report, 1 thread, 1 noted change'
    const asked = { code: 0, err: '', out: `This would delete of slack:T1: ${all}. Add --yes to do it.\n` }
    expect(await run('--space', 'slack:T1')).toEqual(asked)
    expect(await run('--space', 'slack:T1')).toEqual(asked)
    expect((await run('--space', 'slack:T1', '--yes')).out).toBe(`Deleted everything of slack:T1: ${all}.\n`)
    for (const yes of [[], ['--yes']])
      expect((await run('--space', 'slack:T1', ...yes)).out).toBe('Nothing is stored of slack:T1.\n')
    expect((await run('--space', 'discord:T2')).out).toBe('Nothing is stored of discord:T2.\n')
    expect((await run('--space', 'slack:T2')).out).toContain(all)
  })

  it('says in one sentence what it cannot read', async () => {
    for (const age of ['90', '0d', '1h', 'd', '-1d', '99999d', '90 days']) {
      const sentence = `--older-than takes days or weeks, such as 90d or 13w, not “${age}”.\n`
      expect(await run(`--older-than=${age}`)).toEqual({ code: 2, out: '', err: sentence })
    }
    for (const space of ['T1', 'slack:', 'irc:T1', 'slack:T1/C1']) {
      const sentence = `--space takes slack:TEAM or discord:SERVER by its id, not “${space}”.\n`
      expect(await run('--space', space, '--yes')).toEqual({ code: 2, out: '', err: sentence })
    }
    expect(await run('--space', 'slack:T1', '--older-than', '90d')).toEqual({
      code: 2,
      out: '',
      err: 'purge takes --older-than or --space, not both: a workspace or server goes whole.\n',
    })
  })
})
