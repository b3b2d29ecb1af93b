/** A term of a query and how much it counts beside the others, 1 for a plain word. */
export interface QueryTerm {
  term: string
  weight: number
}

/** What to look for, in terms as `termsOf` writes them. */
export interface SearchQuery {
  /** in the order of the question, each term once */
  terms: QueryTerm[]
  /** terms that stood side by side: articles that keep them together rank higher */
  pairs: [string, string][]
  /** must stand side by side in the title or the body */
  phrases: string[][]
  /** articles that hold one of these are left out */
  not: string[]
  notPhrases: string[][]
  /** true: an article must hold every term; false: the rarer ones suffice */
  isStrict: boolean
}

/** A stored article that matches; higher scores are better. */
export interface FoundArticle {
  article: string
  version: number
  sortedAt: string
  score: number
}
