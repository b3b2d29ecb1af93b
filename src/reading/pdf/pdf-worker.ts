import { parentPort, workerData } from 'node:worker_threads'
import type { RawDocument } from '../../domain/ports.ts'
import { makePdfDocument, type PdfInfo } from './make-pdf-document.ts'
import type { PdfItem, PdfPage } from './page-lines.ts'

/** What the thread is given: a file, and the most pages that are read. */
export type PdfTask = { bytes: Uint8Array; pages: number }

/** What the thread answers. */
export type PdfReply =
  | { document: RawDocument }
  | { fault: 'encrypted' | 'broken' | 'no-text' | 'pages' | 'time' | 'memory' }

// The inside of the thread that reads one PDF. It knows no network and no file but the bytes that it was given.
if (parentPort !== null) read(workerData).then((reply) => parentPort?.postMessage(reply))

async function read({ bytes, pages }: PdfTask): Promise<PdfReply> {
  const { getResolvedPDFJS } = await import('unpdf')
  const { getDocument } = await getResolvedPDFJS()
  try {
    const task = getDocument({
      data: bytes,
      verbosity: 0,
      disableFontFace: true,
      useSystemFonts: false,
      enableXfa: false,
      maxImageSize: 1,
    })
    const pdf = await task.promise
    if (pdf.numPages > pages) return { fault: 'pages' }
    const read: PdfPage[] = []
    for (let number = 1; number <= pdf.numPages; number++) {
      const page = await pdf.getPage(number)
      const [left = 0, bottom = 0, right = 0, top = 0] = page.view
      const { items } = await page.getTextContent()
      read.push({ left, bottom, width: right - left, height: top - bottom, items: items.flatMap(toItem) })
      page.cleanup()
    }
    if (!read.some(({ items }) => items.some(({ text }) => /[\p{L}\p{N}]/u.test(text)))) return { fault: 'no-text' }
    const { info } = await pdf.getMetadata()
    return { document: makePdfDocument(read, infoOf(info)) }
  } catch (error) {
    return { fault: error instanceof Error && error.name === 'PasswordException' ? 'encrypted' : 'broken' }
  }
}

function toItem(item: object): PdfItem[] {
  if (!('str' in item && 'transform' in item && 'width' in item && 'fontName' in item)) return []
  const { str, transform, width, fontName } = item
  if (typeof str !== 'string' || !Array.isArray(transform) || typeof width !== 'number') return []
  const [, b, c, d, x, y] = transform.map(Number)
  // Text that stands on its side is a stamp in the margin.
  if (Math.abs(b ?? 0) > Math.abs(d ?? 0)) return []
  return [{ text: str, x: x ?? 0, y: y ?? 0, width, size: Math.hypot(c ?? 0, d ?? 0), font: String(fontName) }]
}

function infoOf(info: object): PdfInfo {
  const field = (name: string) => {
    const value: unknown = Reflect.get(info, name)
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
  }
  return { title: field('Title'), author: field('Author'), createdAt: field('CreationDate') }
}
