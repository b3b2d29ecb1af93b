import type { FeedEntry, FeedHead } from '../../domain/ports.ts'
import { labelOf } from '../page-label.ts'
import { isPaywallLine } from '../page-paywall.ts'
import { entryText, plainTitle } from './entry-text.ts'
import type { RawFeedEntry, RawPerson } from './raw-feed.ts'
import { readFeedDate } from './read-feed-date.ts'

/** A description with fewer words than this is a teaser; bulletins that are given whole run to 150 words and more. */
const minWords = 120

/** What leads to the page stands in the last words. */
const teaserLength = 200

const teaserEnd =
  /(?:…|\.\.\.|\[(?:…|\.\.\.|&hellip;)\]|(?:continue reading|read (?:more|on|the full (?:story|article)|full (?:story|article)))\b[^.\n]{0,60})\s*[»→.]?\s*$/i

/** Turns an entry into a document; text and HTML become paragraphs, and a mere teaser is marked as an excerpt. */
export function readFeedEntry(entry: RawFeedEntry, feed: FeedHead): FeedEntry {
  const content = entryText(entry.content)
  const text = content === '' ? entryText(entry.summary) : content
  const publishedAt = readFeedDate(entry.published)
  const updatedAt = readFeedDate(entry.updated)
  return {
    id: entry.id,
    url: entryUrl(entry, feed.url),
    title: plainTitle(entry.title),
    publisher: plainTitle(entry.source) ?? feed.title,
    byline: bylineOf(entry.authors),
    publishedAt: publishedAt ?? updatedAt,
    updatedAt: updatedAt === publishedAt || publishedAt === null ? null : updatedAt,
    label: labelOf(entry.sections),
    isExcerpt: isTeaser(text, content !== ''),
    text: withoutTeaserLinks(text),
  }
}

/** The address of an entry's page: its link, else its id where that is one. Some feeds give links from their site's root. */
function entryUrl({ link, id }: RawFeedEntry, feedUrl: string | null): string | null {
  for (const value of [link, id]) {
    if (value === null) continue
    if (/^https?:\/\//i.test(value)) return value
    const url = value.startsWith('/') && feedUrl !== null ? URL.parse(value, feedUrl) : null
    if (url !== null) return url.href
  }
  return null
}

// An address of e-mail alone is nobody's name.
function bylineOf(authors: RawPerson[]): string | null {
  const names = authors.flatMap(({ name }) =>
    name === null ? [] : (plainTitle({ value: name, type: 'unsaid' }) ?? []),
  )
  return names.length === 0 ? null : [...new Set(names)].join(', ').replace(/^by\s+/i, '')
}

function isTeaser(text: string, isContent: boolean): boolean {
  if (text === '' || teaserEnd.test(text.slice(-teaserLength)) || text.split('\n').some(isPaywallLine)) return true
  return !isContent && text.split(/\s+/).length < minWords
}

function withoutTeaserEnd(line: string): string {
  return line.replace(/\s*(?:continue reading|read more)\s*[»→.]*$/i, '')
}

// "Continue reading →" and WordPress's closing line lead to the page; they are not its text.
function withoutTeaserLinks(text: string): string {
  return text
    .split('\n')
    .filter(
      (line) =>
        !isPaywallLine(line) &&
        !/^(?:continue reading|read (?:more|on|the full (?:story|article)))\b.{0,80}$/i.test(line) &&
        !/^The post .{1,200} appeared first on .{1,80}\.$/.test(line),
    )
    .map((line) => (/(?:reading|more)\s{0,9}[»→.]{0,9}$/i.test(line.slice(-30)) ? withoutTeaserEnd(line) : line))
    .join('\n')
}
