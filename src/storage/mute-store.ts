import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { MuteStore } from '../domain/delivery-store.ts'
import { storable } from './storable.ts'
import type { Tables } from './tables.ts'

const kindSchema = z.enum(['word', 'publisher', 'story'])

/** What channels do not want to see. */
export function createSqlMuteStore(db: Kysely<Tables>): MuteStore {
  return {
    async add(mute) {
      const { createdBy, createdAt, ...rest } = storable(mute)
      await db
        .insertInto('mutes')
        .values({ ...rest, created_by: createdBy, created_at: createdAt })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },
    async list({ platform, space, channel }) {
      const rows = await db
        .selectFrom('mutes')
        .selectAll()
        .where('platform', '=', platform)
        .where('space', '=', space)
        .where('channel', '=', channel)
        .orderBy('created_at')
        .orderBy('kind')
        .orderBy('value')
        .execute()
      return rows.map(({ created_by, created_at, kind, ...row }) => ({
        ...row,
        kind: kindSchema.parse(kind),
        createdBy: created_by,
        createdAt: created_at,
      }))
    },
    async remove(mute) {
      const { platform, space, channel, kind, value } = storable(mute)
      const { numDeletedRows } = await db
        .deleteFrom('mutes')
        .where('platform', '=', platform)
        .where('space', '=', space)
        .where('channel', '=', channel)
        .where('kind', '=', kind)
        .where('value', '=', value)
        .executeTakeFirstOrThrow()
      return Number(numDeletedRows) > 0
    },
  }
}
