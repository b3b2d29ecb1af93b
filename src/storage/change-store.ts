import type { Kysely } from 'kysely'
import type { ChangeStore } from '../domain/store.ts'
import { storable } from './storable.ts'
import type { Tables } from './tables.ts'

/** Who changed what; the number of a row is given by the database. */
export function createSqlChangeStore(db: Kysely<Tables>): ChangeStore {
  return {
    async add(change) {
      const { user, ...row } = storable(change)
      await db
        .insertInto('changes')
        .values({ ...row, person: user })
        .execute()
    },
    async list(limit) {
      const rows = await db
        .selectFrom('changes')
        .select(['at', 'platform', 'space', 'person', 'what'])
        .orderBy('number', 'desc')
        .limit(limit)
        .execute()
      return rows.map(({ person, ...row }) => ({ ...row, user: person }))
    },
  }
}
