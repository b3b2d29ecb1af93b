import type { Span } from '../../domain/span.ts'
import type { StoredArticle } from '../../domain/stored.ts'

/** What speaks for or against a sentence as an answer, each from 0 to 1. */
export interface PassageSigns {
  /** share of the question's words, by what they tell, that stand in the sentence */
  own: number
  /** the same with its neighbours and the title, which count less */
  around: number
  /** the same in the whole article */
  article: number
  /** the same in the title */
  title: number
  /** 1: holds nothing of the kind asked for; half where a neighbour does; 0: holds it, or the kind cannot be told */
  noKind: number
  /** 1 on the day of asking, a third after two weeks */
  fresh: number
  /** the article's share of the best score of the search */
  rank: number
  /** 1 for the first sentence, falling */
  lead: number
  /** 1: is itself a question */
  asks: number
}

/** A sentence of a stored article that may answer a question, and how likely it does (0 to 1). */
export interface Passage {
  article: StoredArticle
  span: Span
  /** its place among the article's sentences */
  index: number
  signs: PassageSigns
  score: number
}
