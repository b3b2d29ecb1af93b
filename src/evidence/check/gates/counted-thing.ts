import type { Quantity } from '../../../domain/quantity.ts'
import type { ClaimContext } from '../claim-context.ts'
import { fold, stemOfWord, type Word } from '../text-words.ts'
import { kinshipOf, synonymsOf } from '../word-relations.ts'

/** A word this far from a figure does not say what it counts. */
const farthestWord = 40

/** True where at least one word of what a claim counts stands near the article's figure, or can stand for one that does. */
export function countsSame({ article, words }: ClaimContext, claimed: Quantity, found: Quantity): boolean {
  if (claimed.measures === null || found.measures === null || claimed.measures === 'age') return true
  // What is measured in money or percent is hard to tell in a long sentence: any word near the figure counts.
  const wanted = [...stemsOf(claimed.measures), ...(claimed.unit === null ? [] : stemsNear(words, claimed))]
  if (wanted.length === 0) return true
  const around = wordsAround(article.words[found.sentence]!, found.start)
  const has = (stem: string): boolean =>
    around.some(
      (word) => word.stem === stem || synonymsOf(stem).has(word.stem) || kinshipOf(word.stem, stem) === 'wider',
    ) ||
    (article.acronyms.get(stem)?.some((part) => around.some((word) => word.stem === part)) ?? false)
  return wanted.some(has)
}

function stemsNear(words: readonly Word[], { start, end }: Quantity): string[] {
  const first = words.findIndex((word) => word.end > start)
  const after = words.findIndex((word) => word.start >= end)
  const last = after < 0 ? words.length : after
  return [...words.slice(Math.max(0, first - 4), Math.max(0, first)), ...words.slice(last, last + 4)]
    .filter((word) => !word.isNumber)
    .map((word) => word.stem)
}

function stemsOf(words: string): string[] {
  return (words.match(/\p{L}[\p{L}\p{M}'’]*/gu) ?? [])
    .map((word) => stemOfWord(fold(word)))
    .filter((stem) => stem.length > 2 && !small.has(stem))
}

const small = new Set('the and from for with into out its his her their all other'.split(' '))

function wordsAround(words: readonly Word[], start: number): readonly Word[] {
  if (words.length <= 2 * farthestWord) return words
  const at = words.findIndex((word) => word.end > start)
  return words.slice(Math.max(0, at - farthestWord), at + farthestWord)
}
