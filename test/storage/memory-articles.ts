import type { Clock } from '../../src/domain/ports.ts'
import type { AnalysisStore, ArticleStore, SearchIndex } from '../../src/domain/store.ts'
import type {
  Candidate,
  CopiedArticle,
  NewArticle,
  SavedArticle,
  SearchTerms,
  StoredArticle,
  TermPlaces,
  TermQuery,
} from '../../src/domain/stored.ts'
import { contentHash, idOfUrl } from '../../src/storage/content-hash.ts'
import { firstKeyOf, sortedAtOf, sortKeyOf } from '../../src/storage/sort-key.ts'
import { storable } from '../../src/storage/storable.ts'
import { termOf } from '../../src/storage/term-places.ts'
import { findAlikeInMemory, handOnMark, type Likeness, markRepost } from './memory-reposts.ts'

type Kept = Likeness & {
  sortedAt: string
  version: number
  versions: Pick<StoredArticle, 'value' | 'contentHash' | 'savedAt'>[]
  terms: SearchTerms | undefined
}

/** Articles and their search in memory: lists that are walked, nothing clever. `returned` is told each id that comes new. */
export function createMemoryArticles(
  now: Clock,
  analyses: AnalysisStore,
  returned: (id: string) => void = () => {},
): {
  articles: ArticleStore
  search: SearchIndex
  purge: (before: string) => string[]
  all: () => Pick<Kept, 'id' | 'version' | 'key'>[]
} {
  const kept: Kept[] = []
  const newestFirst = () => kept.toSorted((a, b) => b.key - a.key)
  const articles: ArticleStore = {
    async save(entries) {
      const results: Omit<SavedArticle, 'repostOf'>[] = []
      const copies = new Map<string, CopiedArticle>()
      for (const entry of storable(structuredClone(entries))) {
        const result = await saveOne(kept, entry, now, analyses)
        if (result.outcome === 'new') returned(result.article)
        if (result.outcome !== 'unchanged') copies.delete(result.article)
        if (entry.copyOf != null) copies.set(result.article, entry.copyOf)
        results.push(result)
      }
      for (const [id, copyOf] of copies) markRepost(kept, id, copyOf, results)
      const markOf = (id: string) => kept.find((one) => one.id === id)?.repostOf ?? null
      return results.map((result) => ({ ...result, repostOf: markOf(result.article) }))
    },
    find: async (id) => storedOf(kept.find((one) => one.id === id)),
    findByUrl: async (url) => storedOf(kept.find((one) => one.url === url)),
    findMany: async (ids) => [...new Set(ids)].flatMap((id) => storedOf(kept.find((one) => one.id === id)) ?? []),
    async list({ limit, ...window }) {
      const inside = newestFirst().filter((one) => isInside(one, window))
      return inside.slice(0, limit).flatMap((one) => storedOf(one) ?? [])
    },
    count: async () => kept.length,
    alike: async (texts) => texts.map((text) => findAlikeInMemory(kept, text, now().toISOString())),
    async changedSince(instant) {
      const changed = kept.flatMap(({ id, version, versions }) => {
        const savedAt = versions[version - 1]?.savedAt ?? ''
        return version > 1 && Date.parse(savedAt) >= Date.parse(instant) ? [{ article: id, version, savedAt }] : []
      })
      const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
      return changed.sort((a, b) => order(b.savedAt, a.savedAt) || order(a.article, b.article))
    },
    async versions(id) {
      const one = kept.find((candidate) => candidate.id === id)
      return one?.versions.flatMap((_, index) => storedOf(one, index + 1) ?? []) ?? []
    },
  }
  const search: SearchIndex = {
    async candidates(query) {
      const found = newestFirst().flatMap((one) => candidateOf(one, query) ?? [])
      return found.slice(0, query.limit)
    },
    async frequencies(terms) {
      const searchable = kept.flatMap((one) => one.terms ?? [])
      const average = (length: (terms: SearchTerms) => number) =>
        searchable.length === 0 ? 0 : searchable.reduce((sum, one) => sum + length(one), 0) / searchable.length
      const holding = (term: string) =>
        searchable.filter(({ title, body }) => title.includes(term) || body.includes(term)).length
      return {
        articles: searchable.length,
        averageTitleLength: average(({ title }) => title.length),
        averageBodyLength: average(({ body }) => body.length),
        of: new Map(terms.map((term) => [term, holding(term)])),
      }
    },
  }
  return { articles, search, purge: (before) => purgeKept(kept, before), all: () => kept }
}

function purgeKept(kept: Kept[], before: string): string[] {
  const gone = kept.filter(({ ingestedAt }) => ingestedAt < before)
  for (const one of gone) kept.splice(kept.indexOf(one), 1)
  for (const { id } of gone) handOnMark(kept, id)
  return gone.map(({ id }) => id)
}

async function saveOne(
  kept: Kept[],
  entry: NewArticle,
  now: Clock,
  analyses: AnalysisStore,
): Promise<Omit<SavedArticle, 'repostOf'>> {
  const { article, analysis, terms, sketch } = entry
  const at = now().toISOString()
  const sameUrl = kept.find((one) => article.url !== null && one.url === article.url)
  const sameId = kept.find((one) => one.id === article.id)
  const known = sameUrl ?? (sameId?.url != null && article.url !== null ? undefined : sameId)
  const id = sameId !== undefined && known === undefined && article.url !== null ? idOfUrl(article.url) : article.id
  const one = known ?? {
    id,
    url: article.url,
    key: 0,
    sortedAt: '',
    ingestedAt: at,
    version: 0,
    versions: [],
    terms: undefined,
    sketch: undefined,
    repostOf: null,
  }
  if (known === undefined) kept.push(one)
  const hash = contentHash(article)
  const number = one.versions.findIndex((version) => version.contentHash === hash) + 1
  const isSame = number > 0 && number === one.version
  if (number === 0) one.versions.push({ value: article, contentHash: hash, savedAt: at })
  one.version = number === 0 ? one.versions.length : number
  one.url ??= article.url
  if (!isSame) {
    const sortedAt = sortedAtOf(article, one.ingestedAt)
    if (sortedAt !== one.sortedAt) one.key = sortKeyOf(one.id, sortedAt)
    while (kept.some((other) => other !== one && other.key === one.key)) one.key += 1
    one.sortedAt = sortedAt
    one.terms = undefined
    one.sketch = undefined
    one.repostOf = null
  }
  if (sketch !== undefined) one.sketch = sketch
  if (terms !== undefined) one.terms = { title: terms.title.map(heldTerm), body: terms.body.map(heldTerm) }
  if (analysis !== undefined) {
    const caveats = analysis.value.caveats.map((caveat) => ({
      ...caveat,
      evidence: caveat.evidence.map((span) => (span.article === article.id ? { ...span, article: one.id } : span)),
    }))
    const value = one.id === article.id ? analysis.value : { ...analysis.value, id: one.id, caveats }
    await analyses.save({ article: one.id, version: one.version }, analysis.analyzer, value)
  }
  const outcome = known === undefined ? 'new' : isSame ? 'unchanged' : 'changed'
  return { article: one.id, version: one.version, outcome }
}

function storedOf(one: Kept | undefined, version = one?.version): StoredArticle | undefined {
  const kept = one?.versions[(version ?? 0) - 1]
  if (one === undefined || version === undefined || kept === undefined) return undefined
  const { id, url, sortedAt, ingestedAt, repostOf } = one
  return structuredClone({
    ...kept,
    article: id,
    version,
    sortedAt,
    ingestedAt,
    repostOf,
    value: { ...kept.value, id, url },
  })
}

function isInside({ key }: Kept, { since, before }: { since?: string; before?: string }): boolean {
  return (since === undefined || key >= firstKeyOf(since)) && (before === undefined || key < firstKeyOf(before))
}

function candidateOf(one: Kept, query: TermQuery): Candidate | undefined {
  if (one.terms === undefined || !isInside(one, query)) return undefined
  const savedAt = one.versions[one.version - 1]?.savedAt ?? ''
  if (query.savedSince !== undefined && Date.parse(savedAt) < Date.parse(query.savedSince)) return undefined
  const { title, body } = one.terms
  const holds = (text: string) => [...title, ...body].includes(termOf(text) ?? 'nothing holds this')
  const phrases = (query.phrases ?? []).filter((phrase) => phrase.length > 0)
  const matches =
    query.all.every(holds) &&
    (query.any.length === 0 || query.any.some(holds)) &&
    !query.not.some(holds) &&
    phrases.every((phrase) => hasPhrase(title, phrase) || hasPhrase(body, phrase))
  if (!matches) return undefined
  const located = [...query.all, ...query.any, ...phrases.flat(), ...(query.locate ?? [])]
  const { id, version, sortedAt } = one
  return { article: id, version, sortedAt, title: placesIn(title, located), body: placesIn(body, located) }
}

function placesIn(terms: string[], located: string[]): TermPlaces {
  const places = new Map<string, number[]>()
  for (const term of located) {
    const found = terms.flatMap((other, place) => (other === term ? [place] : []))
    if (found.length > 0) places.set(term, found)
  }
  return { length: terms.length, places }
}

/** What is no term keeps its place and is never found. */
function heldTerm(text: string): string {
  return termOf(text) ?? ''
}

function hasPhrase(terms: string[], phrase: string[]): boolean {
  return terms.some((_, start) => phrase.every((term, offset) => terms[start + offset] === term))
}
