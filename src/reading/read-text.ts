import type { RawDocument } from '../domain/ports.ts'
import { readDate } from './read-date.ts'
import { emptyHead, readHead, type TextHead } from './read-head.ts'
import { readHeaderFields } from './read-header-fields.ts'
import { unwrapLines } from './unwrap-lines.ts'

/**
 * Reads a plain text: what its head says about it becomes metadata and leaves the body; the body has one paragraph a line. A dateline
 * stays in the body. Whether a text is an opinion or an excerpt is told by its words, so it is not decided here.
 *
 * `'Ferry returns\nBy Ada Finch\n\nThe ferry is\nback.'` → title `Ferry returns`, byline `Ada Finch`, text `The ferry is back.`
 */
export function readText(text: string): RawDocument {
  return readPlain(normalize(text), emptyHead)
}

/** As `readText`, for a text of which some fields are known already, such as a Markdown file's title. */
export function readPlain(text: string, known: TextHead): RawDocument {
  const fields = readHeaderFields(text)
  const { head, rest } = readHead(fields.rest, mergeHeads(known, fields.head))
  const body = unwrapLines(rest)
  // A file that holds nothing below its head is a text of that head.
  const kept = body === '' ? unwrapLines(text) : body
  return { ...head, publishedAt: head.publishedAt ?? datelineDate(kept), label: null, isExcerpt: false, text: kept }
}

/** One kind of line end, no byte order mark, no control characters. */
export function normalize(text: string): string {
  return (
    text
      .replace(/\r\n?|[\u2028\u2029\f\v]/g, '\n')
      .replace(/\t/g, '  ')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must go
      .replace(/[\u0000-\u0008\u000e-\u001f\u007f\ufeff\u200b\u00ad]/g, '')
  )
}

function mergeHeads(first: TextHead, second: TextHead): TextHead {
  return {
    title: first.title ?? second.title,
    byline: first.byline ?? second.byline,
    publisher: first.publisher ?? second.publisher,
    publishedAt: first.publishedAt ?? second.publishedAt,
    updatedAt: first.updatedAt ?? second.updatedAt,
    url: first.url ?? second.url,
  }
}

// "CARROW BAY, April 9, 2026 — …": releases print their date in the dateline.
function datelineDate(text: string): string | null {
  for (const line of text.split('\n').slice(0, 3)) {
    const date =
      /^[\p{Lu}][\p{L}.,' -]{1,60}?,\s+((?:\p{L}+\.?\s+\d{1,2},|\d{1,2}\s+\p{L}+)\s+\d{4})\s*(?:\([^)]{2,40}\)\s*)?(?:[—–]|--?)\s/u.exec(
        line,
      )?.[1]
    if (date !== undefined) return readDate(date)
  }
  return null
}
