import type { Analysis } from '../domain/analysis.ts'
import type { Article } from '../domain/article.ts'
import type { Attribution } from '../domain/attribution.ts'
import { spanOf } from '../domain/cut-span.ts'
import { createSpanIndex } from '../domain/span-index.ts'
import { attributionOf } from './attributions/attribution-of.ts'
import { findAnonymousSources } from './attributions/find-anonymous-sources.ts'
import { findAttributions } from './attributions/find-attributions.ts'
import { findQuotes } from './attributions/find-quotes.ts'
import { findSpeakers } from './attributions/find-speakers.ts'
import { isStatement } from './attributions/is-statement.ts'
import { resolveSource } from './attributions/resolve-source.ts'
import { findCaveats } from './caveats/find-caveats.ts'
import { findFurniture } from './furniture/find-furniture.ts'
import { detectLanguage } from './language/detect-language.ts'
import { evenText } from './language/even-text.ts'
import { type TaggedText, tagText } from './language/tagged-text.ts'
import { placeAnalysis } from './place-analysis.ts'
import { findQuantities } from './quantities/find-quantities.ts'
import { markKeyFigures } from './quantities/key-figures.ts'

/** What the analysis needs to know of an article: its text, and the metadata on which caveats rest. */
export type AnalyzedArticle = Pick<
  Article,
  'id' | 'title' | 'publisher' | 'origin' | 'byline' | 'publishedAt' | 'label' | 'isExcerpt' | 'corrections' | 'text'
>

/** Raised when the rules change in a way that makes stored analyses stale. */
export const analyzerVersion = 3

/**
 * Finds what an article says and who says it: sentences, quantities, quotes, attributions, caveats. By rules alone;
 * the same text always gives the same analysis. `now` is needed only for the caveat `stale`.
 * A text in another language than English gives its sentences and quantities, and no caveats.
 * Hard-wrapped lines and double spaces are read as if they were not there; every span still refers to the text as given.
 */
export function analyzeText(article: AnalyzedArticle, now: Date | null = null): Analysis {
  const { text, place } = evenText(article.text)
  const analysis = analyzeEven({ ...article, text }, now)
  return place ? placeAnalysis(analysis, article.text, place) : analysis
}

function analyzeEven(article: AnalyzedArticle, now: Date | null): Analysis {
  const { id, text } = article
  const language = detectLanguage(text)
  const furniture = findFurniture(text)
  const leftOut = createSpanIndex(furniture, (piece) => [piece])
  const isLeftOut = (sentence: { start: number; end: number }) =>
    leftOut.overlapping(sentence).some((piece) => piece.start <= sentence.start && sentence.end <= piece.end)
  const tagged = tagText(text, isLeftOut)
  const sentences = tagged.sentences.map(({ start, end, text }) => ({ start, end, text }))
  const found = findQuantities(tagged)
  if (language !== 'en') {
    return { id, language, sentences, quantities: found, quotes: [], attributions: [], caveats: [] }
  }
  const marked = findQuotes(tagged)
  const attributions = findAttributions(tagged, marked)
  const quotes = findSpeakers(tagged, marked, attributions)
  const anonymous = findAnonymousSources(tagged, attributions)
  const statements = createSpanIndex(withNames(tagged, attributions).filter(isStatement), ({ content }) => content)
  const quantities = markKeyFigures(tagged, found, attributions).map((quantity) => ({
    ...quantity,
    attribution: sourceOf(statements.overlapping(quantity), quantity),
  }))
  const caveats = findCaveats({ article, tagged, quantities, attributions, quotes, anonymous, now })
  return { id, language, sentences, quantities, quotes, attributions, caveats }
}

/**
 * The same attributions with "she" and "the official" replaced by the words that named them earlier, and without the
 * clause that describes a source ("…, who asked not to be named"): what is shown beside a figure or a line.
 */
export function withNames(tagged: TaggedText, attributions: Attribution[]): Attribution[] {
  const resolved = resolveSource(tagged, attributions)
  return attributions.map((attribution, index) => {
    const named = resolved[index] ?? attribution.source
    if (!named) return attribution
    const clause = /,? (?:who|which|speaking) |(?: on| last| this)? (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$/.exec(
      named.text,
    )
    const source = clause ? { ...named, ...spanOf(tagged.text, named.start, named.start + clause.index) } : named
    return { ...attribution, source }
  })
}

/**
 * Who gives the information that stands at a span, in the article's words: the innermost statement whose content covers
 * it. Null where the article speaks in its own voice, also where it tells of a request or a pledge.
 */
export function sourceOf(attributions: Attribution[], span: { start: number; end: number }): string | null {
  const statements = attributions.filter(isStatement)
  const source = attributionOf(statements, span)?.source
  return source && !namesNobody(source.text) ? source.text : null
}

// "It", "some": without the sentence before it says nothing. "51 percent of respondents" are the figure, not its source.
function namesNobody(words: string): boolean {
  return /^(?:he|she|it|they|i|we|you|this|that|these|those|who|which|some|many|others|most|all|both|one|none)$|\d ?%|\bpercent\b/i.test(
    words,
  )
}

/** The statement that gives most of a line to its source: its content covers at least a third of the line. */
export function attributionFor(
  attributions: Attribution[],
  line: { start: number; end: number },
): Attribution | undefined {
  let best: { length: number; attribution: Attribution } | undefined
  for (const attribution of attributions) {
    if (!isStatement(attribution)) continue
    for (const piece of attribution.content) {
      const length = Math.min(piece.end, line.end) - Math.max(piece.start, line.start)
      // Words that say who says it count wherever they stand in the line; from outside, they must cover enough of it.
      const isEnough =
        length > (line.end - line.start) / 3 || (line.start <= attribution.cue.start && attribution.cue.end <= line.end)
      if (isEnough && length > (best?.length ?? 0)) best = { length, attribution }
    }
  }
  return best?.attribution
}
