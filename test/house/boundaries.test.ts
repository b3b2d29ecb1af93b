import { describe, expect, test } from 'vitest'
import { boundaryProblems } from './boundaries.ts'
import { listFiles, readFile, root } from './repository.ts'
import type { SourceFile } from './syntax.ts'

const innocent: SourceFile[] = [
  { path: 'src/domain/span.ts', text: "import { z } from 'zod'\nexport const spanSchema = z.object({})" },
  { path: 'src/evidence/find-quotes.ts', text: "import type { Span } from '../domain/span.ts'" },
  { path: 'src/evidence/words.json', text: '{}' },
  { path: 'src/app.ts', text: "import './evidence/find-quotes.ts'" },
  { path: 'src/main.ts', text: "import { app } from './app.ts'" },
]
const installed = ['zod', '@slack/bolt', 'kysely', 'commander', 'tinyld']

/** The problems of a planted file beside files that have none. */
function problemsOf(path: string, text: string): string[] {
  return boundaryProblems([...innocent, { path, text }], installed)
}

describe('the import table', () => {
  test('holds for every file of src', () => {
    const files = listFiles()
      .filter((path) => path.startsWith('src/'))
      .map((path) => (path.endsWith('.ts') ? readFile(path) : { path, text: '' }))
    expect(files.length).toBeGreaterThan(0)
    const { dependencies } = JSON.parse(readFile('package.json').text)
    expect(boundaryProblems(files, Object.keys(dependencies)), root).toEqual([])
  })

  test.each([
    ['a static import', "import { openStore } from '../storage/open.ts'"],
    ['an import for its effect', "import '../storage/open.ts'"],
    ['a type-only import', "import type { Store } from '../storage/open.ts'"],
    ['an import of single types', "import { type Store } from '../storage/open.ts'"],
    ['a re-export', "export { openStore } from '../storage/open.ts'"],
    ['a re-export of everything', "export * from '../storage/open.ts'"],
    ['a re-export of types', "export type * from '../storage/open.ts'"],
    ['a dynamic import', "export const later = () => import('../storage/open.ts')"],
    ['a dynamic import of a template', 'export const later = () => import(`../storage/open.ts`)'],
    ['an import in a type', "export type Store = import('../storage/open.ts').Store"],
    ['an import in a typeof', "export type Open = typeof import('../storage/open.ts')"],
    ['an import with require', "import open = require('../storage/open.ts')"],
    ['a call of require', "const open = require('../storage/open.ts')"],
    ['an import through import.meta', "const open = import.meta.resolve('../storage/open.ts')"],
    ['an added declaration', "declare module '../storage/open.ts' { interface Store { extra: string } }"],
    ['a way around through the own folder', "import '../domain/../storage/open.ts'"],
  ])('sees %s', (_form, text) => {
    const files = [...innocent, { path: 'src/storage/open.ts', text: '' }, { path: 'src/domain/planted.ts', text }]
    expect(boundaryProblems(files, installed)).toEqual([
      expect.stringMatching(/^src\/domain\/planted\.ts:1 imports src\/storage; /),
    ])
  })

  test('sees a required module whatever the maker of require is called', () => {
    const text =
      "import { createRequire } from 'node:module'\nconst load = createRequire(import.meta.url)\nload('openai')\nload.resolve('pg')"
    expect(problemsOf('src/storage/planted.ts', text)).toEqual([
      expect.stringContaining('planted.ts:3 imports the package openai'),
      expect.stringContaining('planted.ts:4 imports the package pg, which is not among the dependencies'),
    ])
  })

  test.each([
    [
      'src/domain/planted.ts',
      "import { createHash } from 'node:crypto'",
      'imports node:crypto; src/domain may import nothing of Node',
    ],
    [
      'src/evidence/planted.ts',
      "import { join } from 'path'",
      'imports node:path; src/evidence may import only node:module',
    ],
    [
      'src/pipeline/planted.ts',
      "import { readFile } from 'node:fs/promises'",
      'src/pipeline may import only node:crypto',
    ],
    [
      'src/domain/planted.ts',
      "import { Kysely } from 'kysely'",
      'imports the package kysely; src/domain may import only zod',
    ],
    [
      'src/chat/planted.ts',
      "import type { App } from '@slack/bolt'",
      'imports the package @slack/bolt; src/chat may import no package',
    ],
    ['src/cli/planted.ts', "import { App } from '@slack/bolt'", 'src/cli may import only zod, commander'],
    ['src/domain/planted.ts', "import { z } from 'zod-extra'", 'imports the package zod-extra'],
    ['src/reading/planted.ts', "import { parseHTML } from 'linkedom'", 'not among the dependencies in package.json'],
    ['src/cli/planted.ts', "import { x } from '#inside'", 'imports "#inside"; import a file by its relative path'],
    ['src/cli/planted.ts', "import { x } from 'https://example.org/x.js'", 'import a file by its relative path'],
    ['src/cli/planted.ts', 'const name = "x"\nimport(name)', 'planted.ts:2 imports something computed'],
    [
      'src/cli/planted.ts',
      "import { app } from '../app.ts'",
      'imports src/app.ts; files below src may import only what',
    ],
    [
      'src/cli/planted.ts',
      "import data from '../../package.json' with { type: 'json' }",
      'imports package.json; files below src',
    ],
    ['src/cli/planted.ts', "import '../domain/gone.ts'", 'imports src/domain/gone.ts, which does not exist'],
    [
      'src/extras/planted.ts',
      'export {}',
      'src/extras/planted.ts stands in a folder that the import table does not list',
    ],
    ['src/planted.ts', 'export {}', 'src/planted.ts stands in a folder that the import table does not list'],
  ])('refuses in %s: %s', (path, text, message) => {
    expect(problemsOf(path, text)).toEqual([expect.stringContaining(message)])
  })

  test.each([
    ['src/domain/fine.ts', "// import { Kysely } from 'kysely'\n/* require('pg') */ import { z } from 'zod/v4'"],
    ['src/domain/fine.ts', "export const text = \"import { x } from 'kysely'\" + `import('pg')`"],
    ['src/evidence/fine.ts', "import words from './words.json' with { type: 'json' }\nimport { detect } from 'tinyld'"],
    ['src/evidence/deep/fine.ts', "import '../find-quotes.ts'"],
    ['src/pipeline/fine.ts', "import { createHash } from 'node:crypto'\nimport '../evidence/find-quotes.ts'"],
    ['src/slack/fine.ts', "import { App } from '@slack/bolt'"],
    ['src/cli/fine.ts', "import { Command } from 'commander'\nimport '../evidence/find-quotes.ts'\nimport 'node:fs'"],
  ])('leaves alone in %s: %s', (path, text) => {
    expect(problemsOf(path, text)).toEqual([])
  })

  test('refuses files that import each other in a circle, types and later imports too', () => {
    const files = [
      ...innocent,
      { path: 'src/domain/a.ts', text: "import './b.ts'" },
      { path: 'src/domain/b.ts', text: "import type { C } from './c.ts'" },
      { path: 'src/domain/c.ts', text: "export const later = () => import('./a.ts')" },
    ]
    expect(boundaryProblems(files, installed)).toEqual([
      'files import each other in a circle: src/domain/a.ts → src/domain/b.ts → src/domain/c.ts → src/domain/a.ts',
    ])
  })

  test('tells the file that does not parse', () => {
    expect(() => problemsOf('src/domain/planted.ts', 'import {')).toThrow(/planted\.ts|Parse failed/)
  })
})
