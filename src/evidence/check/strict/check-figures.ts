import { type Finding, findingOf } from '../claim-context.ts'
import type { LineReading } from './line-places.ts'

/** Figures stay as they are: value, unit, words of approximation, and what is counted, in a sentence of the line. */
export function checkFigures({ context, alignment }: LineReading): Finding[] {
  const { article } = context
  const near = alignment.sentences.flatMap((sentence) => article.quantities[sentence]!)
  return context.quantities.flatMap((claimed) => {
    const same = near.filter((one) => one.value === claimed.value && one.high === claimed.high)
    if (same.length === 0) return []
    const exact = same.find((one) => one.unit === claimed.unit && one.approximation === claimed.approximation)
    if (exact) return []
    const found = same[0]!
    return [
      findingOf(
        'quantity',
        'contradicted',
        `The article says "${found.text}", not "${claimed.text}".`,
        claimed.text,
        found.text,
      ),
    ]
  })
}
