import type { CaveatKind } from '../../domain/caveat-kinds.ts'
import { caveatKinds } from '../../domain/caveat-kinds.ts'
import { findTerms, termsOf } from '../../evidence/terms/find-terms.ts'
import words from './question-words.json' with { type: 'json' }
import table from './sourcing-questions.json' with { type: 'json' }

/** What a question wants to know of the sourcing of a story, rather than of the story. */
export type SourcingQuestion =
  /** caveats of these kinds answer it; `about` are the words that say of whom or what, which may be none */
  | { asks: 'caveats'; kinds: CaveatKind[]; about: string[] }
  /** how many sources there are, and who */
  | { asks: 'sources' }
  /** who says a figure: its number in one form ("20000") */
  | { asks: 'figure'; number: string }
  /** who says something: the words of what is said, none for "who said that?" */
  | { asks: 'speaker'; about: string[] }

const kinds = new Set<string>(caveatKinds)
const patterns = Object.entries(table).map(([name, entry]) => ({
  name,
  pattern: new RegExp(entry.patterns.map((one) => `(?:${one})`).join('|'), 'i'),
  kinds: entry.caveats.filter((kind): kind is CaveatKind => kinds.has(kind)),
}))
const figure =
  /\b(?:where|who|which|what|whose)\b.*\b(?:come|comes|came|from|says?|said|gave|give|gives|source|figure|number|estimate|according)\b/i
const speaker =
  /^\s*(?:and |but |so )?(?:who|which (?:official|source|person))(?: exactly| actually| else)? (?:said|says|say|claimed|claims|told|is saying|was quoted|is quoted|stated)\b|\baccording to whom\b|^\s*(?:says|said) who\b|\bwho (?:is|was) (?:that|this|the quote|it) (?:from|attributed to|by)\b|^\s*whose (?:words|quote|claim|statement)s?\b/i
// Words of such questions that say nothing of whom or what they are about.
const ownWords = new Set(
  termsOf(
    'comment comments respond reply answer declined decline refused source sources named anonymous story stories article articles piece report known know clear unclear unknown figure number come came give gave quote quoted claim exactly correction corrections anyone anybody someone people person request reached question questions open yet else many',
  ),
)
const leftOut = new Set(words.leftOut.split(' '))

/**
 * Recognizes a question about sourcing, or gives undefined: "Who declined to comment?" → caveats of the three kinds of silence;
 * "Where does 20,000 come from?" → the figure 20000; "Who said that?" → a speaker.
 */
export function readSourcingQuestion(question: string): SourcingQuestion | undefined {
  const found = patterns.find(({ pattern }) => pattern.test(question))
  const about = aboutOf(question)
  if (found?.name === 'count') return { asks: 'sources' }
  if (found) return { asks: 'caveats', kinds: found.kinds, about }
  const number = findTerms(question).find(({ term }) => /^\d/.test(term))
  if (number && figure.test(question) && about.filter((term) => term !== number.term).length <= 2) {
    return { asks: 'figure', number: number.term }
  }
  return speaker.test(question) ? { asks: 'speaker', about } : undefined
}

function aboutOf(question: string): string[] {
  return [...new Set(termsOf(question))].filter((term) => !leftOut.has(term) && !ownWords.has(term))
}
