/** One figure: what was measured, what came out, and the goal it is held against. */
export interface BenchRow {
  what: string
  figure: string
  goal: string | null
  isMet: boolean | null
}

/** The middle of some figures. */
export function median(figures: number[]): number {
  const sorted = [...figures].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
