import { spanOf } from '../../domain/cut-span.ts'
import type { Span } from '../../domain/span.ts'
import { functionTag, isKnownWord, readingsOf } from '../language/lexicon.ts'
import { announcesMore, findMachineTalk, templateMarksIn } from './machine-talk.ts'
import phrases from './phrases.json' with { type: 'json' }

/** What stands in a page's text and is not the article: lists of other articles, newsletter boxes, buttons, credit lines, words to the machines that read it. */
export type FurnitureKind = 'related' | 'newsletter' | 'navigation' | 'credit' | 'machine-talk'
/** One such line, with what it is; of words to machines the part of the line from where they begin. */
export interface Furniture extends Span {
  kind: FurnitureKind
}

const pattern = {
  relatedHeading: new RegExp(phrases.relatedHeading, 'i'),
  listHeading: new RegExp(phrases.listHeading, 'i'),
  relatedInline: new RegExp(phrases.relatedInline, 'i'),
  newsletter: new RegExp(phrases.newsletter, 'i'),
  navigation: new RegExp(phrases.navigation, 'i'),
  credit: new RegExp(phrases.credit, 'i'),
}

/** A link's label and its headline stand in a page without a space between them: "Harbor dispute:Who owns the north quay". */
const gluedLabel = /^\p{Lu}[^.:;!?“”"/]{2,60}:(?=[\p{Lu}‘“'"]\p{L})/u

/** Longer lines are prose, whatever they begin with. */
const longestLabel = 60
const longestLine = 220
/** A list of other articles is never longer than this; beyond it the text is taken to have gone on. */
const longestList = 12

/**
 * Finds the lines of a text that are not the article. One paragraph a line is expected.
 * `"Related Articles\nTown adopts budget\nThe mayor said on Monday …"` → the first two lines, as `related`.
 */
export function findFurniture(text: string): Furniture[] {
  const lines = linesOf(text)
  const found: Furniture[] = []
  let hasProse = false
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!
    const words = withoutMarks(line.text)
    const opensList = hasProse && opensHeadlines(lines, at, words)
    const kind = kindOf(words) ?? (opensList ? 'related' : undefined)
    hasProse ||= line.text.length > longestLabel && endsLikeSentence(line.text)
    if (kind === undefined) {
      const spoken = findMachineTalk(line.text)
      if (spoken < 0) continue
      found.push({ ...spanOf(text, line.start + spoken, line.end), kind: 'machine-talk' })
      const isMore = announcesMore(line.text.slice(spoken)) && at + 1 < lines.length
      const last = Math.max(endOfTemplate(lines, at), isMore ? at + 1 : at)
      for (at++; at <= last; at++) found.push({ ...lines[at]!, kind: 'machine-talk' })
      at--
      continue
    }
    found.push({ ...line, kind })
    if (kind !== 'related' || !(opensList || pattern.relatedHeading.test(words))) continue
    const end = endOfList(lines, at + 1)
    for (at++; at < end; at++) found.push({ ...lines[at]!, kind: 'related' })
    at--
  }
  return found
}

/** The line that ends what a mark of a chat template begins, or the same line where none does soon. */
function endOfTemplate(lines: Span[], from: number): number {
  if (!templateMarksIn(lines[from]!.text).opens) return from
  const length = lines.slice(from + 1, from + longestList).findIndex(({ text }) => templateMarksIn(text).closes)
  return from + 1 + length
}

function linesOf(text: string): Span[] {
  const lines: Span[] = []
  let start = 0
  while (start <= text.length) {
    const lineBreak = text.indexOf('\n', start)
    const end = lineBreak === -1 ? text.length : lineBreak
    const raw = text.slice(start, Math.min(end, start + 4_000))
    const from = start + (raw.length - raw.trimStart().length)
    const to = end - start > 4_000 ? end : start + raw.trimEnd().length
    if (from < to) lines.push(spanOf(text, from, to))
    start = end + 1
  }
  return lines
}

function kindOf(line: string): FurnitureKind | undefined {
  if (line.length > longestLine) return undefined
  if (line.length <= longestLabel && pattern.relatedHeading.test(line)) return 'related'
  if (pattern.relatedInline.test(line) && !endsLikeSentence(line)) return 'related'
  if (gluedLabel.test(line) && !/[.!…][”"’')\]]*$/.test(line)) return 'related'
  if (line.length <= longestLabel * 2 && pattern.navigation.test(line)) return 'navigation'
  if (pattern.newsletter.test(line)) return 'newsletter'
  if (pattern.credit.test(line)) return 'credit'
  return undefined
}

// A heading in Markdown or with a bullet is the same heading: "### Related", "**Related**", "» Related".
function withoutMarks(line: string): string {
  if (line.length > longestLine || !/^[^\p{L}\p{N}]|[*_]$/u.test(line)) return line
  return line.replace(/^(?:#{1,6}\s+|>\s*|[•»▸►–*-]\s+)?(?:\*{1,2}|_{1,2})?/, '').replace(/(?:\*{1,2}|_{1,2})$/, '')
}

// Sites invent headings without end ("Up next", "What others are reading"); what follows such a one must be headlines only.
function opensHeadlines(lines: Span[], at: number, words: string): boolean {
  if (words.length > longestLabel || endsLikeSentence(words) || !pattern.listHeading.test(words)) return false
  return endOfList(lines, at + 1) - at > 2
}

function endOfList(lines: Span[], from: number): number {
  let at = from
  while (at < lines.length && at - from < longestList && isHeadline(lines[at]!.text)) at++
  return at
}

function endsLikeSentence(line: string): boolean {
  return /[.!?…][”"’')\]]*$/.test(line)
}

/**
 * True for a line that reads as the headline of another article and not as a paragraph of this one. Headlines have no
 * final stop and are in the present tense; a paragraph that lost its stop tells of the past after "a" or "the".
 */
export function isHeadline(line: string): boolean {
  if (line.length > 160 || /[.…][”"’')\]]*$/.test(line)) return false
  const words = line.split(/\s+/)
  if (words.length < 2 || words.length > 24) return false
  if (/[”"]\s*(?:he|she|they|\p{Lu}\S+)\s+(?:said|added|told)\b/u.test(line)) return false
  const first = words[0]!.toLowerCase()
  return !(
    /^(?:a|an|the|it|he|she|they|but|and|in|on|at|when|while|after|before|this|that|these|those|there|his|her|its|their)$/.test(
      first,
    ) && hasPastVerb(words)
  )
}

function hasPastVerb(words: string[]): boolean {
  return words.some((word, index) => {
    if (index === 0) return false
    const lower = word.toLowerCase().replace(/[^\p{L}'’-]/gu, '')
    if (/^(?:was|were|had|did|said|would|could)$/.test(lower)) return true
    if (functionTag(lower) !== undefined || !isKnownWord(lower)) return false
    // Only after a noun can a past form be the verb of the sentence: "a spokesperson … declined".
    return readingsOf(lower).startsWith('d') && !/^(?:a|an|the|of|in|to|by)$/i.test(words[index - 1] ?? '')
  })
}
