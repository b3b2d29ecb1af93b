import type { Kysely, Transaction } from 'kysely'
import { z } from 'zod'
import { reportFaultSchema } from '../domain/command.ts'
import { replyCardSchema, replySchema } from '../domain/reply.ts'
import type { ReplyStore } from '../domain/store.ts'
import type { GivenReply, Report } from '../domain/stored.ts'
import type { ReplyRow, ReportRow } from './chat-tables.ts'
import { storable } from './storable.ts'
import type { Tables } from './tables.ts'

const textsSchema = z.array(z.string())

/** Replies that were given, and what readers say of them. */
export function createSqlReplyStore(db: Kysely<Tables>): ReplyStore {
  return {
    save: (given) => saveReply(db, given),
    async find(id) {
      const row = await db.selectFrom('replies').selectAll().where('id', '=', id).executeTakeFirst()
      return row && givenOf(row)
    },
    async saveReport(report) {
      const { user, reply, at, ...rest } = storable(report)
      await db
        .insertInto('reports')
        .values({ ...rest, person: user, reply_id: reply, reported_at: at })
        .execute()
    },
    async reports(space) {
      let query = db.selectFrom('reports').selectAll().orderBy('reported_at', 'desc').orderBy('id')
      if (space !== undefined) query = query.where('platform', '=', space.platform).where('space', '=', space.space)
      return (await query.execute()).map(reportOf)
    },
  }
}

/** Keeps a reply, also within a transaction of others; another of the same id gives way. */
export async function saveReply(db: Kysely<Tables> | Transaction<Tables>, given: GivenReply): Promise<void> {
  const { id, user, reply, lines, articles, evidence, at, ...rest } = storable(given)
  const row = {
    ...rest,
    person: user,
    reply: JSON.stringify(reply),
    lines: JSON.stringify(lines),
    articles: JSON.stringify(articles),
    evidence: evidence === null ? null : JSON.stringify(evidence),
    given_at: at,
  }
  await db
    .insertInto('replies')
    .values({ id, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute()
}

function givenOf({ person, reply, lines, articles, evidence, given_at, ...row }: ReplyRow): GivenReply {
  return {
    ...row,
    user: person,
    reply: replySchema.parse(JSON.parse(reply)),
    lines: textsSchema.parse(JSON.parse(lines)),
    articles: textsSchema.parse(JSON.parse(articles)),
    evidence: evidence === null ? null : z.array(replyCardSchema).parse(JSON.parse(evidence)),
    at: given_at,
  }
}

function reportOf({ person, reply_id, reported_at, fault, ...row }: ReportRow): Report {
  return { ...row, user: person, reply: reply_id, fault: reportFaultSchema.parse(fault), at: reported_at }
}
