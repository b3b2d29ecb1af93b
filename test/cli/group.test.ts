import { describe, expect, it } from 'vitest'
import { report } from '../pipeline/stories/reports.ts'
import { runCommand } from './run-command.ts'

async function groupLines(lines: unknown[]) {
  const input = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n')
  const { code, out } = await runCommand(['group', '--jsonl'], input)
  return {
    code,
    answers:
      out.trim() === ''
        ? []
        : out
            .trim()
            .split('\n')
            .map((line) => JSON.parse(line)),
  }
}

describe('group', () => {
  it('answers each line with its story, in the order of the lines', async () => {
    const names = ['harrow-1', 'vote-1', 'harrow-2', 'vote-2', 'harrow-3']
    const { code, answers } = await groupLines(names.map((name) => ({ ...report(name), publishedAt: '2026/03/03' })))
    expect(code).toBe(0)
    expect(answers).toEqual(names.map((id) => ({ id, story: id.startsWith('vote') ? 'vote-1' : 'harrow-1' })))
  })

  it('says what is wrong with a line and groups the others', async () => {
    const { title, text } = report('lisk-1')
    const lines = ['{', { id: 'lisk-1', title, text }, { id: 'empty', text: ' ' }, { text }, '', report('lisk-2')]
    const { code, answers } = await groupLines(lines)
    expect(code).toBe(1)
    expect(answers).toEqual([
      { id: null, error: { code: 'bad-line', message: expect.stringContaining('line 1') } },
      { id: 'lisk-1', story: 'lisk-1' },
      { id: 'empty', error: { code: 'bad-line', message: expect.stringContaining('text is empty') } },
      { id: null, error: { code: 'bad-line', message: expect.stringContaining('"id"') } },
      { id: 'lisk-2', story: 'lisk-1' },
    ])
  })

  it('takes no line for an empty input, and asks for --jsonl', async () => {
    expect(await groupLines([])).toEqual({ code: 0, answers: [] })
    expect(await runCommand(['group'])).toMatchObject({ code: 2, err: expect.stringContaining('--jsonl') })
  })
})
