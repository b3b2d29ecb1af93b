import type { EvalRow } from './read-set.ts'

/** A figure with its 95 % interval by bootstrap. */
export interface Share {
  value: number
  low: number
  high: number
  /** what it is a share of, or the items it was computed from */
  of: number
}

const rounds = 500
const seed = 20_260_101

/**
 * A figure with the range in which 95 of 100 samples of the same size lie. Whole groups are drawn, with replacement: what was
 * measured on one article is alike. The same items give the same range at every run; a sample without a figure (NaN) is passed over.
 */
export function interval<Item>(
  items: readonly Item[],
  groupOf: (item: Item) => string,
  figure: (sample: readonly Item[]) => number,
): Share {
  const groups = [...Map.groupBy(items, groupOf).values()]
  const draw = seededDraw()
  const values: number[] = []
  for (let round = 0; round < rounds && groups.length > 0; round++) {
    const value = figure(Array.from(groups, () => groups[draw(groups.length)]!).flat())
    if (!Number.isNaN(value)) values.push(value)
  }
  values.sort((one, other) => one - other)
  return {
    value: figure(items),
    low: values[Math.floor(values.length * 0.025)] ?? Number.NaN,
    high: values[Math.floor(values.length * 0.975)] ?? Number.NaN,
    of: items.length,
  }
}

/** The interval of a share whose parts are counted item by item: the sum of `part` over the sum of `whole`. */
export function shareInterval<Item>(
  items: readonly Item[],
  groupOf: (item: Item) => string,
  part: (item: Item) => number,
  whole: (item: Item) => number,
): Share {
  const counted = items.map((item) => ({ group: groupOf(item), part: part(item), whole: whole(item) }))
  const sumOf = (sample: readonly (typeof counted)[number][], which: 'part' | 'whole') =>
    sample.reduce((sum, one) => sum + one[which], 0)
  const share = interval(
    counted,
    ({ group }) => group,
    (sample) => sumOf(sample, 'part') / sumOf(sample, 'whole'),
  )
  return { ...share, of: sumOf(counted, 'whole') }
}

/** The row of the scoreboard that such a figure makes. */
export function rowOf(set: string, measure: string, share: Share, anchor: string | null = null): EvalRow {
  return { set, measure, value: share.value, low: share.low, high: share.high, of: share.of, anchor }
}

// The same draws at every run (a linear congruential generator with the constants of Numerical Recipes).
function seededDraw(): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}
