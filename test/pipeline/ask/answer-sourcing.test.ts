import { describe, expect, test } from 'vitest'
import { analyzeText } from '../../../src/evidence/analyze-text.ts'
import { answerSourcing } from '../../../src/pipeline/ask/answer-sourcing.ts'
import { readSourcingQuestion } from '../../../src/pipeline/ask/sourcing-question.ts'
import { storedArticle } from '../search/memory-index.ts'

const text = [
  'The Harbour Department has asked for more than 20,000 guards, according to two officials with knowledge of the plans.',
  'It was not clear what role the guards would play.',
  'Lawyers at the ministry were reviewing the request, said Ansa Vell, a spokeswoman for the ministry.',
  'About 1,200 dockers work in the port, Mayor Orin Dace said.',
  'A spokesman for the Harbour Department declined to comment.',
  'The ferry company did not respond to a request for comment.',
].join('\n')
const article = storedArticle('guards', '2026-03-01', 'Department asks for guards', text)
const story = { article, analysis: analyzeText(article.value) }
const quiet = storedArticle('quiet', '2026-03-01', 'Market opens', 'The market opened on Monday. Traders came.')
const quietStory = { article: quiet, analysis: analyzeText(quiet.value) }
const answerOf = (question: string) =>
  answerSourcing(question, [story])
    ?.lines.map((line) => line.text)
    .join('\n')

describe('a question about sourcing', () => {
  test.each([
    ['who declined to comment?', 'Harbour Department'],
    ['Who would not comment?', 'Harbour Department'],
    ['Did anyone decline to comment', 'Harbour Department'],
    ['did the department refuse to comment?', 'Harbour Department'],
    ['Who didn’t respond?', 'ferry company'],
    ['who did not reply', 'ferry company'],
    ['Did the ferry company comment or was there no response?', 'ferry company'],
    ['What is not known?', 'not clear what role'],
    ['what’s still unclear', 'role'],
    ['What do we not know? what is unknown?', 'role'],
    ['any open questions?', 'role'],
    ['where does 20,000 come from?', 'two officials'],
    ['Where does the 20,000 figure come from', 'two officials'],
    ['who says 20000?', 'two officials'],
    ['what is the source of the 20,000?', 'two officials'],
    ['Who gave the number 1,200?', 'Orin Dace'],
    ['how many sources?', 'source'],
    ['How many sources does the story have?', 'source'],
    ['who are the sources?', 'Orin Dace'],
    ['is anyone named?', 'officials'],
    ['Are the sources anonymous?', 'officials'],
    ['was anyone on the record', 'officials'],
    ['who said lawyers were reviewing the request?', 'Ansa Vell'],
    ['who said that?', 'officials'],
    ['and who says so?', 'officials'],
  ])('is answered from the analysis: %s', (question, part) => {
    expect(answerOf(question)).toContain(part)
  })

  test('gives spans that are in the stored text', () => {
    for (const question of [
      'who declined to comment?',
      'what is unclear?',
      'where does 20,000 come from?',
      'how many sources?',
      'who said that?',
    ]) {
      const answer = answerSourcing(question, [story])
      expect(answer?.isFound).toBe(true)
      for (const { evidence } of answer?.lines ?? []) {
        expect(evidence.length).toBeGreaterThan(0)
        for (const span of evidence) expect(text.slice(span.start, span.end)).toBe(span.text)
      }
    }
  })

  test('names the party asked for before others', () => {
    expect(answerOf('did the ferry company comment? did it not respond?')).not.toContain('Harbour Department')
  })

  test('finds nothing in a story that says nothing of it', () => {
    for (const question of [
      'who declined to comment?',
      'any corrections?',
      'where does 20,000 come from?',
      'who said that?',
    ]) {
      expect(answerSourcing(question, [quietStory])).toEqual({ isFound: false, lines: [] })
    }
    expect(answerSourcing('any corrections?', [story])).toEqual({ isFound: false, lines: [] })
  })

  test.each([
    ['any corrections?', 'correction'],
    ['Was the story corrected?', 'correction'],
    ['has it been retracted?', 'correction'],
    ['is this final?', 'not-final'],
    ['Is it only a proposal?', 'not-final'],
    ['who denies it?', 'disputed'],
    ['is any of it disputed?', 'disputed'],
    ['who first reported this story?', 'secondhand'],
    ['is this a press release?', 'press-release'],
    ['has it been verified or is it unverified?', 'unverified'],
  ])('is known by many wordings: %s', (question, kind) => {
    const asked = readSourcingQuestion(question)
    expect(asked?.asks === 'caveats' ? asked.kinds : asked).toContain(kind)
  })
})

describe('a question about the story itself', () => {
  test.each([
    ['How many guards were asked for?'],
    ['Which city charges a toll?'],
    ['Who signed the order?'],
    ['Where was the ship found?'],
    ['What did the mayor say about the port?'],
    ['Who won the cup in 2024?'],
    ['Which country corners the market in 20,000 goods?'],
    ['How many people were hurt?'],
    ['Which source of energy grew most?'],
    ['Who is the new mayor of Veldport?'],
    ['Who was named head of the bank?'],
    ['What is the name of the river?'],
    ['How many countries responded to the flood?'],
  ])('is not taken for one: %s', (question) => {
    expect(readSourcingQuestion(question)).toBeUndefined()
  })
})
