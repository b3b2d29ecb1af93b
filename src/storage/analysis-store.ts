import type { Kysely } from 'kysely'
import { type Analysis, analysisSchema } from '../domain/analysis.ts'
import type { Clock } from '../domain/ports.ts'
import type { AnalysisStore } from '../domain/store.ts'
import { chunksOf } from './chunks.ts'
import { storable } from './storable.ts'
import type { Tables } from './tables.ts'

/** Analyses as JSON, by article version and analyzer. */
export function createSqlAnalysisStore(db: Kysely<Tables>, now: Clock): AnalysisStore {
  return {
    async save({ article, version }, analyzer, analysis) {
      const row = { article_id: article, version, analyzer, saved_at: now().toISOString() }
      await db
        .insertInto('analyses')
        .values({ ...row, analysis: JSON.stringify(storable(analysis)) })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },
    async findMany(refs, analyzer) {
      const found = new Map<string, Analysis>()
      const versions = new Map(refs.map((ref) => [ref.article, ref.version]))
      for (const ids of chunksOf([...versions.keys()])) {
        const rows = await db
          .selectFrom('analyses')
          .select(['article_id', 'version', 'analysis'])
          .where('article_id', 'in', ids)
          .where('analyzer', '=', analyzer)
          .execute()
        for (const row of rows) {
          if (versions.get(row.article_id) === row.version) {
            found.set(row.article_id, analysisSchema.parse(JSON.parse(row.analysis)))
          }
        }
      }
      return found
    },
  }
}
