import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ferryNews } from '../week/ferry-news.ts'
import { runCommand } from './run-command.ts'

let folder = ''
let database = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nutgraf-story-'))
  database = `sqlite:${join(folder, 'nutgraf.db')}`
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const run = (input: string, ...args: string[]) => runCommand(args, input, database)
const linesOf = (days: number[]) =>
  days
    .flatMap((day) => ferryNews(day, `2026-06-0${day + 1}T04:00:00.000Z`))
    .map(({ id, url, title, publisher, publishedAt, text }) =>
      JSON.stringify({ id, url, title, publisher, publishedAt, text }),
    )
    .join('\n')

describe('story', () => {
  it('tells the articles of a story, their origins, conflicts and history, by any of their ids', async () => {
    expect((await run(linesOf([0]), 'ingest', '--jsonl')).code).toBe(0)
    expect((await run(linesOf([1, 2]), 'ingest', '--jsonl')).code).toBe(0)
    const { out, code } = await run('', 'story', 'bay')
    expect(code).toBe(0)
    expect(out).toContain('5 articles')
    expect(out).toMatch(/Origins: 2\n {2}The Alden Courier: .*\n {2}Bay Radio News: /)
    expect(out).toMatch(/passengers: (?:13 \(The Alden Courier\)|52 \(Bay Radio News\)), (?:13|52) /)
    expect(out).toMatch(
      /courier, version 1 to 2, .* UTC: correction\n {6}note: new “Correction: .*\n {6}figure: “31” became “13”/,
    )
    expect(out).toMatch(/with the first: .*Marta Vale/)
    const { id, articles, history } = JSON.parse((await run('', 'story', 'courier', '--json')).out)
    expect([id, articles.length, history.length]).toEqual([out.slice(6, out.indexOf(':')), 5, 1])
  })

  it('says in one sentence that there is none', async () => {
    expect(await run('', 'story', 'nowhere')).toMatchObject({
      code: 1,
      err: expect.stringContaining('There is no story or article nowhere.'),
    })
  })
})
