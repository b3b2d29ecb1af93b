import { spanOf } from '../../domain/cut-span.ts'
import type { Span } from '../../domain/span.ts'
import abbreviations from './abbreviations.json' with { type: 'json' }
import { functionTag } from './lexicon.ts'
import { isReportingVerb } from './reporting-verbs.ts'

const neverEnds = new Set(abbreviations.neverEnds.split(' '))
const mayEnd = new Set(abbreviations.mayEnd.split(' '))
const months = new Set(abbreviations.months.split(' '))

// A run of end marks with the quote marks and brackets that close after it, then white space or the end.
const candidatePattern = /[.!?…]+(?:[”"’'»)\]]+[.]?)*(?=\s|$)/g
const opener = /^[“"‘'«([]*/

/**
 * Cuts a text into sentences. A line break always ends one; closing quote marks and brackets belong to the sentence;
 * `"Stop!" he said.` is one. Survives "U.S. officials", "Gov. Lee", "a.m.", initials, "No. 5".
 * Spans leave out the white space around a sentence; linear in the text's length.
 */
export function splitSentences(text: string): Span[] {
  const sentences: Span[] = []
  const marks: Marks = { next: undefined }
  let lineStart = 0
  while (lineStart <= text.length) {
    const lineBreak = text.indexOf('\n', lineStart)
    const lineEnd = lineBreak === -1 ? text.length : lineBreak
    splitLine(text, lineStart, lineEnd, marks, sentences)
    lineStart = lineEnd + 1
  }
  return sentences
}

// The marks found last may stand lines ahead; they are kept for their line, or lines without any would each search the rest of the text.
interface Marks {
  next: RegExpExecArray | null | undefined
}

function splitLine(text: string, start: number, end: number, marks: Marks, sentences: Span[]): void {
  let from = start
  if (marks.next === undefined) marks.next = marksFrom(text, start)
  for (; marks.next && marks.next.index < end; marks.next = marksFrom(text, marks.next.index + marks.next[0].length)) {
    const match = marks.next
    const after = match.index + match[0].length
    if (after <= start || match.index < start || after > end) continue
    if (!endsSentence(text, from, match.index, match[0], after, end)) continue
    addSentence(text, from, after, sentences)
    from = after
  }
  addSentence(text, from, end, sentences)
}

function marksFrom(text: string, at: number): RegExpExecArray | null {
  candidatePattern.lastIndex = at
  return candidatePattern.exec(text)
}

function addSentence(text: string, start: number, end: number, sentences: Span[]): void {
  let from = start
  let to = end
  while (from < to && isSpace(text.charCodeAt(from))) from++
  while (to > from && isSpace(text.charCodeAt(to - 1))) to--
  if (from < to) sentences.push(spanOf(text, from, to))
}

function isSpace(code: number): boolean {
  return (
    code === 32 ||
    (code >= 9 && code <= 13) ||
    code === 160 ||
    code === 0xfeff ||
    (code >= 0x2000 && code <= 0x200b) ||
    code === 0x3000
  )
}

function endsSentence(text: string, from: number, at: number, marks: string, after: number, lineEnd: number): boolean {
  const ahead = text.slice(after, Math.min(after + 80, lineEnd)).trimStart()
  if (ahead === '') return true
  if (/^[.…]/.test(ahead)) return false
  const opened = opener.exec(ahead)?.[0].length ?? 0
  const next = /^[\p{L}\d][\p{L}\d’'.-]*/u.exec(ahead.slice(opened, opened + 40))?.[0] ?? ''
  if (/^[)\]]?\p{Ll}/u.test(ahead) && opened === 0) return false
  if (marks.startsWith('…') || marks.startsWith('..')) return /^\p{Lu}|^\d/u.test(next)
  const closesQuote = /[”"’'»]/.test(marks)
  if (!marks.startsWith('.')) return !(closesQuote && saysWho(ahead))
  if (closesQuote || marks.includes(')')) return !/^\p{Ll}/u.test(next)
  return !isAbbreviation(text, from, at, next)
}

// After `…?"` or `…!"`: do the next few words say who spoke, as in `"Why now?" Mayor Dunn asked.`
function saysWho(ahead: string): boolean {
  const words = ahead.split(/\s+/, 7)
  const cue = words.findIndex((word) => isReportingVerb(word.toLowerCase().replace(/[^\p{L}]/gu, '')))
  if (cue < 0) return false
  if (words.slice(0, cue).some((word) => /^["“]|[,;:"”]$/.test(word))) return false
  const first = words[0] ?? ''
  return (
    /^(?:he|she|they|it|i|we)$/i.test(first) ||
    cue <= 1 ||
    words.slice(0, cue).every((word) => /^(?:\p{Lu}|the$|a$|an$|of$|for$)/u.test(word))
  )
}

function isAbbreviation(text: string, from: number, at: number, next: string): boolean {
  let start = at
  while (start > from && /[\p{L}\p{M}.]/u.test(text[start - 1] ?? '')) start--
  const word = text.slice(start, at)
  const lower = word.toLowerCase()
  if (/^\d/.test(next)) return neverEnds.has(lower) || months.has(lower) || /^\p{Lu}(?:\.\p{Lu})*$/u.test(word)
  if ((neverEnds.has(lower) && lower !== 'no') || word === 'v')
    return /^\p{Lu}/u.test(word) || lower === 'vs' || lower === 'v' || lower === 'approx' || lower === 'est'
  const opensSentence = isSentenceOpener(next)
  if (/^\p{Lu}$/u.test(word)) return isInitial(text, start, opensSentence)
  if (mayEnd.has(lower) || /^(?:\p{L}\.)+\p{L}$/u.test(word) || months.has(lower)) return !opensSentence
  return false
}

// "J. Edgar Hall" goes on; "the old Plan B. The" ends.
function isInitial(text: string, start: number, opensSentence: boolean): boolean {
  if (!opensSentence) return true
  const before = /(\S+)\s+$/.exec(text.slice(Math.max(0, start - 24), start))?.[1] ?? ''
  return /\.$/.test(before) && /^\p{Lu}/u.test(before)
}

// A capital on a word of grammar ("The", "But", "In") opens a sentence; on any other word it may be a name.
function isSentenceOpener(next: string): boolean {
  if (!/^\p{Lu}/u.test(next)) return false
  const lower = next.toLowerCase()
  return functionTag(lower) !== undefined
}
