import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { readPageText } from '../../src/cli/read-page-text.ts'
import { evaluatePages } from '../../src/eval/evaluate-pages.ts'
import { measurePages, pageMeans } from '../../src/eval/measure-pages.ts'

const text = 'The ferry ran again on Monday after eleven days in dock.'

describe('the measure of pages', () => {
  it('is 1 where the texts are the same but for marks and blanks', () => {
    expect(measurePages([{ id: 'a', expected: text, found: `“${text.replaceAll(' ', '\n')}”` }])).toEqual({
      pages: [{ id: 'a', precision: 1, recall: 1, f1: 1 }],
      errors: [],
    })
  })

  it('counts runs of four words with their repetition', () => {
    // Expected: a b c d, b c d e. Found: a b c d, b c d d, c d d e: one of three, one of two.
    const { pages } = measurePages([{ id: 'a', expected: 'a b c d e', found: 'a b c d d e' }])
    expect(pages).toMatchObject([{ precision: 1 / 3, recall: 1 / 2 }])
    const twice = measurePages([{ id: 'a', expected: 'a b c d', found: 'a b c d a b c d' }])
    expect(twice.pages).toMatchObject([{ precision: 1 / 5, recall: 1 }])
  })

  it('takes a text of less than four words as one run', () => {
    expect(measurePages([{ id: 'a', expected: 'Rain fell.', found: 'Rain fell' }]).pages[0]?.f1).toBe(1)
  })

  it('is the harmonic mean of mean precision and mean recall, so that each page counts alike', () => {
    const figures = measurePages([
      { id: 'long', expected: text, found: text },
      { id: 'none', expected: 'Rain fell on the pier.', found: '' },
    ])
    // Nothing false was found on the second page, and nothing right.
    expect(pageMeans(figures.pages)).toEqual({ precision: 1, recall: 1 / 2, f1: 2 / 3 })
  })

  it('shows what was missed and what is too much, the worst page first', () => {
    const figures = measurePages([
      { id: 'fair', expected: text, found: `${text} Sign up for our letter today.` },
      { id: 'poor', expected: `${text} It carried 212 people on its first day.`, found: 'It carried 212 people.' },
    ])
    expect(figures.errors.map(({ id, kind, text: pieces }) => [id, kind, pieces])).toEqual([
      ['poor', 'missed', ['The ferry ran again on Monday after eleven days in dock', 'on its first day']],
      ['fair', 'extra', ['Sign up for our letter today']],
    ])
  })
})

describe('evaluatePages', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pages-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  it('gives nothing where the set is not there', async () => {
    expect(await evaluatePages(folder, async () => '')).toBeUndefined()
  })

  it('reads each packed page with the reader it is given', async () => {
    mkdirSync(join(folder, 'read/pages'), { recursive: true })
    const article = [text, 'It carried 212 people, about half of what the office had hoped for.', text]
    const page = `<!doctype html><html><body><nav><a href="/">Home</a></nav><article>${article.map((one) => `<p>${one}</p>`).join('')}</article></body></html>`
    writeFileSync(join(folder, 'read/pages/one.html.gz'), gzipSync(page))
    writeFileSync(join(folder, 'read/pages/two.html.gz'), gzipSync('<html><body></body></html>'))
    const truth = {
      one: { articleBody: article.join('\n\n'), url: 'https://a.example/' },
      two: { articleBody: 'Rain fell.' },
    }
    writeFileSync(join(folder, 'read/pages/ground-truth.json'), JSON.stringify(truth))
    const result = await evaluatePages(folder, readPageText)
    expect(result?.rows.map(({ measure, value }) => [measure, value])).toEqual([
      ['F1 of runs of four words', 2 / 3],
      ['precision', 1],
      ['recall', 1 / 2],
      ['pages with an F1 of 0.9 or more', 1 / 2],
    ])
    expect(result?.errors).toMatchObject([{ kind: 'pages-missed', id: 'two', text: ['Rain fell'] }])
  })
})
