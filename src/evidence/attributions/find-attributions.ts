import type { Attribution, Quote } from '../../domain/attribution.ts'
import { spanOf } from '../../domain/cut-span.ts'
import type { Span } from '../../domain/span.ts'
import type { Sentence, TaggedText } from '../language/tagged-text.ts'
import { type Clause, type Found, farthest, type Range } from './clause.ts'
import { readColon } from './colon-cue.ts'
import { isWhollyQuoted, readAccordingTo, readHearsay, readLabel, readNounCue, readSignature } from './other-cues.ts'
import { kindOfSource } from './source-kind.ts'
import { readVerbCue } from './verb-cues.ts'

/**
 * Finds who says what: source, cue and content of every attribution, in the order of their cues.
 * Offsets refer to `tagged.text`; a pronoun stays as it stands ("he"), its kind is that of whom it means (`resolveSource`).
 * `Officials said the dam was safe.` → source "Officials", cue "said", content "the dam was safe".
 */
export function findAttributions(tagged: TaggedText, quotes: Quote[]): Attribution[] {
  const attributions: Attribution[] = []
  const walk = { next: 0 }
  let open: Attribution | undefined
  for (const sentence of tagged.sentences) {
    const clause = clauseOf(sentence, quotes, walk)
    const found = withoutInner(readClause(clause))
    if (found.length === 0 && open && isWhollyQuoted(clause)) {
      extend(tagged.text, open, sentence)
      continue
    }
    const made = found.map((one) => toAttribution(tagged.text, clause, one))
    attributions.push(...made.filter((one) => one.content.length > 0 || one.opensNext).map((one) => one.attribution))
    open = carrierOf(found, made, clause)
  }
  return attributions.filter((attribution) => attribution.content.length > 0)
}

function clauseOf(sentence: Sentence, quotes: Quote[], walk: { next: number }): Clause {
  const { tokens, start, end } = sentence
  while (walk.next < quotes.length && quotes[walk.next]!.end < start) walk.next++
  const isQuoted = tokens.map(() => false)
  let openedAt: number | undefined
  let at = 0
  for (let index = walk.next; index < quotes.length && quotes[index]!.start < end; index++) {
    const quote = quotes[index]!
    if (quote.start < start && quote.end > start) openedAt ??= quote.start
    while (at > 0 && tokens[at - 1]!.start >= quote.start) at--
    while (at < tokens.length && tokens[at]!.start < quote.start) at++
    for (let inside = at; inside < tokens.length && tokens[inside]!.end <= quote.end; inside++) isQuoted[inside] = true
  }
  return { sentence, tokens, isQuoted, openedAt }
}

function readClause(clause: Clause): Found[] {
  const found: Found[] = []
  const label = readLabel(clause) ?? readSignature(clause)
  if (label) found.push(label)
  for (let at = 0; at < clause.tokens.length; at++) {
    const one =
      readAccordingTo(clause, at) ??
      readVerbCue(clause, at, found) ??
      readNounCue(clause, at) ??
      readHearsay(clause, at)
    if (one) found.push(one)
  }
  const colon = readColon(clause, found)
  if (colon) found.push(colon)
  return found
}

// Inside what someone says, another's wish or judgement is part of it ("she said he wants to leave"); another's words are kept.
function withoutInner(found: Found[]): Found[] {
  return found.filter((one, index) => one.isSaying || !isInside(one, found, index))
}

function isInside(one: Found, found: Found[], index: number): boolean {
  const covers = (other: Found | undefined): boolean =>
    other?.content.some((piece) => piece.from <= one.cue.from && one.cue.to <= piece.to) === true
  const isNear = (other: Found | undefined): boolean =>
    !!other && Math.abs(other.cue.from - one.cue.from) <= 2 * farthest
  for (let at = index - 1; at >= 0 && isNear(found[at]); at--) if (covers(found[at])) return true
  for (let at = index + 1; at < found.length && isNear(found[at]); at++) if (covers(found[at])) return true
  return false
}

interface Made {
  attribution: Attribution
  content: Span[]
  opensNext: boolean
}

function toAttribution(text: string, clause: Clause, found: Found): Made {
  const content = found.content.map((range) => contentSpan(text, clause, range)).filter((span) => span !== undefined)
  const cue = spanOfRange(text, clause, found.cue)!
  const span = found.source ? spanOfRange(text, clause, trimSource(clause, found.source)) : undefined
  const attribution: Attribution = {
    source: span ? { ...span, kind: kindOfSource(span.text) } : null,
    cue,
    content,
    isDirect: found.content.length > 0 && found.content.every((range) => isAllQuoted(clause, range)),
  }
  return { attribution, content, opensNext: found.opensNext }
}

function trimSource(clause: Clause, range: Range): Range {
  let { to } = range
  while (to > range.from + 1 && /^[,;:—–]$/.test(clause.tokens[to - 1]!.text)) to--
  return { from: range.from, to }
}

// A content that begins inside a quote that opened in an earlier sentence begins where that quote begins.
function contentSpan(text: string, clause: Clause, range: Range): Span | undefined {
  const span = spanOfRange(text, clause, range)
  if (!span) return undefined
  if (clause.openedAt === undefined || range.from > 0 || !clause.isQuoted[0]) return span
  return spanOf(text, Math.max(0, clause.openedAt - 1), span.end)
}

// The span of a run of tokens of a clause, undefined for an empty run.
function spanOfRange(text: string, clause: Clause, range: Range): Span | undefined {
  const first = clause.tokens[range.from]
  const last = clause.tokens[range.to - 1]
  if (!first || !last || range.to <= range.from) return undefined
  return spanOf(text, first.start, last.end)
}

// Every word of a range stands inside quote marks.
function isAllQuoted(clause: Clause, range: Range): boolean {
  return wordsIn(clause, range).every((at) => clause.isQuoted[at])
}

function wordsIn(clause: Clause, range: Range): number[] {
  const words: number[] = []
  for (let at = range.from; at < range.to; at++) if (/^[\p{L}\p{N}]/u.test(clause.tokens[at]!.text)) words.push(at)
  return words
}

// Whom a quote that follows belongs to: the last attribution that opened one, or gave a quote before.
function carrierOf(found: Found[], made: Made[], clause: Clause): Attribution | undefined {
  for (let at = found.length - 1; at >= 0; at--) {
    const one = made[at]!
    if (one.opensNext && one.content.length === 0) return one.attribution
    const isQuoting = found[at]!.content.some((range) => wordsIn(clause, range).some((word) => clause.isQuoted[word]))
    if (isQuoting) return one.attribution
  }
  // "Roe said the dam was old. “We knew it.”": a quote with no words of its own belongs to whom was last said to speak.
  const last = found.length > 0 && found.at(-1)!.isSaying ? made.at(-1) : undefined
  return last?.attribution.source ? last.attribution : undefined
}

function extend(text: string, attribution: Attribution, sentence: Sentence): void {
  const last = attribution.content.at(-1)
  const isNear =
    last && /^[\s"“”'‘’.,]*$/.test(text.slice(last.end, sentence.start)) && last.start > attribution.cue.start
  if (last && isNear) attribution.content[attribution.content.length - 1] = spanOf(text, last.start, sentence.end)
  else attribution.content.push(spanOf(text, sentence.start, sentence.end))
  if (attribution.content.length === 1) attribution.isDirect = true
}
