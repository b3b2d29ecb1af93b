import type { Kysely } from 'kysely'
import type { PlacedArticle, StoryStore } from '../domain/story-store.ts'
import { chunksOf } from './chunks.ts'
import { firstKeyOf } from './sort-key.ts'
import type { Tables } from './tables.ts'

/** Stories, in either database. The one row of `story_clock` is the lock: whoever moves it on places next. */
export function createSqlStoryStore(db: Kysely<Tables>): StoryStore {
  return {
    async unplaced(since, limit) {
      const rows = await db
        .selectFrom('articles')
        .select('id')
        .where('sort_key', '>=', firstKeyOf(since))
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('story_articles as placed')
                .select('placed.article_id')
                .whereRef('placed.article_id', '=', 'articles.id')
                .whereRef('placed.version', '=', 'articles.version'),
            ),
          ),
        )
        .orderBy('sort_key')
        .limit(limit)
        .execute()
      return rows.map(({ id }) => id)
    },
    place: (seen, placed) =>
      db.transaction().execute(async (transaction) => {
        const { numUpdatedRows } = await transaction
          .updateTable('story_clock')
          .set({ number: seen + placed.length })
          .where('number', '=', seen)
          .executeTakeFirstOrThrow()
        if (Number(numUpdatedRows) === 0) return false
        const rows = placed.map(({ article, version, story, signature }, index) => ({
          article_id: article,
          version,
          story_id: story,
          number: seen + index + 1,
          signature,
        }))
        for (const some of chunksOf(rows)) {
          const ids = some.map(({ article_id }) => article_id)
          const known = await transaction.selectFrom('articles').select('id').where('id', 'in', ids).execute()
          const there = new Set(known.map(({ id }) => id))
          const values = some.filter(({ article_id }) => there.has(article_id))
          if (values.length === 0) continue
          await transaction
            .insertInto('story_articles')
            .values(values)
            .onConflict((conflict) =>
              conflict.column('article_id').doUpdateSet(({ ref }) => ({
                version: ref('excluded.version'),
                story_id: ref('excluded.story_id'),
                number: ref('excluded.number'),
                signature: ref('excluded.signature'),
              })),
            )
            .execute()
        }
        return true
      }),
    async placedAfter(seen, since, limit) {
      const clock = await db.selectFrom('story_clock').select('number').executeTakeFirstOrThrow()
      const rows = await db
        .selectFrom('story_articles')
        .innerJoin('articles', 'articles.id', 'story_articles.article_id')
        .select([
          'story_articles.article_id',
          'story_articles.version',
          'story_articles.story_id',
          'story_articles.number',
          'story_articles.signature',
        ])
        .where('story_articles.number', '>', seen)
        .where('articles.sort_key', '>=', firstKeyOf(since))
        .orderBy('story_articles.number')
        .limit(limit)
        .execute()
      const placed = rows.map(({ article_id, version, story_id, signature }) => ({
        article: article_id,
        version,
        story: story_id,
        signature,
      }))
      // What was placed after the clock was read comes with the next stretch.
      const last = Number(rows.at(-1)?.number ?? seen)
      return { number: rows.length < limit ? Math.max(last, Number(clock.number)) : last, placed }
    },
    async find(articles) {
      const found: PlacedArticle[] = []
      for (const some of chunksOf([...new Set(articles)])) {
        const rows = await db.selectFrom('story_articles').selectAll().where('article_id', 'in', some).execute()
        for (const { article_id, version, story_id, signature } of rows)
          found.push({ article: article_id, version, story: story_id, signature })
      }
      return found
    },
    async of(articles) {
      const found = new Map<string, string>()
      for (const some of chunksOf([...new Set(articles)])) {
        const rows = await db
          .selectFrom('story_articles')
          .select(['article_id', 'story_id'])
          .where('article_id', 'in', some)
          .execute()
        for (const { article_id, story_id } of rows) found.set(article_id, story_id)
      }
      return found
    },
    async members(stories) {
      const found = new Map<string, string[]>()
      for (const some of chunksOf([...new Set(stories)])) {
        const rows = await db
          .selectFrom('story_articles')
          .innerJoin('articles', 'articles.id', 'story_articles.article_id')
          .select(['story_articles.article_id', 'story_articles.story_id'])
          .where('story_articles.story_id', 'in', some)
          .orderBy('articles.sort_key', 'desc')
          .execute()
        for (const { article_id, story_id } of rows) {
          const members = found.get(story_id)
          if (members) members.push(article_id)
          else found.set(story_id, [article_id])
        }
      }
      return found
    },
  }
}
