import { deflateSync } from 'node:zlib'

/** A run of text: its left end and baseline in points from the lower left corner; Helvetica, or its bold. */
export type PdfText = { text: string; x: number; y: number; size?: number; isBold?: boolean }

/** What else a file holds. `info`: fields of its information dictionary; `trailer`: more of its trailer; `stream`: a page's content as it is. */
export type PdfExtras = { info?: Record<string, string>; trailer?: string; objects?: string[] }

/** Writes a PDF of pages of 612 by 792 points (letter). */
export function writePdf(pages: (PdfText[] | Uint8Array)[], extras: PdfExtras = {}): Buffer {
  const objects: (string | Buffer)[] = ['<< /Type /Catalog /Pages 2 0 R >>', '']
  const add = (object: string | Buffer) => objects.push(object)
  const plain = add('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>')
  const bold = add('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>')
  const kids = pages.map((page) => {
    const isText = Array.isArray(page)
    const content = isText ? deflateSync(Buffer.from(page.map(operators).join('\n'), 'latin1')) : Buffer.from(page)
    const stream = add(
      Buffer.concat([
        Buffer.from(`<< /Length ${content.length} /Filter /FlateDecode >>\nstream\n`),
        content,
        Buffer.from('\nendstream'),
      ]),
    )
    return add(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents ${stream} 0 R /Resources << /Font << /F1 ${plain} 0 R /F2 ${bold} 0 R >> >> >>`,
    )
  })
  objects[1] = `<< /Type /Pages /Kids [${kids.map((kid) => `${kid} 0 R`).join(' ')}] /Count ${kids.length} >>`
  const fields = Object.entries(extras.info ?? {}).map(([name, value]) => `/${name} (${escaped(value)})`)
  const info = add(`<< ${fields.join(' ')} >>`)
  for (const object of extras.objects ?? []) add(object)
  return assemble(objects, `/Info ${info} 0 R ${extras.trailer ?? ''}`)
}

/** Lines of text below each other, from a top baseline down. */
export function column(lines: string[], place: { x: number; y: number; leading?: number; size?: number }): PdfText[] {
  const { x, y, leading = 14, size = 10 } = place
  return lines.flatMap((text, index) => (text === '' ? [] : [{ text, x, y: y - index * leading, size }]))
}

function operators({ text, x, y, size = 10, isBold = false }: PdfText): string {
  return `BT /${isBold ? 'F2' : 'F1'} ${size} Tf 1 0 0 1 ${x} ${y} Tm (${escaped(text)}) Tj ET`
}

function escaped(text: string): string {
  return text.replace(/[\\()]/g, '\\$&')
}

function assemble(objects: (string | Buffer)[], trailer: string): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')]
  const offsets: number[] = []
  let size = parts[0]?.length ?? 0
  const push = (part: Buffer) => {
    parts.push(part)
    size += part.length
  }
  for (const [index, object] of objects.entries()) {
    offsets.push(size)
    push(
      Buffer.concat([
        Buffer.from(`${index + 1} 0 obj\n`),
        Buffer.from(object as string, 'latin1'),
        Buffer.from('\nendobj\n'),
      ]),
    )
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const count = objects.length + 1
  const start = size
  push(
    Buffer.from(
      `xref\n0 ${count}\n0000000000 65535 f \n${table}trailer\n<< /Size ${count} /Root 1 0 R ${trailer} >>\nstartxref\n${start}\n%%EOF\n`,
    ),
  )
  return Buffer.concat(parts)
}
