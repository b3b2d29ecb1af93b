import type { Shingles } from './shingles.ts'
import { fewestWords } from './sketch.ts'

/** So much of the shorter text stands in the longer: two reports by one template with other figures share less. */
const leastContained = 0.8
/** A text that quotes another whole, or a teaser of it, is no copy of it. */
const lengthFactor = 1.5

/** Are two texts one, but for a cut or added paragraph, a byline, boilerplate or some words? Both of 60 words at least. */
export function isNearIdentical(a: Shingles, b: Shingles): boolean {
  const [shorter, longer] = a.words <= b.words ? [a, b] : [b, a]
  if (shorter.words < fewestWords || longer.words > shorter.words * lengthFactor) return false
  return containment(shorter, longer) >= leastContained
}

/** How much of the smaller set of shingles stands in the larger, from 0 to 1; 0 where one is empty. */
export function containment(a: Shingles, b: Shingles): number {
  const [smaller, larger] = a.set.size <= b.set.size ? [a.set, b.set] : [b.set, a.set]
  let shared = 0
  for (const hash of smaller) if (larger.has(hash)) shared++
  return smaller.size === 0 ? 0 : shared / smaller.size
}
