import type { Article } from '../domain/article.ts'
import { canonicalUrl } from '../domain/canonical-url.ts'
import type { ArticleStore } from '../domain/store.ts'
import type { SavedArticle } from '../domain/stored.ts'
import { analyzerVersion, analyzeText } from '../evidence/analyze-text.ts'
import { hashShingles } from '../evidence/likeness/shingles.ts'
import { sketchOf } from '../evidence/likeness/sketch.ts'
import { termsOf } from '../evidence/terms/find-terms.ts'
import { findCopies } from './find-copies.ts'

/** What storing articles needs. */
export interface IngestDeps {
  articles: ArticleStore
}

/** Under this name an analysis is stored, so that a change of the rules writes new ones. */
export const analyzerName = `rules-${analyzerVersion}`

/**
 * Analyzes articles and stores them with their search terms, all or none; says in order what became of each. An article
 * is known by its canonical address, so two links to one page are one article; a near-identical text under another address
 * is an article of its own, with a mark that says of which it is a repost.
 */
export async function ingestArticles(deps: IngestDeps, articles: Article[]): Promise<SavedArticle[]> {
  const batch = articles.map((given) => {
    const article = { ...given, url: given.url === null ? null : canonicalUrl(given.url) }
    const hashed = hashShingles(article.text)
    return { article, hashed, sketch: sketchOf(hashed) }
  })
  const copies = await findCopies(deps.articles, batch)
  return deps.articles.save(
    batch.map(({ article, sketch }, index) => ({
      article,
      analysis: { analyzer: analyzerName, value: analyzeText(article) },
      terms: { title: termsOf(article.title ?? ''), body: termsOf(article.text) },
      sketch,
      copyOf: copies[index] ?? null,
    })),
  )
}
