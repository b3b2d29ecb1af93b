import type { FeedState, KnownEntry, StoredFeed } from '../../src/domain/feed.ts'
import type { Clock } from '../../src/domain/ports.ts'
import type { FeedStore } from '../../src/domain/store.ts'
import { idOfUrl } from '../../src/storage/content-hash.ts'
import { storable } from '../../src/storage/storable.ts'

/** `heldUntil` is when a feed that was claimed is due again. */
type Kept = {
  feed: StoredFeed
  heldUntil: string | null
  entries: KnownEntry[]
  keys: Map<string, KnownEntry>
}

/** Feeds in memory. An entry is one object that several keys lead to. */
export function createMemoryFeeds(now: Clock): FeedStore {
  const kept: Kept[] = []
  const byUrl = (url: string) => kept.find(({ feed }) => feed.url === storable(url))
  const byId = (id: string) => kept.find(({ feed }) => feed.id === id)
  const findDue = (at: string, limit: number) => {
    const time = ({ feed, heldUntil }: Kept) => Date.parse(heldUntil ?? feed.dueAt)
    const due = kept.filter((one) => one.feed.stopped === null && time(one) <= Date.parse(at))
    return due.toSorted((a, b) => time(a) - time(b)).slice(0, limit)
  }
  return {
    async add(given) {
      const { url, title, siteUrl } = storable(given)
      const known = byUrl(url) ?? byId(idOfUrl(url))
      if (known !== undefined) return { feed: structuredClone(known.feed), isNew: false }
      const feed = newFeed({ url, title, siteUrl }, now().toISOString())
      kept.push({ feed, heldUntil: null, entries: [], keys: new Map() })
      return { feed: structuredClone(feed), isNew: true }
    },
    find: async (id) => structuredClone(byId(id)?.feed),
    findByUrl: async (url) => structuredClone(byUrl(url)?.feed),
    list: async () => structuredClone(kept.map(({ feed }) => feed)),
    due: async (at, limit) => structuredClone(findDue(at, limit).map(({ feed }) => feed)),
    async claim(at, until, limit) {
      const due = findDue(at, limit)
      for (const one of due) one.heldUntil = until
      return structuredClone(due.map(({ feed }) => feed))
    },
    async remove(id) {
      const index = kept.findIndex(({ feed }) => feed.id === id)
      if (index >= 0) kept.splice(index, 1)
      return index >= 0
    },
    async known(id, keys) {
      const found = new Map<string, KnownEntry>()
      for (const key of keys) {
        const entry = byId(id)?.keys.get(storable(key))
        if (entry !== undefined) found.set(key, structuredClone(entry))
      }
      return found
    },
    async withoutPage(id) {
      const one = byId(id)
      return (one?.entries ?? []).flatMap((entry) => {
        const key = [...(one?.keys ?? [])].find(([, other]) => other === entry)?.[0]
        return entry.pageTries > 0 && key !== undefined ? [{ key, ...structuredClone(entry) }] : []
      })
    },
    recordPolls: async (polls) =>
      polls.map(({ feed, state: given, entries }) => {
        const one = byId(feed)
        if (one === undefined) return false
        const state = storable(structuredClone(given))
        const other = byUrl(state.url)
        const url = other === undefined ? state.url : one.feed.url
        one.feed = { ...one.feed, ...stateOf(state), url }
        one.heldUntil = null
        for (const { keys, ...entry } of storable(structuredClone(entries))) remember(one, keys, entry)
        return true
      }),
  }
}

/** Goes on with what one of the keys stands for, where that is of the same article or of none. */
function remember({ entries, keys: known }: Kept, keys: string[], { article, content, pageTries }: KnownEntry): void {
  const stands = keys.flatMap((key) => known.get(key) ?? [])
  const goesOn = stands.find((one) => one.article === article) ?? stands.find((one) => one.article === null)
  const entry = goesOn ?? { article, content, pageTries }
  if (goesOn === undefined) entries.push(entry)
  Object.assign(entry, { article, content, pageTries })
  for (const key of keys) known.set(key, entry)
}

function newFeed(given: Pick<FeedState, 'url' | 'title' | 'siteUrl'>, at: string): StoredFeed {
  const untold = { etag: null, lastModified: null, bodyHash: null, ttlSeconds: null, polledAt: null, succeededAt: null }
  const start = { addedAt: at, dueAt: at, restUntil: at, failures: 0, lastError: null, stopped: null }
  return { id: idOfUrl(given.url), ...given, ...untold, ...start }
}

/** Nothing but the state: whoever gives a whole feed changes neither its id nor when it was added. */
function stateOf(state: FeedState): FeedState {
  const { url, title, siteUrl, etag, lastModified, bodyHash, ttlSeconds, polledAt, succeededAt } = state
  const { failures, lastError, dueAt, restUntil, stopped } = state
  return {
    ...{ url, title, siteUrl, etag, lastModified, bodyHash, ttlSeconds, polledAt, succeededAt },
    ...{ failures, lastError, dueAt, restUntil, stopped },
  }
}
