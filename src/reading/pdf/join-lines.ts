import type { PdfLine } from './page-lines.ts'
import type { PdfBlock } from './reading-order.ts'

/** A paragraph with the size of its letters, in points. */
export type PdfParagraph = { text: string; size: number }

const listMark = /^(?:[•●▪◦■‣·*]|[-–—]\s|\(?\d{1,2}[.)]\s)/
const sentenceEnd = /[.!?:]["'”’)\]]*$/

/** Beginnings that keep their hyphen where a line ends behind it: "well-known". */
const compound =
  /(?:^|[^\p{L}])(?:all|anti|co|cross|down|ex|far|first|full|half|hard|high|ill|long|low|mid|multi|near|new|non|off|old|one|part|post|pre|pro|re|second|self|semi|short|so|sub|then|third|two|three|four|five|six|seven|eight|nine|ten|up|well|wide|year|\d+)-$/iu

/**
 * Joins the lines of a text to its paragraphs. A paragraph begins where the gap above is wider than between its lines, the first line is set in, the letters change their size,
 * or the line before ended early: its next word would have had room. It goes on over the end of a column or page where its sentence does.
 */
export function joinLines(blocks: PdfBlock[]): PdfParagraph[] {
  const leading = leadingBySize(blocks)
  const known = wordsOf(blocks)
  const paragraphs: (PdfParagraph & { lines: PdfLine[] })[] = []
  for (const block of blocks) {
    const edge = edgesOf(block)
    for (const [index, line] of block.entries()) {
      const before = block[index - 1]
      const current = before
        ? startsParagraph(before, line, block[index + 1], edge, leading)
          ? undefined
          : paragraphs.at(-1)
        : continued(paragraphs, line)
      if (current) current.lines.push(line)
      else paragraphs.push({ text: '', size: line.size, lines: [line] })
    }
  }
  return paragraphs.map(({ lines, size }) => ({
    size,
    text: lines.reduce((text, line) => joinText(text, line.text, known), ''),
  }))
}

type Edges = { left: number; right: number }

function startsParagraph(
  before: PdfLine,
  line: PdfLine,
  after: PdfLine | undefined,
  edge: Edges,
  leading: Map<number, number>,
): boolean {
  if (Math.abs(before.size - line.size) > Math.max(before.size, line.size) * 0.08) return true
  const usual = leading.get(Math.round(line.size)) ?? line.size * 1.2
  if (before.y - line.y > usual * 1.3 || listMark.test(line.text)) return true
  // The lines of a heading are of any length, often in the middle.
  const isCentred = line.left > edge.left + line.size * 2 && before.left > edge.left + line.size * 2
  if (isCentred) return false
  const isSetIn = line.left > edge.left + line.size * 0.8 && before.left < line.left - line.size * 0.5
  const returns = after === undefined || after.left < line.left - line.size * 0.5
  if (isSetIn && (returns || sentenceEnd.test(before.text))) return true
  const isOpen = !sentenceEnd.test(before.text) && /^\p{Ll}/u.test(line.text)
  return !isOpen && hadRoom(before, line, edge.right)
}

/** Whether the first word of a line would have fitted into the line before: its break was wanted. */
function hadRoom(before: PdfLine, line: PdfLine, right: number): boolean {
  const word = line.text.split(' ', 1)[0]?.length ?? 0
  const needed = ((line.right - line.left) / Math.max(1, line.text.length)) * (word + 1)
  return right - before.right > needed + line.size
}

/** The paragraph that goes on at the top of a column or page: the last one in letters of this size, where its sentence is open. */
function continued<P extends PdfParagraph & { lines: PdfLine[] }>(paragraphs: P[], line: PdfLine): P | undefined {
  const last = paragraphs.slice(-4).findLast(({ size }) => Math.abs(size - line.size) <= line.size * 0.05)
  const end = last?.lines.at(-1)?.text ?? ''
  if (last === undefined || sentenceEnd.test(end) || listMark.test(line.text)) return undefined
  return /^[\p{Ll}\p{N}("“‘$€£]/u.test(line.text) || /(?:[,;-]|\b(?:a|an|and|by|for|in|of|on|the|to|with))$/.test(end)
    ? last
    : last === paragraphs.at(-1) && last.lines.length > 1 && /[\p{Ll},]$/u.test(end)
      ? last
      : undefined
}

/** Where most lines of a block begin and end. */
function edgesOf(block: PdfBlock): Edges {
  const counts = new Map<number, number>()
  for (const { left } of block) counts.set(Math.round(left), (counts.get(Math.round(left)) ?? 0) + 1)
  const [left = 0] = [...counts].toSorted((a, b) => b[1] - a[1] || a[0] - b[0])[0] ?? []
  // A line of code or an address may run over the edge.
  const ends = block.map(({ right }) => right).toSorted((a, b) => a - b)
  return { left, right: ends[Math.floor((ends.length - 1) * 0.95)] ?? 0 }
}

/** The usual distance of two baselines, for each size of letters. */
function leadingBySize(blocks: PdfBlock[]): Map<number, number> {
  const distances = new Map<number, number[]>()
  for (const block of blocks) {
    for (const [index, line] of block.entries()) {
      const before = block[index - 1]
      if (!before || Math.abs(before.size - line.size) > line.size * 0.08 || before.y <= line.y) continue
      const size = Math.round(line.size)
      distances.set(size, [...(distances.get(size) ?? []), before.y - line.y])
    }
  }
  return new Map([...distances].map(([size, all]) => [size, usual(all, size)]))
}

// Where as many lines end a paragraph as go on, the smaller distance is that between lines.
function usual(distances: number[], size: number): number {
  const sorted = distances.toSorted((a, b) => a - b)
  const middle = sorted[Math.floor(sorted.length / 2)] ?? size * 1.2
  const small = sorted[Math.floor(sorted.length / 5)] ?? middle
  const found = small > size ? small : middle
  // The few lines of a heading may stand as far apart as paragraphs do.
  return distances.length < 5 ? Math.min(found, size * 1.4) : found
}

function wordsOf(blocks: PdfBlock[]): Set<string> {
  const words = new Set<string>()
  for (const line of blocks.flat()) {
    for (const [word] of line.text.matchAll(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*(?=[^\p{L}\p{N}-]|$)/gu))
      words.add(word.toLowerCase())
  }
  return words
}

/** A hyphen at the end of a line goes where it only parts a word: the text has the word whole elsewhere, or no compound begins like it. */
function joinText(text: string, next: string, known: Set<string>): string {
  if (text === '') return next
  if (text.endsWith('\u00ad')) return text.slice(0, -1) + next
  const head = /([\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*)[-‐]$/u.exec(text)?.[1]
  const tail = /^[\p{L}\p{N}]+/u.exec(next)?.[0]
  if (head === undefined || tail === undefined) return `${text} ${next}`
  const whole = `${head}${tail}`.toLowerCase()
  const parted = `${head}-${tail}`.toLowerCase()
  const isOne = /^\p{Ll}/u.test(tail) && (known.has(whole) || !(known.has(parted) || compound.test(text)))
  return isOne ? text.slice(0, -1) + next : text + next
}
