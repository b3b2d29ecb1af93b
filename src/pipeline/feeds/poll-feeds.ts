import type { StoredFeed } from '../../domain/feed.ts'
import { commitPolls, type PollOutcome } from './commit-polls.ts'
import { type FoundByPoll, type PollDeps, pollFeed } from './poll-feed.ts'

/** How many feeds are polled at once, in all and of one host. */
export interface PollLimits {
  feeds: number
  feedsPerHost: number
}

/** Enough to keep the line busy while servers think; a host is never asked for more than two feeds at a time. */
export const usualLimits: PollLimits = { feeds: 12, feedsPerHost: 2 }

/** Stored together: so many feeds, or so many articles, or what was found since so many milliseconds. */
const batch = { feeds: 40, articles: 80, ms: 2_000 }

/**
 * Polls feeds, several at once, and calls `done` for each once it is stored. Those of one host wait for each other. A feed that
 * fails does not stop the rest; a store that fails does. On `signal` what was found is stored, and the rest is left for the next time.
 */
export async function pollFeeds(
  deps: PollDeps,
  feeds: StoredFeed[],
  done: (outcome: PollOutcome) => void | Promise<void>,
  { limits = usualLimits, signal }: { limits?: PollLimits; signal?: AbortSignal } = {},
): Promise<void> {
  const queue = createQueue(feeds, limits)
  const store = createBatches(deps, done)
  let hasFailed = false

  async function work(): Promise<void> {
    while (!hasFailed && !signal?.aborted) {
      const feed = await queue.take()
      if (feed === null) return
      try {
        const found = await pollFeed(deps, feed, signal)
        if (found !== null) await store.add(found)
      } catch (error) {
        hasFailed = true
        throw error
      } finally {
        queue.giveBack(feed)
      }
    }
  }

  const ends = await Promise.allSettled(Array.from({ length: Math.min(limits.feeds, feeds.length) }, work))
  for (const end of ends) if (end.status === 'rejected') throw end.reason
  await store.flush()
}

/** Hands out feeds in their order, never more of one host than may be polled at once. */
function createQueue(feeds: StoredFeed[], { feedsPerHost }: PollLimits) {
  const waiting = [...feeds]
  const busy = new Map<string, number>()
  let change = Promise.withResolvers<void>()
  return {
    async take(): Promise<StoredFeed | null> {
      while (waiting.length > 0) {
        const index = waiting.findIndex(({ url }) => (busy.get(hostOf(url)) ?? 0) < feedsPerHost)
        const [feed] = index < 0 ? [] : waiting.splice(index, 1)
        if (feed === undefined) await change.promise
        else {
          busy.set(hostOf(feed.url), (busy.get(hostOf(feed.url)) ?? 0) + 1)
          return feed
        }
      }
      return null
    },
    giveBack({ url }: StoredFeed): void {
      busy.set(hostOf(url), (busy.get(hostOf(url)) ?? 1) - 1)
      change.resolve()
      change = Promise.withResolvers<void>()
    },
  }
}

/** Collects what polls found and stores it in batches, one after the other. */
function createBatches(deps: PollDeps, done: (outcome: PollOutcome) => void | Promise<void>) {
  let waiting: FoundByPoll[] = []
  let since = 0
  let last: Promise<void> = Promise.resolve()

  function flush(): Promise<void> {
    const polls = waiting
    waiting = []
    if (polls.length === 0) return last
    last = last.then(async () => {
      for (const outcome of await commitPolls(deps, polls)) await done(outcome)
    })
    return last
  }

  async function add(found: FoundByPoll): Promise<void> {
    const at = deps.now().getTime()
    if (waiting.length === 0) since = at
    waiting.push(found)
    const articles = waiting.flatMap(({ entries }) => entries.filter(({ article }) => article !== null)).length
    // Whoever fills a batch waits until it is stored, so that no more is held than was asked for.
    if (waiting.length >= batch.feeds || articles >= batch.articles || at - since >= batch.ms) await flush()
  }

  return { add, flush }
}

function hostOf(url: string): string {
  return URL.parse(url)?.host ?? url
}
