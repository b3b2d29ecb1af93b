import { z } from 'zod'
import { findAttributions } from '../evidence/attributions/find-attributions.ts'
import { findQuotes } from '../evidence/attributions/find-quotes.ts'
import { findSpeakers } from '../evidence/attributions/find-speakers.ts'
import { tagText } from '../evidence/language/tagged-text.ts'
import { rowOf, shareInterval } from './interval.ts'
import { type AttributionCounts, measureAttributions } from './measure-attributions.ts'
import { type EvalResult, readSet } from './read-set.ts'

const pieces = z.array(z.object({ spans: z.array(z.tuple([z.number(), z.number()])) }))
const lineSchema = z.object({
  id: z.string(),
  text: z.string(),
  attributions: z.array(z.object({ source: pieces, cue: pieces, content: pieces })),
})

/** PolNeAR: news articles with attributions. Undefined where the set is not there. */
export function evaluateAttributions(folder: string): EvalResult | undefined {
  const lines = readSet(folder, 'analyze/polnear-dev.jsonl', lineSchema)
  if (!lines) return undefined
  const figures = measureAttributions(lines, (text) => {
    const tagged = tagText(text)
    const marked = findQuotes(tagged)
    const attributions = findAttributions(tagged, marked)
    return { quotes: findSpeakers(tagged, marked, attributions), attributions }
  })
  const row = (measure: string, part: keyof AttributionCounts, whole: keyof AttributionCounts, anchor?: string) => {
    const share = shareInterval(
      figures.articles,
      ({ id }) => id,
      (counts) => Number(counts[part]),
      (counts) => Number(counts[whole]),
    )
    return rowOf('polnear', measure, share, anchor)
  }
  return {
    rows: [
      row('recall of attributions', 'recalled', 'gold', 'goal 0.80'),
      row('precision of attributions', 'right', 'found', 'goal 0.80'),
      row('recall of content, any source', 'content', 'gold'),
      row('quote to speaker, as printed', 'quotesRight', 'quotes', 'goal 0.92'),
      row('quote to speaker, by name', 'speakersRight', 'speakers'),
    ],
    errors: figures.errors.map(({ kind, ...error }) => ({ kind: `polnear-${kind}`, ...error })),
  }
}
