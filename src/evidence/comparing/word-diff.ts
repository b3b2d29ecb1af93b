/** A stretch in which two lists differ: what stands in the one, and in the other. One of them may be empty. */
export type Hunk<Item> = { before: Item[]; after: Item[]; from: number; to: number }

/** Two lists of two thousand words: longer ones are no sentences, and differ as a whole. */
const mostCells = 4_000_000

/** Where two lists of words differ, by their longest common subsequence. `from` and `to` are where the stretch begins in each. Quadratic in their length. */
export function diffWords<Item extends { key: string }>(before: Item[], after: Item[]): Hunk<Item>[] {
  const [rows, columns] = [before.length, after.length]
  if (rows * columns > mostCells) return [{ before, after, from: 0, to: 0 }]
  const lengths = Array.from({ length: rows + 1 }, () => new Uint16Array(columns + 1))
  for (let i = rows - 1; i >= 0; i--) {
    for (let j = columns - 1; j >= 0; j--) {
      const isSame = before[i]?.key === after[j]?.key
      const [down, right] = [lengths[i + 1]?.[j] ?? 0, lengths[i]?.[j + 1] ?? 0]
      const row = lengths[i]
      if (row) row[j] = isSame ? (lengths[i + 1]?.[j + 1] ?? 0) + 1 : Math.max(down, right)
    }
  }
  const hunks: Hunk<Item>[] = []
  let [i, j] = [0, 0]
  let open: Hunk<Item> | null = null
  while (i < rows || j < columns) {
    const [one, other] = [before[i], after[j]]
    if (one && other && one.key === other.key) {
      open = null
      i++
      j++
      continue
    }
    if (open === null) {
      open = { before: [], after: [], from: i, to: j }
      hunks.push(open)
    }
    const isBefore =
      one !== undefined && (other === undefined || (lengths[i + 1]?.[j] ?? 0) >= (lengths[i]?.[j + 1] ?? 0))
    if (isBefore) {
      open.before.push(one)
      i++
    } else if (other) {
      open.after.push(other)
      j++
    }
  }
  return hunks
}
