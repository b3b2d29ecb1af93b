import type { PdfLine } from './page-lines.ts'

/** The parts of a page's height, from above and below, in which headers and footers stand, and the most rows that they have. */
const margin = { height: 0.14, rows: 3 }

/** A page with its lines, as far as finding what repeats needs it. */
export type LinedPage = { bottom: number; height: number; lines: PdfLine[] }

const pageNumber = /^(?:(?:page|p\.)\s*)?[-–—|•\s]*(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|\/)\s*\d{1,4})?[-–—|•\s]*$/i

/** What a browser prints below a page: its address, and which page of how many it is. */
const printedAddress = /^(https?:\/\/[^\s…]+)(?:\s+(?:\d+\s*\/\s*\d+|Page \d+ of \d+))?$/i

/**
 * Takes out of the pages what stands at their edges and is not the text: page numbers, and lines that repeat from page to page but for their digits. `url` is the address that a
 * browser printed there, null where there is none.
 */
export function dropRunningLines(pages: LinedPage[]): { pages: PdfLine[][]; url: string | null } {
  const edges = pages.map((page) => new Set(edgeLines(page)))
  const counts = new Map<string, number>()
  for (const lines of edges) {
    for (const key of new Set([...lines].map(keyOf))) counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  // A header of left and right pages stands on every second one.
  const enough = Math.max(2, Math.ceil(pages.length * 0.4))
  let url: string | null = null
  const kept = pages.map(({ lines }, index) =>
    lines.filter((line) => {
      if (!edges[index]?.has(line)) return true
      const address = printedAddress.exec(line.text)?.[1]
      if (address !== undefined) url ??= address
      return address === undefined && !pageNumber.test(line.text) && (counts.get(keyOf(line)) ?? 0) < enough
    }),
  )
  return { pages: kept, url }
}

function edgeLines({ bottom, height, lines }: LinedPage): PdfLine[] {
  const isEdge = (line: PdfLine) => {
    const place = (line.y - bottom) / height
    return place < margin.height || place > 1 - margin.height
  }
  const rows = [...new Set(lines.map(({ row }) => row))]
  const outer = new Set([...rows.slice(0, margin.rows), ...rows.slice(-margin.rows)])
  return lines.filter((line) => outer.has(line.row) && isEdge(line))
}

// A title that is set large on the first page often repeats above the others in small letters.
function keyOf({ text, size }: PdfLine): string {
  return `${Math.round(size)} ${text.toLowerCase().replace(/\d+/g, '#')}`
}
