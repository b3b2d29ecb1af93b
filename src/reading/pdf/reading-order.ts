import type { PdfLine } from './page-lines.ts'

/** Lines that stand below each other in one column, in the order in which they are read. */
export type PdfBlock = PdfLine[]

/** A page of more columns than this is a table of contents or a timetable. */
const mostColumns = 4

/** What makes two columns of text and not a table: so many lines on either side, so long in the middle, so many side by side. */
const column = { lines: 4, characters: 16, pairs: 4 }

/**
 * Puts the lines of a page in reading order: where two columns stand side by side, the left one is read to its end before the right one; a line across both (a title) comes
 * before what is below it. Lines of one row that are no columns are joined, cells of a table with ` | `.
 */
export function orderLines(lines: PdfLine[], depth = mostColumns): PdfBlock[] {
  const gutter = depth > 1 ? findGutter(lines) : null
  if (gutter === null) return [joinRows(lines)].filter((block) => block.length > 0)
  const blocks: PdfBlock[] = []
  let sides: [PdfLine[], PdfLine[]] = [[], []]
  const flush = () => {
    for (const side of sides) blocks.push(...orderLines(side, depth - 1))
    sides = [[], []]
  }
  for (const row of rowsOf(lines)) {
    if (row.some(({ left, right }) => left < gutter && right > gutter)) {
      flush()
      const last = blocks.at(-1)
      const joined = joinRows(row)
      // Lines across all columns that follow each other are one block.
      if (last && wide.has(last)) last.push(...joined)
      else {
        wide.add(joined)
        blocks.push(joined)
      }
    } else for (const line of row) sides[line.left < gutter ? 0 : 1].push(line)
  }
  flush()
  return blocks
}

const wide = new WeakSet<PdfBlock>()

/** Where the gap between two columns runs from top to bottom, crossed by as few lines as there are; null where there is none. */
function findGutter(lines: PdfLine[]): number | null {
  if (lines.length < column.lines * 2) return null
  const from = Math.min(...lines.map(({ left }) => left))
  const to = Math.max(...lines.map(({ right }) => right))
  const width = to - from
  const crossed = new Array<number>(Math.ceil(width / 2) + 2).fill(0)
  for (const { left, right } of lines) {
    crossed[Math.ceil((left - from) / 2)]! += 1
    crossed[Math.floor((right - from) / 2) + 1]! -= 1
  }
  let best: { at: number; count: number; length: number } | null = null
  let count = 0
  let length = 0
  let before = -1
  for (let step = 0; step < crossed.length; step++) {
    count += crossed[step]!
    length = count === before ? length + 1 : 1
    before = count
    const at = from + 2 * step
    if (at < from + width * 0.15 || at > to - width * 0.15) continue
    if (best === null || count < best.count || (count === best.count && length > best.length)) {
      best = { at: at - (length - 1), count, length }
    }
  }
  return best !== null && areColumns(lines, best.at) ? best.at : null
}

function areColumns(lines: PdfLine[], gutter: number): boolean {
  const left = lines.filter((line) => line.right <= gutter)
  const right = lines.filter((line) => line.left >= gutter)
  if ([left, right].some((side) => side.length < column.lines || middleLength(side) < column.characters)) return false
  const levels = right.map(({ y }) => y).toSorted((a, b) => a - b)
  const pairs = left.filter(({ y, size }) => hasNear(levels, y, size * 1.2)).length
  return pairs >= column.pairs && pairs >= Math.min(left.length, right.length) * 0.4
}

function middleLength(lines: PdfLine[]): number {
  const lengths = lines.map(({ text }) => text.length).toSorted((a, b) => a - b)
  return lengths[Math.floor(lengths.length / 2)] ?? 0
}

function hasNear(levels: number[], y: number, distance: number): boolean {
  let [low, high] = [0, levels.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (levels[middle]! < y - distance) low = middle + 1
    else high = middle
  }
  return low < levels.length && levels[low]! <= y + distance
}

function rowsOf(lines: PdfLine[]): PdfLine[][] {
  const rows = new Map<number, PdfLine[]>()
  for (const line of lines) {
    const row = rows.get(line.row)
    if (row) row.push(line)
    else rows.set(line.row, [line])
  }
  return [...rows.values()]
}

function joinRows(lines: PdfLine[]): PdfLine[] {
  return rowsOf(lines).flatMap((row) => {
    const [first, ...rest] = row
    if (!first) return []
    const joined = { ...first }
    for (const line of rest) {
      joined.text += `${line.left - joined.right > joined.size * 2 ? ' | ' : ' '}${line.text}`
      joined.right = Math.max(joined.right, line.right)
    }
    return [joined]
  })
}
