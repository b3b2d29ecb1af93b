import type { Kysely } from 'kysely'
import type { SearchIndex } from '../domain/store.ts'
import type { Candidate, Frequencies, TermQuery } from '../domain/stored.ts'
import { firstKeyOf, instantOfKey } from './sort-key.ts'
import type { SearchRow, Tables } from './tables.ts'
import type { TermMatcher } from './term-matcher.ts'
import { readPlaces, termOf } from './term-places.ts'

/** Finds candidates by the terms that the matcher holds; places are read here, alike for every database. */
export function createSearchIndex(db: Kysely<Tables>, matcher: TermMatcher): SearchIndex {
  return {
    candidates: (query) => findCandidates(db, matcher, query),
    frequencies: (terms) => readFrequencies(db, terms),
  }
}

async function findCandidates(db: Kysely<Tables>, matcher: TermMatcher, query: TermQuery): Promise<Candidate[]> {
  const { any, not, locate = [], limit } = query
  const phrases = (query.phrases ?? []).filter((phrase) => phrase.length > 0)
  const required = [...query.all, ...phrases.flat()]
  // What cannot be a term stands in no article.
  if (required.some(isUnfit) || (any.length > 0 && any.every(isUnfit))) return []
  const located = termsOf([...required, ...any, ...locate])
  const rows = await matcher.match(db, {
    all: termsOf(required),
    any: termsOf(any),
    not: termsOf(not),
    phrases: phrases.map((phrase) => phrase.map(termOf).filter((term) => term !== undefined)),
    located,
    from: query.since === undefined ? Number.MIN_SAFE_INTEGER : firstKeyOf(query.since),
    below: query.before === undefined ? Number.MAX_SAFE_INTEGER : firstKeyOf(query.before),
    savedSince: query.savedSince === undefined ? null : new Date(query.savedSince).toISOString(),
    limit,
  })
  return rows.map((row) => candidateOf(row, located))
}

async function readFrequencies(db: Kysely<Tables>, terms: string[]): Promise<Frequencies> {
  const asked = termsOf(terms)
  const size = await db
    .selectFrom('search_size')
    .select(['articles', 'title_length', 'body_length'])
    .executeTakeFirstOrThrow()
  const rows =
    asked.length === 0
      ? []
      : await db.selectFrom('search_terms').select(['term', 'articles']).where('term', 'in', asked).execute()
  const known = new Map(rows.map((row) => [row.term, Number(row.articles)]))
  const articles = Number(size.articles)
  return {
    articles,
    averageTitleLength: articles === 0 ? 0 : Number(size.title_length) / articles,
    averageBodyLength: articles === 0 ? 0 : Number(size.body_length) / articles,
    of: new Map(asked.map((term) => [term, known.get(term) ?? 0])),
  }
}

function candidateOf(row: SearchRow, terms: string[]): Candidate {
  return {
    article: row.article_id,
    version: row.version,
    sortedAt: instantOfKey(row.sort_key),
    title: readPlaces(row.title_places, row.title_length, terms),
    body: readPlaces(row.body_places, row.body_length, terms),
  }
}

function isUnfit(text: string): boolean {
  return termOf(text) === undefined
}

function termsOf(texts: string[]): string[] {
  return [...new Set(texts.map(termOf).filter((term) => term !== undefined))]
}
