/** Patterns of one rule, and the words of which a sentence must hold one before the patterns are tried on it. */
export interface CueSet {
  /** bit of this set in a sentence's mask */
  bit: number
  /** tested on one folded word ("declined", "n't") */
  words: RegExp
  /** global, tried on a folded sentence */
  patterns: RegExp[]
}

const sets: CueSet[] = []
const masks = new Map<string, number>()
/** The bits of a JavaScript integer mask. */
const mostSets = 31
const mostWords = 50_000

/**
 * Declares the patterns of a rule. The word test keeps a hundred patterns cheap: each word is tested once for all sets and remembered, so
 * that a sentence without a set's words costs nothing. `words` are alternatives of whole words: `'declin(?:ed|es)|refused'`.
 */
export function createCueSet(words: string, patterns: RegExp[]): CueSet {
  if (sets.length >= mostSets) throw new Error('too many cue sets for one mask')
  const set: CueSet = { bit: 1 << sets.length, words: new RegExp(`^(?:${words})$`), patterns }
  sets.push(set)
  masks.clear()
  return set
}

/** The sets of which a folded word is one of the words, as a mask of their bits. */
export function cueMaskOf(word: string): number {
  const known = masks.get(word)
  if (known !== undefined) return known
  let mask = 0
  for (const set of sets) if (set.words.test(word)) mask |= set.bit
  if (masks.size > mostWords) masks.clear()
  masks.set(word, mask)
  return mask
}
