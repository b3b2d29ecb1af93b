import type { PreparedArticle } from '../../../src/evidence/check/prepare-article.ts'
import type { Sentence } from '../../../src/evidence/language/tagged-text.ts'
import type { Token } from '../../../src/evidence/language/tokens.ts'

/**
 * Puts an ordinary word in the place of another one, of the same part of speech and ending, taken from `pool`: "quarterback" for "receiver". Every third
 * word that is no name and no number gets one, the same at every run.
 */
export function plantWords(sentence: Sentence, pool: ReadonlyMap<string, readonly string[]>): string[] {
  return sentence.tokens.flatMap((token, at) => {
    if (!isOrdinary(token) || (at * 7 + sentence.tokens.length) % 3 !== 0) return []
    const fitting = (pool.get(token.tag) ?? []).filter(
      (word) =>
        endingOf(word) === endingOf(token.text) &&
        word.slice(0, 4) !== token.text.slice(0, 4) &&
        !sentence.text.includes(word),
    )
    const word = fitting[(at * 31 + sentence.text.length * 17) % Math.max(1, fitting.length)]
    if (word === undefined) return []
    const [start, end] = [token.start - sentence.start, token.end - sentence.start]
    return [sentence.text.slice(0, start) + word + sentence.text.slice(end)]
  })
}

/** The ordinary words of some articles, by part of speech. */
export function wordPool(articles: readonly PreparedArticle[]): Map<string, string[]> {
  const pool = new Map<string, string[]>()
  for (const { tagged } of articles) {
    for (const token of tagged.sentences.flatMap(({ tokens }) => tokens).filter(isOrdinary)) {
      const known = pool.get(token.tag)
      if (known) known.push(token.text)
      else pool.set(token.tag, [token.text])
    }
  }
  return pool
}

function isOrdinary({ tag, text }: Token): boolean {
  return (tag === 'noun' || tag === 'verb' || tag === 'adjective') && /^\p{Ll}{4,}$/u.test(text)
}

function endingOf(word: string): string {
  return /ing$|ed$|ly$|s$/.exec(word)?.[0] ?? ''
}
