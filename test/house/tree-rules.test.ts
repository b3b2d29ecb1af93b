import { describe, expect, test } from 'vitest'
import { docProblems } from './doc-comments.ts'
import { listFiles, readFile, readSources } from './repository.ts'
import { titleProblems } from './test-titles.ts'
import { lengthProblems, nameProblems, traceProblems } from './tree-rules.ts'

/** Files whose bytes are no text. */
const binary = /\.(?:png|jpg|jpeg|gif|ico|pdf|gz|zip|wasm|db)$/

describe('the tree', () => {
  test('is listed alike with and without git', () => {
    expect(listFiles(false)).toEqual(listFiles())
  })

  test('has only known root entries and telling names', () => {
    expect(nameProblems(listFiles())).toEqual([])
  })

  test.each([
    ['notes.txt', 'notes.txt does not belong in the root folder'],
    ['docs/a.md', 'docs does not belong in the root folder'],
    ['.github/a.yml', '.github does not belong in the root folder'],
    ['src/domain/utils.ts', 'the name "utils.ts" says nothing'],
    ['src/shared/span.ts', 'the name "shared" says nothing'],
    ['test/domain/helpers.test.ts', 'the name "helpers.test.ts" says nothing'],
    ['src/cli/index.ts', 'the name "index.ts" says nothing'],
    ['src/domain/keyFigure.ts', 'src/domain/keyFigure.ts is not in kebab-case'],
  ])('may not hold %s', (path, message) => {
    expect(nameProblems([path])).toEqual([expect.stringContaining(message)])
  })

  test('may hold names that only contain such a word', () => {
    expect(
      nameProblems(['src/domain/index-of-names.ts', 'seeds/index.html', 'test/house/test-titles.ts', '.ci/run']),
    ).toEqual([])
  })

  test('has no file in src of more than 250 lines', () => {
    expect(lengthProblems(readSources('src'))).toEqual([])
    const long = { path: 'src/domain/long.ts', text: 'x\n'.repeat(251) }
    expect(lengthProblems([long, { path: 'src/domain/fits.ts', text: 'x\n'.repeat(250) }])).toEqual([
      'src/domain/long.ts has 251 lines; the most is 250',
    ])
  })

  test('tells of no machine, registry or download address', () => {
    const files = listFiles().filter((path) => !binary.test(path))
    expect(files.map(readFile).flatMap(traceProblems)).toEqual([])
  })

  test.each([
    ['a path below the root', `see ${['', 'work', 'main', 'x.ts'].join('/')}`],
    ['a home folder', `'${['', 'home', 'someone'].join('/')}'`],
    ['a folder for scratch', `(${['', 'tmp', 'a-file'].join('/')})`],
    ['a registry', ['https://registry', 'npmjs', 'org/zod'].join('.')],
    ['another registry', ['registry', 'example', 'net'].join('.')],
    ['a package to download', ['https://example.org/zod-4.0.0', 'tgz'].join('.')],
  ])('shows when a text names %s', (_what, text) => {
    expect(traceProblems({ path: 'src/a.ts', text })).not.toEqual([])
  })

  test('may name addresses that only look like a path', () => {
    const text = 'https://example.org/work/a.html, ./work/a, src/home/b, the registry. It works.'
    expect(traceProblems({ path: 'src/a.ts', text })).toEqual([])
  })

  test('shows a lock file that keeps download addresses', () => {
    expect(traceProblems({ path: 'package-lock.json', text: '{"resolved":"x"}' })).toHaveLength(1)
  })
})

describe('doc comments', () => {
  test('stand before every export of src', () => {
    expect(readSources('src').flatMap(docProblems)).toEqual([])
  })

  test.each([
    'export const a = 1',
    'export function a() {}',
    'export type A = string',
    'export interface A {}',
    'export class A {}',
    'export default function () {}',
    '// only a remark\nexport const a = 1',
    '/** A. */\nconst a = 1\nexport const b = 2',
    '/** A. */\n// a remark between\nexport const a = 1',
    '/** */\nexport const a = 1',
    '/** A. */\nexport const bSchema = 1\nexport type A = typeof bSchema',
  ])('are missed in: %s', (text) => {
    expect(docProblems({ path: 'src/domain/planted.ts', text })).toHaveLength(1)
  })

  test.each([
    '/** A. */\nexport const a = 1',
    'const b = 1\n/**\n * A: `src/**` and "/*".\n */\nexport async function a() {}',
    '/** A. */\nexport const aSchema = 1\nexport type A = typeof aSchema',
    "export { a } from './a.ts'",
    'const inner = 1',
  ])('are not missed in: %s', (text) => {
    expect(docProblems({ path: 'src/domain/fine.ts', text })).toEqual([])
  })
})

describe('test titles', () => {
  test('stand once each', () => {
    expect(titleProblems(readSources('test'))).toEqual([])
  })

  test('are compared with the groups around them, over all files', () => {
    const first = { path: 'test/a.test.ts', text: "describe('a', () => { test('works', f); test.skip('waits', f) })" }
    const same = { path: 'test/b.test.ts', text: "\ndescribe('a', () => { it.each([1])('works', f); it('rests', f) })" }
    const other = { path: 'test/c.test.ts', text: "describe('c', () => { test('works', f) })" }
    expect(titleProblems([first, same, other])).toEqual([
      '"a > works" is the title of test/a.test.ts:1 and test/b.test.ts:2',
    ])
  })
})
