import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { evaluateWire } from '../../src/eval/evaluate-wire.ts'

const folder = mkdtempSync(join(tmpdir(), 'wire-'))
afterAll(() => rmSync(folder, { recursive: true }))

it('measures what is found of wire copy, and what is taken for it, without articles whose label is not known', () => {
  expect(evaluateWire(folder)).toBeUndefined()
  mkdirSync(join(folder, 'analyze'))
  const line = (id: string, wire: string, text: string) => JSON.stringify({ id, wire, text })
  const lines = [
    line('a', 'AP', 'OLMSTEAD (AP) — The mill on the Lisk burned down on Sunday.'),
    line('b', 'AP', 'The mill on the Lisk burned down on Sunday.'),
    line('c', 'None', 'The mill on the Lisk burned down on Sunday, and nobody was hurt.'),
    line('d', 'None', 'OLMSTEAD (AP) — The weir on the Lisk was closed on Monday.'),
    line('e', 'None', 'The weir on the Lisk was closed on Monday.'),
    line('f', 'NA', 'OLMSTEAD (AP) — The ferry sails again.'),
  ]
  writeFileSync(join(folder, 'analyze/polnear-dev.jsonl'), lines.join('\n'))
  const result = evaluateWire(folder)
  expect(result?.rows).toMatchObject([
    { measure: 'wire copy found', value: 1 / 2, of: 2 },
    { measure: 'wire copy found where there is none', value: 1 / 3, of: 3 },
  ])
  expect(result?.errors).toMatchObject([
    { kind: 'polnear-wire-missed', id: 'b', wire: 'AP' },
    { kind: 'polnear-wire-false-alarm', id: 'd', found: 'AP' },
  ])
})
