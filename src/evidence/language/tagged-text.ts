import type { Span } from '../../domain/span.ts'
import { splitSentences } from './sentences.ts'
import { tagTokens } from './tag.ts'
import { type Token, tokenize } from './tokens.ts'

/** A sentence with its tagged tokens; `index` is its place in the text. */
export interface Sentence extends Span {
  index: number
  /** index of the paragraph (line) that it stands in */
  paragraph: number
  tokens: Token[]
}

/** A text cut into tagged sentences: what every rule of this folder reads. Offsets refer to `text`. */
export interface TaggedText {
  text: string
  sentences: Sentence[]
}

/**
 * Cuts and tags a text. Sentences for which `isLeftOut` is true (navigation, lists of other articles) are not in it.
 */
export function tagText(text: string, isLeftOut: (sentence: Span) => boolean = () => false): TaggedText {
  const sentences: Sentence[] = []
  let paragraph = 0
  // Kept over sentences: a text without another break would be searched to its end for each of them.
  let lineBreak = text.indexOf('\n')
  for (const span of splitSentences(text)) {
    for (; lineBreak !== -1 && lineBreak < span.start; lineBreak = text.indexOf('\n', lineBreak + 1)) paragraph++
    if (isLeftOut(span)) continue
    sentences.push({ ...span, index: sentences.length, paragraph, tokens: tokenize(text, span.start, span.end) })
  }
  const names = findNames(sentences)
  for (const { tokens } of sentences) tagTokens(tokens, names)
  return { text, sentences }
}

// A mark or a number has no capital to tell by.
function isLetter(text: string): boolean {
  const code = text.charCodeAt(0)
  return (code >= 97 && code <= 122) || (code >= 0xc0 && /^\p{L}/u.test(text))
}

// Words with a capital inside a sentence that the text never writes without one. Headlines, where most words have one, tell nothing.
function findNames(sentences: Sentence[]): ReadonlySet<string> {
  const capitals = new Set<string>()
  const others = new Set<string>()
  for (const { tokens } of sentences) {
    const inside: string[] = []
    let small = 0
    for (let at = 0; at < tokens.length; at++) {
      const { text, lower } = tokens[at]!
      if (text === lower) {
        if (!isLetter(text)) continue
        others.add(lower)
        small++
      } else if (at > 0 && /^[\p{L},]/u.test(tokens[at - 1]!.text)) inside.push(lower)
    }
    if (small > inside.length) for (const word of inside) capitals.add(word)
  }
  for (const word of others) capitals.delete(word)
  return capitals
}
