import type { SearchIndex } from '../../../src/domain/store.ts'
import type { Candidate, StoredArticle, TermPlaces, TermQuery } from '../../../src/domain/stored.ts'
import { termsOf } from '../../../src/evidence/terms/find-terms.ts'

/** A stored article made of a few words, for tests of search and answers. */
export function storedArticle(id: string, at: string, title: string, text: string): StoredArticle {
  const unknown = { publisher: null, origin: null, byline: null, dateline: null, updatedAt: null, label: null }
  const value = {
    ...unknown,
    id,
    url: `https://news.example/${id}`,
    title,
    publishedAt: at,
    credits: [],
    corrections: [],
    isExcerpt: false,
    text,
  }
  const instant = `${at.slice(0, 10)}T00:00:00Z`
  const times = { ingestedAt: instant, savedAt: instant, sortedAt: instant }
  return { article: id, version: 1, value, contentHash: id, ...times, repostOf: null }
}

/** A search index and a store of articles over a list, as far as searching and asking use them. */
export function memoryIndex(articles: StoredArticle[]) {
  const entries = articles
    .map(({ article, version, sortedAt, value }) => ({
      article,
      version,
      sortedAt,
      title: placesOf(termsOf(value.title ?? '')),
      body: placesOf(termsOf(value.text)),
    }))
    .sort((a, b) => (a.sortedAt === b.sortedAt ? (a.article < b.article ? 1 : -1) : a.sortedAt < b.sortedAt ? 1 : -1))
  const mean = (lengths: number[]) => lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length)
  const asked: TermQuery[] = []
  const search: SearchIndex = {
    candidates: async (query) => {
      asked.push(query)
      return entries.filter((entry) => fits(entry, query)).slice(0, query.limit)
    },
    frequencies: async (terms) => ({
      articles: entries.length,
      averageTitleLength: mean(entries.map(({ title }) => title.length)),
      averageBodyLength: mean(entries.map(({ body }) => body.length)),
      of: new Map(terms.map((term) => [term, entries.filter((entry) => holds(entry, term)).length])),
    }),
  }
  const findMany = async (ids: string[]) => ids.flatMap((id) => articles.filter(({ article }) => article === id))
  return { search, articles: { findMany }, asked }
}

function fits(entry: Candidate, { all, any, not, phrases, since, before }: TermQuery): boolean {
  if (since !== undefined && entry.sortedAt < since) return false
  if (before !== undefined && entry.sortedAt >= before) return false
  if (!all.every((term) => holds(entry, term)) || not.some((term) => holds(entry, term))) return false
  if (any.length > 0 && !any.some((term) => holds(entry, term))) return false
  return (phrases ?? []).every((phrase) => holdsTogether(entry.title, phrase) || holdsTogether(entry.body, phrase))
}

function holds({ title, body }: Candidate, term: string): boolean {
  return title.places.has(term) || body.places.has(term)
}

function holdsTogether({ places }: TermPlaces, phrase: string[]): boolean {
  return (places.get(phrase[0] ?? '') ?? []).some((place) =>
    phrase.every((term, index) => places.get(term)?.includes(place + index)),
  )
}

function placesOf(terms: string[]): TermPlaces {
  const places = new Map<string, number[]>()
  for (const [place, term] of terms.entries()) places.set(term, [...(places.get(term) ?? []), place])
  return { length: terms.length, places }
}
