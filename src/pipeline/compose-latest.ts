import type { Store } from '../domain/store.ts'
import { type BriefedStory, briefStored } from './brief-stored.ts'

/** Looked at for each story shown: copies fall out. */
const lookedAt = 4

/** The newest stories, an event that several outlets report once. */
export async function composeLatest(
  store: Pick<Store, 'articles' | 'analyses' | 'briefs' | 'stories'>,
  limit: number,
): Promise<BriefedStory[]> {
  const newest = await store.articles.list({ limit: limit * lookedAt })
  const known = await store.stories.of(newest.map(({ article }) => article))
  // The newest of several stands for them all.
  const texts = Map.groupBy(newest, ({ article, repostOf }) => known.get(article) ?? repostOf ?? article)
  const stories = [...texts.values()].flatMap((copies) => copies.slice(0, 1))
  return briefStored(store, stories.slice(0, limit))
}
