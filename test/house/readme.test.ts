import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  enforcedTable,
  outputBlocks,
  programArguments,
  readImportTable,
  relativeLinks,
  scriptsNamed,
  trimLines,
} from './readme.ts'
import { listFiles, readFile, root } from './repository.ts'

const texts = ['README.md', 'src/README.md']
const scripts: Record<string, string> = JSON.parse(readFile('package.json').text).scripts

/** The text of a README; a missing one fails the test in a plain sentence. */
function read(path: string): string {
  if (!existsSync(join(root, path))) throw new Error(`${path} is missing; write it`)
  return readFile(path).text
}

describe('README.md and src/README.md', () => {
  test.each(texts)('name only scripts that package.json has: %s', (path) => {
    expect(scriptsNamed(read(path)).filter((name) => scripts[name] === undefined)).toEqual([])
  })

  test.each(texts)('link only to files that are there: %s', (path) => {
    const files = listFiles()
    const isThere = (link: string) => {
      const target = link.startsWith('/') ? link.slice(1) : join(dirname(path), link).replace(/\/$/, '')
      return target === '.' || files.some((file) => file === target || file.startsWith(`${target}/`))
    }
    expect(relativeLinks(read(path)).filter((link) => !isThere(link))).toEqual([])
  })

  test.each(texts)('show what each command prints now: %s', { timeout: 120_000 }, (path) => {
    for (const block of outputBlocks(read(path))) {
      const { CI: _ci, FORCE_COLOR: _color, DATABASE_URL: _store, ...env } = process.env
      const args = [join(root, 'src/main.ts'), ...programArguments(block.command, scripts)]
      const run = spawnSync(process.execPath, args, {
        cwd: root,
        encoding: 'utf8',
        input: '',
        env: { ...env, NO_COLOR: '1' },
      })
      expect(trimLines(run.stdout), `${path}:${block.line} shows ${block.command}; ${run.stderr}`).toBe(
        trimLines(block.text),
      )
    }
  })

  test('show the output of at least one command on the first screen', () => {
    expect(outputBlocks(read('README.md')).length).toBeGreaterThan(0)
  })

  test('show the import table that is enforced', () => {
    expect(Object.fromEntries(readImportTable(read('src/README.md')))).toEqual(Object.fromEntries(enforcedTable()))
  })

  test('list every folder of src', () => {
    const folders = new Set(listFiles().map((path) => /^src\/([^/]+)\//.exec(path)?.[1] ?? ''))
    folders.delete('')
    const listed = readImportTable(read('src/README.md'))
    expect([...folders].filter((folder) => !listed.has(folder))).toEqual([])
  })
})

describe('reading a README', () => {
  test('finds the scripts it names, and no sentence about npm', () => {
    const text =
      'With npm installed, `npm ci && npm run demo`:\n```\nnpm test\nnpm run -s nutgraf -- read x\n```\nnpm knows more.'
    expect(scriptsNamed(text)).toEqual(['demo', 'test', 'nutgraf'])
  })

  test('finds the blocks that claim to be output', () => {
    const text = 'a\n<!-- output of: npm run demo -->\n```text\none\n\ntwo\n```\n```\nother\n```'
    expect(outputBlocks(text)).toEqual([{ command: 'npm run demo', text: 'one\n\ntwo\n', line: 2 }])
    expect(() => outputBlocks('<!-- output of: npm run demo -->\nwords\n```\nlate\n```')).toThrow(
      'line 1: no fenced block',
    )
  })

  test('compares lines without the blanks at their ends', () => {
    expect(trimLines('a  \n b\t\n\n')).toBe('a\n b')
  })

  test('turns a documented command into arguments of the program', () => {
    const known = { nutgraf: 'node src/main.ts', demo: 'node src/main.ts demo', lint: 'biome check' }
    expect(programArguments('npm run -s nutgraf -- brief "a b.txt" --json', known)).toEqual([
      'brief',
      'a b.txt',
      '--json',
    ])
    expect(programArguments('npm run demo', known)).toEqual(['demo'])
    expect(programArguments('node src/main.ts read x', known)).toEqual(['read', 'x'])
    expect(() => programArguments('npm run lint', known)).toThrow('does not run the program')
    expect(() => programArguments('npm run gone', known)).toThrow('does not run the program')
    expect(() => programArguments('ls', known)).toThrow('does not run the program')
  })

  test('reads the import table, one row a folder or several', () => {
    const text =
      'x\n| folder | holds | may import (besides itself) |\n| --- | --- | --- |\n| `src/a` | nouns | nothing |\n| `src/b`, `src/c` | verbs | `zod`, a |\n\n| other | table | here |'
    expect([...readImportTable(text)]).toEqual([
      ['a', []],
      ['b', ['a', 'zod']],
      ['c', ['a', 'zod']],
    ])
    expect(readImportTable('no table').size).toBe(0)
  })

  test('finds relative links and leaves addresses, anchors and code alone', () => {
    const text =
      '[a](src/a.md#part) [b](https://example.org/b) [c](#c) `[d](d.md)` ![e](<e.png>)\n[f]: test/f.md\n```\n[g](g.md)\n```'
    expect(relativeLinks(text)).toEqual(['src/a.md', 'e.png', 'test/f.md'])
  })
})
