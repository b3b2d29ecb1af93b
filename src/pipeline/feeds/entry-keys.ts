import { createHash } from 'node:crypto'
import { canonicalUrl } from '../../domain/canonical-url.ts'
import type { FeedEntry } from '../../domain/ports.ts'

/** An entry with the keys by which it is known again, strongest first, and the key of its wording. */
export type KeyedEntry = { entry: FeedEntry; url: string | null; id: string | null; content: string; keys: string[] }

/** A wording of fewer words than this may well come again: "Photo of the day". */
const fewWords = 12

/**
 * Gives each entry of one feed its keys: its canonical address, its id, its title and text. Dates are no part of any key, so
 * changed dates bring nothing back. An address or id that several entries share tells them apart from nothing: feeds that
 * link every entry to their front page, or number them by place, are known by the rest. Of entries that are given twice the first stays.
 */
export function keyEntries(entries: FeedEntry[], siteUrl: string | null): KeyedEntry[] {
  const urls = entries.map((entry) => (entry.url === null ? null : canonicalUrl(entry.url)))
  const ids = entries.map(({ id }) => (id === null ? null : canonicalUrl(id)))
  const contents = entries.map((entry) => keyOf('c', wordingOf(entry)))
  const site = siteUrl === null ? null : canonicalUrl(siteUrl)
  const sharedUrls = shared(urls, contents)
  const sharedIds = shared(ids, contents)
  const seen = new Set<string>()
  return entries.flatMap((entry, index) => {
    const url = own(urls[index] ?? null, sharedUrls, site)
    const id = own(ids[index] ?? null, sharedIds, null)
    const content = contents[index] ?? ''
    const strong = [...(url === null ? [] : [keyOf('u', url)]), ...(id === null ? [] : [keyOf('i', id)])]
    const keys = strong.length === 0 || isTelling(entry) ? [...strong, content] : strong
    if (keys.some((key) => seen.has(key))) return []
    for (const key of keys) seen.add(key)
    // Under an address that it shares, an entry would be taken for a new wording of its neighbour.
    return [{ entry: url === null ? { ...entry, url: null } : entry, url, id, content, keys }]
  })
}

/** The key of an address, as `keyEntries` makes it. */
export function addressKey(url: string): string {
  return keyOf('u', canonicalUrl(url))
}

/** Those that stand at entries of different wording. */
function shared(values: (string | null)[], contents: string[]): Set<string> {
  const first = new Map<string, string>()
  const several = new Set<string>()
  for (const [index, value] of values.entries()) {
    if (value === null) continue
    const content = contents[index] ?? ''
    if ((first.get(value) ?? content) !== content) several.add(value)
    first.set(value, content)
  }
  return several
}

function own(value: string | null, several: Set<string>, site: string | null): string | null {
  return value === null || value === '' || value === site || several.has(value) ? null : value
}

function isTelling({ title, text }: FeedEntry): boolean {
  return countWords(title ?? '') >= 3 && countWords(`${title ?? ''} ${text}`) >= fewWords
}

function countWords(text: string): number {
  return text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0
}

/** Title and text without what a change of software changes: letter case, blanks, punctuation. */
function wordingOf({ title, text }: FeedEntry): string {
  return `${title ?? ''}\n${text}`
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\n%$€£]+/gu, ' ')
    .trim()
}

function keyOf(kind: 'u' | 'i' | 'c', value: string): string {
  return `${kind}${createHash('sha256').update(value).digest('base64url').slice(0, 22)}`
}
