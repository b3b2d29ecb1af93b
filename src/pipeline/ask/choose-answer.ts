import type { Answer, AnswerLine } from '../../domain/answer.ts'
import { evidenceOf } from '../../domain/cut-span.ts'
import type { Span } from '../../domain/span.ts'
import { splitSentences } from '../../evidence/language/sentences.ts'
import { findFullName } from './full-name.ts'
import type { Passage } from './passage.ts'
import weights from './passage-weights.json' with { type: 'json' }
import type { ReadQuestion } from './read-question.ts'

const MOST_LINES = 3
const sameWords = 0.6

/**
 * Answers with the best sentence and those that come near it, or declines where even the best is unlikely to answer, and
 * then shows it as the nearest. `passages` are best first. Where the best names a person by surname alone, the sentence
 * that gives the full name comes second.
 */
export function chooseAnswer(
  passages: Passage[],
  question: ReadQuestion,
): Pick<Answer, 'outcome' | 'lines' | 'nearest'> {
  const [best] = passages
  if (best === undefined) return { outcome: 'declined', lines: [], nearest: [] }
  if (best.score < weights.answered) {
    // What shows no word of the question looks like no passage near it.
    const { article, span } = passages.find(({ signs }) => signs.own > 0) ?? best
    return { outcome: 'declined', lines: [], nearest: [evidenceOf(article.article, span)] }
  }
  const naming = question.expects === 'person' ? sentenceNaming(best, question) : undefined
  const lines = [lineOf(best, best.span), ...(naming ? [lineOf(best, naming)] : [])]
  for (const passage of passages) {
    if (lines.length >= MOST_LINES || passage.score < best.score * weights.beside) break
    // A line beside the best must hold most of what the best holds of the question.
    if (passage.signs.own < best.signs.own * sameWords) continue
    if (!lines.some(({ text }) => text === passage.span.text)) lines.push(lineOf(passage, passage.span))
  }
  return { outcome: 'answered', lines, nearest: [] }
}

function sentenceNaming({ article, span }: Passage, question: ReadQuestion): Span | undefined {
  const sentences = splitSentences(article.value.text)
  const asked = new Set(question.terms.map(({ term }) => term))
  return findFullName(span, sentences, asked)
}

function lineOf({ article }: Passage, span: Span): AnswerLine {
  return { text: span.text, evidence: [evidenceOf(article.article, span)] }
}
