import type { ExpressionBuilder, Kysely } from 'kysely'
import { type Brief, briefSchema } from '../domain/brief.ts'
import type { Clock } from '../domain/ports.ts'
import type { BriefKey, BriefStore } from '../domain/store.ts'
import { storable } from './storable.ts'
import type { BriefClaimRow, Tables } from './tables.ts'

/** Briefs as JSON, one for each article version, prompt and model. */
export function createSqlBriefStore(db: Kysely<Tables>, now: Clock): BriefStore {
  const findByKey = async (key: BriefKey): Promise<Brief | undefined> => {
    const row = await db.selectFrom('briefs').select('brief').where(isOf(key)).executeTakeFirst()
    return row && briefSchema.parse(JSON.parse(row.brief))
  }
  const release = async (key?: BriefKey): Promise<void> => {
    const claims = db.deleteFrom('brief_claims')
    await (key === undefined ? claims : claims.where(isOf(key))).execute()
  }
  return {
    findByKey,
    release,
    async claim(key, until) {
      if ((await findByKey(key)) !== undefined) return false
      const taken = await db
        .insertInto('brief_claims')
        .values({ ...columnsOf(key), until: new Date(until).toISOString() })
        .onConflict((conflict) =>
          conflict
            .columns(['article_id', 'version', 'prompt_hash', 'model'])
            .doUpdateSet({ until: new Date(until).toISOString() })
            // Whoever had it ended without a word.
            .where('brief_claims.until', '<=', now().toISOString()),
        )
        .returning('until')
        .executeTakeFirst()
      if (taken === undefined) return false
      // It may have been saved between the two.
      if ((await findByKey(key)) === undefined) return true
      await release(key)
      return false
    },
    async save(key, brief) {
      await db
        .insertInto('briefs')
        .values({
          id: brief.id,
          ...columnsOf(key),
          saved_at: now().toISOString(),
          brief: JSON.stringify(storable(brief)),
        })
        // Another process may have written it meanwhile: readers may have seen that one, so it stays.
        .onConflict((conflict) => conflict.columns(['article_id', 'version', 'prompt_hash', 'model']).doNothing())
        .execute()
      await release(key)
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

type KeyColumns = Pick<BriefClaimRow, 'article_id' | 'version' | 'prompt_hash' | 'model'>

function columnsOf({ article, version, promptHash, model }: BriefKey): KeyColumns {
  return { article_id: article, version, prompt_hash: promptHash ?? '', model: model ?? '' }
}

function isOf(key: BriefKey) {
  return (row: ExpressionBuilder<Tables, 'briefs' | 'brief_claims'>) => row.and(columnsOf(key))
}
