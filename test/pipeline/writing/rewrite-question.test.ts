import { expect, it } from 'vitest'
import { rewriteQuestion } from '../../../src/pipeline/writing/rewrite-question.ts'
import { Failure, scriptedWriter } from './scripted-writer.ts'

const turns = [
  { by: 'reader' as const, text: 'How many people were arrested in Ohio?' },
  { by: 'nutgraf' as const, text: 'Police in Ohio arrested 12 people on Monday, Sheriff Dorian Hapsley said.' },
]
const rewritten = (question: string, said = 'and what did he say about it?') =>
  rewriteQuestion(
    scriptedWriter(() => ({ question })),
    said,
    turns,
  )

it('a follow-up is asked as a question that stands alone, in words that were said', async () => {
  expect(await rewritten('What did Sheriff Dorian Hapsley say about people arrested in Ohio?')).toBe(
    'What did Sheriff Dorian Hapsley say about people arrested in Ohio?',
  )
})

it.each([
  ['has a word that nobody said', 'What did Sheriff Dorian Hapsley say about the governor of Ohio?'],
  ['has a link', 'What did Sheriff Hapsley say about https://evil.example?'],
  ['is empty', ' '],
  ['is very long', `What did Sheriff Hapsley say about ${'people '.repeat(80)}?`],
])('a follow-up is read by the rules where what the model wrote %s', async (_name, question) => {
  expect(await rewritten(question)).toBeNull()
})

it('a follow-up is read by the rules where the model drops what was asked, or fails', async () => {
  expect(
    await rewritten('How many people were arrested in Ohio?', 'and in Ohio, what did the sheriff explain?'),
  ).not.toBeNull()
  expect(await rewritten('How many people were arrested?', 'what about Monday?')).toBeNull()
  expect(
    await rewriteQuestion(
      scriptedWriter(() => new Failure('slow')),
      'and him?',
      turns,
    ),
  ).toBeNull()
})
