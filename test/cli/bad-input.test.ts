import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCommand } from './run-command.ts'

let folder = ''
const article =
  'The Harrow council voted 7 to 2 on Monday to close the old bridge. The mayor, Dana Brook, said the repair would cost $3 million.\n'
const path = (name: string) => join(folder, name)
const lines = (text: string) => text.trim().split('\n')

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nutgraf-bad-'))
  writeFileSync(path('good.txt'), article)
  writeFileSync(path('empty.txt'), '')
  writeFileSync(path('picture.png'), Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 1]))
  writeFileSync(path('huge.txt'), '')
  truncateSync(path('huge.txt'), 200 * 1024 * 1024)
  writeFileSync(
    path('latin.txt'),
    Buffer.concat([
      Buffer.from('The Harrow caf'),
      Buffer.from([0xe9]),
      Buffer.from(' closed on Monday after 12 years, its owner Dana Brook said.'),
    ]),
  )
  writeFileSync(
    path('french.txt'),
    'Le conseil municipal a voté lundi la fermeture du vieux pont. La réparation coûterait 3 millions d’euros, selon la mairie.',
  )
  mkdirSync(path('nothing'))
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('bad input', () => {
  it.each([
    ['a missing file', 'missing.txt'],
    ['an empty file', 'empty.txt'],
    ['a folder with nothing readable', 'nothing'],
    ['a picture', 'picture.png'],
    ['a file of 200 MB', 'huge.txt'],
  ])('says one sentence for %s, ends with 1 and does the rest', async (_, name) => {
    for (const command of ['brief', 'read', 'analyze']) {
      const { code, out, err } = await runCommand([command, path(name), path('good.txt')])
      expect(code).toBe(1)
      expect(lines(err)).toHaveLength(1)
      expect(err).toContain(name)
      expect(out).toContain('Harrow')
    }
  })

  it('prints nothing to standard output where no target could be read', async () => {
    const { code, out } = await runCommand(['brief', path('missing.txt'), '--json'])
    expect([code, out]).toEqual([1, ''])
  })

  it('reads bytes that are not UTF-8 without garbage', async () => {
    const { code, out } = await runCommand(['read', path('latin.txt')])
    expect(code).toBe(0)
    expect(out).toContain('café')
  })

  it('briefs a French text with its figures and says that sourcing was not analyzed', async () => {
    const { code, out } = await runCommand(['brief', path('french.txt')])
    expect(code).toBe(0)
    expect(out).toContain('the text is in French')
    expect(out).not.toContain('Read with care')
  })

  it('answers a broken line with an error, in order, and goes on', async () => {
    const input = [
      '{"id":"a","text":"The levy rose 4 percent."}',
      '{"id":"b"',
      '{"id":"c"}',
      '',
      '{"id":"d","text":"It fell."}',
    ].join('\n')
    const { code, out } = await runCommand(['analyze', '--jsonl'], input)
    expect(code).toBe(1)
    const answers = lines(out).map((line) => JSON.parse(line))
    expect(answers.map(({ id }) => id)).toEqual(['a', null, 'c', 'd'])
    expect(answers[1].error).toEqual({ code: 'bad-line', message: 'line 2 is not JSON' })
    expect(answers[2].error).toEqual({ code: 'bad-line', message: 'line 3: "text" must be a string' })
  })

  it('ends with 2 on wrong usage, and says what is expected', async () => {
    for (const args of [
      [],
      ['brief'],
      ['analyze'],
      ['breif', 'x'],
      ['brief', 'x', '--nonsense'],
      ['analyze', 'x', '--jsonl'],
    ]) {
      const { code, out, err } = await runCommand(args)
      expect([args, code, out]).toEqual([args, 2, ''])
      expect(err).not.toBe('')
    }
  })
})
