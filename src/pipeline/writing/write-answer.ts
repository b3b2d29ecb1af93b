import type { AnswerLine } from '../../domain/answer.ts'
import type { StoredArticle } from '../../domain/stored.ts'
import type { Writer } from '../../domain/writing.ts'
import { type CitableText, readCitable } from '../../evidence/check/cited/citable-text.ts'
import { tagText } from '../../evidence/language/tagged-text.ts'
import { findQuantities } from '../../evidence/quantities/find-quantities.ts'
import { termsOf } from '../../evidence/terms/find-terms.ts'
import type { Passage } from '../ask/passage.ts'
import weights from '../ask/passage-weights.json' with { type: 'json' }
import { dataLine, dataLines } from './data-lines.ts'
import { judgeLine } from './judge-lines.ts'

/** What a model made of the passages: lines that hold, that they do not answer, or that nothing came of it, with a word for the reader. */
export type WrittenAnswer =
  | { kind: 'answered'; lines: AnswerLine[]; kept: number; dropped: number; model: string; promptHash: string }
  | { kind: 'declined' }
  | { kind: 'failed'; message: string }

/** So many passages are given, the likeliest first. */
const mostPassages = 14
const mostLines = 3

/**
 * Has a model answer a question from passages, best first, and keeps the lines that hold against the sentences that they name. `chosen` are the lines that
 * the rules answer with: where another article among them gives other figures, its line stands beside the model's.
 */
export async function writeAnswer(
  writer: Writer,
  question: string,
  passages: Passage[],
  chosen: AnswerLine[],
): Promise<WrittenAnswer> {
  const given = placePassages(passages)
  const written = await writer.write('answer', { question: dataLine('question', question), passages: given.data })
  if (written.kind === 'failed') return { kind: 'failed', message: written.message }
  if (!written.value.isAnswered || written.value.lines.length === 0) return { kind: 'declined' }
  const offered = written.value.lines.slice(0, mostLines)
  const lines: AnswerLine[] = []
  for (const { text, sentences } of offered) {
    const line = given.hold(text, sentences, lines)
    if (line !== null) lines.push(line)
  }
  if (lines.length === 0) return { kind: 'failed', message: 'Nothing that the model wrote held against the articles.' }
  const promptHash = writer.promptHash('answer')
  const dropped = written.value.lines.length - lines.length
  const all = [...lines, ...otherwise(lines, chosen)].slice(0, mostLines + 1)
  return { kind: 'answered', lines: all, kept: lines.length, dropped, model: written.model, promptHash }
}

interface Place {
  article: StoredArticle
  citable: CitableText
  index: number
  /** the rules would answer with it: what a model says rests on one of these at least */
  isLikely: boolean
}

/** Numbers the passages through, article by article, and checks what names their numbers. */
function placePassages(passages: Passage[]) {
  const places: Place[] = []
  const data: string[] = []
  const best = passages.slice(0, mostPassages)
  for (const [article, own] of Map.groupBy(best, ({ article }) => article)) {
    const { title, publisher, publishedAt } = article.value
    const citable = readCitable({ id: article.article, text: article.value.text })
    const wanted = citable.reporting.filter((index) => {
      const { start, end } = citable.sentences[index]!
      return own.some(({ span }) => span.start < end && start < span.end)
    })
    if (wanted.length === 0) continue
    data.push(dataLine('article', [title, publisher, publishedAt?.slice(0, 10)].filter(Boolean).join(' · ')))
    for (const index of wanted) {
      const { start, end } = citable.sentences[index]!
      const isLikely = own.some(({ span, score }) => score >= weights.answered && span.start < end && start < span.end)
      places.push({ article, citable, index, isLikely })
      data.push(dataLine(places.length, citable.sentences[index]?.text ?? ''))
    }
  }
  return {
    data: dataLines(data),
    /** the line with its evidence, or null where it does not hold: it rests on sentences of one article */
    hold(text: string, numbers: number[], told: AnswerLine[]): AnswerLine | null {
      const cited = numbers.map((number) => places[number - 1])
      const [first] = cited
      if (first === undefined || cited.some((place) => place?.citable !== first.citable)) return null
      if (!cited.some((place) => place?.isLikely)) return null
      const sentences = cited.flatMap((place) => (place ? [place.index + 1] : []))
      const judged = judgeLine(
        { text, sentences },
        first.citable,
        told.map((line) => line.text),
      )
      return judged.isKept ? { text: judged.line.text, evidence: judged.line.evidence } : null
    },
  }
}

/** Lines of the rules, of articles that the model's lines leave out, that give another figure for the same thing: both are shown. */
function otherwise(lines: AnswerLine[], chosen: AnswerLine[]): AnswerLine[] {
  const used = new Set(lines.flatMap(({ evidence }) => evidence.map(({ article }) => article)))
  const told = lines.flatMap(({ text }) => figuresOf(text))
  return chosen.filter(({ text, evidence }) => {
    if (evidence.some(({ article }) => used.has(article))) return false
    const figures = figuresOf(text)
    const isSame = (a: Figure, b: Figure) => a.amount === b.amount
    return figures.some(
      (one) =>
        told.some((other) => one.thing === other.thing && !isSame(one, other)) &&
        !told.some((other) => isSame(one, other)),
    )
  })
}

type Figure = { thing: string; amount: string }

/** Figures of a text with what they count: the unit, or the last word of what is counted. */
function figuresOf(text: string): Figure[] {
  return findQuantities(tagText(text)).flatMap(({ value, high, unit, measures }) => {
    const thing = unit ?? termsOf(measures ?? '').at(-1)
    return thing === undefined ? [] : [{ thing, amount: `${value} ${high}` }]
  })
}
