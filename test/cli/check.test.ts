import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkSchema } from '../../src/domain/check.ts'
import { runCommand } from './run-command.ts'

const article =
  'The Harrow council voted 7 to 2 on Monday to close the old bridge. The mayor, Dana Brook, said the repair would cost about $3 million.'
let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nutgraf-check-'))
  writeFileSync(join(folder, 'article.txt'), article)
  writeFileSync(join(folder, 'good.txt'), 'The council voted on Monday to close the old bridge.')
  writeFileSync(join(folder, 'bad.txt'), 'The repair would cost about $5 million, the mayor said.')
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('check', () => {
  it('tells what of a draft is in the article and what is not, and ends with 0 both times', async () => {
    const draft = (name: string) => ['check', '--article', join(folder, 'article.txt'), '--text', join(folder, name)]
    const good = await runCommand(draft('good.txt'))
    expect([good.code, good.out]).toEqual([0, expect.stringContaining('That is not a check of the article.')])
    const bad = await runCommand([...draft('bad.txt'), '--json'])
    expect(bad.code).toBe(0)
    const check = checkSchema.parse(JSON.parse(bad.out))
    expect(check.verdict).toBe('unsupported')
    expect(check.claims.flatMap(({ reasons }) => reasons.map(({ gate }) => gate))).toContain('quantity')
  })

  it('answers lines in order, with an error for a broken one', async () => {
    const lines = [
      { id: 'a', article, text: 'The council voted to close the bridge.' },
      { id: 'b', article },
    ].map((line) => JSON.stringify(line))
    const { code, out } = await runCommand(['check', '--jsonl'], lines.join('\n'))
    expect(code).toBe(1)
    const answers = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(answers[0]).toMatchObject({ id: 'a', verdict: 'supported' })
    expect(answers[1]).toEqual({ id: 'b', error: { code: 'bad-line', message: 'line 2: "text" must be a string' } })
  })

  it('ends with 2 where it is not told what to check, and with 1 where a file is missing', async () => {
    expect((await runCommand(['check'])).code).toBe(2)
    expect(
      (await runCommand(['check', '--article', join(folder, 'article.txt'), '--text', join(folder, 'none.txt')])).code,
    ).toBe(1)
  })
})
