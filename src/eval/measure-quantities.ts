import type { Quantity } from '../domain/quantity.ts'
import { currencyWords, unitStem, wordStems } from './quantity-words.ts'

/** One sentence of a set with the quantities that its annotators found (NewsQuant's fields; `-` is an empty field). */
export interface QuantityLine {
  id: string
  text: string
  quantities: { change: string; value: string; unit: string; normalized_unit: string; referred_concepts: string }[]
}

/** Precision, recall and their harmonic mean over all sentences. */
export interface Rates {
  precision: number
  recall: number
  f1: number
}

/** What `measureQuantities` reports. */
export interface QuantityFigures {
  gold: number
  found: number
  value: Rates
  valueAndUnit: Rates
  /** at least one word of what the value refers to stands in `measures` */
  valueAndAnyConcept: Rates
  /** every word of it does */
  valueAndAllConcept: Rates
  /** quantities found that the annotators have not, and those in sentences where they have none */
  falseFigures: number
  falseInEmptyLines: number
  /** every miss, false figure, wrong unit and wrong concept, to read */
  errors: { id: string; kind: 'missed' | 'false' | 'unit' | 'concept'; gold: string; found: string }[]
}

type Gold = QuantityLine['quantities'][number]

/**
 * Compares found quantities with annotated ones. Values match when both ends are equal; each gold quantity is matched once, those
 * with the same unit first. NewsQuant's unit is often the thing counted, so where ours is null its last word is looked for in `measures`.
 */
export function measureQuantities(lines: QuantityLine[], find: (text: string) => Quantity[]): QuantityFigures {
  const errors: QuantityFigures['errors'] = []
  const hits = { value: 0, unit: 0, any: 0, all: 0 }
  let gold = 0
  let found = 0
  let falseInEmptyLines = 0
  for (const line of lines) {
    const quantities = find(line.text)
    gold += line.quantities.length
    found += quantities.length
    const rest = new Set(quantities)
    for (const expected of line.quantities) {
      const match = bestMatch(expected, rest)
      if (!match) {
        errors.push({ id: line.id, kind: 'missed', gold: goldText(expected), found: '' })
        continue
      }
      rest.delete(match)
      hits.value++
      if (isSameUnit(expected, match)) hits.unit++
      else errors.push({ id: line.id, kind: 'unit', gold: goldText(expected), found: foundText(match) })
      const { any, all } = conceptMatch(expected, match)
      if (any) hits.any++
      else errors.push({ id: line.id, kind: 'concept', gold: goldText(expected), found: foundText(match) })
      if (all) hits.all++
    }
    for (const extra of rest) errors.push({ id: line.id, kind: 'false', gold: '', found: foundText(extra) })
    if (line.quantities.length === 0) falseInEmptyLines += rest.size
  }
  return {
    gold,
    found,
    value: rates(hits.value, found, gold),
    valueAndUnit: rates(hits.unit, found, gold),
    valueAndAnyConcept: rates(hits.any, found, gold),
    valueAndAllConcept: rates(hits.all, found, gold),
    falseFigures: found - hits.value,
    falseInEmptyLines,
    errors,
  }
}

function rates(hits: number, found: number, gold: number): Rates {
  const precision = found === 0 ? 1 : hits / found
  const recall = gold === 0 ? 1 : hits / gold
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) }
}

function goldText({ change, value, unit, referred_concepts }: Gold): string {
  return `${change} ${value} | ${unit} | ${referred_concepts}`
}

function foundText({ text, value, high, unit, measures }: Quantity): string {
  return `"${text}" ${value}${high === null ? '' : `-${high}`} | ${unit ?? '-'} | ${measures ?? '-'}`
}

function bestMatch(expected: Gold, candidates: ReadonlySet<Quantity>): Quantity | undefined {
  const same = [...candidates].filter((candidate) => isSameValue(expected.value, candidate))
  return same.find((candidate) => isSameUnit(expected, candidate)) ?? same[0]
}

function isSameValue(value: string, { value: low, high }: Quantity): boolean {
  const range = /^(-?[\d.]+)-(-?[\d.]+)$/.exec(value)
  if (!range) return high === null && isNear(Number(value), low)
  return high !== null && isNear(Number(range[1]), low) && isNear(Number(range[2]), high)
}

function isNear(one: number, other: number): boolean {
  return Math.abs(one - other) <= 1e-6 * Math.max(1, Math.abs(one))
}

function isSameUnit(expected: Gold, quantity: Quantity): boolean {
  const { unit, normalized_unit: normal } = expected
  if (quantity.unit === null) {
    if (unit === '-' || unit === '') return true
    if (unit.startsWith('%')) return true
    const last = wordStems(unit.split(/ (?:of|per|a) /)[0] ?? '').at(-1)
    return last !== undefined && wordStems(quantity.measures ?? '').includes(last)
  }
  if (normal === 'year of age' || normal === 'age') return quantity.unit === 'years'
  const ours = unitStem(currencyWords.get(quantity.unit) ?? quantity.unit)
  return [unit, normal].some(
    (form) => unitStem(form) === ours || unitStem(form.split(/ (?:per|a|of) /)[0] ?? '') === ours,
  )
}

// Where we count things, what we measure is what the annotators call the unit: both are right answers to "of what?".
function conceptMatch(expected: Gold, quantity: Quantity): { any: boolean; all: boolean } {
  const concept = expected.referred_concepts === '-' ? [] : wordStems(expected.referred_concepts)
  const counted = quantity.unit === null && expected.unit !== '-' ? wordStems(expected.unit) : []
  const ours = new Set(wordStems(quantity.measures ?? ''))
  if (concept.length === 0 && counted.length === 0) return { any: true, all: true }
  const any = [...concept, ...counted].some((word) => ours.has(word))
  const all =
    (concept.length > 0 && concept.every((word) => ours.has(word))) ||
    (counted.length > 0 && counted.every((word) => ours.has(word)))
  return {
    any: any || (concept.length === 0 && quantity.unit !== null),
    all: all || (concept.length === 0 && quantity.unit !== null),
  }
}
