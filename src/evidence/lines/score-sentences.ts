import type { Analysis } from '../../domain/analysis.ts'
import type { CaveatKind } from '../../domain/caveat-kinds.ts'
import type { Span } from '../../domain/span.ts'
import { createSpanIndex, type SpanIndex } from '../../domain/span-index.ts'
import type { Sentence, TaggedText } from '../language/tagged-text.ts'
import { countWords } from './cut-sentence.ts'
import { findLead, notesOf, tellsSomething } from './find-lead.ts'
import { givesOrder } from './speaks-to-reader.ts'

/** A sentence that a brief may show, with what speaks for it. */
export interface ScoredSentence {
  sentence: Sentence
  score: number
  /** the content words by which two sentences are compared */
  words: ReadonlySet<string>
  /** true where it says what limits the story: a request, what is not known, what is denied */
  isLimit: boolean
}

const limitKinds: ReadonlySet<CaveatKind> = new Set<CaveatKind>([
  'not-final',
  'unknown',
  'unverified',
  'disputed',
  'conflicting-figures',
  'estimate',
])

/** Weights, set by reading the briefs of the samples: the story's own words first, then figures, place and form. */
const weight = { words: 1, figure: 0.35, limit: 0.3, early: 0.5, attributed: 0.1, pronoun: 0.7, quote: 0.5, long: 0.4 }

/**
 * Scores each sentence that can stand in a brief: what the story is about (words that recur in it and stand in its
 * first sentence), figures, limits, an early place; less for what cannot stand alone (a pronoun without its name) or
 * is mostly a quotation. Leaves out questions, labels, notes, commands and fragments.
 */
export function scoreSentences(
  tagged: TaggedText,
  analysis: Pick<Analysis, 'quantities' | 'quotes' | 'attributions' | 'caveats'>,
): ScoredSentence[] {
  const notes = createSpanIndex(notesOf(tagged.text), itself)
  const frequency = new Map<string, number>()
  const words = tagged.sentences.map(contentWords)
  for (const set of words) for (const word of set) frequency.set(word, (frequency.get(word) ?? 0) + 1)
  const lead = findLead(tagged)?.index ?? -1
  const limits = createSpanIndex(
    analysis.caveats.filter(({ kind }) => limitKinds.has(kind)).flatMap(({ evidence }) => evidence),
    itself,
  )
  const keyFigures = createSpanIndex(
    analysis.quantities.filter((quantity) => quantity.isKey),
    itself,
  )
  const sourced = createSpanIndex(
    analysis.attributions.filter(({ source }) => source),
    ({ content }) => content,
  )
  const quotes = createSpanIndex(analysis.quotes, itself)
  const scored: ScoredSentence[] = []
  for (const [index, sentence] of tagged.sentences.entries()) {
    if (index < lead || !canStand(sentence) || notes.overlapping(sentence).length > 0) continue
    const isLimit = limits.overlapping(sentence).length > 0
    const figures = keyFigures.overlapping(sentence).length
    const attributed = sourced.overlapping(sentence).length > 0
    const score =
      weight.words * centrality(words[index]!, frequency, words[lead] ?? new Set()) +
      weight.figure * Math.min(figures, 2) +
      (isLimit ? weight.limit : 0) +
      weight.early / (1 + 0.35 * (index - lead)) +
      (attributed ? weight.attributed : 0) -
      penalties(sentence, quotes)
    scored.push({ sentence, score: index === lead ? score + 100 : score, words: words[index]!, isLimit })
  }
  return scored
}

function contentWords(sentence: Sentence): Set<string> {
  const words = new Set<string>()
  for (const { tag, lower } of sentence.tokens) {
    if (
      tag === 'noun' ||
      tag === 'name' ||
      tag === 'verb' ||
      tag === 'past' ||
      tag === 'participle' ||
      tag === 'adjective'
    ) {
      if (lower.length > 2) words.add(lower.replace(/s$/, ''))
    }
  }
  return words
}

function centrality(
  words: ReadonlySet<string>,
  frequency: ReadonlyMap<string, number>,
  lead: ReadonlySet<string>,
): number {
  if (words.size === 0) return 0
  let sum = 0
  for (const word of words) sum += Math.min((frequency.get(word) ?? 1) - 1, 4) * 0.15 + (lead.has(word) ? 0.35 : 0)
  return sum / Math.sqrt(words.size)
}

function canStand(sentence: Sentence): boolean {
  return tellsSomething(sentence) && !givesOrder(sentence) && closesQuotes(sentence.text)
}

// A sentence out of a longer quotation holds one mark of two: alone it would not show who speaks, or where the words begin.
function closesQuotes(text: string): boolean {
  const count = (mark: string) => text.split(mark).length - 1
  return count('“') === count('”') && (count('"') % 2 === 0 || /\d"/.test(text))
}

function itself(span: Span): Span[] {
  return [span]
}

function penalties(sentence: Sentence, quotes: SpanIndex<Span>): number {
  let sum = 0
  const opening = sentence.tokens.slice(0, 3).map((token) => token.lower)
  const first = /^["“‘]$/.test(opening[0] ?? '') ? opening[1] : opening[0]
  if (
    /^(?:he|she|they|this|these|those|such|his|her|their|both|then|there)$/.test(first ?? '') ||
    /^(?:i|we|you|my|our)$/.test(first ?? '')
  )
    sum += weight.pronoun
  if (/^(?:but|and|so|or|yet|however|still|meanwhile|also|instead)$/.test(first ?? '')) sum += weight.pronoun / 4
  const quoted = quotes.overlapping(sentence).reduce((length, quote) => length + quote.end - quote.start, 0)
  sum += weight.quote * Math.min(quoted / (sentence.end - sentence.start), 1)
  if (countWords(sentence.text) > 45) sum += weight.long
  return sum
}
