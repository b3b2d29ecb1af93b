import type { Answer } from '../domain/answer.ts'

/** One question of a set, with the articles that hold its answer's string: weak labels, for the string may stand there by chance. */
export interface AskLine {
  id: string
  question: string
  /** ISO 8601 */
  askedAt: string | null
  answers: string[]
  /** addresses or ids of the articles that hold one of the answers */
  labelled: string[]
}

/** What is measured: asks a question of a store; articles in `without` must not be there. */
export type Asker = (line: AskLine, without: ReadonlySet<string>) => Promise<Answer>

/** A question that did not come out as its labels want, to be read. */
export interface AskMiss {
  kind: 'not-retrieved' | 'not-answered' | 'other-answer' | 'not-declined'
  id: string
  question: string
  answers: string[]
  /** place of the first labelled article among the articles, from 1; 0 where there is none */
  rank: number
  lines: string[]
}

/** How one question came out; all but `id` and `lines` are shares, 0 or 1 where not said otherwise. */
export interface AskOutcome {
  id: string
  /** a labelled article among the first five */
  recalledAt5: number
  /** 1 / place of the first labelled article, 0 where it is not among the articles */
  reciprocalRank: number
  answered: number
  /** answered with a line that holds one of the answers */
  answeredRight: number
  /** declined where the question's labelled articles are taken out */
  declinedWithout: number
  /** how many lines were given */
  lines: number
}

/** What `measureAsk` reports. */
export interface AskFigures {
  questions: AskOutcome[]
  misses: AskMiss[]
}

/**
 * Asks every question twice, with all articles and without its labelled ones, and counts what came.
 * Answers are compared without case, marks of quotation and double blanks.
 */
export async function measureAsk(lines: AskLine[], ask: Asker): Promise<AskFigures> {
  const questions: AskOutcome[] = []
  const misses: AskMiss[] = []
  for (const line of lines) {
    const labelled = new Set(line.labelled)
    const answer = await ask(line, new Set())
    const without = await ask(line, labelled)
    const rank = 1 + answer.articles.findIndex(({ id, url }) => labelled.has(id) || (url !== null && labelled.has(url)))
    const isRight = answer.lines.some(({ text }) => holdsAnswer(text, line.answers))
    questions.push({
      id: line.id,
      recalledAt5: rank > 0 && rank <= 5 ? 1 : 0,
      reciprocalRank: rank > 0 ? 1 / rank : 0,
      answered: answer.outcome === 'answered' ? 1 : 0,
      answeredRight: isRight ? 1 : 0,
      declinedWithout: without.outcome === 'declined' ? 1 : 0,
      lines: answer.lines.length,
    })
    const miss = (kind: AskMiss['kind'], shown: Answer): AskMiss => ({
      kind,
      id: line.id,
      question: line.question,
      answers: line.answers,
      rank,
      lines: [...shown.lines, ...shown.nearest].map(({ text }) => text),
    })
    if (rank === 0 || rank > 5) misses.push(miss('not-retrieved', answer))
    if (answer.outcome === 'declined') misses.push(miss('not-answered', answer))
    else if (!isRight) misses.push(miss('other-answer', answer))
    if (without.outcome === 'answered') misses.push(miss('not-declined', without))
  }
  return { questions, misses }
}

/** True where a text holds one of the answers: `holdsAnswer('Monty, the “giant” one', ['monty'])`. */
export function holdsAnswer(text: string, answers: string[]): boolean {
  const plain = plainWords(text)
  return answers.some((answer) => plainWords(answer) !== '' && plain.includes(plainWords(answer)))
}

function plainWords(text: string): string {
  return text.toLowerCase().replace(/[’‘]/g, "'").replace(/[“”"]/g, '').replace(/\s+/g, ' ').trim()
}
