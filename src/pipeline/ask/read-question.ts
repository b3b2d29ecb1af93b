import { findTerms } from '../../evidence/terms/find-terms.ts'
import type { QueryTerm, SearchQuery } from '../search/search-query.ts'
import { type AnswerKind, findAnswerKind } from './answer-kind.ts'
import words from './question-words.json' with { type: 'json' }

/** A question as the search and the judging of passages need it. */
export interface ReadQuestion {
  /** words of content, in order, each once */
  terms: QueryTerm[]
  /** terms that follow each other in the question, small words left out */
  pairs: [string, string][]
  expects: AnswerKind
}

const leftOut = new Set(words.leftOut.split(' '))
const weak = new Map(Object.entries(words.weak))
const MOST_TERMS = 30

/**
 * Reads a question: which words must be found, how much each counts, and what kind of answer is wanted.
 * `readQuestion('How many troops were sent to Florida?')` → troop, send, florida; a number.
 */
export function readQuestion(question: string): ReadQuestion {
  const { kind, head } = findAnswerKind(question)
  const weights = new Map<string, number>()
  const pairs: [string, string][] = []
  let before: string | undefined
  for (const { term, start, end } of findTerms(question)) {
    if (leftOut.has(term)) continue
    // Stories name the country, not "country".
    const isHead = kind !== 'thing' && head !== null && start >= head.start && end <= head.end
    const weight = (weak.get(term) ?? 1) * (isHead ? words.head : 1)
    if (weights.has(term) || weights.size < MOST_TERMS) weights.set(term, Math.max(weight, weights.get(term) ?? 0))
    if (before !== undefined && before !== term) pairs.push([before, term])
    before = term
  }
  return { terms: Array.from(weights, ([term, weight]) => ({ term, weight })), pairs, expects: kind }
}

/**
 * The query that finds articles for a question. Words that tell next to nothing ("week", "country" in "which country")
 * are left to the judging of passages: each word looked up costs time, and these find no article.
 */
export function queryOf({ terms, pairs }: ReadQuestion): SearchQuery {
  const telling = terms.filter(({ weight }) => weight >= words.searched)
  return { terms: telling.length > 0 ? telling : terms, pairs, phrases: [], not: [], notPhrases: [], isStrict: false }
}
