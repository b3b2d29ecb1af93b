import type { Kysely, Transaction } from 'kysely'
import { z } from 'zod'
import type { Clock } from '../domain/ports.ts'
import type { ThreadStore } from '../domain/store.ts'
import { type ThreadRef, turnSchema } from '../domain/stored.ts'
import { chunksOf } from './chunks.ts'
import { storable } from './storable.ts'
import type { Tables } from './tables.ts'

const idsSchema = z.array(z.string())

/** Conversations and their turns. */
export function createSqlThreadStore(db: Kysely<Tables>, now: Clock): ThreadStore {
  const begin = (ref: ThreadRef, articles: string[]) =>
    db.insertInto('threads').values({
      ...ref,
      thread_key: keyOf(ref),
      articles: JSON.stringify(articles),
      started_at: now().toISOString(),
      last_turn: 0,
    })
  return {
    async start(ref, articles) {
      await begin(ref, articles)
        .onConflict((conflict) => conflict.column('thread_key').doUpdateSet({ articles: JSON.stringify(articles) }))
        .execute()
    },
    async find(ref) {
      const thread = await db
        .selectFrom('threads')
        .select(['articles', 'started_at'])
        .where('thread_key', '=', keyOf(ref))
        .executeTakeFirst()
      if (thread === undefined) return undefined
      const rows = await db
        .selectFrom('turns')
        .select(['said_at', 'by', 'text', 'articles'])
        .where('thread_key', '=', keyOf(ref))
        .orderBy('number')
        .execute()
      const turns = rows.map(({ said_at, by, text, articles }) => ({
        ...turnSchema.parse({ by, text, articles: JSON.parse(articles) }),
        at: said_at,
      }))
      return { ref, articles: idsSchema.parse(JSON.parse(thread.articles)), startedAt: thread.started_at, turns }
    },
    async startedSince(instant) {
      const rows = await db
        .selectFrom('threads')
        .select(['thread_key', 'articles', 'started_at'])
        .where('started_at', '>=', new Date(instant).toISOString())
        .orderBy('started_at')
        .orderBy('thread_key')
        .execute()
      return rows.map(({ thread_key, articles, started_at }) => ({
        ref: refOf(thread_key),
        articles: idsSchema.parse(JSON.parse(articles)),
        startedAt: started_at,
      }))
    },
    async remove(ref) {
      await db.deleteFrom('threads').where('thread_key', '=', keyOf(ref)).execute()
    },
    async addTurns(ref, turns) {
      if (turns.length === 0) return
      await begin(ref, [])
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      await db.transaction().execute(async (transaction) => {
        const first = await takeNumbers(transaction, keyOf(ref), turns.length)
        const rows = storable(turns).map(({ by, text, articles }, index) => ({
          thread_key: keyOf(ref),
          number: first + index,
          said_at: now().toISOString(),
          by,
          text,
          articles: JSON.stringify(articles),
        }))
        for (const some of chunksOf(rows)) await transaction.insertInto('turns').values(some).execute()
      })
    },
  }
}

/** Counts in the thread's own row: whoever speaks at the same moment waits there, and no number comes twice. */
async function takeNumbers(transaction: Transaction<Tables>, key: string, turns: number): Promise<number> {
  const { last_turn } = await transaction
    .updateTable('threads')
    .set((update) => ({ last_turn: update('last_turn', '+', turns) }))
    .where('thread_key', '=', key)
    .returning('last_turn')
    .executeTakeFirstOrThrow()
  return last_turn - turns + 1
}

function refOf(key: string): ThreadRef {
  const [platform, space, channel, message] = z
    .tuple([z.string(), z.string(), z.string(), z.string()])
    .parse(JSON.parse(key))
  return { platform, space, channel, message }
}

/** JSON keeps the four parts apart, whatever characters they hold. */
function keyOf({ platform, space, channel, message }: ThreadRef): string {
  return JSON.stringify([platform, space, channel, message])
}
