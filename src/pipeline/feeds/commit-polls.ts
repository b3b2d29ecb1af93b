import { AppError } from '../../domain/app-error.ts'
import type { FeedPoll, StoredFeed } from '../../domain/feed.ts'
import { storePrepared } from '../store-prepared.ts'
import { type FoundByPoll, type PollDeps, withoutArticles } from './poll-feed.ts'

/** What one poll brought: articles by what became of them, and the failure where there was one. `feed` is how it stands now. */
export interface PollOutcome {
  feed: StoredFeed
  added: number
  changed: number
  excerpts: number
  error: { code: string; message: string } | null
}

/**
 * Stores what polls found, several at once because each writing costs a trip to the disk. Articles come before their entries: a
 * program that ends in between polls these feeds again, and finds the articles stored.
 * @throws AppError of the store
 */
export async function commitPolls(deps: PollDeps, polls: FoundByPoll[]): Promise<PollOutcome[]> {
  try {
    return await commit(deps, polls)
  } catch (error) {
    if (error instanceof AppError) throw error
    // One article that the rules stumble over must not take the others with it.
    if (polls.length > 1) {
      const outcomes: PollOutcome[] = []
      for (const poll of polls) outcomes.push(...(await commitPolls(deps, [poll])))
      return outcomes
    }
    return commit(
      deps,
      polls.map((poll) => withoutArticles(poll, error)),
    )
  }
}

async function commit({ store }: PollDeps, polls: FoundByPoll[]): Promise<PollOutcome[]> {
  const found = polls.flatMap(({ entries }) => entries.flatMap((entry) => entry.article ?? []))
  const saved = found.length === 0 ? [] : await storePrepared(store, found)
  const results = saved.values()
  const outcomes: PollOutcome[] = []
  const records: FeedPoll[] = []
  for (const { feed, state, entries, excerpts, error } of polls) {
    const outcome: PollOutcome = { feed: { ...feed, ...state }, added: 0, changed: 0, excerpts, error }
    const remembered = entries.map((entry) => {
      if (entry.article === null) return entry.remembered
      const result = results.next().value
      if (result?.outcome === 'new') outcome.added++
      if (result?.outcome === 'changed') outcome.changed++
      return { ...entry.remembered, article: result?.article ?? null }
    })
    outcomes.push(outcome)
    records.push({ feed: feed.id, state, entries: remembered })
  }
  await store.feeds.recordPolls(records)
  return outcomes
}
