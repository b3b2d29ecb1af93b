/** An article with the story that a set says, and the one that it was put into. */
export interface GroupedLine {
  id: string
  gold: string
  found: string
}

/** Precision, recall and their harmonic mean, each from 0 to 1. */
export interface Agreement {
  precision: number
  recall: number
  f1: number
}

/** Pairs of articles in one story: in both, in the found ones, in those of the set. */
export interface PairCounts {
  right: number
  found: number
  gold: number
}

/** How well stories agree with those of a set. */
export interface GroupFigures {
  /** over pairs of articles: is each in one story in both? A story of ten counts for 45 pairs. */
  pairs: Agreement & PairCounts
  /** B-cubed: over articles, how much of its story is right and how much of the right story is there. */
  articles: Agreement
}

/** Compares found stories with a set's. Where no pair is to be found, or none was, that side is right. */
export function measureGroups(lines: readonly GroupedLine[]): GroupFigures {
  const gold = countBy(lines, ({ gold }) => gold)
  const found = countBy(lines, ({ found }) => found)
  const cells = countBy(lines, (line) => JSON.stringify([line.gold, line.found]))
  const pairsOf = (counts: Map<string, number>) =>
    [...counts.values()].reduce((sum, one) => sum + (one * (one - 1)) / 2, 0)
  const sums = { precision: 0, recall: 0 }
  for (const line of lines) {
    const shared = cells.get(JSON.stringify([line.gold, line.found])) ?? 0
    sums.precision += shared / (found.get(line.found) ?? 1)
    sums.recall += shared / (gold.get(line.gold) ?? 1)
  }
  return {
    pairs: agreementOf({ right: pairsOf(cells), found: pairsOf(found), gold: pairsOf(gold) }),
    articles: agreement(share(sums.precision, lines.length), share(sums.recall, lines.length)),
  }
}

/** What counts of pairs come to: 6 right of 8 found and of 12 in the set are a precision of 0.75 and a recall of 0.5. */
export function agreementOf(counts: PairCounts): Agreement & PairCounts {
  return { ...agreement(share(counts.right, counts.found), share(counts.right, counts.gold)), ...counts }
}

function agreement(precision: number, recall: number): Agreement {
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) }
}

function share(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole
}

function countBy<One>(all: readonly One[], keyOf: (one: One) => string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const one of all) counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) + 1)
  return counts
}
