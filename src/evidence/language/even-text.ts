import { findSoftBreaks } from '../../domain/soft-breaks.ts'

/** A text as the rules read it, and the way back: `place` turns offsets of `text` into those of the text that was given. */
export interface EvenText {
  text: string
  place: ((start: number, end: number) => { start: number; end: number }) | null
}

// What a rule should not have to think of: white space other than one space or one line break, and marks without width.
const uneven =
  /[^\S\n]*\r\n|[\u200b\u00ad\ufeff]+|[\r\f\v\u2028\u2029]|[^\S\n\r\f\v\u2028\u2029\ufeff]{2,}|[^\S\n \r\f\v\u2028\u2029\ufeff]/g

/**
 * Evens out a text for the rules: one space for any run of white space, one kind of line break, the lines of a hard-wrapped text
 * joined. A text that is even already is given back as it is, with `place` null.
 *
 * `'The  levy\trose.'` → text `'The levy rose.'`, and `place(4, 8)` → `{ start: 5, end: 9 }`
 */
export function evenText(given: string): EvenText {
  const edits = editsOf(given)
  if (edits.length === 0) return { text: given, place: null }
  const pieces: string[] = []
  // For each piece that was kept: where it begins in the even text, and in the given one.
  const evenStarts: number[] = []
  const givenStarts: number[] = []
  let from = 0
  let length = 0
  const keep = (start: number, piece: string) => {
    if (piece === '') return
    pieces.push(piece)
    evenStarts.push(length)
    givenStarts.push(start)
    length += piece.length
  }
  for (const edit of edits) {
    keep(from, given.slice(from, edit.start))
    keep(edit.start, edit.by)
    from = edit.end
  }
  keep(from, given.slice(from))
  const offset = (at: number) => {
    const piece = pieceAt(evenStarts, at)
    return givenStarts[piece]! + (at - evenStarts[piece]!)
  }
  const place = (start: number, end: number) => {
    const first = offset(start)
    return { start: first, end: end > start ? offset(end - 1) + 1 : first }
  }
  return { text: pieces.join(''), place }
}

interface Edit {
  start: number
  end: number
  by: string
}

function editsOf(given: string): Edit[] {
  const breaks = softBreaksOf(given)
  const edits: Edit[] = []
  let next = 0
  const takeBreaks = (before: number) => {
    for (; next < breaks.length && breaks[next]!.start < before; next++) edits.push(breaks[next]!)
  }
  for (const match of given.matchAll(uneven)) {
    const [found] = match
    const end = match.index + found.length
    takeBreaks(match.index)
    const last = edits.at(-1)
    if (last && match.index < last.end) continue
    // White space before a soft break is part of it.
    if (breaks[next] && breaks[next]!.start < end) continue
    const by = /^[\u200b\u00ad\ufeff]+$/.test(found) ? '' : /[\r\f\v\u2028\u2029\n]/.test(found) ? '\n' : ' '
    edits.push({ start: match.index, end, by })
  }
  takeBreaks(given.length + 1)
  return edits
}

// The soft line breaks with the white space around them.
function softBreaksOf(given: string): Edit[] {
  const lines = given.split('\n')
  const soft = findSoftBreaks(lines)
  const edits: Edit[] = []
  let start = 0
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!
    const end = start + line.length
    if (soft[at]) {
      const kept = line.trimEnd()
      const next = lines[at + 1]!
      const to = end + 1 + (next.length - next.trimStart().length)
      edits.push({ start: start + kept.length, end: to, by: /\p{L}-$/u.test(kept) ? '' : ' ' })
    }
    start = end + 1
  }
  return edits
}

function pieceAt(starts: number[], at: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (starts[middle]! <= at) low = middle
    else high = middle - 1
  }
  return low
}
