import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { killPoll } from './kill-poll.ts'
import { runCommand } from './run-command.ts'

let folder = ''
let database = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nutgraf-feeds-'))
  database = `sqlite:${join(folder, 'nutgraf.db')}`
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const run = (...args: string[]) => runCommand(args, '', database)

const list = `<?xml version="1.0"?><opml version="1.1"><body>
  <outline text="Harbors"><outline type="rss" text="Harbor &amp; Bay" xmlUrl="https://harbor.example/feed" htmlUrl="https://harbor.example/"/>
    <outline text="Deeper"><outline title="Old" xmlurl="feed://old.example/rss"/></outline></outline>
  <outline text="A folder"/><outline type="rss" text="File" xmlUrl="file:///etc/passwd"/>
</body></opml>`

describe('feeds', () => {
  it('say what to do where there are none to export', async () => {
    const file = join(folder, 'none.opml')
    for (const to of [[], [file]])
      expect(await run('feeds', 'export', ...to)).toMatchObject({
        out: '',
        err: expect.stringContaining('No feeds are followed yet. Follow one with: npm run -s nutgraf -- feeds add'),
      })
    expect(existsSync(file)).toBe(false)
  })

  it('come from the list of another reader, and go out as one', async () => {
    const file = join(folder, 'list.opml')
    writeFileSync(file, list)
    expect(await run('feeds', 'import', file)).toMatchObject({
      code: 0,
      out: '2 added, 0 followed already, 2 without a web address passed over. Read them now with: feeds poll\n',
    })
    expect((await run('feeds', 'import', file)).out).toContain('0 added, 2 followed already')
    const shown = await run('feeds', 'list')
    expect(shown.out).toContain('Harbor & Bay, https://harbor.example/feed: not read yet, due now')
    const out = join(folder, 'out.opml')
    await run('feeds', 'export', out)
    expect(readFileSync(out, 'utf8')).toContain(
      'xmlUrl="https://harbor.example/feed" htmlUrl="https://harbor.example/"',
    )
    await run('feeds', 'remove', 'https://harbor.example/feed', 'http://old.example/rss')
    expect((await run('feeds', 'import', out)).out).toContain('2 added')
  })

  it.each<[string[], string]>([
    [['feeds', 'remove', 'nowhere.example'], 'No feed nowhere.example is followed. See: feeds list'],
    [['feeds', 'poll', 'nowhere.example'], 'No feed nowhere.example is followed. See: feeds list'],
    [['feeds', 'import', 'missing.opml'], 'missing.opml cannot be read as a list of feeds.'],
    [['feeds', 'import', 'package.json'], 'package.json is no list of feeds (OPML).'],
  ])('say in one sentence what is wrong with %j', async (args, sentence) => {
    const { code, err } = await run(...args)
    expect({ code, lines: err.trim().split('\n').at(-1) }).toEqual({ code: 1, lines: sentence })
  })

  it('take no command that there is not', async () => {
    expect(await run('feeds', 'refresh')).toMatchObject({ code: 2, err: expect.stringContaining('“feeds refresh”') })
  })

  it('lose no entry and bring none twice where polls are killed', { timeout: 120_000 }, async () => {
    const report = await killPoll({ url: database, kills: 4, feeds: 12, seed: 5 })
    expect(report.faults).toEqual([])
    expect(report.kills).toBe(4)
  })
})
