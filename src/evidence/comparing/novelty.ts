import { functionTag } from '../language/lexicon.ts'
import { findTerms } from '../terms/find-terms.ts'

/** The words of a text that carry meaning, as stems; figures as they are written. */
export function meaningOf(text: string): Set<string> {
  return new Set(findTerms(text).flatMap(({ term }) => (functionTag(term) === undefined ? [term] : [])))
}

/** How much of a text stands nowhere in what is known, by its words: 0 where nothing is new, 1 where everything is. */
export function noveltyOf(text: string, known: ReadonlySet<string>): number {
  const words = meaningOf(text)
  return words.size === 0 ? 0 : words.difference(known).size / words.size
}
