import type { Store } from '../domain/store.ts'
import { type BriefedStory, briefStored } from './brief-stored.ts'

/** The newest stories, a text that several outlets carry once. */
export async function composeLatest(
  store: Pick<Store, 'articles' | 'analyses' | 'briefs'>,
  limit: number,
): Promise<BriefedStory[]> {
  const newest = await store.articles.list({ limit: limit * 4 })
  return briefStored(store, newest.slice(0, limit))
}
