import type { Store } from '../domain/store.ts'
import type { StoredArticle } from '../domain/stored.ts'
import { analyzeText, attributionFor, withNames } from '../evidence/analyze-text.ts'
import { splitSentences } from '../evidence/language/sentences.ts'
import { tagText } from '../evidence/language/tagged-text.ts'
import { analyzerName } from './prepare-articles.ts'

/** A line that was shown, found again in a stored article: its whole sentence and the sentence's number from 1. */
export interface LocatedLine {
  line: string
  article: StoredArticle
  start: number
  end: number
  sentence: string
  number: number
}

/** Finds lines that were shown, verbatim or cut with " …", in the articles that they came from; what is no longer there is left out. */
export function locateLines(lines: string[], articles: StoredArticle[]): LocatedLine[] {
  return lines.flatMap((shown) => {
    const line = shown.replace(/ …$/, '')
    if (line === '') return []
    for (const article of articles) {
      const start = article.value.text.indexOf(line)
      if (start === -1) continue
      const sentences = splitSentences(article.value.text)
      const index = sentences.findIndex((sentence) => sentence.end > start)
      return [
        { line, article, start, end: start + line.length, sentence: sentences[index]?.text ?? line, number: index + 1 },
      ]
    }
    return []
  })
}

/** Who says a line that was shown; `source` is null where the article says it in its own voice, `description` tells of a source that is not named. */
export interface Speaker {
  line: string
  source: string | null
  description: string
  number: number
}

/** Finds who says each line, by the stored analysis of its article. */
export async function findSpeakers(
  store: Pick<Store, 'analyses'>,
  lines: string[],
  articles: StoredArticle[],
): Promise<Speaker[]> {
  const analyses = await store.analyses.findMany(articles, analyzerName)
  return locateLines(lines, articles).map(({ line, article, start, end, number }) => {
    const analysis = analyses.get(article.article) ?? analyzeText({ ...article.value, id: article.article })
    const speaking = withNames(tagText(article.value.text), analysis.attributions)
    const source = attributionFor(speaking, { start, end })?.source ?? null
    const description = source?.kind === 'anonymous' ? ' (not named)' : ''
    return { line, source: source?.text ?? null, description, number }
  })
}
