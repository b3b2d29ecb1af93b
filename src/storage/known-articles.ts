import type { Transaction } from 'kysely'
import type { Article } from '../domain/article.ts'
import { chunksOf } from './chunks.ts'
import { idOfUrl } from './content-hash.ts'
import type { ArticleRow, SearchRow, Tables } from './tables.ts'

/** What the store holds of one article while a batch is saved: its row, the number of each wording, its search entry. */
export type KnownArticle = {
  row: ArticleRow
  versions: Map<string, number>
  search: SearchRow | undefined
}

/** Reads what a batch may touch, and on PostgreSQL holds it, so that two processes do not count one change twice. */
export async function readKnownArticles(
  transaction: Transaction<Tables>,
  articles: Article[],
  dialect: 'sqlite' | 'postgres',
): Promise<KnownArticle[]> {
  const urls = articles.map((article) => article.url).filter((url) => url !== null)
  const ids = [...articles.map((article) => article.id), ...urls.map(idOfUrl)]
  const rows = [
    ...(await readRows(transaction, dialect, 'id', ids)),
    ...(await readRows(transaction, dialect, 'url', urls)),
  ]
  const known = new Map(
    rows.map((row) => [
      row.id,
      { row: { ...row, sort_key: Number(row.sort_key) }, versions: new Map<string, number>() },
    ]),
  )
  const searches = new Map<string, SearchRow>()
  for (const some of chunksOf([...known.keys()])) {
    for (const version of await readVersions(transaction, some)) {
      known.get(version.article_id)?.versions.set(version.content_hash, version.version)
    }
    for (const row of await readSearchRows(transaction, some)) {
      searches.set(row.article_id, row)
    }
  }
  return Array.from(known, ([id, article]) => ({ ...article, search: searches.get(id) }))
}

async function readRows(
  transaction: Transaction<Tables>,
  dialect: 'sqlite' | 'postgres',
  column: 'id' | 'url',
  values: string[],
): Promise<ArticleRow[]> {
  const rows: ArticleRow[] = []
  // Sorted, so that two processes hold rows in the same order and never wait for each other in a ring.
  for (const some of chunksOf([...new Set(values)].sort())) {
    const query = transaction
      .selectFrom('articles')
      .select(['id', 'url', 'version', 'sort_key', 'sorted_at', 'ingested_at', 'sketch', 'repost_of'])
      .where(column, 'in', some)
      .orderBy(column)
    rows.push(...(await (dialect === 'postgres' ? query.forUpdate() : query).execute()))
  }
  return rows
}

function readVersions(transaction: Transaction<Tables>, ids: string[]) {
  return transaction
    .selectFrom('article_versions')
    .select(['article_id', 'version', 'content_hash'])
    .where('article_id', 'in', ids)
    .execute()
}

/** The search entries of some articles. */
export async function readSearchRows(transaction: Transaction<Tables>, ids: string[]): Promise<SearchRow[]> {
  const rows = await transaction
    .selectFrom('search_articles')
    .select(['sort_key', 'article_id', 'version', 'title_length', 'body_length', 'title_places', 'body_places'])
    .where('article_id', 'in', ids)
    .execute()
  return rows.map((row) => ({ ...row, sort_key: Number(row.sort_key) }))
}
