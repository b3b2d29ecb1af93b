import { hash } from 'node:crypto'
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
  // Words beyond the first few do not matter, and texts are long.
  return hasWords(title ?? '', 3) && hasWords(`${title ?? ''} ${text}`, fewWords)
}

function hasWords(text: string, least: number): boolean {
  let count = 0
  for (const _ of text.matchAll(/[\p{L}\p{N}]+/gu)) if (++count >= least) return true
  return false
}

/**
 * Punctuation and blanks of plain and of typeset English: most texts hold nothing else besides letters and digits of ASCII. A single blank is passed over,
 * which replacing would leave as it is.
 */
const usualMarks =
  /[^A-Za-z0-9\n%$€£\x80-\x9f\xa1-\u200f\u2028-\u202f\u205f-\uffff]{2,}|[^A-Za-z0-9 \n%$€£\x80-\x9f\xa1-\u200f\u2028-\u202f\u205f-\uffff]/g

/** Title and text without what a change of software changes: letter case, blanks, punctuation. */
function wordingOf({ title, text }: FeedEntry): string {
  const whole = `${title ?? ''}\n${text}`
  const usual = whole.replace(usualMarks, ' ')
  // This is half of what a poll costs besides storing. Classes of Unicode give the same for such texts in three times the time.
  if (!/[^\n -\x7f€£]/.test(usual)) return usual.toLowerCase().trim()
  return whole
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\n%$€£]+/gu, ' ')
    .trim()
}

function keyOf(kind: 'u' | 'i' | 'c', value: string): string {
  return `${kind}${hash('sha256', value, 'base64url').slice(0, 22)}`
}
