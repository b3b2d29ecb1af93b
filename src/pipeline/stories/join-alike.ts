import { type Comparable, likeness } from './likeness.ts'

/** What is joined or kept apart as one: an article, or some of a story too large to be taken apart. */
export type Unit = readonly Comparable[]

/** Two groups whose articles are less alike than this on average are never one story. */
export const leastLikeness = 0.25

/**
 * Two groups are joined where their articles are at least so alike across the groups, as a share of what they are within them.
 * Two events of one kind, in one place or with one person, are alike; but each less so than its own reports.
 */
const leastShare = 0.8

/** What is assumed of a group of which little is known yet: its reports are so alike, as if so many pairs had been seen. */
const assumedLikeness = 0.3
const assumedPairs = 10

/**
 * Groups units, the closest first, until no two groups are alike enough. Returns groups of indexes. The result depends on the units
 * and not on how they came about; on a tie their order decides.
 */
export function joinAlike(units: readonly Unit[]): number[][] {
  const between = compareUnits(units)
  const groups = units.map((_, index): number[] | undefined => [index])
  const partners = units.map((_, index) => closest(between, groups, index))
  for (;;) {
    let first = -1
    for (let index = 0; index < partners.length; index++) {
      const score = partners[index]?.score ?? 0
      if (groups[index] && score >= leastShare && score > (partners[first]?.score ?? 0)) first = index
    }
    const second = partners[first]?.index ?? -1
    if (first < 0 || second < 0) return groups.filter((group) => group !== undefined)
    const [kept, gone] = first < second ? [first, second] : [second, first]
    groups[kept] = [...(groups[kept] ?? []), ...(groups[gone] ?? [])]
    groups[gone] = undefined
    mergeInto(between, kept, gone)
    partners[kept] = closest(between, groups, kept)
    for (let index = 0; index < groups.length; index++) {
      if (!groups[index] || index === kept) continue
      const partner = partners[index]!
      const score = scoreOf(between, index, kept)
      if (partner.index === kept || partner.index === gone) partners[index] = closest(between, groups, index)
      else if (score > partner.score) partners[index] = { index: kept, score }
    }
  }
}

/** Sums of likeness and counts of pairs between each two groups, and on the diagonal within each. */
interface Between {
  size: number
  sums: Float64Array
  pairs: Float64Array
}

function compareUnits(units: readonly Unit[]): Between {
  const size = units.length
  const between: Between = { size, sums: new Float64Array(size * size), pairs: new Float64Array(size * size) }
  for (let row = 0; row < size; row++) {
    for (let column = row; column < size; column++) {
      const { sum, pairs } = comparePairs(units[row]!, units[column]!)
      between.sums[row * size + column] = between.sums[column * size + row] = sum
      between.pairs[row * size + column] = between.pairs[column * size + row] = pairs
    }
  }
  return between
}

// A pair too far apart in time counts neither for nor against.
function comparePairs(a: Unit, b: Unit): { sum: number; pairs: number } {
  let sum = 0
  let pairs = 0
  for (let i = 0; i < a.length; i++) {
    for (let j = a === b ? i + 1 : 0; j < b.length; j++) {
      const value = likeness(a[i]!, b[j]!)
      if (value === undefined) continue
      sum += value
      pairs++
    }
  }
  return { sum, pairs }
}

function mergeInto({ size, sums, pairs }: Between, kept: number, gone: number): void {
  for (const cells of [sums, pairs]) {
    cells[kept * size + kept]! += cells[gone * size + gone]! + cells[kept * size + gone]!
    for (let other = 0; other < size; other++) {
      if (other === kept || other === gone) continue
      const together = cells[kept * size + other]! + cells[gone * size + other]!
      cells[kept * size + other] = cells[other * size + kept] = together
    }
  }
}

function closest(
  between: Between,
  groups: readonly (number[] | undefined)[],
  of: number,
): { index: number; score: number } {
  let best = { index: -1, score: 0 }
  for (let index = 0; index < groups.length; index++) {
    if (index === of || !groups[index]) continue
    const score = scoreOf(between, of, index)
    if (score > best.score) best = { index, score }
  }
  return best
}

/** How alike two groups are across, as a share of within: 0 where they are not alike enough at all. */
function scoreOf({ size, sums, pairs }: Between, a: number, b: number): number {
  const count = pairs[a * size + b]!
  const across = count === 0 ? 0 : sums[a * size + b]! / count
  if (across < leastLikeness) return 0
  return across / Math.sqrt(within(a) * within(b))
  function within(group: number): number {
    const cell = group * size + group
    return (sums[cell]! + assumedLikeness * assumedPairs) / (pairs[cell]! + assumedPairs)
  }
}
