import type { Candidate, Frequencies, TermPlaces } from '../../domain/stored.ts'
import type { FoundArticle, QueryTerm, SearchQuery } from './search-query.ts'
import weights from './weights.json' with { type: 'json' }

const DAY_MS = 86_400_000

/**
 * Orders candidates for a query, best first: BM25 over title and body (https://doi.org/10.1561/1500000019, section 3.6), words that keep together, the
 * densest stretch of the body, and nearness to `at` (ISO 8601), the instant of asking. The order is total: equal scores go by date, newest first, then by id.
 */
export function rankCandidates(
  candidates: Candidate[],
  query: SearchQuery,
  frequencies: Frequencies,
  at: string | null,
): FoundArticle[] {
  const terms = query.terms.map((one) => ({ ...one, rarity: one.weight * rarityOf(one.term, frequencies) }))
  const rarities = new Map(terms.map(({ term, rarity }) => [term, rarity]))
  const pairs = query.pairs.map(([first, second]) => ({
    first,
    second,
    rarity: Math.min(rarities.get(first) ?? 0, rarities.get(second) ?? 0),
  }))
  const instant = at === null ? null : Date.parse(at)
  return candidates
    .map((candidate) => {
      const words = terms.reduce((sum, one) => sum + one.rarity * frequencyOf(one, candidate, frequencies), 0)
      const together = pairs.reduce((sum, pair) => sum + (holdsPair(candidate, pair) ? pair.rarity : 0), 0)
      const densest = densestStretch(candidate.body, terms)
      const base = words + weights.pair * together + weights.window * densest
      const { article, version, sortedAt } = candidate
      return { article, version, sortedAt, score: base * (1 + weights.recency * nearness(sortedAt, instant)) }
    })
    .sort(compareFound)
}

/** Best first; equal scores newest first, then by id. */
export function compareFound(a: FoundArticle, b: FoundArticle): number {
  return b.score - a.score || compareText(b.sortedAt, a.sortedAt) || compareText(a.article, b.article)
}

/** How much a term tells: its inverse document frequency, never below zero. */
export function rarityOf(term: string, { articles, of }: Frequencies): number {
  const count = of.get(term) ?? 0
  return Math.log(1 + (articles - count + 0.5) / (count + 0.5))
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function frequencyOf({ term }: QueryTerm, { title, body }: Candidate, frequencies: Frequencies): number {
  const inTitle = normalized(title, term, frequencies.averageTitleLength, weights.titleLength)
  const inBody = normalized(body, term, frequencies.averageBodyLength, weights.bodyLength)
  const count = weights.title * inTitle + inBody
  return (count * (weights.saturation + 1)) / (count + weights.saturation)
}

function normalized({ length, places }: TermPlaces, term: string, average: number, strength: number): number {
  const count = places.get(term)?.length ?? 0
  return count === 0 ? 0 : count / (1 - strength + (strength * length) / (average || 1))
}

function holdsPair({ title, body }: Candidate, pair: { first: string; second: string }): boolean {
  return [title, body].some(({ places }) => {
    const following = new Set(places.get(pair.second))
    return (places.get(pair.first) ?? []).some((place) => following.has(place + 1) || following.has(place + 2))
  })
}

/** The greatest sum of rarities of different terms within one stretch of the body. */
function densestStretch({ places }: TermPlaces, terms: { term: string; rarity: number }[]): number {
  const all = terms.flatMap(({ term }, index) => (places.get(term) ?? []).map((place) => ({ place, index })))
  all.sort((a, b) => a.place - b.place || a.index - b.index)
  const counts = terms.map(() => 0)
  let from = 0
  let sum = 0
  let best = 0
  for (const { place, index } of all) {
    if (counts[index]!++ === 0) sum += terms[index]!.rarity
    while (place - all[from]!.place > weights.windowWords) {
      const left = all[from++]!.index
      if (--counts[left]! === 0) sum -= terms[left]!.rarity
    }
    best = Math.max(best, sum)
  }
  return best
}

function nearness(sortedAt: string, instant: number | null): number {
  if (instant === null) return 0
  const days = Math.abs(instant - Date.parse(sortedAt)) / DAY_MS
  return Math.exp(-days / weights.recencyDays)
}
