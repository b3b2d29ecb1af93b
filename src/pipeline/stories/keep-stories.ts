import type { Clock } from '../../domain/ports.ts'
import type { Store } from '../../domain/store.ts'
import type { PlacedArticle } from '../../domain/story-store.ts'
import { createGrouper, type Grouper, type Move } from './create-grouper.ts'
import { readSignature, signatureOf } from './signature.ts'

/** Puts what was stored into stories. It remembers what it grouped before, so one is made for a process and kept. */
export interface StoryKeeper {
  /** Groups what is in no story yet, and what changed: of the last weeks, or of all times, until told to stop. Resolves to how many articles were placed. */
  keep(of?: 'recent' | 'all', stop?: AbortSignal): Promise<number>
}

/** Grouping looks back so far: what is older is no part of what goes on. */
const recentDays = 21
/** Articles that are placed at a stretch: whoever waits for this process waits for some fifty milliseconds. */
const batch = 10
const stretch = 2_000
const dayMs = 86_400_000
/** Whoever else places at the same moment is let go first so many times. */
const mostTries = 20

/**
 * Makes a keeper for a store; nothing is read before its first work. Several processes on one database see what each other placed. `pause` lets others
 * have their turn between two stretches.
 */
export function createStoryKeeper(
  { stories, articles }: Pick<Store, 'stories' | 'articles'>,
  now: Clock,
  pause: () => Promise<void> = async () => {},
): StoryKeeper {
  let grouper: Grouper = createGrouper()
  let seen = 0
  let running: Promise<unknown> = Promise.resolve()
  return {
    keep(of = 'recent', stop) {
      // One at a time: what one places, the next must know.
      const work = running.catch(() => {}).then(() => placeAll(of, stop))
      running = work
      return work
    },
  }

  async function placeAll(of: 'recent' | 'all', stop?: AbortSignal): Promise<number> {
    const recent = new Date(now().getTime() - recentDays * dayMs).toISOString()
    const since = of === 'all' ? '0001-01-01' : recent
    let placed = 0
    for (let tries = 0; tries < mostTries; ) {
      await catchUp(recent)
      const ids = await stories.unplaced(since, stretch)
      if (ids.length === 0) return placed
      for (let from = 0; from < ids.length; from += batch) {
        const some = ids.slice(from, from + batch)
        await pause()
        if (stop?.aborted) return placed
        if (!(await placeSome(some))) {
          tries++
          break
        }
        placed += some.length
      }
    }
    return placed
  }

  async function catchUp(since: string): Promise<void> {
    for (;;) {
      const { number, placed } = await stories.placedAfter(seen, since, stretch)
      grouper.restore(placed.flatMap(keptOf))
      const isWhole = placed.length < stretch
      seen = number
      if (isWhole) return
    }
  }

  async function placeSome(ids: string[]): Promise<boolean> {
    const found = await articles.findMany(ids)
    const rows = new Map<string, PlacedArticle>()
    const moved = new Map<string, Move>()
    for (const { article, version, ingestedAt, value } of found) {
      const signature = signatureOf({ ...value, id: article, seenAt: ingestedAt })
      const { story, moves } = grouper.place(article, signature)
      rows.set(article, { article, version, story, signature: JSON.stringify(signature) })
      for (const move of moves) moved.set(move.id, move)
    }
    for (const { id, to } of moved.values()) {
      const own = rows.get(id)
      if (own) rows.set(id, { ...own, story: to })
    }
    const others = await stories.find([...moved.keys()].filter((id) => !rows.has(id)))
    for (const one of others) rows.set(one.article, { ...one, story: moved.get(one.article)?.to ?? one.story })
    const isPlaced = await stories.place(seen, [...rows.values()])
    if (isPlaced) seen += rows.size
    // Another process was first, and what was placed here in memory stands nowhere: it is read anew.
    else {
      grouper = createGrouper()
      seen = 0
    }
    return isPlaced
  }
}

function keptOf({ article, story, signature }: PlacedArticle) {
  const read = readSignature(signature)
  return read === null ? [] : [{ id: article, story, signature: read }]
}
