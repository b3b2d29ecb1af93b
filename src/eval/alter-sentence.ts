import type { PreparedArticle } from '../evidence/check/prepare-article.ts'
import type { Sentence } from '../evidence/language/tagged-text.ts'

/** A sentence of an article with one thing altered, so that the article no longer says it. */
export interface Alteration {
  kind: 'number' | 'negation' | 'name'
  text: string
}

/** Alters a sentence in each way for which it has room: a number, "not" put in or taken out, a name for another one of the article. */
export function alterSentence(article: PreparedArticle, sentence: Sentence): Alteration[] {
  const altered: Alteration[] = [
    { kind: 'number', text: otherNumber(sentence.text) },
    { kind: 'negation', text: turnedRound(sentence.text) },
    { kind: 'name', text: otherName(article, sentence) },
  ]
  return altered.filter(({ text }) => text !== sentence.text)
}

// The first figure of two digits or more that no letter touches: its first digit becomes the next one.
function otherNumber(text: string): string {
  return text.replace(/(?<![\p{L}\d.,-])\d(?=\d)/u, (digit) => String((Number(digit) % 9) + 1))
}

function turnedRound(text: string): string {
  const without = text.replace(/\b(?:not|never) /, '').replace(/n[’']t\b/, '')
  if (without !== text) return without
  return text.replace(/\b(?:is|are|was|were|has|have|had|will|would|could|can)\b/, '$& not')
}

// Not at the start of a sentence, where the first word may be none of the name.
const namePattern = /(?<=[\p{Ll},] )\p{Lu}\p{Ll}{2,}(?: \p{Lu}\p{Ll}{2,})+/gu

// Names of two words or more; one that shares a word with the first may be the same person or place.
function otherName(article: PreparedArticle, { text }: Sentence): string {
  const name = text.match(namePattern)?.[0]
  if (name === undefined) return text
  const own = new Set(name.split(' '))
  const other = article.tagged.text
    .match(namePattern)
    ?.find((one) => !text.includes(one) && !one.split(' ').some((word) => own.has(word)))
  return other === undefined ? text : text.replace(name, other)
}
