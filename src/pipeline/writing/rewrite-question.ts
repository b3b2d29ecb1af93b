import type { Turn } from '../../domain/stored.ts'
import type { Writer } from '../../domain/writing.ts'
import { termsOf } from '../../evidence/terms/find-terms.ts'
import { readQuestion } from '../ask/read-question.ts'
import { dataLine, dataLines } from './data-lines.ts'

/** A conversation is about what was said last. */
const mostTurns = 8
const mostCharacters = 600
const longestQuestion = 300

/**
 * Has a model write a follow-up as a question that stands alone, from what was said before it. Null where it cannot, or where what it wrote has a word that
 * nobody said: then the rules read it. `turns` are the thread's, oldest first.
 */
export async function rewriteQuestion(
  writer: Writer,
  said: string,
  turns: readonly Pick<Turn, 'by' | 'text'>[],
): Promise<string | null> {
  const last = turns.slice(-mostTurns)
  const lines = last.map(({ by, text }) =>
    dataLine(by === 'reader' ? 'reader' : 'answer', text.slice(0, mostCharacters)),
  )
  const written = await writer.write('follow-up', { turns: dataLines(lines), question: dataLine('reader', said) })
  if (written.kind === 'failed') return null
  const question = written.value.question.replace(/\s+/g, ' ').trim()
  if (question === '' || question.length > longestQuestion || /\p{L}:\/\//u.test(question)) return null
  const known = new Set(termsOf([said, ...turns.map(({ text }) => text)].join('\n')))
  const asked = readQuestion(question).terms.map(({ term }) => term)
  const own = new Set(readQuestion(said).terms.map(({ term }) => term))
  // What was asked just now is still asked, and nothing that nobody spoke of.
  const isOurs = asked.every((term) => known.has(term)) && (own.size === 0 || asked.some((term) => own.has(term)))
  return isOurs && asked.length > 0 ? question : null
}
