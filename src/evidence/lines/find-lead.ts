import type { Span } from '../../domain/span.ts'
import { findCorrections, findDateline, findOrigin } from '../furniture/find-notes.ts'
import type { Sentence, TaggedText } from '../language/tagged-text.ts'
import { isFiniteVerb } from '../language/tags.ts'
import { countWords } from './cut-sentence.ts'

/**
 * The first sentence of the story itself: the one behind the dateline, else the first that tells something and is no
 * label ("FOR IMMEDIATE RELEASE") and no note about the article. Undefined where no sentence does.
 */
export function findLead(tagged: TaggedText): Sentence | undefined {
  const dateline = findDateline(tagged.text)
  const notes = notesOf(tagged.text)
  // A short sentence can open a story; a short line without a full stop is a title.
  const tells = (sentence: Sentence) =>
    tellsSomething(sentence, /[.!][”"’')]*$/.test(sentence.text) ? 4 : 6) &&
    !notes.some((note) => overlaps(note, sentence))
  if (dateline) {
    const behind = tagged.sentences.find((sentence) => sentence.end > dateline.end && tells(sentence))
    if (behind) return behind
  }
  const headline = findHeadline(tagged)
  return tagged.sentences.find((sentence) => sentence !== headline && tells(sentence)) ?? tagged.sentences.find(tells)
}

/**
 * A title that was left at the head of a text: a first line of some words without a final stop, over a line that has one.
 * `"Harbor wall to rise by two meters\nThe council of Olm voted …."` → the first line. Undefined where the text opens with prose.
 */
export function findHeadline({ sentences }: TaggedText): Sentence | undefined {
  const [first, second] = sentences
  if (!first || !second || first.paragraph === second.paragraph) return undefined
  const words = countWords(first.text)
  const isBare = /(?:\.\.\.|…)$/.test(first.text) || !/[.!?:;,][”"’')\]]*$/.test(first.text)
  if (!isBare || words < 4 || words > 22) return undefined
  // A name or a label may stand between.
  return sentences.slice(1, 4).some(({ text }) => countWords(text) >= 6 && /[.!?][”"’')\]]*$/.test(text))
    ? first
    : undefined
}

/** The lines in which an article speaks of itself: corrections, and where it first appeared. */
export function notesOf(text: string): Span[] {
  const origin = findOrigin(text)
  return [...findCorrections(text), ...(origin ? [origin.line] : [])]
}

/** True for a sentence of some words (six, unless told otherwise) with a verb that is no question, no label in capitals, no byline and no contact line. */
export function tellsSomething(sentence: Sentence, fewestWords = 6): boolean {
  const { text, tokens } = sentence
  if (countWords(text) < fewestWords || !tokens.some((token) => isFiniteVerb(token.tag))) return false
  if (/\?[”"’')\]]*$/.test(text) || text === text.toUpperCase() || signpost.test(text)) return false
  return (
    !/^\W*(?:[Bb]y|[Aa]bout)\s+\p{Lu}/u.test(text) &&
    !/^\W*(?:(?:media |press )?contacts?\b|tags?:|note:|sample text)/i.test(text)
  )
}

// "Here is what you need to know about the sale.", "Editor's note: …": words about the article, not of its story.
const signpost =
  /^\W*(?:here(?:['’]s| is| are) (?:what|how|why|where|when|everything|all|the latest|a look|more)\b|(?:what|everything) (?:you need )?to know\b|(?:editor|author|publisher)['’]?s?['’]? note\b|scroll down\b|keep reading\b)/i

/** True where two stretches of one text share a place. */
export function overlaps(a: { start: number; end: number }, b: { start: number; end: number }): boolean {
  return a.start < b.end && b.start < a.end
}
