import type { Kysely } from 'kysely'
import type { Approval, ApprovalStore } from '../domain/approval.ts'
import type { ApprovalRow } from './approval-tables.ts'
import { storable } from './storable.ts'
import type { Tables } from './tables.ts'

/** Which channels want approval. */
export function createSqlApprovalStore(db: Kysely<Tables>): ApprovalStore {
  return {
    async set(approval) {
      const { setBy: set_by, setAt: set_at, ...place } = storable(approval)
      const { name, editors } = place
      await db
        .insertInto('approvals')
        .values({ ...place, set_by, set_at })
        .onConflict((conflict) =>
          conflict.columns(['platform', 'space', 'channel']).doUpdateSet({ name, editors, set_by, set_at }),
        )
        .execute()
    },
    async find({ platform, space, channel }) {
      const row = await db
        .selectFrom('approvals')
        .selectAll()
        .where('platform', '=', platform)
        .where('space', '=', space)
        .where('channel', '=', channel)
        .executeTakeFirst()
      return row && approvalOf(row)
    },
    async list() {
      const rows = await db
        .selectFrom('approvals')
        .selectAll()
        .orderBy('platform')
        .orderBy('space')
        .orderBy('channel')
        .execute()
      return rows.map(approvalOf)
    },
    async remove({ platform, space, channel }) {
      const { numDeletedRows } = await db
        .deleteFrom('approvals')
        .where('platform', '=', platform)
        .where('space', '=', space)
        .where('channel', '=', channel)
        .executeTakeFirstOrThrow()
      return Number(numDeletedRows) > 0
    },
  }
}

function approvalOf({ set_by: setBy, set_at: setAt, ...row }: ApprovalRow): Approval {
  return { ...row, setBy, setAt }
}
