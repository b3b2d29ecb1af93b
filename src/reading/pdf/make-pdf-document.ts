import type { RawDocument } from '../../domain/ports.ts'
import { readDate } from '../read-date.ts'
import { readHead } from '../read-head.ts'
import { joinLines, type PdfParagraph } from './join-lines.ts'
import { linesOfPage, type PdfLine, type PdfPage } from './page-lines.ts'
import { orderLines } from './reading-order.ts'
import { dropRunningLines } from './running-lines.ts'

/** What a PDF says of itself, as it stands there. */
export type PdfInfo = { title: string | null; author: string | null; createdAt: string | null }

/** Makes a document of the pages of a PDF. A title and a byline that are set in the text come before what the file says of itself, which is often the name of a program or a template. */
export function makePdfDocument(pages: PdfPage[], info: PdfInfo): RawDocument {
  const lined = pages.map((page) => ({ ...page, lines: linesOfPage(page) }))
  const { pages: kept, url } = dropRunningLines(lined)
  const firstPage = joinLines(orderLines(kept[0] ?? []))
  const paragraphs = joinLines(kept.flatMap((lines) => orderLines(withoutContents(lines)))).map(clean)
  const title = chooseTitle(info.title, firstPage.map(clean), bodySize(paragraphs))
  const lines = paragraphs.map(({ text }) => text).filter((text, index) => index > 8 || !isSame(text, title))
  const known = { title, byline: null, publisher: null, publishedAt: null, updatedAt: null, url }
  const { head, rest } = readHead(lines.join('\n\n'), known)
  const text = rest
    .split('\n')
    .filter((line) => line !== '')
    .join('\n')
  return {
    ...head,
    byline: head.byline ?? personName(info.author),
    publishedAt: head.publishedAt ?? pdfDate(info.createdAt),
    label: null,
    isExcerpt: false,
    text: text === '' ? lines.join('\n') : text,
  }
}

/** Without the rows of a table of contents: a title, dots, a page. */
function withoutContents(lines: PdfLine[]): PdfLine[] {
  const rows = new Set(lines.filter(({ text }) => /(?:\.\s?){6,}/.test(text)).map(({ row }) => row))
  return lines.filter(({ row }) => !rows.has(row))
}

function clean(paragraph: PdfParagraph): PdfParagraph {
  // Letters that are drawn as one, and marks that only tell how to break a line.
  return {
    ...paragraph,
    text: paragraph.text
      .normalize('NFC')
      .replace(/[\u00ad\u200b\ufeff]/g, '')
      .replace(/[ﬀ-ﬆ]/g, (one) => one.normalize('NFKC'))
      .trim(),
  }
}

/** The size in which most letters of the text are set. */
function bodySize(paragraphs: PdfParagraph[]): number {
  const letters = new Map<number, number>()
  for (const { size, text } of paragraphs) {
    const rounded = Math.round(size * 2) / 2
    letters.set(rounded, (letters.get(rounded) ?? 0) + text.length)
  }
  return [...letters].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? 0
}

/** What the file says, where the first page says it too; else the largest words of the first page; else what the file says, where it reads like a title. */
function chooseTitle(said: string | null, paragraphs: PdfParagraph[], body: number): string | null {
  const given = said !== null && isTitle(said) ? said.replace(/\s+/g, ' ') : null
  if (given !== null && paragraphs.some(({ text }) => isSame(text, given))) return given
  const largest = Math.max(0, ...paragraphs.map(({ size }) => size))
  const shown = paragraphs.find(({ size }) => size === largest)
  return shown && largest > body * 1.12 && isTitle(shown.text) ? shown.text : given
}

// Programs put in the name of the file that was printed, or their own.
function isTitle(text: string): boolean {
  if (text.length > 250 || text.split(/\s+/).length < 2 || !/\p{L}{2}/u.test(text)) return false
  return !/^(?:microsoft|untitled|document\d*$|slide \d|layout \d|print(?:ed)? )|\.(?:docx?|pdf|indd|qxd|rtf|odt|pptx?|xlsx?|tex|dvi|txt|html?)$/i.test(
    text,
  )
}

function isSame(text: string, title: string | null): boolean {
  return title !== null && simplify(text) === simplify(title)
}

function simplify(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** An author as a name, where the field holds one and not the account of whoever made the file: `Ada Finch`, not `afinch`. */
function personName(author: string | null): string | null {
  return author !== null &&
    /^\p{Lu}[\p{L}.'’-]+(?: \p{L}[\p{L}.'’-]*){1,3}$/u.test(author) &&
    !/\b(?:admin|user|owner|office)\b/i.test(author)
    ? author
    : null
}

/** `D:20260506143000+02'00'` (ISO 32000-1, 7.9.4) → `2026-05-06T12:30:00Z`; without a zone, the day. */
function pdfDate(value: string | null): string | null {
  const [, year, month = '01', day = '01', time, zone] =
    /^(?:D:)?(\d{4})(\d{2})?(\d{2})?(?:(\d{6})(Z|[+-]\d{2}'?\d{2})?)?/.exec(value ?? '') ?? []
  if (year === undefined) return null
  const date = `${year}-${month}-${day}`
  if (time === undefined || zone === undefined) return readDate(date)
  return readDate(`${date}T${time.replace(/(..)(..)(..)/, '$1:$2:$3')}${zone.replace("'", ':').replace('::', ':')}`)
}
