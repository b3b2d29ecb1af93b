import type { Kysely } from 'kysely'
import type { Clock } from '../domain/ports.ts'
import type { ArticleStore } from '../domain/store.ts'
import type { StoredArticle } from '../domain/stored.ts'
import { articleOf } from './article-rows.ts'
import { chunksOf } from './chunks.ts'
import { findAlike } from './find-alike.ts'
import { saveArticles } from './save-articles.ts'
import { firstKeyOf } from './sort-key.ts'
import type { Tables } from './tables.ts'
import type { TermMatcher } from './term-matcher.ts'

/** Articles and their versions in either database. */
export function createSqlArticleStore(db: Kysely<Tables>, matcher: TermMatcher, now: Clock): ArticleStore {
  return {
    save: (entries) => saveArticles({ db, matcher, now }, entries),
    find: async (id) => (await findMany(db, [id]))[0],
    async findByUrl(url) {
      const row = await current(db).where('articles.url', '=', url).executeTakeFirst()
      return row && articleOf(row)
    },
    findMany: (ids) => findMany(db, ids),
    async list({ limit, since, before }) {
      let query = current(db).orderBy('articles.sort_key', 'desc').limit(limit)
      if (since !== undefined) query = query.where('articles.sort_key', '>=', firstKeyOf(since))
      if (before !== undefined) query = query.where('articles.sort_key', '<', firstKeyOf(before))
      return (await query.execute()).map(articleOf)
    },
    async count() {
      const row = await db
        .selectFrom('articles')
        .select((select) => select.fn.countAll().as('articles'))
        .executeTakeFirstOrThrow()
      return Number(row.articles)
    },
    alike: (texts) => findAlike(db, matcher.dialect, texts, now().toISOString()),
    async changedSince(instant) {
      const rows = await db
        .selectFrom('article_versions')
        .innerJoin('articles', (join) =>
          join
            .onRef('articles.id', '=', 'article_versions.article_id')
            .onRef('articles.version', '=', 'article_versions.version'),
        )
        .select(['article_versions.article_id', 'article_versions.version', 'article_versions.saved_at'])
        .where('article_versions.version', '>', 1)
        .where('article_versions.saved_at', '>=', new Date(instant).toISOString())
        .orderBy('article_versions.saved_at', 'desc')
        .orderBy('article_versions.article_id')
        .execute()
      return rows.map(({ article_id, version, saved_at }) => ({ article: article_id, version, savedAt: saved_at }))
    },
    async versions(id) {
      const rows = await everyVersion(db).where('articles.id', '=', id).orderBy('article_versions.version').execute()
      return rows.map(articleOf)
    },
  }
}

async function findMany(db: Kysely<Tables>, ids: string[]): Promise<StoredArticle[]> {
  const found = new Map<string, StoredArticle>()
  for (const some of chunksOf([...new Set(ids)])) {
    for (const row of await current(db).where('articles.id', 'in', some).execute()) found.set(row.id, articleOf(row))
  }
  return [...new Set(ids)].flatMap((id) => found.get(id) ?? [])
}

function everyVersion(db: Kysely<Tables>) {
  return db
    .selectFrom('articles')
    .innerJoin('article_versions', 'article_versions.article_id', 'articles.id')
    .select([
      'articles.id',
      'articles.url',
      'articles.sorted_at',
      'articles.ingested_at',
      'articles.repost_of',
      'article_versions.version',
      'article_versions.content_hash',
      'article_versions.saved_at',
      'article_versions.title',
      'article_versions.publisher',
      'article_versions.origin',
      'article_versions.byline',
      'article_versions.dateline',
      'article_versions.published_at',
      'article_versions.updated_at',
      'article_versions.label',
      'article_versions.credits',
      'article_versions.corrections',
      'article_versions.is_excerpt',
      'article_versions.text',
    ])
}

function current(db: Kysely<Tables>) {
  return everyVersion(db).whereRef('article_versions.version', '=', 'articles.version')
}
