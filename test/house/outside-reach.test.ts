import { describe, expect, test } from 'vitest'
import { reachProblems } from './outside-reach.ts'
import { readSources } from './repository.ts'

describe('clock, chance and environment', () => {
  test('are read by no file of src but app.ts and main.ts', () => {
    expect(readSources('src').flatMap(reachProblems)).toEqual([])
  })

  test.each([
    'Date.now()',
    'new Date()',
    'new Date',
    'new Date(...[])',
    'Date()',
    "Date['now']()",
    'Date[`now`]()',
    "const key = 'now'; Date[key as 'now']()",
    '(Date).now()',
    '(Date as DateConstructor).now()',
    'Date?.now()',
    'globalThis.Date.now()',
    "globalThis['Date'].now()",
    'new globalThis.Date()',
    'globalThis.globalThis.Date.now()',
    'const { Date: D } = globalThis',
    'const g = globalThis; g.Date.now()',
    'const D = Date; D.now()',
    'const { now } = Date',
    'const { ...all } = Date',
    'Reflect.get(Date, "now")',
    'class Later extends Date {}',
    'export { Date }',
    '(0, Date).now()',
    'function at(clock = Date.now) {}',
    'function at({ now } = Date) {}',
    'Temporal.Now.instant()',
    'const T = Temporal',
    'const { Now } = Temporal',
    'performance.now()',
    'const { now } = performance',
    "import { performance } from 'node:perf_hooks'",
    'Math.random()',
    'const { random } = Math',
    'const { random: dice = 1 } = Math',
    'let random; ({ random } = Math)',
    'const { Math: { random } } = globalThis',
    'const M = Math',
    'crypto.randomUUID()',
    'globalThis.crypto.getRandomValues(new Uint8Array(1))',
    "import { randomUUID } from 'node:crypto'",
    "import { randomBytes as bytes } from 'crypto'",
    "import * as c from 'node:crypto'; c.randomUUID()",
    "import c from 'node:crypto'; const { randomInt } = c",
    "export { randomUUID } from 'node:crypto'",
    "export * from 'node:crypto'",
    "const c = await import('node:crypto')",
    "const { randomUUID } = require('node:crypto')",
    'process.env.HOME',
    "process['env']",
    'const { env } = process',
    'const p = process',
    "import { env } from 'node:process'",
    "import p from 'node:process'; p.env",
    'process.hrtime.bigint()',
    "process.getBuiltinModule('node:crypto')",
    'eval("Date.now()")',
    'function f(Date: { now(): number }) { return Date.now() }',
  ])('are seen in: %s', (text) => {
    expect(reachProblems({ path: 'src/storage/planted.ts', text })).not.toEqual([])
  })

  test.each([
    'new Date(0)',
    'new Date(value.at)',
    'Date.parse(text)',
    'Date.UTC(2026, 0, 1)',
    'value instanceof Date',
    'const { max, min } = Math; Math.round(1)',
    'export type Clock = () => Date; const from: Date[] = []',
    'export type Made = InstanceType<typeof Date>',
    'function at(now: () => Date): Date { return now() }',
    '// Date.now()\n/* Math.random() */',
    'export const text = "Date.now() process.env" + `new Date()`',
    'const row = { Date: 1, process: 2, performance: 3 }; row.process; row.performance',
    'class Row { process(): void {} performance = 1 }',
    'Temporal.Instant.from(text)',
    'process.stdout.write("x"); typeof process',
    "import { createHash } from 'node:crypto'; createHash('sha256')",
    "import * as c from 'node:crypto'; c.createHash('sha256')",
    "import type { KeyObject } from 'node:crypto'",
    'crypto.subtle.digest("SHA-256", bytes)',
    'globalThis.fetch("x")',
    'setTimeout(() => {}, 5)',
  ])('are not seen in: %s', (text) => {
    expect(reachProblems({ path: 'src/storage/fine.ts', text })).toEqual([])
  })

  test('may be read in app.ts and main.ts alone', () => {
    const text = 'export const now = () => new Date(); process.env; Math.random()'
    expect(['src/app.ts', 'src/main.ts'].flatMap((path) => reachProblems({ path, text }))).toEqual([])
    expect(reachProblems({ path: 'src/cli/app.ts', text })).toHaveLength(3)
  })

  test('may be measured with performance where something is measured', () => {
    const text = 'performance.now()'
    expect(
      ['src/cli/bench.ts', 'src/cli/bench/speed.ts', 'src/eval/speed.ts'].flatMap((path) =>
        reachProblems({ path, text }),
      ),
    ).toEqual([])
    expect(reachProblems({ path: 'src/cli/brief.ts', text })).toHaveLength(1)
    expect(reachProblems({ path: 'src/eval/speed.ts', text: 'Date.now()' })).toHaveLength(1)
  })

  test.each([
    'setTimeout(() => {}, 5)',
    'AbortSignal.timeout(5)',
    "import { setTimeout as wait } from 'node:timers/promises'",
  ])('set no timer in the core: %s', (text) => {
    expect(reachProblems({ path: 'src/pipeline/planted.ts', text })).not.toEqual([])
    expect(reachProblems({ path: 'src/reading/fine.ts', text })).toEqual([])
  })

  test('are told with place and way out', () => {
    expect(reachProblems({ path: 'src/chat/planted.ts', text: '\nconst at = Date.now()' })).toEqual([
      'src/chat/planted.ts:2 reaches for the clock (Date.now); only src/app.ts may; take it as a dependency',
    ])
  })
})
