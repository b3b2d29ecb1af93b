import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { killIngest } from './kill-ingest.ts'
import { runCommand } from './run-command.ts'

const seeds = new URL('../../seeds/', import.meta.url).pathname
let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nutgraf-ingest-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const lines = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

describe('ingest', () => {
  it('stores a folder with its feeds, and changes nothing the second time', async () => {
    const database = `sqlite:${join(folder, 'samples.db')}`
    const first = await runCommand(['ingest', seeds], '', database)
    // One of the samples is the text of another under a second publisher.
    expect(first.out).toMatch(/^2\d new, 0 changed, 0 unchanged, 0 failed, 1 repost\n$/)
    const second = await runCommand(['ingest', seeds], '', database)
    expect(second.out).toMatch(/^0 new, 0 changed, 2\d unchanged, 0 failed\n$/)
  })

  it('tells for each line what became of it, and goes on after a broken one', async () => {
    const database = `sqlite:${join(folder, 'lines.db')}`
    const one = {
      id: 'a',
      url: 'https://news.example/a?utm_source=x',
      title: 'Bridge',
      text: 'The bridge closed on Monday after 12 years.',
      publishedAt: '2026/03/02',
    }
    const input = [
      one,
      { ...one, id: 'b', url: 'https://news.example/a#top' },
      { ...one, id: 'c', text: 'The bridge opened on Tuesday.' },
    ].map((line) => JSON.stringify(line))
    const { code, out } = await runCommand(
      ['ingest', '--jsonl'],
      [...input, '{"text":""}', '{"text":"x","publishedAt":"yesterday"}'].join('\n'),
      database,
    )
    expect(code).toBe(1)
    expect(lines(out)).toEqual([
      { id: 'a', url: one.url, outcome: 'new', repostOf: null, error: null },
      { id: 'a', url: 'https://news.example/a#top', outcome: 'unchanged', repostOf: null, error: null },
      { id: 'a', url: one.url, outcome: 'changed', repostOf: null, error: null },
      { id: null, error: { code: 'bad-line', message: 'line 4: text is empty' } },
      { id: null, error: { code: 'bad-line', message: 'line 5: publishedAt is no ISO date and no YYYY/MM/DD' } },
    ])
  })

  it('says in one line what to do where nothing was ever stored', async () => {
    for (const args of [
      ['digest', 'bridge'],
      ['brief', 'bridge'],
      ['ask', 'who declined?'],
    ]) {
      const { code, out } = await runCommand(args)
      expect([code, out.trim()]).toEqual([
        0,
        'Nothing is stored yet. Follow a feed: npm run -s nutgraf -- feeds add https://…',
      ])
    }
  })

  it('loses nothing and doubles nothing when it is killed and run again', async () => {
    const report = await killIngest({ url: `sqlite:${join(folder, 'killed.db')}`, kills: 4, articles: 200, seed: 3 })
    expect(report.faults).toEqual([])
    expect(report.kills).toBe(4)
  })
})
