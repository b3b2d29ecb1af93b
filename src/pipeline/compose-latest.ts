import type { Store } from '../domain/store.ts'
import { analyzeStored, type BriefedStory } from './brief-stored.ts'
import { type BriefDeps, writeBriefs } from './writing/write-briefs.ts'

/** Looked at for each story shown: copies fall out. */
const lookedAt = 4

/** The newest stories, an event that several outlets report once. */
export async function composeLatest(
  deps: BriefDeps & { store: Pick<Store, 'articles' | 'analyses' | 'stories'> },
  limit: number,
): Promise<BriefedStory[]> {
  const { store } = deps
  const newest = await store.articles.list({ limit: limit * lookedAt })
  const known = await store.stories.of(newest.map(({ article }) => article))
  // The newest of several stands for them all.
  const texts = Map.groupBy(newest, ({ article, repostOf }) => known.get(article) ?? repostOf ?? article)
  const stories = [...texts.values()].flatMap((copies) => copies.slice(0, 1))
  return writeBriefs(deps, await analyzeStored(store, stories.slice(0, limit)))
}
