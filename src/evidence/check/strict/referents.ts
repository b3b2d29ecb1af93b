import type { Alignment } from '../align-claim.ts'
import type { ClaimContext } from '../claim-context.ts'
import type { Word } from '../text-words.ts'

const pronouns = /^(?:he|she|they|it|his|her|their|its|him|them|who|this|these|those)$/

/**
 * Finds where a line's word is named, if one of the line's sentences points back to it: by a pronoun, or by "the" and a plain noun
 * ("the company"). What was named last is meant: the word must stand in the nearest sentence before that names anything.
 */
export function findReferent(
  { article }: Pick<ClaimContext, 'article'>,
  alignment: Pick<Alignment, 'sentences'>,
  word: Word,
): { sentence: number; index: number } | undefined {
  for (const sentence of alignment.sentences) {
    const { tokens } = article.tagged.sentences[sentence]!
    const points = tokens.some(
      ({ lower, tag }, at) =>
        pronouns.test(lower) || (lower === 'the' && tokens[at + 1]?.tag === 'noun' && tag === 'determiner'),
    )
    if (!points) continue
    for (let back = sentence - 1; back >= Math.max(0, sentence - 3); back--) {
      const words = article.words[back]!
      const index = words.findIndex((other) => other.stem === word.stem)
      if (index >= 0) return { sentence: back, index }
      // Another person or body named in between is meant instead.
      if (word.isName && words.some((other) => other.isName)) break
    }
  }
  return undefined
}
