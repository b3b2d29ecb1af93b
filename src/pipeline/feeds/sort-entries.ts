import type { KnownEntry, RememberedEntry } from '../../domain/feed.ts'
import type { KeyedEntry } from './entry-keys.ts'

/** An entry whose wording changed since it was read, with what it was known as. */
export type ChangedEntry = KeyedEntry & { known: KnownEntry & { article: string } }

/** What a poll has to do with the entries of a feed; `settled` is only written down. */
export type SortedEntries = { fresh: KeyedEntry[]; changed: ChangedEntry[]; settled: RememberedEntry[] }

/** A feed that is followed anew starts with so many of its entries, the newest. */
export const firstEntries = 10

/**
 * Tells new entries from changed and known ones. An entry is known by its address; else by its id, where `isSame` finds that
 * it is the same piece (feeds reuse ids); else by its wording. What was there before the feed was followed stays passed over.
 */
export async function sortEntries(
  entries: KeyedEntry[],
  known: ReadonlyMap<string, KnownEntry>,
  isFirst: boolean,
  isSame: (entry: KeyedEntry, article: string) => Promise<boolean>,
): Promise<SortedEntries> {
  const sorted: SortedEntries = { fresh: [], changed: [], settled: [] }
  for (const entry of entries) {
    const match = await findKnown(entry, known, isSame)
    if (match === undefined) sorted.fresh.push(entry)
    else if (match.article !== null && match.content !== entry.content)
      sorted.changed.push({ ...entry, known: { ...match, article: match.article } })
    else if (entry.keys.some((key) => !known.has(key))) sorted.settled.push({ ...match, keys: entry.keys })
  }
  if (isFirst) {
    const newest = new Set(newestFirst(sorted.fresh).slice(0, firstEntries))
    const old = sorted.fresh.filter((entry) => !newest.has(entry))
    sorted.fresh = sorted.fresh.filter((entry) => newest.has(entry))
    sorted.settled.push(...old.map(({ keys, content }) => ({ keys, content, article: null, pageTries: 0 })))
  }
  return sorted
}

async function findKnown(
  { keys, ...rest }: KeyedEntry,
  known: ReadonlyMap<string, KnownEntry>,
  isSame: (entry: KeyedEntry, article: string) => Promise<boolean>,
): Promise<KnownEntry | undefined> {
  for (const key of keys) {
    const match = known.get(key)
    if (match === undefined) continue
    const isCertain = key[0] !== 'i' || match.article === null || match.content === rest.content
    if (isCertain || rest.url === null || (await isSame({ keys, ...rest }, match.article ?? ''))) return match
  }
  return undefined
}

// Feeds list the newest first as a rule: where dates are missing or equal, their order stands.
function newestFirst(entries: KeyedEntry[]): KeyedEntry[] {
  const time = ({ entry }: KeyedEntry) => (entry.publishedAt === null ? 0 : Date.parse(entry.publishedAt) || 0)
  return entries.toSorted((a, b) => time(b) - time(a))
}
