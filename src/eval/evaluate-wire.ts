import { z } from 'zod'
import { analyzeText } from '../evidence/analyze-text.ts'
import { makeArticle } from '../pipeline/make-article.ts'
import { rowOf, shareInterval } from './interval.ts'
import { type EvalResult, readSet } from './read-set.ts'

const lineSchema = z.object({ id: z.string(), wire: z.string(), text: z.string() })

/**
 * Wire copy in PolNeAR: is an agency's text found to be another publisher's (`syndicated`) from the text alone, without the field that
 * names its author? Articles whose label is not known ("NA") are left out. Undefined where the set is not there.
 */
export function evaluateWire(folder: string): EvalResult | undefined {
  const lines = readSet(folder, 'analyze/polnear-dev.jsonl', lineSchema)?.filter(({ wire }) => wire !== 'NA')
  if (!lines) return undefined
  const judged = lines.map(({ id, wire, text }) => {
    const found = originOf(text)
    return { id, wire: wire === 'None' ? null : wire, found, start: text.slice(0, 200), end: text.slice(-200) }
  })
  const found = (isWire: boolean) =>
    shareInterval(
      judged.filter(({ wire }) => (wire !== null) === isWire),
      ({ id }) => id,
      (one) => (one.found === null ? 0 : 1),
      () => 1,
    )
  const wrong = judged.filter((one) => (one.wire === null) !== (one.found === null))
  return {
    rows: [
      rowOf('polnear', 'wire copy found', found(true), 'goal 0.95; a plain regex 0.905'),
      rowOf('polnear', 'wire copy found where there is none', found(false), 'goal 0.01; a plain regex 0.018'),
    ],
    errors: wrong.map(({ wire, ...one }) => ({
      kind: wire === null ? 'polnear-wire-false-alarm' : 'polnear-wire-missed',
      wire,
      ...one,
    })),
  }
}

function originOf(text: string): string | null {
  const document = { url: null, title: null, publisher: null, byline: null, publishedAt: null, updatedAt: null }
  const article = makeArticle({ ...document, label: null, isExcerpt: false, text })
  const caveat = analyzeText(article).caveats.find(({ kind }) => kind === 'syndicated')
  return caveat ? (caveat.source ?? caveat.text) : null
}
