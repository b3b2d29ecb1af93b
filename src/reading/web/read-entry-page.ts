import type { EntryPage } from '../../domain/feed.ts'
import type { RawDocument, ReadResult } from '../../domain/ports.ts'
import type { WebReader } from './web-reader.ts'

/**
 * Reads the page of a feed entry. Where the page cannot be had, or what it shows is not the entry's article, the document is what the feed gave, marked as
 * an excerpt; where the feed gave more than the page shows, the feed's text stays.
 */
export async function readEntryPage(
  reader: Pick<WebReader, 'readUrl'>,
  entry: RawDocument,
  signal?: AbortSignal,
): Promise<EntryPage> {
  if (entry.url === null) return { document: entry, failure: null }
  const result = await reader.readUrl(entry.url, signal ? { signal } : {})
  if (result.kind !== 'document') return { document: { ...entry, isExcerpt: true }, failure: failureOf(result) }
  const page = result.document
  if (isAnother(page, entry)) {
    const message = 'The page shows something else than the entry of the feed.'
    return { document: { ...entry, isExcerpt: true }, failure: { code: 'page-blocked', message, isLasting: false } }
  }
  const isPageLonger = wordsOf(page.text).length >= wordsOf(entry.text).length
  return {
    document: {
      url: page.url,
      title: page.title ?? entry.title,
      publisher: page.publisher ?? entry.publisher,
      byline: page.byline ?? entry.byline,
      publishedAt: page.publishedAt ?? entry.publishedAt,
      updatedAt: page.updatedAt ?? entry.updatedAt,
      label: page.label ?? entry.label,
      isExcerpt: isPageLonger ? page.isExcerpt : entry.isExcerpt && page.isExcerpt,
      text: isPageLonger ? page.text : entry.text,
    },
    failure: null,
  }
}

/** A site that was not reached or asks to be left alone may answer later; what is gone, forbidden or no article stays so. */
const passing = /^page-(?:unreachable|blocked)$/

function failureOf(result: ReadResult): EntryPage['failure'] {
  return result.kind === 'failed'
    ? { ...result.error, isLasting: !passing.test(result.error.code) }
    : {
        code: 'page-not-readable',
        message: 'The address of the entry leads to a feed, not to a page.',
        isLasting: true,
      }
}

/** A wall that nothing else gave away: a short text that shares hardly a word with the entry's title and teaser. */
function isAnother(page: RawDocument, entry: RawDocument): boolean {
  const shown = wordsOf(page.text)
  const expected = new Set(
    wordsOf(`${entry.title ?? ''} ${entry.text.slice(0, 2000)}`).filter((word) => word.length > 4),
  )
  if (shown.length >= 150 || expected.size < 6) return false
  const found = new Set(shown)
  return [...expected].filter((word) => found.has(word)).length / expected.size < 0.15
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}
