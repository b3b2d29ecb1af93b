import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { root } from './repository.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nutgraf-reporter-'))
  mkdirSync(join(folder, 'test'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Runs one planted test file under the project's own configuration; the runner's functions are globals there. */
function runPlanted(name: string, text: string): { status: number | null; lines: string[] } {
  writeFileSync(join(folder, 'test', `${name}.test.ts`), text)
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  const args = ['run', '--config', join(root, 'test/vitest.config.ts'), '--root', folder, '--globals', name]
  const run = spawnSync(process.execPath, [vitest, ...args], { cwd: folder, encoding: 'utf8', input: '' })
  return { status: run.status, lines: run.stdout.trimEnd().split('\n') }
}

describe('the last line of a test run', () => {
  test('counts what passed and was skipped, after the reasons', () => {
    const { status, lines } = runPlanted(
      'green',
      "test('one', () => {})\ntest('two', (run) => run.skip('no server here'))",
    )
    expect(lines).toContain(`node ${process.version}`)
    expect(lines.slice(-2)).toEqual([
      'skipped: test/green.test.ts > two: no server here',
      'tests: 1 passed, 0 failed, 1 skipped',
    ])
    expect(status).toBe(0)
  })

  test('counts failed tests, broken groups and errors that no test caught', () => {
    const text = `
      test('fails', () => { throw new Error('a') })
      describe('group', () => { beforeAll(() => { throw new Error('b') }); test('never runs', () => {}) })
      test('leaves an error', async () => { setTimeout(() => { throw new Error('c') }, 1); await new Promise((go) => setTimeout(go, 50)) })`
    const { status, lines } = runPlanted('red', text)
    expect(lines.at(-1)).toBe('tests: 1 passed, 3 failed, 1 skipped')
    expect(status).toBe(1)
  })

  test('counts a file that does not load', () => {
    expect(runPlanted('broken', "import './none.ts'").lines.at(-1)).toBe('tests: 0 passed, 1 failed, 0 skipped')
  })

  test('is not green where no test was found', () => {
    expect(runPlanted('empty', '').lines.at(-1)).toBe('tests: 0 passed, 1 failed, 0 skipped')
  })
})
