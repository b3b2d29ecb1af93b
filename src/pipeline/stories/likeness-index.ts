import { type Comparable, likeness } from './likeness.ts'

/** What the index holds of an article: `number` rises with each that comes. */
export interface Indexed {
  number: number
  comparable: Comparable
}

/** Where a term stands: numbers of articles, rising, and its weight in each. */
interface Posting {
  numbers: number[]
  weights: number[]
}

/** Of one term only the newest articles are looked at: what nearly all hold finds nothing. */
const mostOfTerm = 3_000

/** Articles whose heaviest terms share less than this are not worth a comparison, and so many are compared at most. */
const leastShared = 0.08
const mostCompared = 400

/** Finds the articles that are like one, by their heaviest terms. What is removed leaves no trace but for a while. */
export function createLikenessIndex<Entry extends Indexed>(): {
  add(entry: Entry): void
  remove(entry: Entry): void
  /** The others that are at least so alike, the most alike first. */
  alike(to: Comparable, least: number): { entry: Entry; likeness: number }[]
} {
  const entries = new Map<number, Entry>()
  const postings = new Map<number, Posting>()
  let kept = 0
  let removed = 0
  // Sums by number, from `base` on: a table is ten times as fast as a map, and numbers that are gone are left behind.
  let shared = new Float64Array(1_024)
  let base = 0

  return {
    add(entry) {
      if (entries.size === 0 && removed === 0) base = entry.number
      if (entry.number - base >= shared.length) shared = new Float64Array(2 * (entry.number - base))
      entries.set(entry.number, entry)
      const { keys, keyWeights } = entry.comparable
      for (let at = 0; at < keys.length; at++) {
        const posting = postings.get(keys[at]!) ?? { numbers: [], weights: [] }
        posting.numbers.push(entry.number)
        posting.weights.push(keyWeights[at]!)
        postings.set(keys[at]!, posting)
      }
      kept += keys.length
    },
    remove(entry) {
      if (!entries.delete(entry.number)) return
      kept -= entry.comparable.keys.length
      removed += entry.comparable.keys.length
      // Swept all at once, when half is gone: taking each out of its lists would cost more than finding.
      if (removed > kept + 10_000) sweep()
    },
    alike(to, least) {
      const found: { entry: Entry; likeness: number }[] = []
      for (const number of sharedWith(to)) {
        const entry = entries.get(number)
        const value = entry && likeness(to, entry.comparable)
        if (entry && value !== undefined && value >= least) found.push({ entry, likeness: value })
      }
      return found.sort((a, b) => b.likeness - a.likeness || a.entry.number - b.entry.number)
    },
  }

  /** The numbers of those whose heavy terms share most with it. */
  function sharedWith({ keys, keyWeights }: Comparable): number[] {
    const touched: number[] = []
    for (let at = 0; at < keys.length; at++) {
      const posting = postings.get(keys[at]!)
      if (!posting) continue
      const { numbers, weights } = posting
      for (let place = Math.max(0, numbers.length - mostOfTerm); place < numbers.length; place++) {
        const number = numbers[place]!
        const before = shared[number - base]!
        if (before === 0) touched.push(number)
        shared[number - base] = before + keyWeights[at]! * weights[place]!
      }
    }
    const enough = touched.filter((number) => shared[number - base]! >= leastShared)
    if (enough.length > mostCompared) enough.sort((a, b) => shared[b - base]! - shared[a - base]! || a - b)
    for (const number of touched) shared[number - base] = 0
    return enough.slice(0, mostCompared)
  }

  function sweep(): void {
    removed = 0
    const [oldest] = entries.keys()
    for (const [key, { numbers, weights }] of postings) {
      const live = numbers.flatMap((number, place) => (entries.has(number) ? [place] : []))
      if (live.length === 0) postings.delete(key)
      else if (live.length < numbers.length) {
        const left = { numbers: live.map((place) => numbers[place]!), weights: live.map((place) => weights[place]!) }
        postings.set(key, left)
      }
    }
    if (oldest !== undefined) base = oldest
  }
}
