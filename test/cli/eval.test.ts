import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { runCommand } from './run-command.ts'

const rowSchema = z.strictObject({
  set: z.string(),
  measure: z.string(),
  value: z.number(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  of: z.number().nullable(),
  anchor: z.string().nullable(),
})
const folder = mkdtempSync(join(tmpdir(), 'eval-'))
beforeAll(() => {
  mkdirSync(join(folder, 'analyze'))
  const quantity = { change: '=', unit: '-', normalized_unit: '-', referred_concepts: 'goats' }
  const lines = [
    { id: 'one', text: 'The farm keeps 340 goats.', quantities: [{ ...quantity, value: '340.0' }] },
    { id: 'two', text: 'The farm keeps goats.', quantities: [{ ...quantity, value: '12.0' }] },
  ]
  writeFileSync(
    join(folder, 'analyze/newsquant-first-half.jsonl'),
    lines.map((line) => JSON.stringify(line)).join('\n'),
  )
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('eval', () => {
  it('prints a table of what is there, with intervals, and says what is not', async () => {
    const { code, out, err } = await runCommand(['eval', '--data', folder])
    expect(code).toBe(0)
    expect(out).toMatch(/^set +measure +value +95 % interval +of +anchor\n/)
    expect(out).toMatch(/newsquant +F1 of value +0\.667 +0\.000–1\.000 +2 +CQE 0\.920/)
    expect(out).toMatch(/newsquant +false figures +0\n/)
    expect(out).toMatch(/seeds +strict: refused with another number/)
    expect(err).toContain('not measured: read/pages, read/feeds, analyze/polnear')
  })

  it('gives every row the same fields in one JSON document', async () => {
    const { out } = await runCommand(['eval', '--data', folder, '--json'])
    const rows = z.array(rowSchema).parse(JSON.parse(out))
    expect(rows.find(({ measure }) => measure === 'recall of value')).toMatchObject({ value: 1 / 2, low: 0, high: 1 })
    expect(rows.find(({ measure }) => measure === 'false figures')).toMatchObject({ value: 0, low: null, of: null })
  })

  it('prints the errors of one kind, a line each, and else the kinds that there are', async () => {
    const missed = await runCommand(['eval', '--data', folder, '--errors', 'newsquant-missed'])
    expect(missed.out.trim().split('\n')).toHaveLength(1)
    expect(JSON.parse(missed.out)).toMatchObject({ kind: 'newsquant-missed', id: 'two' })
    const none = await runCommand(['eval', '--data', folder, '--errors', 'newsquant-unit'])
    expect([none.out, none.err]).toEqual(['', 'No error of that kind. Kinds: newsquant-missed\n'])
  })

  it('fails where nothing of a kind can be measured', async () => {
    const { code, err } = await runCommand(['eval', '--data', folder, '--errors', 'frank-missed'])
    expect([code, err]).toEqual([1, expect.stringContaining('not measured: check.')])
  })
})
