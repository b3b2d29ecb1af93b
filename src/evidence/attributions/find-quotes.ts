import type { Quote } from '../../domain/attribution.ts'
import { spanOf } from '../../domain/cut-span.ts'
import type { TaggedText } from '../language/tagged-text.ts'

/** An opened quote mark that waits for its end. */
interface OpenMark {
  kind: 'double' | 'angle' | 'single'
  /** where the words begin, after the mark */
  start: number
  /** for a single mark: the last place that may close it but may also be an apostrophe ("the officers’") */
  maybeEnd: number
}

/** Words that begin with an apostrophe and open nothing: ’em, ’til, ’90s. */
const clipped = /^(?:\d\ds?\b|em\b|til\b|cause\b|tis\b|twas\b|n\b|bout\b|round\b)/i

/**
 * Finds the words inside quote marks, without the marks, in order; every `speaker` is null until `findSpeakers` fills it in.
 * Knows straight, curly, single and angle marks, quotes in quotes, and a quote over several paragraphs of which only the last
 * is closed (one quote a paragraph). An apostrophe is no mark. Linear in the text's length.
 * `He called it “a ‘dead’ plan.”` → "a ‘dead’ plan." and "dead".
 */
export function findQuotes(tagged: TaggedText): Quote[] {
  const { text, sentences } = tagged
  const quotes: Quote[] = []
  for (let first = 0; first < sentences.length; ) {
    let last = first
    while (sentences[last + 1]?.paragraph === sentences[first]!.paragraph) last++
    scanParagraph(text, sentences[first]!.start, sentences[last]!.end, firstSentenceEnd(tagged, first, last), quotes)
    first = last + 1
  }
  return quotes.sort((a, b) => a.start - b.start || b.end - a.end)
}

// For a mark that is never closed: where the sentence that it stands in ends.
function firstSentenceEnd(tagged: TaggedText, first: number, last: number): (at: number) => number {
  const ends = tagged.sentences.slice(first, last + 1).map((sentence) => sentence.end)
  return (at) => ends.find((end) => end > at) ?? at
}

function scanParagraph(
  text: string,
  from: number,
  to: number,
  endAfter: (at: number) => number,
  quotes: Quote[],
): void {
  const open: OpenMark[] = []
  for (let at = from; at < to; at++) {
    const kind = markKind(text.charCodeAt(at))
    if (kind === 0) continue
    const before = at > from ? text[at - 1]! : ' '
    // Two single marks side by side are one double mark, as typewriters and old feeds write it.
    const isPair = kind === 2 && at + 1 < to && text[at + 1] === text[at] && text[at] !== '‘'
    const after = text[isPair ? at + 2 : at + 1] ?? ' '
    if (kind === 1 || isPair) readDouble(text, at, before, after, isPair ? 2 : 1, open, quotes)
    else if (kind === 2) readSingle(text, at, before, after, to, open, quotes)
    else if (text[at] === '«') open.push({ kind: 'angle', start: at + 1, maybeEnd: -1 })
    else close(text, 'angle', at, open, quotes)
    if (isPair) at++
  }
  endParagraph(text, from, to, endAfter, open, quotes)
}

// 1: a double mark, 2: a single one, 3: an angle, 0: none.
function markKind(code: number): 0 | 1 | 2 | 3 {
  if (code === 0x22 || code === 0x201c || code === 0x201d || code === 0x201e || code === 0x201f) return 1
  if (code === 0x27 || code === 0x2018 || code === 0x2019) return 2
  return code === 0xab || code === 0xbb ? 3 : 0
}

function readDouble(
  text: string,
  at: number,
  before: string,
  after: string,
  width: number,
  open: OpenMark[],
  quotes: Quote[],
): void {
  const mark = text[at]
  const isOpen = open.some((entry) => entry.kind === 'double')
  const canOpen = !isBlank(after) && !/[\p{L}\p{N}]/u.test(before)
  const canClose = isOpen && !isBlank(before)
  // A curly mark may be the wrong way round: it opens or closes by what stands beside it.
  const closes =
    mark === '”'
      ? isOpen || !canOpen
      : mark === '"' || width === 2
        ? canClose && !(canOpen && isBlank(before))
        : canClose && isBlank(after)
  if (closes) close(text, 'double', at, open, quotes)
  // `6'2"` and a lone mark between blanks open nothing.
  else if (canOpen || (mark === '“' && !isOpen)) open.push({ kind: 'double', start: at + width, maybeEnd: -1 })
}

function readSingle(
  text: string,
  at: number,
  before: string,
  after: string,
  to: number,
  open: OpenMark[],
  quotes: Quote[],
): void {
  const top = open[open.length - 1]
  const isLetterAfter = /[\p{L}\p{N}]/u.test(after)
  const isLetterBefore = /[\p{L}\p{N}]/u.test(before)
  if (top?.kind === 'single' && !isBlank(before) && !isLetterAfter) {
    const isPossessive = text[at] !== '‘' && /s/i.test(before) && /^ \p{Ll}/u.test(text.slice(at + 1, at + 3))
    if (isPossessive) top.maybeEnd = at
    else close(text, 'single', at, open, quotes)
    return
  }
  if (isLetterBefore || isBlank(after) || /[.,;:!?)]/.test(after)) return
  if (text[at] === '’' && top?.kind !== 'double') return
  if (clipped.test(text.slice(at + 1, Math.min(at + 7, to)))) return
  if (top?.kind !== 'single') open.push({ kind: 'single', start: at + 1, maybeEnd: -1 })
}

function isBlank(char: string): boolean {
  return /\s/.test(char)
}

function close(text: string, kind: OpenMark['kind'], at: number, open: OpenMark[], quotes: Quote[]): void {
  let index = open.length - 1
  while (index >= 0 && open[index]!.kind !== kind) index--
  if (index < 0) return
  for (const entry of open.splice(index + 1))
    if (entry.maybeEnd > entry.start) add(text, entry.start, entry.maybeEnd, quotes)
  add(text, open.pop()!.start, at, quotes)
}

// A double mark still open: to the paragraph's end where it opened the paragraph, else to its sentence's end.
function endParagraph(
  text: string,
  from: number,
  to: number,
  endAfter: (at: number) => number,
  open: OpenMark[],
  quotes: Quote[],
): void {
  const last = open.findLast((entry) => entry.kind !== 'single')
  for (const entry of open) {
    if (entry.kind === 'single') {
      if (entry.maybeEnd > entry.start) add(text, entry.start, entry.maybeEnd, quotes)
    } else if (entry === last) add(text, entry.start, entry.start <= from + 1 ? to : endAfter(entry.start), quotes)
  }
}

function add(text: string, start: number, end: number, quotes: Quote[]): void {
  let from = start
  let to = end
  while (from < to && isBlank(text[from]!)) from++
  while (to > from && isBlank(text[to - 1]!)) to--
  if (from < to) quotes.push({ ...spanOf(text, from, to), speaker: null })
}
