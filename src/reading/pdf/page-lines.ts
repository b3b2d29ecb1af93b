/** A piece of text on a page, as a PDF draws it: the left end of its baseline, its width and the size of its letters, in points; `y` grows upwards. */
export type PdfItem = { text: string; x: number; y: number; width: number; size: number; font: string }

/** A page: its lower left corner and its size in points, and what is drawn on it. */
export type PdfPage = { left: number; bottom: number; width: number; height: number; items: PdfItem[] }

/** Words that stand side by side on one baseline, up to the next wide gap. `row` is the same for all that share a baseline. */
export type PdfLine = { text: string; left: number; right: number; y: number; size: number; font: string; row: number }

/** Gaps in widths of the letter size: above the first, words are apart; above the second, columns or cells may be. */
const gaps = { word: 0.13, line: 0.9 }

/** The lines of a page from top to bottom, those of one row from left to right. */
export function linesOfPage(page: PdfPage): PdfLine[] {
  return rowsOf(page.items.filter(({ size }) => size > 0)).flatMap((items, row) => linesOfRow(items, row))
}

function rowsOf(items: PdfItem[]): PdfItem[][] {
  const rows: PdfItem[][] = []
  let top = Number.POSITIVE_INFINITY
  for (const item of items.toSorted((a, b) => b.y - a.y)) {
    const row = rows.at(-1)
    // Signs set high or low belong to the words beside them.
    if (row === undefined || top - item.y > Math.max(item.size, row[0]?.size ?? 0) * 0.45) {
      rows.push([item])
      top = item.y
    } else row.push(item)
  }
  return rows
}

function linesOfRow(items: PdfItem[], row: number): PdfLine[] {
  const lines: PdfLine[] = []
  let pieces: PdfItem[] = []
  let text = ''
  let right = 0
  let isApart = false
  const end = () => {
    const [first] = pieces
    if (first && text.trim() !== '') lines.push({ ...lookOf(pieces), text: evenText(text), left: first.x, right, row })
    pieces = []
    text = ''
  }
  for (const item of items.toSorted((a, b) => a.x - b.x)) {
    if (item.text.trim() === '') {
      isApart = true
      continue
    }
    const last = pieces.at(-1)
    // Some programs draw a word twice to make it bold.
    if (last && last.text === item.text && Math.abs(last.x - item.x) < item.size * 0.2) continue
    const gap = item.x - right
    if (last && gap > item.size * gaps.line) end()
    else if (last && (isApart || gap > item.size * gaps.word)) text += ' '
    text += item.text
    pieces.push(item)
    right = Math.max(pieces.length === 1 ? 0 : right, item.x + item.width)
    isApart = /\s$/.test(item.text)
  }
  end()
  return lines
}

/** Baseline, size and font of most letters. */
function lookOf(items: PdfItem[]): Pick<PdfLine, 'y' | 'size' | 'font'> {
  const counts = new Map<string, { item: PdfItem; letters: number }>()
  for (const item of items) {
    const key = `${item.font} ${item.size.toFixed(1)}`
    const found = counts.get(key) ?? { item, letters: 0 }
    counts.set(key, { item: found.item, letters: found.letters + item.text.length })
  }
  const [most] = [...counts.values()].toSorted((a, b) => b.letters - a.letters)
  const { y = 0, size = 0, font = '' } = most?.item ?? {}
  return { y, size, font }
}

function evenText(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
