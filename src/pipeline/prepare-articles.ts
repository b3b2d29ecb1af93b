import type { Analysis } from '../domain/analysis.ts'
import type { Article } from '../domain/article.ts'
import { canonicalUrl } from '../domain/canonical-url.ts'
import type { SearchTerms } from '../domain/stored.ts'
import { analyzerVersion, analyzeText } from '../evidence/analyze-text.ts'
import { hashShingles } from '../evidence/likeness/shingles.ts'
import { sketchOf } from '../evidence/likeness/sketch.ts'
import { termsOf } from '../evidence/terms/find-terms.ts'
import type { SketchedArticle } from './find-copies.ts'

/** Under this name an analysis is stored, so that a change of the rules writes new ones. */
export const analyzerName = `rules-${analyzerVersion}`

/** An article with everything that is stored with it: plain data, so that another thread can make it. */
export type PreparedArticle = SketchedArticle & {
  analysis: { analyzer: string; value: Analysis }
  terms: SearchTerms
}

/** Gives articles their canonical address, analyzes them, and finds their search terms and sketches. */
export function prepareArticles(articles: Article[]): PreparedArticle[] {
  return articles.map((given) => {
    const article = { ...given, url: given.url === null ? null : canonicalUrl(given.url) }
    const hashed = hashShingles(article.text)
    return {
      article,
      hashed,
      sketch: sketchOf(hashed),
      analysis: { analyzer: analyzerName, value: analyzeText(article) },
      terms: { title: termsOf(article.title ?? ''), body: termsOf(article.text) },
    }
  })
}
