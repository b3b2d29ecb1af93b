import type { RawDocument } from '../domain/ports.ts'
import { htmlToParagraphs } from './html-to-paragraphs.ts'
import { parseHtml, plainText } from './html-tree.ts'
import { labelOf } from './page-label.ts'
import { isPaywallLine } from './page-paywall.ts'
import { readDate } from './read-date.ts'
import { removeFurniture } from './remove-furniture.ts'
import { unwrapLines } from './unwrap-lines.ts'

type Maybe = string | undefined

/** A feed entry as any format gives it; `urls` in order of preference. `content` is the full text where the feed has it, `summary` its description. */
export type FeedEntryFields = {
  title: Maybe
  urls: Maybe[]
  feedUrl: string | null
  publisher: string | null
  authors: Maybe[]
  publishedAt: Maybe
  updatedAt: Maybe
  content: Maybe
  summary: Maybe
  sections: Maybe[]
}

/** A description with fewer words than this is a teaser; bulletins that are given whole run to 150 words and more. */
const minWords = 120

const teaserEnd =
  /(?:…|\.\.\.|\[(?:…|\.\.\.|&hellip;)\]|(?:continue reading|read (?:more|on|the full (?:story|article)|full (?:story|article)))\b[^.\n]{0,60})\s*[»→.]?\s*$/i

/** Turns an entry into a document; text and HTML become paragraphs, and a mere teaser is marked as an excerpt. */
export function readFeedEntry(entry: FeedEntryFields): RawDocument {
  const content = toParagraphs(entry.content)
  const summary = toParagraphs(entry.summary)
  const text = content === '' ? summary : content
  const publishedAt = dateOf(entry.publishedAt)
  const updatedAt = dateOf(entry.updatedAt)
  const authors = entry.authors.flatMap((author) => toPlainTitle(author?.replace(/^\S+@\S+\s+\((.+)\)$/, '$1')) ?? [])
  return {
    url: firstUrl(entry.urls, entry.feedUrl),
    title: toPlainTitle(entry.title),
    publisher: entry.publisher,
    byline: authors.length === 0 ? null : [...new Set(authors)].join(', ').replace(/^by\s+/i, ''),
    publishedAt: publishedAt ?? updatedAt,
    updatedAt: updatedAt === publishedAt || publishedAt === null ? null : updatedAt,
    label: labelOf(entry.sections.flatMap((section) => section ?? [])),
    isExcerpt: isTeaser(text, content !== ''),
    text: withoutTeaserLinks(text),
  }
}

/** A title or name as plain text: feeds put HTML and entities into them. `'AT&amp;T <b>wins</b>'` → `'AT&T wins'`; null for nothing. */
export function toPlainTitle(value: Maybe): string | null {
  if (value === undefined) return null
  const text = /[<&]/.test(value) ? plainText(parseHtml(`<div>${value}</div>`).body) : value.replace(/\s+/g, ' ').trim()
  return text === '' ? null : text
}

// Some feeds give links from their site's root.
function firstUrl(values: Maybe[], feedUrl: string | null): string | null {
  for (const value of values.flatMap((text) => text?.trim() ?? [])) {
    if (/^https?:\/\//i.test(value)) return value
    const url = value.startsWith('/') && feedUrl !== null ? URL.parse(value, feedUrl) : null
    if (url !== null) return url.href
  }
  return null
}

function toParagraphs(value: Maybe): string {
  if (value === undefined || value.trim() === '') return ''
  if (!/<[a-z!/][^>]*>|&#?\w+;/i.test(value)) return unwrapLines(value)
  const fragment = parseHtml(`<div>${value}</div>`)
  removeFurniture(fragment)
  return htmlToParagraphs(fragment.body)
}

function isTeaser(text: string, isContent: boolean): boolean {
  if (text === '' || teaserEnd.test(text) || text.split('\n').some(isPaywallLine)) return true
  return !isContent && text.split(/\s+/).length < minWords
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
    .map((line) => line.replace(/\s*(?:continue reading|read more)\s*[»→.]*$/i, ''))
    .join('\n')
}

function dateOf(value: Maybe): string | null {
  return value === undefined ? null : readDate(value)
}
