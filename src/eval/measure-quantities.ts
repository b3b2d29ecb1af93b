import type { Quantity } from '../domain/quantity.ts'
import { currencyWords, unitStem, wordStems } from './quantity-words.ts'

/** One sentence of a set with the quantities that its annotators found (NewsQuant's fields; `-` is an empty field). */
export interface QuantityLine {
  id: string
  text: string
  quantities: { change: string; value: string; unit: string; normalized_unit: string; referred_concepts: string }[]
}

/** What was counted in one sentence: annotated quantities, found ones, and how many of those agree in what. */
export interface QuantityCounts {
  id: string
  gold: number
  found: number
  value: number
  unit: number
  /** at least one word of what the value refers to stands in `measures` */
  any: number
  /** every word of it does */
  all: number
}

/** What `measureQuantities` reports. */
export interface QuantityFigures {
  lines: QuantityCounts[]
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
  const counted: QuantityCounts[] = []
  for (const line of lines) {
    const quantities = find(line.text)
    const counts = {
      id: line.id,
      gold: line.quantities.length,
      found: quantities.length,
      value: 0,
      unit: 0,
      any: 0,
      all: 0,
    }
    const rest = new Set(quantities)
    for (const expected of line.quantities) {
      const match = bestMatch(expected, rest)
      if (!match) {
        errors.push({ id: line.id, kind: 'missed', gold: goldText(expected), found: '' })
        continue
      }
      rest.delete(match)
      counts.value++
      if (isSameUnit(expected, match)) counts.unit++
      else errors.push({ id: line.id, kind: 'unit', gold: goldText(expected), found: foundText(match) })
      const { any, all } = conceptMatch(expected, match)
      if (any) counts.any++
      else errors.push({ id: line.id, kind: 'concept', gold: goldText(expected), found: foundText(match) })
      if (all) counts.all++
    }
    for (const extra of rest) errors.push({ id: line.id, kind: 'false', gold: '', found: foundText(extra) })
    counted.push(counts)
  }
  const falseIn = ({ found, value }: QuantityCounts) => found - value
  return {
    lines: counted,
    falseFigures: counted.reduce((sum, counts) => sum + falseIn(counts), 0),
    falseInEmptyLines: counted.filter(({ gold }) => gold === 0).reduce((sum, counts) => sum + falseIn(counts), 0),
    errors,
  }
}

/** Precision, recall and their harmonic mean over sentences, of what agrees in `hits`. */
export function quantityRates(
  lines: readonly QuantityCounts[],
  hits: 'value' | 'unit' | 'any' | 'all',
): { precision: number; recall: number; f1: number } {
  const sum = (field: 'gold' | 'found' | typeof hits) => lines.reduce((total, counts) => total + counts[field], 0)
  const [right, found, gold] = [sum(hits), sum('found'), sum('gold')]
  return {
    precision: found === 0 ? 1 : right / found,
    recall: gold === 0 ? 1 : right / gold,
    f1: found + gold === 0 ? 1 : (2 * right) / (found + gold),
  }
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
