import type { Attribution } from '../../domain/attribution.ts'
import type { Quantity } from '../../domain/quantity.ts'
import type { Span } from '../../domain/span.ts'
import { isStatement } from '../attributions/is-statement.ts'
import { findCorrections } from '../furniture/find-notes.ts'
import type { TaggedText } from '../language/tagged-text.ts'
import { figureWeight, lastWord, settingsOf } from './figure-weight.ts'

/** At most so many figures of an article are key: as many as a reader takes in at a glance. */
export const keyFigureLimit = 8
const leastWeight = 3

/**
 * Marks the quantities that matter to the story ("Key figures" of a brief), in the order of the article: money, shares, large
 * counts, tolls, votes, changes. Never ages, durations in passing, counts of sources, small counts in passing, or what a
 * correction takes back. `attributions` tell which counts are of sources ("two officials said"). `quantities` in the order of the text.
 */
export function markKeyFigures(
  tagged: TaggedText,
  quantities: Quantity[],
  attributions: Attribution[] = [],
): Quantity[] {
  const withdrawn = correctedParagraphs(tagged)
  const isOfSource = sourceCheck(attributions)
  const weighed = weigh(tagged, quantities).map(({ kind, total }, index) => {
    const quantity = quantities[index]!
    const isOut =
      withdrawn.has(tagged.sentences[quantity.sentence]!.paragraph) ||
      isOfSource(quantity) ||
      isConverted(tagged.text, quantities[index - 1], quantity)
    return { index, quantity, kind, weight: isOut ? 0 : total }
  })
  const best = weighed
    .filter(({ weight }) => weight >= leastWeight)
    .sort((a, b) => b.weight - a.weight || b.kind - a.kind || a.index - b.index)
  const kept: typeof best = []
  for (const one of best) {
    if (kept.length === keyFigureLimit) break
    if (!kept.some((other) => isSameFigure(one.quantity, other.quantity))) kept.push(one)
  }
  const keys = new Set(kept.map(({ index }) => index))
  return quantities.map((quantity, index) => ({ ...quantity, isKey: keys.has(index) }))
}

function weigh(tagged: TaggedText, quantities: Quantity[]): { kind: number; total: number }[] {
  const weights: { kind: number; total: number }[] = []
  let from = 0
  while (from < quantities.length) {
    const { sentence } = quantities[from]!
    let to = from + 1
    while (quantities[to]?.sentence === sentence) to++
    const group = quantities.slice(from, to)
    const settings = settingsOf(tagged.sentences[sentence]!, group)
    weights.push(...group.map((quantity, at) => figureWeight(quantity, settings[at]!)))
    from = to
  }
  return weights
}

// "70 miles (112 kilometers)", "400,000 rubles ($6,370)": the same amount once more.
function isConverted(text: string, before: Quantity | undefined, { start, end, unit }: Quantity): boolean {
  if (!before || unit === null || before.unit === null || before.unit === unit) return false
  if (unit === 'percent' || before.unit === 'percent') return false
  return text.slice(before.end, start) === ' (' && text[end] === ')'
}

// Sources in the order of the text, passed over once: quantities come in that order too.
function sourceCheck(attributions: Attribution[]): (quantity: Quantity) => boolean {
  const sources: Span[] = attributions
    .flatMap((attribution) => (attribution.source && isStatement(attribution) ? [attribution.source] : []))
    .sort((a, b) => a.start - b.start)
  let next = 0
  return ({ start, end }) => {
    while (next < sources.length && sources[next]!.end <= start) next++
    const source = sources[next]
    return !!source && source.start < end
  }
}

function isSameFigure(one: Quantity, other: Quantity): boolean {
  if (one.value !== other.value || one.high !== other.high || one.unit !== other.unit) return false
  if (one.unit !== null || one.measures === null || other.measures === null) return true
  return lastWord(one.measures) === lastWord(other.measures)
}

// A note that says what an earlier version got wrong repeats the wrong figure.
function correctedParagraphs(tagged: TaggedText): ReadonlySet<number> {
  const notes = findCorrections(tagged.text)
  if (notes.length === 0) return new Set()
  const noted = tagged.sentences.filter((sentence) =>
    notes.some((note) => note.start < sentence.end && sentence.start < note.end),
  )
  return new Set(noted.map(({ paragraph }) => paragraph))
}
