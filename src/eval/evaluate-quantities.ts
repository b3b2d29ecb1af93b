import { z } from 'zod'
import { tagText } from '../evidence/language/tagged-text.ts'
import { findQuantities } from '../evidence/quantities/find-quantities.ts'
import { measureQuantities } from './measure-quantities.ts'
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
  const row = (measure: string, value: number, anchor: string | null) => ({ set: 'newsquant', measure, value, anchor })
  return {
    rows: [
      row('F1 of value', figures.value.f1, 'CQE 0.920, GPT-3 0.706'),
      row('F1 of value and unit', figures.valueAndUnit.f1, 'CQE 0.856, GPT-3 0.591'),
      row('F1 of value and concept, any word', figures.valueAndAnyConcept.f1, 'CQE 0.761, GPT-3 0.548'),
      row('F1 of value and concept, all words', figures.valueAndAllConcept.f1, 'CQE 0.570, GPT-3 0.257'),
      row('false figures', figures.falseFigures, null),
    ],
    errors: figures.errors.map(({ kind, ...error }) => ({ kind: `newsquant-${kind}`, ...error })),
  }
}
