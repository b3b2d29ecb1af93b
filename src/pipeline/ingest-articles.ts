import type { Article } from '../domain/article.ts'
import type { ArticleStore } from '../domain/store.ts'
import type { SavedArticle } from '../domain/stored.ts'
import { prepareArticles } from './prepare-articles.ts'
import { storePrepared } from './store-prepared.ts'

/** What storing articles needs. */
export interface IngestDeps {
  articles: ArticleStore
}

/**
 * Analyzes articles and stores them with their search terms, all or none; says in order what became of each. An article
 * is known by its canonical address, so two links to one page are one article; a near-identical text under another address
 * is an article of its own, with a mark that says of which it is a repost.
 */
export async function ingestArticles(deps: IngestDeps, articles: Article[]): Promise<SavedArticle[]> {
  return storePrepared(deps, prepareArticles(articles))
}
