import type { Article } from '../../domain/article.ts'
import type { Attribution, Quote } from '../../domain/attribution.ts'
import type { Quantity } from '../../domain/quantity.ts'
import type { Span } from '../../domain/span.ts'
import type { AnonymousSource } from '../attributions/find-anonymous-sources.ts'
import type { Sentence, TaggedText } from '../language/tagged-text.ts'
import { type CueSet, cueMaskOf } from './cue-set.ts'

/** What a caveat rule needs to know of the article around its text. */
export type CaveatArticle = Pick<
  Article,
  'id' | 'title' | 'publisher' | 'origin' | 'byline' | 'publishedAt' | 'label' | 'isExcerpt' | 'corrections'
>

/** An analyzed article: everything that caveats are found in. */
export interface CaveatInput {
  article: CaveatArticle
  tagged: TaggedText
  quantities: Quantity[]
  attributions: Attribution[]
  quotes: Quote[]
  anonymous: AnonymousSource[]
  /** the present instant where the use made of the article depends on its age; only \`stale\` asks for it */
  now?: Date | null
}

/** The input with what every rule asks of it. */
export interface CaveatContext extends CaveatInput {
  /** the text in lower case with straight quote marks, of the same length, so that offsets hold */
  folded: string
  /** true where an offset stands inside quote marks */
  isQuoted(at: number): boolean
  /** places where a set's patterns match the folded text, with the sentence that holds each; in the order of the patterns. `firstSentences`: look at so many only */
  find(cues: CueSet, firstSentences?: number): Place[]
  /**
   * the same over whole lines, and over the lines that were left out of the sentences too: for notes and credits, which stand in lines of
   * their own. A line break is never part of a match
   */
  findInLines(cues: CueSet): LinePlace[]
}

/** A match of a pattern in a line, whether or not the line's sentences were left out; offsets into the whole text. */
export interface LinePlace {
  start: number
  end: number
  pattern: RegExp
}

/** A match of a pattern: offsets into the whole text, the sentence, and the match's groups. */
export interface Place {
  start: number
  end: number
  sentence: Sentence
  groups: Record<string, string | undefined>
}

/** Prepares an input for the rules; linear in the text's length. */
export function createCaveatContext(input: CaveatInput): CaveatContext {
  const folded = foldText(input.tagged.text)
  const quotes = outermost(input.quotes)
  const leftOut = leftOutPlaces(folded, input.tagged.sentences)
  const cueMasks = input.tagged.sentences.map(({ tokens }) =>
    tokens.reduce((mask, token) => mask | cueMaskOf(token.lower), 0),
  )
  return {
    ...input,
    folded,
    isQuoted: (at) => spanHolding(quotes, at) !== undefined,
    find: (cues, firstSentences = Number.POSITIVE_INFINITY) => {
      const held = input.tagged.sentences.filter(
        (_, index) => index < firstSentences && (cueMasks[index]! & cues.bit) !== 0,
      )
      return held.length === 0 ? [] : findPlaces(folded, held, cues.patterns)
    },
    findInLines: (cues) => {
      const held = input.tagged.sentences.filter((_, index) => (cueMasks[index]! & cues.bit) !== 0)
      return matchLines(folded, linesOf(folded, [...held.map(({ start }) => start), ...leftOut]), cues.patterns)
    },
  }
}

// Where the text between the sentences has words: navigation, boxes and notes that are not the article.
function leftOutPlaces(text: string, sentences: Sentence[]): number[] {
  const places: number[] = []
  let from = 0
  for (const { start, end } of [...sentences, { start: text.length, end: text.length }]) {
    for (let at = from; at < start; at++) {
      if (text.charCodeAt(at) <= 32) continue
      places.push(at)
      const stop = text.indexOf('\n', at)
      at = stop === -1 ? start : stop
    }
    from = end
  }
  return places
}

function linesOf(text: string, places: number[]): { start: number; end: number }[] {
  const lines = new Map<number, number>()
  for (const place of places) {
    const start = text.lastIndexOf('\n', place) + 1
    if (lines.has(start)) continue
    const stop = text.indexOf('\n', place)
    lines.set(start, stop === -1 ? text.length : stop)
  }
  return [...lines].map(([start, end]) => ({ start, end })).sort((a, b) => a.start - b.start)
}

function matchLines(folded: string, lines: { start: number; end: number }[], patterns: RegExp[]): LinePlace[] {
  const found: LinePlace[] = []
  for (const { start, end } of lines) {
    const words = folded.slice(start, end)
    for (const pattern of patterns) {
      pattern.lastIndex = 0
      for (let match = pattern.exec(words); match !== null; match = pattern.exec(words)) {
        found.push({ start: start + match.index, end: start + match.index + match[0].length, pattern })
      }
    }
  }
  return found
}

// Quotes in quotes go, so that the list is sorted and without overlaps.
function outermost(spans: Quote[]): Quote[] {
  const kept: Quote[] = []
  for (const span of [...spans].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (span.start >= (kept[kept.length - 1]?.end ?? 0)) kept.push(span)
  }
  return kept
}

function findPlaces(folded: string, sentences: Sentence[], patterns: RegExp[]): Place[] {
  const places: Place[] = []
  for (const pattern of patterns) {
    for (const sentence of sentences) {
      pattern.lastIndex = 0
      const words = folded.slice(sentence.start, sentence.end)
      for (let match = pattern.exec(words); match !== null; match = pattern.exec(words)) {
        const start = sentence.start + match.index
        places.push({ start, end: start + match[0].length, sentence, groups: match.groups ?? {} })
      }
    }
  }
  return places
}

/** The span of a sorted list without overlaps in which an offset stands. */
export function spanHolding<T extends Span>(spans: T[], at: number): T | undefined {
  let low = 0
  let high = spans.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const span = spans[middle]!
    if (at < span.start) high = middle - 1
    else if (at >= span.end) low = middle + 1
    else return span
  }
  return undefined
}

/** Lower case and straight quote marks without a change of length: `foldText('Didn’t')` → "didn't". */
export function foldText(text: string): string {
  const lower = text.toLowerCase()
  // "İ" becomes two characters in lower case; then only A to Z are folded.
  const even = lower.length === text.length ? lower : text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
  return even.replace(/[’‘“”\u00a0\u2009]/g, (mark) =>
    mark === '’' || mark === '‘' ? "'" : mark === '“' || mark === '”' ? '"' : ' ',
  )
}

/** Who says what stands at a span: the source of the innermost attribution whose content holds it, in the article's words; null where none does. */
export function sourceAt(context: CaveatContext, span: { start: number; end: number }): string | null {
  let best: { length: number; source: string } | null = null
  for (const { source, content } of context.attributions) {
    if (!source) continue
    for (const piece of content) {
      const holds = piece.start <= span.start && span.end <= piece.end
      if (holds && (!best || piece.end - piece.start < best.length))
        best = { length: piece.end - piece.start, source: source.text }
    }
  }
  return best?.source ?? null
}
