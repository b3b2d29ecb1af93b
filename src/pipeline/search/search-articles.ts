import type { SearchIndex } from '../../domain/store.ts'
import type { Candidate, Frequencies, TermPlaces } from '../../domain/stored.ts'
import { rankCandidates } from './rank-candidates.ts'
import type { FoundArticle, SearchQuery } from './search-query.ts'

// How many of the newest articles each look at the database may bring; together a few hundred, which are ranked here.
const MOST_WITH_ALL = 60
const MOST_RARE = 150
const MOST_FOR_TERM = 60
const MOST_STRICT = MOST_WITH_ALL + MOST_RARE + MOST_FOR_TERM
const LEADING_TERMS = 3
// A leading word must stand with one of so many of the next rarer ones: with a common word beside it, it would bring only the newest.
const COMPANIONS = 3

/**
 * What a search may be told: at most `limit` articles, from a stretch of time, stored since an instant, and the instant of asking (ISO 8601), near
 * which newer counts more.
 */
export interface SearchOptions {
  limit: number
  since?: string
  before?: string
  savedSince?: string
  at: string | null
}

/** What a search found, best first. `hasOlder`: only the newest that match were looked at, and there may be more before `oldest`. */
export interface Found {
  found: FoundArticle[]
  frequencies: Frequencies
  hasOlder: boolean
  oldest: string | null
}

/**
 * Finds the articles that fit a query best. First those with every term, then, unless the query is strict, those with any
 * of the terms so rare that all their articles can be looked at, then the newest with a leading term and another one. Common words thus cost no more than rare ones.
 */
export async function searchArticles(
  deps: { search: SearchIndex },
  query: SearchQuery,
  options: SearchOptions,
): Promise<Found> {
  const terms = query.terms.map(({ term }) => term)
  const frequencies = await deps.search.frequencies([...new Set([...terms, ...query.phrases.flat()])])
  const candidates = await gatherCandidates(deps.search, query, frequencies, options)
  const kept = candidates.filter((candidate) => !query.notPhrases.some((phrase) => holdsPhrase(candidate, phrase)))
  const found = rankCandidates(kept, query, frequencies, options.at).slice(0, options.limit)
  // Candidates of one look come newest first.
  const oldest = candidates.at(-1)?.sortedAt ?? null
  return { found, frequencies, hasOlder: query.isStrict && candidates.length >= MOST_STRICT, oldest }
}

async function gatherCandidates(
  search: SearchIndex,
  query: SearchQuery,
  frequencies: Frequencies,
  { since, before, savedSince }: SearchOptions,
): Promise<Candidate[]> {
  const locate = [...new Set([...query.terms.map(({ term }) => term), ...query.notPhrases.flat()])]
  const found = new Map<string, Candidate>()
  const look = async (all: string[], any: string[], limit: number) => {
    const window = {
      ...(since === undefined ? {} : { since }),
      ...(before === undefined ? {} : { before }),
      ...(savedSince === undefined ? {} : { savedSince }),
    }
    const request = { all, any, not: query.not, phrases: query.phrases, locate, limit, ...window }
    for (const one of await search.candidates(request)) if (!found.has(one.article)) found.set(one.article, one)
  }
  const known = query.terms
    .map(({ term, weight }) => ({ term, weight, count: frequencies.of.get(term) ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => a.count / a.weight - b.count / b.weight || (a.term < b.term ? -1 : 1))
  const terms = known.map(({ term }) => term)
  if (query.isStrict) {
    if (terms.length === query.terms.length) await look(terms, [], MOST_STRICT)
    return [...found.values()]
  }
  if (terms.length === 0) return []
  await look(terms, [], MOST_WITH_ALL)
  const rare = rareTerms(known)
  if (rare.length > 0) await look([], rare, MOST_RARE)
  const others = terms.slice(rare.length)
  for (const [place, leading] of others.slice(0, LEADING_TERMS).entries()) {
    await look([leading], others.slice(place + 1, place + 1 + COMPANIONS), MOST_FOR_TERM)
  }
  return [...found.values()]
}

// The rarest terms, as long as all articles that hold one of them can be brought.
function rareTerms(known: { term: string; count: number }[]): string[] {
  const rare: string[] = []
  let sum = 0
  for (const { term, count } of known) {
    sum += count
    if (sum > MOST_RARE) break
    rare.push(term)
  }
  return rare
}

function holdsPhrase({ title, body }: Candidate, phrase: string[]): boolean {
  return [title, body].some((field) => standsIn(field, phrase))
}

function standsIn({ places }: TermPlaces, [first, ...rest]: string[]): boolean {
  if (first === undefined) return false
  return (places.get(first) ?? []).some((place) =>
    rest.every((term, index) => places.get(term)?.includes(place + index + 1)),
  )
}
