import type { Span } from '../../domain/span.ts'
import { findTerms } from '../../evidence/terms/find-terms.ts'
import { familyOf } from '../../evidence/terms/term-family.ts'

/** A term of the question, and what it is worth: its weight in the question times how rare it is. */
export interface WorthyTerm {
  term: string
  worth: number
}

// What a word of the same family ("Italian" for "Italy") counts beside the word itself.
const FAMILY = 0.7

/**
 * For each sentence, how well each term of the question is met in it: 1 by the word itself, less by a word of its family,
 * else 0. Sentences are in the order of the text.
 */
export function findHits(text: string, sentences: Span[], terms: WorthyTerm[]): number[][] {
  const hits = sentences.map(() => terms.map(() => 0))
  const byTerm = new Map(terms.map(({ term }, index) => [term, index]))
  const byFamily = new Map(terms.map(({ term }, index) => [familyOf(term), index]))
  let at = 0
  for (const { term, start } of findTerms(text)) {
    while (at < sentences.length - 1 && start >= (sentences[at]?.end ?? 0)) at++
    const exact = byTerm.get(term)
    const index = exact ?? byFamily.get(familyOf(term))
    const hit = hits[at]
    if (index !== undefined && hit) hit[index] = Math.max(hit[index] ?? 0, exact === undefined ? FAMILY : 1)
  }
  return hits
}

/** The best hit of each term among several lists of hits. */
export function bestHits(lists: (number[] | undefined)[], terms: WorthyTerm[]): number[] {
  return terms.map((_, index) => lists.reduce((best, list) => Math.max(best, list?.[index] ?? 0), 0))
}

/** The share of what the terms are worth together that was met, from 0 to 1. */
export function coverageOf(hits: number[], terms: WorthyTerm[]): number {
  const all = terms.reduce((sum, { worth }) => sum + worth, 0)
  return all === 0 ? 0 : terms.reduce((sum, { worth }, index) => sum + worth * (hits[index] ?? 0), 0) / all
}
