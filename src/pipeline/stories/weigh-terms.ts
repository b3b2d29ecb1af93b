import type { DateSpan } from '../../evidence/dates/date-span.ts'
import { functionTag } from '../../evidence/language/lexicon.ts'
import type { Sentence, TaggedText } from '../../evidence/language/tagged-text.ts'
import { findTerms } from '../../evidence/terms/find-terms.ts'
import { rarityOf } from './rarity.ts'

/** A term of an article and its weight in thousandths; the squares of all weights of one article sum to one. */
export type WeighedTerm = [term: string, weight: number]

/** The heaviest terms of an article by kind, heaviest first. */
export interface WeighedTerms {
  /** what is written as a name */
  names: WeighedTerm[]
  figures: WeighedTerm[]
  words: WeighedTerm[]
}

/** Where a report says what it is about: the title, and so many sentences. What stands there counts three times. */
const leadSentences = 3
const leadFactor = 3

/** Who, where and when tell one event from another of its kind better than what; so do figures, a little less. */
const nameFactor = 2
const figureFactor = 1.5

/** So many terms of an article are kept: those after it hardly move a likeness. */
const mostTerms = 80

/** A word of nearly every article says nothing. */
const leastRarity = 0.3

/** The counts are of English news. In another language every word would seem rare, so plain words weigh like common ones there. */
const foreignRarity = 1.5
const shortestForeign = 4

interface Seen {
  count: number
  said: number
  asName: number
  inDate: number
}

/** The heaviest terms of a text by kind: how often and where it says them, and how rare they are in news at large. */
export function weighTerms(
  tagged: TaggedText,
  { titleEnd, isEnglish, dates }: { titleEnd: number; isEnglish: boolean; dates: readonly DateSpan[] },
): WeighedTerms {
  const weighed: { term: string; weight: number; isName: boolean }[] = []
  for (const [term, seen] of countTerms(tagged, titleEnd, dates)) {
    const isName = seen.asName * 2 >= seen.said
    const isDate = seen.inDate * 2 >= seen.said
    const rarity = isEnglish || isName || isFigure(term) ? rarityOf(term) : foreignRarityOf(term)
    if (rarity < leastRarity) continue
    const factor = isName || isDate ? nameFactor : isFigure(term) ? figureFactor : 1
    weighed.push({ term, weight: (1 + Math.log(seen.count)) * rarity * factor, isName })
  }
  // Ties go by the term, so that a signature never depends on a sorting order.
  weighed.sort((a, b) => b.weight - a.weight || (a.term < b.term ? -1 : 1))
  const kept = weighed.slice(0, mostTerms)
  const length = Math.sqrt(kept.reduce((sum, { weight }) => sum + weight ** 2, 0))
  const listed = (isWanted: (one: (typeof kept)[number]) => boolean) =>
    kept.filter(isWanted).map(({ term, weight }): WeighedTerm => [term, Math.round((weight / length) * 1_000)])
  return {
    names: listed(({ isName }) => isName),
    figures: listed(({ term, isName }) => !isName && isFigure(term)),
    words: listed(({ term, isName }) => !isName && !isFigure(term)),
  }
}

/** How often each term stands, what stands in the lead counted more, and how many times it is said and as a name. */
function countTerms(tagged: TaggedText, titleEnd: number, dates: readonly DateSpan[]): Map<string, Seen> {
  const { text, sentences } = tagged
  const names = new Set(
    sentences.flatMap(({ tokens }) => tokens.filter(({ tag }) => tag === 'name').map(({ start }) => start)),
  )
  // "Monday" and "March" have a capital and name nobody.
  const inDate = new Set(dates.flatMap(({ sentence, from, to }) => startsOf(sentences[sentence], from, to)))
  const body = sentences.filter(({ start }) => start >= titleEnd)
  const leadEnd = body[leadSentences - 1]?.end ?? text.length
  const counts = new Map<string, Seen>()
  for (const { term, start, end } of findTerms(text)) {
    if (term.length < 2 || functionTag(text.slice(start, end).toLowerCase()) !== undefined) continue
    const seen = counts.get(term) ?? { count: 0, said: 0, asName: 0, inDate: 0 }
    seen.count += start < leadEnd ? leadFactor : 1
    seen.said += 1
    if (inDate.has(start)) seen.inDate += 1
    else if (names.has(start)) seen.asName += 1
    counts.set(term, seen)
  }
  return counts
}

function startsOf(sentence: Sentence | undefined, from: number, to: number): number[] {
  return sentence?.tokens.slice(from, to).map(({ start }) => start) ?? []
}

function isFigure(term: string): boolean {
  const code = term.charCodeAt(0)
  return code >= 48 && code <= 57
}

function foreignRarityOf(term: string): number {
  return term.length < shortestForeign ? 0 : Math.min(rarityOf(term), foreignRarity)
}
