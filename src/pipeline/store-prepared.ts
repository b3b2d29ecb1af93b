import type { ArticleStore } from '../domain/store.ts'
import type { SavedArticle } from '../domain/stored.ts'
import { findCopies } from './find-copies.ts'
import type { PreparedArticle } from './prepare-articles.ts'

/** Stores what `prepareArticles` made, here or in another thread; whoever only stores loads no rules of analysis. */
export async function storePrepared(
  { articles }: { articles: ArticleStore },
  batch: PreparedArticle[],
): Promise<SavedArticle[]> {
  const copies = await findCopies(articles, batch)
  return articles.save(
    batch.map(({ article, analysis, terms, sketch }, index) => ({
      article,
      analysis,
      terms,
      sketch,
      copyOf: copies[index] ?? null,
    })),
  )
}
