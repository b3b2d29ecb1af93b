import { spanOf } from '../../domain/cut-span.ts'
import type { Span } from '../../domain/span.ts'
import type { StoredArticle } from '../../domain/stored.ts'
import { splitSentences } from '../../evidence/language/sentences.ts'
import { holdsKind } from './holds-kind.ts'
import { judgePassage } from './judge-passage.ts'
import type { Passage, PassageSigns } from './passage.ts'
import { bestHits, coverageOf, findHits, type WorthyTerm } from './question-hits.ts'
import type { ReadQuestion } from './read-question.ts'

const DAY_MS = 86_400_000
const FRESH_DAYS = 14
// What a word in a neighbouring sentence or in the title counts beside one in the sentence.
const NEIGHBOUR = 0.6
// Shorter ones are headings and bylines.
const SHORTEST = 20
// Only so many sentences of an article, those that come nearest, are looked at for the kind of answer: that takes tagging.
const MOST_JUDGED = 8

/** An article that the search brought; `rank` is its share of the best score. */
export interface RankedArticle {
  stored: StoredArticle
  rank: number
  /** the reader asks about this very story, however old it is */
  isGiven?: boolean
}

/** A question with what its words are worth, and the instant of asking (ISO 8601). */
export interface Asking {
  question: ReadQuestion
  terms: WorthyTerm[]
  at: string
}

/** Finds the sentences of an article that come nearest to a question, with the signs for each and how likely it answers. */
export function findPassages({ stored, rank, isGiven }: RankedArticle, asking: Asking): Passage[] {
  const { question, terms } = asking
  const { text } = stored.value
  const title = stored.value.title ?? ''
  const sentences = splitSentences(text)
  const hits = findHits(text, sentences, terms)
  const inTitle = findHits(title, [spanOf(title, 0, title.length)], terms)[0]
  const shared = {
    article: coverageOf(bestHits([...hits, inTitle], terms), terms),
    title: coverageOf(inTitle ?? [], terms),
    fresh: isGiven ? 1 : freshness(stored.sortedAt, asking.at),
    rank,
  }
  const asked = new Set(question.terms.map(({ term }) => term))
  const lacksKind = (span: Span | undefined) =>
    span === undefined || holdsKind(span.text, question.expects, asked) === false
  return sentences
    .map((span, index) => {
      const own = hits[index] ?? []
      const beside = bestHits([hits[index - 1], hits[index + 1], inTitle], terms).map((hit) => NEIGHBOUR * hit)
      return { span, index, own: coverageOf(own, terms), around: coverageOf(bestHits([own, beside], terms), terms) }
    })
    .filter(({ span, around }) => around > 0 && span.text.length > SHORTEST)
    .toSorted((a, b) => b.own + b.around - a.own - a.around || a.index - b.index)
    .slice(0, MOST_JUDGED)
    .map(({ span, index, own, around }) => {
      const lacksHere = lacksKind(span)
      const lacksBeside = lacksHere && lacksKind(sentences[index - 1]) && lacksKind(sentences[index + 1])
      const signs: PassageSigns = {
        ...shared,
        own,
        around,
        noKind: lacksBeside ? 1 : lacksHere ? 0.5 : 0,
        lead: 1 / (1 + index / 3),
        asks: /\?["”’']?$/.test(span.text) ? 1 : 0,
      }
      return { article: stored, span, index, signs, score: judgePassage(signs) }
    })
}

function freshness(sortedAt: string, at: string): number {
  return Math.exp(-Math.abs(Date.parse(at) - Date.parse(sortedAt)) / DAY_MS / FRESH_DAYS)
}
