import type { RawDocument } from '../domain/ports.ts'
import { type HtmlDocument, meta, plainText } from './html-tree.ts'
import { type JsonLdNode, textsOf } from './page-json-ld.ts'
import { readDate } from './read-date.ts'

/** When a page says that its article was published and last changed: by JSON-LD, else meta tags, microdata, or what is visible. */
export function readPageDates(
  page: HtmlDocument,
  news: JsonLdNode | null,
): Pick<RawDocument, 'publishedAt' | 'updatedAt'> {
  const publishedAt =
    firstDate([...textsOf(news?.datePublished), ...textsOf(news?.dateCreated)]) ??
    metaDate(
      page,
      'article:published_time',
      'article:published',
      'og:published_time',
      'parsely-pub-date',
      'sailthru.date',
      'date',
      'pubdate',
      'publish-date',
      'publish_date',
      'dc.date',
      'dc.date.issued',
      'dcterms.created',
    ) ??
    itemDate(page, 'datePublished') ??
    visibleDate(page, false)
  const updatedAt =
    firstDate(textsOf(news?.dateModified)) ??
    metaDate(page, 'article:modified_time', 'article:modified', 'og:updated_time', 'lastmod', 'dcterms.modified') ??
    itemDate(page, 'dateModified') ??
    visibleDate(page, true)
  // A change before publication tells a reader nothing.
  return { publishedAt, updatedAt: isLater(updatedAt, publishedAt) ? updatedAt : null }
}

function metaDate(page: HtmlDocument, ...names: string[]): string | null {
  return firstDate(names.flatMap((name) => meta(page, name) ?? []))
}

function itemDate(page: HtmlDocument, property: string): string | null {
  const item = page.querySelector(`[itemprop="${property}"]`)
  return firstDate([item?.getAttribute('datetime'), item?.getAttribute('content'), item ? plainText(item) : null])
}

// The first <time> of the article; one that says "updated" is the other date.
function visibleDate(page: HtmlDocument, isUpdate: boolean): string | null {
  for (const element of page.querySelectorAll(
    'time, [class*="date"], [class*="byline"], [class*="published"], [class*="timestamp"], header p, article p',
  )) {
    if (element.closest('aside, nav, footer') !== null) continue
    const text = plainText(element)
    if (
      text.length > 160 ||
      isUpdate !==
        /\b(?:updated|modified)\b/i.test(`${element.className} ${text} ${element.getAttribute('itemprop') ?? ''}`)
    )
      continue
    const parts = text
      .split(/\s+[|•·–—]\s+/)
      .map((part) =>
        part.replace(/^(?:first )?(?:published|posted|updated|last updated|modified)(?: on| at)?:?\s+/i, ''),
      )
    const date = firstDate([element.getAttribute('datetime'), text, ...parts])
    if (date !== null) return date
  }
  return null
}

function firstDate(values: (string | null | undefined)[]): string | null {
  for (const value of values) {
    const date = value ? readDate(value) : null
    if (date !== null) return date
  }
  return null
}

function isLater(updatedAt: string | null, publishedAt: string | null): boolean {
  if (updatedAt === null || publishedAt === null) return updatedAt !== null
  const length = Math.min(updatedAt.length, publishedAt.length)
  return updatedAt.slice(0, length) > publishedAt.slice(0, length)
}
