import type { HashedText } from './shingles.ts'

/** The smallest hashes that a sketch keeps: two texts that share four fifths of their shingles share about six of eight. */
const size = 8

/** A shorter text is a teaser or a notice: those of one publisher are alike without being copies. */
export const fewestWords = 60

/**
 * A few numbers by which a near-identical text is looked for among many: the eight smallest hashes of its shingles, rising, each
 * below 2^53. They are a fair sample of the text wherever it was cut or added to. Empty for a text of fewer than 60 words.
 */
export function sketchOf({ words, hashes }: HashedText): number[] {
  if (words < fewestWords) return []
  const smallest: number[] = []
  for (const hash of hashes) {
    const last = smallest[size - 1]
    if ((last !== undefined && hash >= last) || smallest.includes(hash)) continue
    let at = smallest.length
    while (at > 0 && (smallest[at - 1] ?? 0) > hash) at--
    smallest.splice(at, 0, hash)
    if (smallest.length > size) smallest.pop()
  }
  return smallest
}
