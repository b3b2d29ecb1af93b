import { type Article, articleSchema } from '../domain/article.ts'
import type { StoredArticle } from '../domain/stored.ts'
import type { ArticleRow, VersionRow } from './tables.ts'

/** A row of an article with one of its versions, back as an article. */
export function articleOf(row: Omit<ArticleRow & VersionRow, 'sort_key' | 'sketch' | 'article_id'>): StoredArticle {
  return {
    article: row.id,
    version: row.version,
    contentHash: row.content_hash,
    ingestedAt: row.ingested_at,
    savedAt: row.saved_at,
    sortedAt: row.sorted_at,
    repostOf: row.repost_of,
    value: articleSchema.parse({
      id: row.id,
      url: row.url,
      title: row.title,
      publisher: row.publisher,
      origin: row.origin,
      byline: row.byline,
      dateline: row.dateline,
      publishedAt: row.published_at,
      updatedAt: row.updated_at,
      label: row.label,
      credits: JSON.parse(row.credits),
      corrections: JSON.parse(row.corrections),
      isExcerpt: row.is_excerpt === 1,
      text: row.text,
    }),
  }
}

/** One version of an article as a row. */
export function versionRowOf(
  article: Article,
  key: Pick<VersionRow, 'article_id' | 'version' | 'content_hash' | 'saved_at'>,
): VersionRow {
  return {
    ...key,
    title: article.title,
    publisher: article.publisher,
    origin: article.origin,
    byline: article.byline,
    dateline: article.dateline,
    published_at: article.publishedAt,
    updated_at: article.updatedAt,
    label: article.label,
    credits: JSON.stringify(article.credits),
    corrections: JSON.stringify(article.corrections),
    is_excerpt: article.isExcerpt ? 1 : 0,
    text: article.text,
  }
}
