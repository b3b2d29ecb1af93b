import type { Quantity } from '../../domain/quantity.ts'

/** "About" is taken as within a tenth. */
const aboutShare = 0.1
/** Smaller numbers are not rounded where nothing says so. */
const smallestRounded = 100

/** Whether two figures for one thing may both be true: the same, within their words ("at least 20" and 31), or one the other rounded. */
export function agree(one: Quantity, other: Quantity): boolean {
  const [lowA, highA] = boundsOf(one)
  const [lowB, highB] = boundsOf(other)
  return (lowA <= highB && lowB <= highA) || isRounded(one, other) || isRounded(other, one)
}

function boundsOf({ value, high, approximation }: Quantity): [number, number] {
  if (high !== null) return [value, high]
  if (approximation === 'about') return [value * (1 - aboutShare), value * (1 + aboutShare)]
  if (approximation === 'more-than' || approximation === 'at-least') return [value, Number.POSITIVE_INFINITY]
  if (approximation === 'less-than' || approximation === 'at-most') return [Number.NEGATIVE_INFINITY, value]
  return [value, value]
}

/** Whether a figure is another rounded to its own digits: 1.2 billion of 1,150 million, 2,000 of 2,013; of whole percents one. */
function isRounded({ value, unit }: Quantity, { value: exact }: Quantity): boolean {
  if (unit !== 'percent' && Math.abs(value) < smallestRounded) return false
  const step = unit === 'percent' && Number.isInteger(value) ? 1 : lastDigit(value)
  // Of two whole numbers that end in no zero none is the other rounded.
  if (step === 1 && Number.isInteger(exact)) return false
  return Math.abs(exact - value) <= step / 2 + 1e-9 * Math.abs(value)
}

/** What the last digit that is written stands for: 10,000 in 120,000, 0.1 in 2.4. */
function lastDigit(value: number): number {
  const [digits = '', exponent = '0'] = Math.abs(value).toExponential().split('e')
  const decimals = digits.includes('.') ? digits.length - digits.indexOf('.') - 1 : 0
  return 10 ** (Number(exponent) - decimals)
}
