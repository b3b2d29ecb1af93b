import type { Kysely } from 'kysely'
import type { Clock } from '../domain/ports.ts'
import type { UsageStore } from '../domain/store.ts'
import type { Tables } from './tables.ts'

/** Tokens by day (UTC), purpose and model. */
export function createSqlUsageStore(db: Kysely<Tables>, now: Clock): UsageStore {
  return {
    async add({ purpose, model, inputTokens, outputTokens }) {
      const day = now().toISOString().slice(0, 10)
      await db
        .insertInto('usage')
        .values({ day, purpose, model, calls: 1, input_tokens: inputTokens, output_tokens: outputTokens })
        .onConflict((conflict) =>
          conflict.columns(['day', 'purpose', 'model']).doUpdateSet((update) => ({
            calls: update('usage.calls', '+', 1),
            input_tokens: update('usage.input_tokens', '+', inputTokens),
            output_tokens: update('usage.output_tokens', '+', outputTokens),
          })),
        )
        .execute()
    },
    async list(since) {
      const rows = await db
        .selectFrom('usage')
        .select(['day', 'purpose', 'model', 'calls', 'input_tokens', 'output_tokens'])
        .where('day', '>=', since.slice(0, 10))
        .orderBy('day')
        .orderBy('purpose')
        .orderBy('model')
        .execute()
      return rows.map((row) => ({
        day: row.day,
        purpose: row.purpose,
        model: row.model,
        calls: Number(row.calls),
        inputTokens: Number(row.input_tokens),
        outputTokens: Number(row.output_tokens),
      }))
    },
  }
}
