const narrowest = 40
const widest = 100
/** Editors break a little early or late: at a hyphen, before a wide letter. */
const tolerance = 3
const listItem = /^\s*(?:[-*•–]\s|\d{1,2}[.)]\s)/

/**
 * Tells for each line of a text whether its line break was only put in at a fixed width, so that the next line continues it.
 * A text counts as hard-wrapped where one width of 40 to 100 columns explains most breaks (the line fits, the first word of the
 * next one did not), and most lines stop in the middle of a sentence. Lists, and lines that had room for more, keep their breaks.
 * Linear in the number of lines.
 *
 * `['The ferry came back to the island on Monday,', 'six weeks late.', '', 'Fares rise.']` → `[true, false, false, false]`
 */
export function findSoftBreaks(lines: string[]): boolean[] {
  const ends = lines.map((line) => line.trimEnd())
  const width = wrapWidth(ends)
  if (width === null) return lines.map(() => false)
  const soft: boolean[] = []
  for (let at = 0; at < ends.length; ) {
    let end = at
    while (end < ends.length && ends[end] !== '') end++
    markBlock(ends, at, end, width, soft)
    for (at = end; at < ends.length && ends[at] === ''; at++) soft[at] = false
  }
  return soft
}

// Most lines of a block that was wrapped are full; a list of short lines between such blocks has few.
function markBlock(lines: string[], from: number, to: number, width: number, soft: boolean[]): void {
  let full = 0
  let open = 0
  for (let at = from; at + 1 < to; at++) {
    if (!continues(lines, at)) continue
    open++
    if (isFull(lines, at, width)) full++
  }
  const isProse = full >= open * 0.6
  for (let at = from; at < to; at++) {
    const endsParagraph = !isProse || endsSentence(lines[at]!)
    soft[at] = at + 1 < to && continues(lines, at) && (isFull(lines, at, width) || !endsParagraph)
  }
}

// An indented line after one that is not starts a paragraph, where no blank lines are used.
function continues(lines: string[], at: number): boolean {
  const next = lines[at + 1] ?? ''
  return next !== '' && !/^\s{2,}/.test(next) && !listItem.test(next)
}

function isFull(lines: string[], at: number, width: number): boolean {
  const { length } = lines[at]!
  return length <= width + tolerance && length + 1 + firstWord(lines[at + 1]!) > width - tolerance
}

/** The width that explains most breaks, null where none explains enough of them. */
function wrapWidth(lines: string[]): number | null {
  const steps = new Array<number>(widest + 2).fill(0)
  let inner = 0
  let complete = 0
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!
    if (line === '' || !continues(lines, at)) continue
    inner++
    if (endsSentence(line)) complete++
    const last = Math.min(widest, line.length + firstWord(lines[at + 1]!) + tolerance)
    const first = Math.max(narrowest, line.length)
    if (first > last) continue
    steps[first]! += 1
    steps[last + 1]! -= 1
  }
  let best = narrowest
  let most = 0
  let explained = 0
  for (let width = narrowest; width <= widest; width++) {
    explained += steps[width]!
    if (explained > most) {
      most = explained
      best = width
    }
  }
  if (inner === 0 || most < inner * 0.7 || complete >= Math.max(1, inner * 0.6)) return null
  return best
}

function firstWord(line: string): number {
  const space = line.search(/\s/)
  return space === -1 ? line.length : space
}

function endsSentence(line: string): boolean {
  return /[.!?]["'”’)]*$/.test(line)
}
