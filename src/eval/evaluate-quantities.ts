import { z } from 'zod'
import { tagText } from '../evidence/language/tagged-text.ts'
import { findQuantities } from '../evidence/quantities/find-quantities.ts'
import { interval, rowOf } from './interval.ts'
import { measureQuantities, type QuantityCounts, quantityRates } from './measure-quantities.ts'
import { type EvalResult, readSet } from './read-set.ts'

const lineSchema = z.object({
  id: z.string(),
  text: z.string(),
  quantities: z.array(
    z.object({
      change: z.string(),
      value: z.string(),
      unit: z.string(),
      normalized_unit: z.string(),
      referred_concepts: z.string(),
    }),
  ),
})

/** NewsQuant: sentences with quantities, their unit and what they refer to. Undefined where the set is not there. */
export function evaluateQuantities(folder: string): EvalResult | undefined {
  const lines = readSet(folder, 'analyze/newsquant-first-half.jsonl', lineSchema)
  if (!lines) return undefined
  const figures = measureQuantities(lines, (text) => findQuantities(tagText(text)))
  const group = ({ id }: QuantityCounts) => id
  const f1 = (measure: string, hits: 'value' | 'unit' | 'any' | 'all', anchor: string) =>
    rowOf(
      'newsquant',
      measure,
      interval(figures.lines, group, (sample) => quantityRates(sample, hits).f1),
      anchor,
    )
  const rate = (measure: string, which: 'precision' | 'recall') =>
    rowOf(
      'newsquant',
      measure,
      interval(figures.lines, group, (sample) => quantityRates(sample, 'value')[which]),
    )
  const count = (measure: string, value: number) => ({ set: 'newsquant', measure, value, anchor: null })
  return {
    rows: [
      f1('F1 of value', 'value', 'CQE 0.920, GPT-3 0.706'),
      f1('F1 of value and unit', 'unit', 'CQE 0.856, GPT-3 0.591'),
      f1('F1 of value and concept, any word', 'any', 'CQE 0.761, GPT-3 0.548'),
      f1('F1 of value and concept, all words', 'all', 'CQE 0.570, GPT-3 0.257'),
      rate('precision of value', 'precision'),
      rate('recall of value', 'recall'),
      count('false figures', figures.falseFigures),
      count('false figures where a sentence has none', figures.falseInEmptyLines),
    ],
    errors: figures.errors.map(({ kind, ...error }) => ({ kind: `newsquant-${kind}`, ...error })),
  }
}
