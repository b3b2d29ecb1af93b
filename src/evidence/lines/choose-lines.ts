import type { Analysis } from '../../domain/analysis.ts'
import { spanOf } from '../../domain/cut-span.ts'
import type { Span } from '../../domain/span.ts'
import { findDateline } from '../furniture/find-notes.ts'
import type { TaggedText } from '../language/tagged-text.ts'
import { clauseEnds, countWords } from './cut-sentence.ts'
import { type ScoredSentence, scoreSentences } from './score-sentences.ts'

/** A line taken from an article: `text` is the span's own text, with " …" where the sentence was cut at a clause end. */
export interface ExtractedLine {
  text: string
  span: Span
}

const mostLines = 5
const fewestLines = 2
/** Manners: a brief shows at most this share of an article's words verbatim, once it has its first two lines. */
const shownShare = 0.25
/** A line longer than this is cut at a clause end where one allows it. */
const longestLine = 38
/** Two sentences that share more of their words than this say the same. */
const sameWords = 0.6

/**
 * Chooses two to five lines for what a story says: what happened first, then what is new and what limits it, in the
 * article's order. Every line is verbatim, or cut at a clause end.
 */
export function chooseLines(
  tagged: TaggedText,
  analysis: Pick<Analysis, 'quantities' | 'quotes' | 'attributions' | 'caveats'>,
): ExtractedLine[] {
  const scored = scoreSentences(tagged, analysis).sort((a, b) => b.score - a.score)
  const budget = countWords(tagged.text) * shownShare
  const chosen: { from: ScoredSentence; line: ExtractedLine }[] = []
  let words = 0
  const take = (candidate: ScoredSentence) => {
    if (chosen.some(({ from }) => from === candidate || similarity(from.words, candidate.words) > sameWords)) return
    const line = lineOf(tagged, candidate)
    const length = countWords(line.text)
    if (chosen.length >= fewestLines && words + length > budget) return
    chosen.push({ from: candidate, line })
    words += length
  }
  const best = scored.find((candidate) => candidate.isLimit && candidate !== scored[0])
  if (scored[0]) take(scored[0])
  if (best && best.score > 0.4) take(best)
  for (const candidate of scored) if (chosen.length < mostLines && candidate.score > 0.3) take(candidate)
  for (const candidate of scored) if (chosen.length < fewestLines) take(candidate)
  return chosen.sort((a, b) => a.line.span.start - b.line.span.start).map(({ line }) => line)
}

function lineOf(tagged: TaggedText, { sentence }: ScoredSentence): ExtractedLine {
  // A dateline tells where the reporter was; it is no part of the sentence.
  const dateline = findDateline(tagged.text)
  const hasDateline = dateline !== undefined && sentence.start <= dateline.start && dateline.end < sentence.end
  const bullet = /^[•·▪‣◦*]\s*/.exec(sentence.text)?.[0].length ?? 0
  const start = hasDateline ? dateline.end : sentence.start + bullet
  const whole = spanOf(tagged.text, start, sentence.end)
  if (countWords(whole.text) <= longestLine) return { text: whole.text, span: whole }
  const tokens = sentence.tokens.filter((token) => token.start >= start)
  const end = clauseEnds(tokens).find((at) => countWords(tagged.text.slice(start, at)) <= longestLine)
  if (end === undefined) return { text: whole.text, span: whole }
  const cut = spanOf(tagged.text, start, end)
  return { text: `${cut.text} …`, span: cut }
}

function similarity(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0
  for (const word of a) if (b.has(word)) shared++
  return shared / Math.max(1, Math.min(a.size, b.size))
}
