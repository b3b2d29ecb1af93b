import type { Article } from '../domain/article.ts'
import { canonicalUrl } from '../domain/canonical-url.ts'
import type { ArticleStore } from '../domain/store.ts'
import type { SavedArticle } from '../domain/stored.ts'
import { analyzerVersion, analyzeText } from '../evidence/analyze-text.ts'
import { termsOf } from '../evidence/terms/find-terms.ts'

/** What storing articles needs. */
export interface IngestDeps {
  articles: ArticleStore
}

/** Under this name an analysis is stored, so that a change of the rules writes new ones. */
export const analyzerName = `rules-${analyzerVersion}`

/**
 * Analyzes articles and stores them with their search terms, all or none; says in order what became of each. An article
 * is known by its canonical address, so two links to one page are one article.
 */
export async function ingestArticles(deps: IngestDeps, articles: Article[]): Promise<SavedArticle[]> {
  return deps.articles.save(
    articles.map((article) => {
      const stored = { ...article, url: article.url === null ? null : canonicalUrl(article.url) }
      return {
        article: stored,
        analysis: { analyzer: analyzerName, value: analyzeText(stored) },
        terms: { title: termsOf(stored.title ?? ''), body: termsOf(stored.text) },
      }
    }),
  )
}
