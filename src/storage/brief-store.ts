import type { Kysely } from 'kysely'
import { type Brief, briefSchema } from '../domain/brief.ts'
import type { Clock } from '../domain/ports.ts'
import type { BriefKey, BriefStore } from '../domain/store.ts'
import { storable } from './storable.ts'
import type { Tables } from './tables.ts'

/** Briefs as JSON, one for each article version, prompt and model. */
export function createSqlBriefStore(db: Kysely<Tables>, now: Clock): BriefStore {
  const findByKey = async (key: BriefKey): Promise<Brief | undefined> => {
    const row = await db
      .selectFrom('briefs')
      .select('brief')
      .where('article_id', '=', key.article)
      .where('version', '=', key.version)
      .where('prompt_hash', '=', key.promptHash ?? '')
      .where('model', '=', key.model ?? '')
      .executeTakeFirst()
    return row && briefSchema.parse(JSON.parse(row.brief))
  }
  return {
    findByKey,
    async save(key, brief) {
      await db
        .insertInto('briefs')
        .values({
          id: brief.id,
          article_id: key.article,
          version: key.version,
          prompt_hash: key.promptHash ?? '',
          model: key.model ?? '',
          saved_at: now().toISOString(),
          brief: JSON.stringify(storable(brief)),
        })
        // Another process may have written it meanwhile: readers may have seen that one, so it stays.
        .onConflict((conflict) => conflict.columns(['article_id', 'version', 'prompt_hash', 'model']).doNothing())
        .execute()
      return (await findByKey(key)) ?? brief
    },
    async find(id) {
      // Two prompts may have given one id: the newest is the one that readers saw last.
      const newest = db.selectFrom('briefs').select('brief').where('id', '=', id).orderBy('saved_at', 'desc').limit(1)
      const row = await newest.executeTakeFirst()
      return row && briefSchema.parse(JSON.parse(row.brief))
    },
  }
}
