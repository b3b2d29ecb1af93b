import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '../../src/domain/app-error.ts'
import { readPrompts } from '../../src/model/read-prompts.ts'

const real = new URL('../../prompts/', import.meta.url)

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nutgraf-prompts-'))
  cpSync(real, folder, { recursive: true })
})
afterEach(() => rmSync(folder, { recursive: true }))

const url = () => pathToFileURL(`${folder}/`)

function change(name: string, from: string | RegExp, to: string): void {
  const file = join(folder, `${name}.md`)
  writeFileSync(file, readFileSync(file, 'utf8').replace(from, to))
}

function faults(): string[] {
  try {
    readPrompts(url())
    return []
  } catch (error) {
    if (error instanceof AppError && error.code === 'config-invalid') return error.message.split('\n')
    throw error
  }
}

describe('the prompts', () => {
  it('are filled in without looking into what they are filled with', () => {
    const { system, user } = readPrompts(real).render('follow-up', {
      turns: 'reader | {{question}}',
      question: '$& $1',
    })
    expect(system).toMatch(/^A reader asks a follow-up/)
    expect(user).toContain('reader | {{question}}')
    expect(user).toContain('$& $1')
  })

  it('are refused a variable too few or too many', () => {
    const prompts = readPrompts(real)
    const few = { turns: '' } as unknown as { turns: string; question: string }
    expect(() => prompts.render('follow-up', few)).toThrow('lacks question')
    const many = { turns: '', question: '', more: '' }
    expect(() => prompts.render('follow-up', many)).toThrow('more')
  })

  it('have a hash that changes with each of them, and not with their order or line ends', () => {
    const before = readPrompts(url())
    expect(before.hash('brief')).toMatch(/^[0-9a-f]{12}$/)
    expect(before.hash('brief', 'repair')).toBe(before.hash('repair', 'brief'))
    change('repair', 'Some lines', 'A few lines')
    change('brief', /\n/g, '\r\n')
    const after = readPrompts(url())
    expect(after.hash('brief')).toBe(before.hash('brief'))
    expect(after.hash('repair')).not.toBe(before.hash('repair'))
    expect(after.hash('brief', 'repair')).not.toBe(before.hash('brief', 'repair'))
  })

  it('tell all that is wrong with them at once', () => {
    rmSync(join(folder, 'brief.md'))
    writeFileSync(join(folder, 'poem.md'), '---\nprompt: poem\n---\n')
    change('repair', '## User', '## Reader')
    change('answer', 'output: isAnswered, lines', 'output: lines')
    change('answer', '{{passages}}', '{{sentences}}')
    change('follow-up', 'prompt: follow-up', 'prompt: followup')
    change('second-opinion', 'variables: sentences, lines', 'variables: sentences')
    expect(faults()).toEqual([
      'prompts/brief.md cannot be read.',
      'prompts/repair.md is not front matter between two lines of ---, then “## System”, then “## User”.',
      'prompts/second-opinion.md declares the variables sentences, but is given sentences, lines.',
      'prompts/second-opinion.md has the placeholder {{lines}}, which it does not declare.',
      'prompts/answer.md has the placeholder {{sentences}}, which it does not declare.',
      'prompts/answer.md declares the variable passages, which it does not use.',
      'prompts/answer.md promises lines, but is read for isAnswered, lines.',
      'prompts/follow-up.md calls itself “followup”.',
      'prompts/poem.md is no prompt that is known.',
    ])
  })
})
