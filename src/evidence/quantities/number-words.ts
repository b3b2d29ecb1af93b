import words from './number-words.json' with { type: 'json' }

/** "one" to "nineteen" with their values. */
export const small: ReadonlyMap<string, number> = new Map(Object.entries(words.small))
/** "twenty" to "ninety". */
export const tens: ReadonlyMap<string, number> = new Map(Object.entries(words.tens))
/** "dozen", "hundred", "million", "crore" and the like. */
export const scales: ReadonlyMap<string, number> = new Map(Object.entries(words.scales))
/** "k", "bn", "tn": scales wherever they follow digits. */
export const shortScales: ReadonlyMap<string, number> = new Map(Object.entries(words.shortScales))
/** "m", "b", "t": scales after a sum of money. */
export const moneyScales: ReadonlyMap<string, number> = new Map(Object.entries(words.moneyScales))
/** "dozens", "thousands": at least one of that scale. */
export const vague: ReadonlyMap<string, number> = new Map(Object.entries(words.vague))
/** "half", "third", "quarters" as shares of one. */
export const parts: ReadonlyMap<string, number> = new Map(Object.entries(words.parts))

/** The value of a plain number word: `smallNumber('five')` → 5, `smallNumber('twenty-two')` → 22. */
export function smallNumber(lower: string): number | undefined {
  const known = small.get(lower) ?? tens.get(lower)
  if (known !== undefined) return known
  const dash = lower.indexOf('-')
  if (dash < 0) return undefined
  const ten = tens.get(lower.slice(0, dash))
  const one = small.get(lower.slice(dash + 1))
  return ten !== undefined && one !== undefined && one < 10 ? ten + one : undefined
}
