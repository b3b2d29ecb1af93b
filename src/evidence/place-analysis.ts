import type { Analysis } from '../domain/analysis.ts'
import { spanOf } from '../domain/cut-span.ts'
import type { Span } from '../domain/span.ts'
import type { EvenText } from './language/even-text.ts'

/** Moves every span of an analysis of the even text to the text that was given, and cuts its words from there. */
export function placeAnalysis(analysis: Analysis, given: string, place: NonNullable<EvenText['place']>): Analysis {
  const move = <Placed extends Span>(span: Placed): Placed => {
    const { start, end } = place(span.start, span.end)
    return { ...span, ...spanOf(given, start, end) }
  }
  return {
    ...analysis,
    sentences: analysis.sentences.map(move),
    quantities: analysis.quantities.map(move),
    quotes: analysis.quotes.map((quote) => ({ ...move(quote), speaker: quote.speaker && move(quote.speaker) })),
    attributions: analysis.attributions.map((attribution) => ({
      ...attribution,
      source: attribution.source && move(attribution.source),
      cue: move(attribution.cue),
      content: attribution.content.map(move),
    })),
    caveats: analysis.caveats.map((caveat) => ({ ...caveat, evidence: caveat.evidence.map(move) })),
  }
}
