import { expect, test } from 'vitest'
import { analyzeText } from '../../../src/evidence/analyze-text.ts'
import { tagText } from '../../../src/evidence/language/tagged-text.ts'
import { chooseLines } from '../../../src/evidence/lines/choose-lines.ts'

const about = {
  id: 'article-1',
  title: 'Harbor wall',
  publisher: null,
  origin: null,
  byline: null,
  publishedAt: '2026-03-02',
  label: null,
  isExcerpt: false,
  corrections: [],
}

function linesOf(sentences: string[]): string[] {
  const text = sentences.join('\n')
  return chooseLines(tagText(text), analyzeText({ ...about, text })).map((line) => line.text)
}

const lead = 'The council of Olm voted on Monday to raise the harbor wall by two meters.'
const last = 'The wall of the harbor was built in 1911 after a storm that took the council hall of Olm.'

test('a line that only says what will be told is not chosen', () => {
  const lines = linesOf([lead, 'Here is what the council of Olm says you need to know about the harbor wall.', last])
  expect(lines).toEqual([lead, last])
})

test('a sentence out of the middle of a quotation is not chosen', () => {
  const lines = linesOf([
    lead,
    '“We met for years. The council wall will hold the harbor of Olm,” the mayor said.',
    last,
  ])
  expect(lines).toContain(lead)
  expect(lines.every((line) => line.split('“').length === line.split('”').length)).toBe(true)
})

test('the bullet before a sentence is left out', () => {
  expect(linesOf([`• ${lead}`, last])[0]).toBe(lead)
})

test("an editor's note is no line", () => {
  const note = "Editor's Note: Ada Finch is the director of the harbor wall council of Olm."
  expect(linesOf([note, lead, last])).toEqual([lead, last])
})

test('a title that was left in the text is no line', () => {
  expect(linesOf(['Council of Olm to raise the harbor wall by two meters', lead, last])).toEqual([lead, last])
})
