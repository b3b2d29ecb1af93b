import type { Analysis } from '../domain/analysis.ts'
import type { NewArticle, SavedArticle, SearchTerms } from '../domain/stored.ts'
import { versionRowOf } from './article-rows.ts'
import { contentHash, idOfUrl } from './content-hash.ts'
import type { KnownArticle } from './known-articles.ts'
import { sortedAtOf } from './sort-key.ts'
import type { ArticleRow, Tables, VersionRow } from './tables.ts'

/**
 * An article that a batch touches: how it was, how it will be, and the terms of its newest wording where given. `copyOf` is the id
 * of the article that this wording was found to be a copy of.
 */
export type Touched = {
  before: KnownArticle | undefined
  after: ArticleRow
  versions: Map<string, number>
  terms?: SearchTerms
  copyOf?: string
}

/** Everything that saving a batch will write. */
export type SavePlan = {
  results: Omit<SavedArticle, 'repostOf'>[]
  touched: Touched[]
  versions: VersionRow[]
  analyses: Tables['analyses'][]
}

/** Decides what a batch is: new, changed or unchanged, one entry after the other. `at` is the instant of saving. */
export function planSave(known: KnownArticle[], entries: NewArticle[], at: string): SavePlan {
  const touched = known.map((before): Touched => ({ before, after: { ...before.row }, versions: before.versions }))
  const byId = new Map(touched.map((one) => [one.after.id, one]))
  const byUrl = new Map(touched.map((one) => [one.after.url, one]))
  const plan: SavePlan = { results: [], touched, versions: [], analyses: [] }
  for (const entry of entries) {
    const one = sameArticle(entry, byId, byUrl) ?? newArticle(entry, byId, at)
    const isNew = one.versions.size === 0
    if (isNew) touched.push(one)
    byId.set(one.after.id, one)
    const outcome = addVersion(plan, one, entry, at)
    if (one.after.url !== null) byUrl.set(one.after.url, one)
    addAnalysis(plan, one, entry, at)
    addCopy(plan, one, entry)
    plan.results.push({ article: one.after.id, version: one.after.version, outcome: isNew ? 'new' : outcome })
  }
  return plan
}

/** By address; else by id, where the stored one has no other address. */
function sameArticle({ article }: NewArticle, byId: Map<string, Touched>, byUrl: Map<string | null, Touched>) {
  const sameUrl = article.url === null ? undefined : byUrl.get(article.url)
  if (sameUrl !== undefined) return sameUrl
  const sameId = byId.get(article.id)
  const hasOtherUrl = sameId !== undefined && sameId.after.url !== null && article.url !== null
  return hasOtherUrl ? undefined : sameId
}

/** Its own id, or one made from its address where another article has that id. */
function newArticle({ article }: NewArticle, byId: Map<string, Touched>, at: string): Touched {
  const id = article.url !== null && byId.has(article.id) ? idOfUrl(article.url) : article.id
  const times = { sort_key: 0, sorted_at: sortedAtOf(article, at), ingested_at: at }
  const after = { id, url: article.url, version: 0, ...times, sketch: null, repost_of: null }
  return { before: undefined, after, versions: new Map() }
}

function addVersion(plan: SavePlan, one: Touched, { article, terms }: NewArticle, at: string): 'changed' | 'unchanged' {
  const hash = contentHash(article)
  const number = one.versions.get(hash)
  const isSame = number === one.after.version
  if (number === undefined) {
    const next = one.versions.size + 1
    one.versions.set(hash, next)
    one.after.version = next
    const key = { article_id: one.after.id, version: next, content_hash: hash, saved_at: at }
    plan.versions.push(versionRowOf(article, key))
  } else one.after.version = number
  one.after.url ??= article.url
  if (!isSame) {
    one.after.sorted_at = sortedAtOf(article, one.after.ingested_at)
    // What was found in the wording before says nothing about this one.
    delete one.terms
    delete one.copyOf
    one.after.sketch = null
    one.after.repost_of = null
  }
  if (terms !== undefined) one.terms = terms
  return isSame ? 'unchanged' : 'changed'
}

/** A wording that is known as a copy stays the copy of the article that it is known for. */
function addCopy(plan: SavePlan, one: Touched, { sketch, copyOf }: NewArticle): void {
  if (sketch !== undefined) one.after.sketch = JSON.stringify(sketch)
  if (copyOf == null || one.after.repost_of !== null) return
  const id = 'entry' in copyOf ? plan.results[copyOf.entry]?.article : copyOf.article
  if (id !== undefined) one.copyOf = id
}

function addAnalysis(plan: SavePlan, { after }: Touched, { article, analysis }: NewArticle, at: string): void {
  if (analysis === undefined) return
  plan.analyses.push({
    article_id: after.id,
    version: after.version,
    analyzer: analysis.analyzer,
    saved_at: at,
    analysis: JSON.stringify(nameArticle(analysis.value, article.id, after.id)),
  })
}

/** An analysis whose evidence names the id under which its article is kept. */
function nameArticle(analysis: Analysis, given: string, kept: string): Analysis {
  if (given === kept) return analysis
  const caveats = analysis.caveats.map((caveat) => ({
    ...caveat,
    evidence: caveat.evidence.map((one) => (one.article === given ? { ...one, article: kept } : one)),
  }))
  return { ...analysis, id: kept, caveats }
}
