import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { readBump, readFrank, readSummEdits } from '../../src/eval/check-sets.ts'
import { evaluateChecks } from '../../src/eval/evaluate-checks.ts'

const article =
  'The Harrow council voted 7 to 2 on Monday to close the old bridge. The mayor, Dana Brook, said the repair would cost about $3 million.'
const right = 'The Harrow council voted 7 to 2 on Monday to close the old bridge.'
const wrong = 'The repair would cost about $5 million, the mayor, Dana Brook, said.'
/** Wrong, with nothing in it that an advisory check could know. */
const unseen = 'Dana Brook, the mayor, said the repair would cost about $3 million, and sighed.'

const root = mkdtempSync(join(tmpdir(), 'checks-'))
let folder = ''
let runs = 0
beforeEach(() => {
  folder = join(root, String(++runs), 'data')
  mkdirSync(folder, { recursive: true })
})
afterAll(() => rmSync(root, { recursive: true }))

function write(name: string, lines: unknown[]): void {
  const path = join(folder, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`)
}

function figure(set: string, measure: string): number | undefined {
  return evaluateChecks(folder)?.rows.find((row) => row.set === set && row.measure === measure)?.value
}

describe('evaluateChecks', () => {
  it('gives nothing where none of the sets is there', () => {
    expect(evaluateChecks(folder)).toBeUndefined()
  })

  it('measures SummEdits whole, by domain and by kind of edit', () => {
    const line = (id: string, text: string, supported: boolean, editTypes: string[]) => ({
      ...{ id, article, text, supported, editTypes },
    })
    write('check/summedits-other-domains.jsonl', [
      line('summedits-sales_email-0', right, true, []),
      line('summedits-sales_email-1', wrong, false, ['number']),
      line('summedits-podcast-0', right, true, []),
      line('summedits-podcast-1', unseen, false, ['addition']),
    ])
    expect(readSummEdits(folder)?.map(({ set, kinds }) => [set, kinds])).toEqual([
      ['sales_email', []],
      ['sales_email', ['number']],
      ['podcast', []],
      ['podcast', ['addition']],
    ])
    expect(figure('summedits', 'balanced accuracy')).toBe(3 / 4)
    expect(figure('summedits', 'balanced accuracy, sales_email')).toBe(1)
    expect(figure('summedits', 'balanced accuracy, addition')).toBe(1 / 2)
    expect(figure('summedits', 'false alarms')).toBe(0)
    expect(figure('summedits', 'strict: unsupported texts refused')).toBe(1)
    expect(figure('summedits', 'strict: supported texts refused')).toBe(0)
    const errors = evaluateChecks(folder)?.errors ?? []
    expect(errors.map(({ kind, id }) => [kind, id])).toEqual([['summedits-missed', 'summedits-podcast-1']])
  })

  it('measures FRANK by dataset, and once without the summaries that hold UNK', () => {
    const line = (id: string, dataset: string, text: string, errors: Record<string, number>) => {
      return { id, dataset, article, text, supported: Object.keys(errors).length === 0, errors }
    }
    write('check/frank-valid.jsonl', [
      line('a', 'cnndm', right, {}),
      line('b', 'cnndm', unseen, { OutE: 1 }),
      line('c', 'cnndm', 'UNK said the repair would cost about $5 million .', { EntE: 1 }),
      line('d', 'bbc', right, {}),
      line('e', 'bbc', wrong, { CircE: 2 }),
    ])
    expect(readFrank(folder)?.map(({ set, kinds }) => [set, ...kinds].join(' '))).toEqual([
      ...['cnndm', 'cnndm OutE', 'cnndm EntE', 'bbc', 'bbc CircE'],
    ])
    expect(figure('frank', 'balanced accuracy, CNN/DM')).toBe(3 / 4)
    expect(figure('frank', 'balanced accuracy, CNN/DM without UNK')).toBe(1 / 2)
    expect(figure('frank', 'balanced accuracy, BBC')).toBe(1)
  })

  it('measures BUMP by pairs: a tie counts nothing', () => {
    const pair = (id: string, edited: string, errorType: string) => ({
      id,
      article,
      reference: right,
      edited,
      errorType,
    })
    write('check/bump-task2.jsonl', [pair('a', wrong, 'Number'), pair('b', unseen, 'Addition')])
    expect(readBump(folder)?.map(({ kind }) => kind)).toEqual(['Number', 'Addition'])
    expect(figure('bump', 'pairs in the right order')).toBe(1 / 2)
    expect(figure('bump', 'pairs with the same number of warnings')).toBe(1 / 2)
    expect(figure('bump', 'pairs in the right order, Number')).toBe(1)
    expect(figure('bump', 'strict: unsupported texts refused')).toBe(1)
  })

  it('asks of hand-made texts that the gate named for each stops it, also in a folder beside the sets', () => {
    writeFileSync(join(folder, '../note.txt'), 'not read')
    write('../seed/checks.jsonl', [
      { id: 'a', supported: true, text: right },
      { id: 'b', supported: false, gate: 'quantity', text: wrong },
      { id: 'c', supported: false, gate: 'role', text: wrong },
    ])
    expect(evaluateChecks(folder)).toBeUndefined()
    writeFileSync(join(folder, '../seed/article.txt'), article)
    expect(figure('checks', 'texts judged right, by the gate named there')).toBeCloseTo(2 / 3)
    expect(evaluateChecks(folder)?.errors).toMatchObject([{ kind: 'checks-wrong', id: 'c' }])
  })
})
