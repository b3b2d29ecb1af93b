import { expect, it } from 'vitest'
import type { Quantity } from '../../../src/domain/quantity.ts'
import { measureQuantities, quantityRates } from '../../../src/eval/measure-quantities.ts'

const found: Quantity = {
  start: 0,
  end: 1,
  text: '5 miles',
  value: 5,
  high: null,
  unit: 'miles',
  approximation: 'exact',
  direction: 'none',
  measures: 'canal',
  period: null,
  place: null,
  attribution: null,
  sentence: 0,
  isKey: false,
}
const gold = { change: '=', value: '5.0', unit: 'miles', normalized_unit: 'mile', referred_concepts: 'old canal' }

it('counts value, unit and concept apart, and what is false or missed', () => {
  const lines = [
    { id: 'a', text: 'x', quantities: [gold, { ...gold, value: '7' }] },
    { id: 'b', text: 'y', quantities: [] },
  ]
  const figures = measureQuantities(lines, () => [found])
  expect(quantityRates(figures.lines, 'value')).toEqual({ precision: 1 / 2, recall: 1 / 2, f1: 1 / 2 })
  expect(quantityRates(figures.lines, 'unit').f1).toBe(1 / 2)
  expect(quantityRates(figures.lines, 'any').f1).toBe(1 / 2)
  expect(quantityRates(figures.lines, 'all').f1).toBe(0)
  expect([figures.falseFigures, figures.falseInEmptyLines]).toEqual([1, 1])
  expect(figures.errors.map(({ kind }) => kind)).toEqual(['missed', 'false'])
})

it('does not take another unit or a range for the same', () => {
  const other = measureQuantities([{ id: 'a', text: 'x', quantities: [gold] }], () => [{ ...found, unit: 'feet' }])
  expect([quantityRates(other.lines, 'value').f1, quantityRates(other.lines, 'unit').f1]).toEqual([1, 0])
  const range = measureQuantities([{ id: 'a', text: 'x', quantities: [gold] }], () => [{ ...found, high: 6 }])
  expect(quantityRates(range.lines, 'value').f1).toBe(0)
})

it('takes the thing counted for the unit where ours has none', () => {
  const line = {
    id: 'a',
    text: 'x',
    quantities: [{ ...gold, unit: 'charging stations', normalized_unit: 'charging station', referred_concepts: '-' }],
  }
  const counted = measureQuantities([line], () => [{ ...found, unit: null, measures: 'new stations' }])
  expect([quantityRates(counted.lines, 'unit').f1, quantityRates(counted.lines, 'any').f1]).toEqual([1, 1])
})
