import type { Analysis } from '../../domain/analysis.ts'
import type { Article } from '../../domain/article.ts'
import type { PromptVariables } from '../../domain/writing.ts'
import type { CitableText } from '../../evidence/check/cited/citable-text.ts'
import { dataLine, dataLines } from './data-lines.ts'

/** Characters of an article that a model is given: some 4,000 words. News says first what matters. */
const mostCharacters = 24_000
const mostFigures = 12
const mostCaveats = 12

/** An article as a prompt's data; `given` is how many of its sentences that holds. */
export interface DescribedArticle {
  variables: PromptVariables<'brief'>
  given: number
}

/** Puts an article into lines of data: what it is, its sentences by number, and the figures and caveats that the rules found. */
export function describeArticle(
  { title, publisher, publishedAt }: Pick<Article, 'title' | 'publisher' | 'publishedAt'>,
  analysis: Analysis,
  citable: CitableText,
): DescribedArticle {
  const sentences = firstOf(citable)
  const last = sentences.at(-1) ?? 0
  const about = { title, publisher, date: publishedAt?.slice(0, 10) ?? null }
  return {
    variables: {
      article: dataLines(
        Object.entries(about).flatMap(([label, value]) => (value === null ? [] : [dataLine(label, value)])),
      ),
      sentences: numbered(citable, sentences),
      figures: dataLines(
        analysis.quantities
          .filter(({ isKey, sentence }) => isKey && sentence <= last)
          .slice(0, mostFigures)
          .map(({ sentence, text, measures, attribution }) =>
            dataLine(sentence + 1, [text, measures, attribution].filter(Boolean).join(' · ')),
          ),
      ),
      caveats: dataLines(analysis.caveats.slice(0, mostCaveats).map(({ kind, text }) => dataLine(kind, text))),
    },
    given: sentences.length,
  }
}

/** Sentences of a text as lines of data, by their indexes; the numbers count from 1. */
export function numbered({ sentences }: CitableText, indexes: readonly number[]): string {
  return dataLines(indexes.map((index) => dataLine(index + 1, sentences[index]?.text ?? '')))
}

function firstOf({ sentences, reporting }: CitableText): number[] {
  let length = 0
  return reporting.filter((index) => {
    length += sentences[index]!.text.length
    return length <= mostCharacters
  })
}
