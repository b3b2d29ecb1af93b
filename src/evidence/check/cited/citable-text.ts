import { spanOf } from '../../../domain/cut-span.ts'
import type { Span } from '../../../domain/span.ts'
import { createSpanIndex } from '../../../domain/span-index.ts'
import { evenText } from '../../language/even-text.ts'
import type { Sentence } from '../../language/tagged-text.ts'
import { notesOf, tellsSomething } from '../../lines/find-lead.ts'
import { speaksToReader } from '../../lines/speaks-to-reader.ts'
import { type PreparedArticle, prepareArticle } from '../prepare-article.ts'

/** A text on which lines may rest: prepared for checks, with each of its sentences where it stands in the text as given. */
export interface CitableText {
  prepared: PreparedArticle
  sentences: Span[]
  /** indexes of the sentences that report something: labels, questions, notes on the article and orders to whoever reads it do not */
  reporting: number[]
}

/** Shorter ones say nothing by themselves. */
const fewestWords = 4

/** Reads an article's text for lines that cite its sentences; they are those of its analysis, in the same order. */
export function readCitable({ id, text }: { id: string; text: string }): CitableText {
  const even = evenText(text)
  const prepared = prepareArticle({ id, text: even.text })
  const { sentences } = prepared.tagged
  const notes = createSpanIndex(notesOf(even.text), (note) => [note])
  const reports = (sentence: Sentence) =>
    tellsSomething(sentence, fewestWords) && !speaksToReader(sentence) && notes.overlapping(sentence).length === 0
  return {
    prepared,
    sentences: sentences.map(({ start, end }) => {
      const placed = even.place?.(start, end) ?? { start, end }
      return spanOf(text, placed.start, placed.end)
    }),
    reporting: sentences.filter(reports).map(({ index }) => index),
  }
}
