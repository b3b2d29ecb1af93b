import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { copiesOf, type Instruction, readInstructions, variablesOf, visibleTo, wordsOf } from './dockerfile.ts'
import { listFiles, readFile, root } from './repository.ts'

const instructions = readInstructions(readFile('Dockerfile').text)
const visible = visibleTo(readFile('.dockerignore').text, listFiles())
const lastOf = (name: string) => instructions.findLast((one) => one.name === name)?.value ?? ''

/** What npm says where it cannot reach the registry, or finds nobody there who answers. */
const unreachable = /\b(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|ETIMEDOUT|ENOTCACHED)\b/

let image = ''
beforeAll(() => {
  image = mkdtempSync(join(tmpdir(), 'nutgraf-image-'))
  for (const folder of ['app', 'data', 'bin']) mkdirSync(join(image, folder))
  symlinkSync(process.execPath, join(image, 'bin/node'))
})
afterAll(() => rmSync(image, { recursive: true, force: true }))

describe('the image', () => {
  test('is made of the slim Node of the major version that the tests run on', () => {
    expect(lastOf('FROM')).toBe(`node:${process.versions.node.split('.')[0]}-slim`)
  })

  test('runs as an unprivileged user with its data in a volume', () => {
    const names = instructions.map((one) => one.name)
    expect(lastOf('USER')).toBe('node')
    expect(names.lastIndexOf('USER')).toBeGreaterThan(names.lastIndexOf('RUN'))
    expect(wordsOf(lastOf('VOLUME'))).toEqual(['/data'])
    expect(variablesOf(lastOf('ENV'))).toMatchObject({ DATABASE_URL: 'sqlite:/data/nutgraf.db' })
  })

  test('is given the program and nothing else', () => {
    const roots = new Set(visible.map((path) => path.split('/')[0]))
    const wanted = ['package.json', 'package-lock.json', '.npmrc', 'LICENSE', 'src', 'prompts', 'seeds']
    expect([...roots].filter((entry) => !wanted.includes(entry ?? ''))).toEqual([])
    expect([...roots]).toEqual(expect.arrayContaining(['package.json', 'package-lock.json', '.npmrc', 'src']))
  })

  test('builds and runs step by step, without the development dependencies', { timeout: 240_000 }, (context) => {
    for (const one of instructions.filter(({ name }) => name === 'COPY' || name === 'RUN')) {
      if (one.name === 'COPY') copy(one)
      else if (/^npm\s/.test(one.value)) {
        const run = runInImage('sh', ['-c', one.value])
        if (run.status !== 0 && unreachable.test(run.stderr)) context.skip('the package registry cannot be reached')
        expect(run.stderr, one.value).not.toMatch(/npm error/)
        expect(run.status, one.value).toBe(0)
      }
    }
    expect(existsSync(join(image, 'app/node_modules/zod'))).toBe(true)
    expect(existsSync(join(image, 'app/node_modules/vitest'))).toBe(false)
    expect(existsSync(join(image, 'app/node_modules/.bin/node'))).toBe(false)

    const [program = '', ...args] = [...wordsOf(lastOf('ENTRYPOINT')), ...wordsOf(lastOf('CMD'))]
    const started = runInImage(program, args)
    expect(started.status, started.stderr).toBe(0)
    expect(started.stdout.trim()).not.toBe('')
  })
})

/** Copies as a `COPY` line does, from the working tree into the folder that stands for the image. */
function copy({ value }: Instruction): void {
  for (const { from, to } of copiesOf(value, visible)) cpSync(join(root, from), join(image, 'app', to))
}

/**
 * Runs a command in the folder that stands for `/app`, with the image's variables and the Node of this run first on the path;
 * what npm told this process about the repository is left out.
 */
function runInImage(
  command: string,
  args: readonly string[],
): { status: number | null; stdout: string; stderr: string } {
  const inherited = Object.entries(process.env).filter(([name]) => {
    return !/^(?:npm_(?:package|lifecycle)_|npm_config_local_prefix$|INIT_CWD$|NODE_OPTIONS$|VITEST|CI$|NODE_ENV$|NODE_COMPILE_CACHE$)/.test(
      name,
    )
  })
  const outer = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.startsWith(root))
  const declared = Object.entries(variablesOf(lastOf('ENV'))).map(([name, value]) => {
    return [name, value.replace('/data', join(image, 'data'))] as const
  })
  const env = Object.fromEntries([...inherited, ...declared])
  env.PATH = [join(image, 'bin'), ...outer, '/usr/bin'].join(delimiter)
  env.npm_config_prefer_offline = 'true'
  return spawnSync(command, args, { cwd: join(image, 'app'), env, encoding: 'utf8', input: '' })
}

describe('reading a Dockerfile', () => {
  test('joins lines and leaves comments out', () => {
    expect(readInstructions('# a\nFROM x\n\nrun a \\\n  && b\n')).toEqual([
      { name: 'FROM', value: 'x' },
      { name: 'RUN', value: 'a    && b' },
    ])
  })

  test('lets the last fitting line of .dockerignore decide', () => {
    const paths = ['a.ts', '.npmrc', 'src/a.ts', 'src/deep/a.log', 'docs/x.md']
    expect(visibleTo('# all\n*\n!src\n**/*.log', paths)).toEqual(['src/a.ts'])
    expect(visibleTo('*.ts\ndocs/', paths)).toEqual(['.npmrc', 'src/a.ts', 'src/deep/a.log'])
    expect(visibleTo('', paths)).toEqual(paths)
  })

  test('copies files and folders as COPY does', () => {
    const paths = ['package.json', 'src/a.ts', 'src/deep/b.ts']
    expect(copiesOf('package.json ./', paths)).toEqual([{ from: 'package.json', to: 'package.json' }])
    expect(copiesOf('src lib', paths).map((one) => one.to)).toEqual(['lib/a.ts', 'lib/deep/b.ts'])
    expect(copiesOf('. .', paths).map((one) => one.to)).toEqual(paths)
    expect(() => copiesOf('prompts prompts', paths)).toThrow('COPY prompts: no such file reaches the build')
  })
})
