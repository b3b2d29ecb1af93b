import { sql, type Transaction } from 'kysely'
import type { SearchTerms } from '../domain/stored.ts'
import { chunksOf } from './chunks.ts'
import type { Touched } from './plan-save.ts'
import type { SearchRow, Tables } from './tables.ts'
import type { SearchEntry, TermMatcher } from './term-matcher.ts'
import { distinctTerms, gap, writeField } from './term-places.ts'

// As many terms as an article of usual length has a few times over, in one statement.
const TERMS = 1000

/** Brings the search up to date with a batch: entries that went, entries that came, and how many articles hold each term. */
export async function writeSearchEntries(
  transaction: Transaction<Tables>,
  matcher: TermMatcher,
  touched: Touched[],
): Promise<void> {
  const gone: SearchRow[] = []
  const added: SearchEntry[] = []
  for (const one of touched) {
    const before = one.before?.search
    const after = one.terms === undefined ? undefined : searchEntryOf(one, one.terms)
    if (before !== undefined && isStale(one, before, after)) gone.push(before)
    if (after !== undefined && (before === undefined || isStale(one, before, after))) added.push(after)
  }
  await replaceEntries(transaction, matcher, gone, added)
}

/** Takes entries out for good, and with them the terms that no article holds any more. */
export async function removeSearchEntries(
  transaction: Transaction<Tables>,
  matcher: TermMatcher,
  gone: SearchRow[],
): Promise<void> {
  await replaceEntries(transaction, matcher, gone, [])
  // Their rows are ours already, since each was counted down just now.
  for (const terms of chunksOf([...changesOf(gone, []).keys()], TERMS)) {
    await transaction.deleteFrom('search_terms').where('term', 'in', terms).where('articles', '<=', 0).execute()
  }
}

async function replaceEntries(
  transaction: Transaction<Tables>,
  matcher: TermMatcher,
  gone: SearchRow[],
  added: SearchEntry[],
): Promise<void> {
  if (gone.length === 0 && added.length === 0) return
  // What goes must leave its row number first: a new version often takes the same.
  if (gone.length > 0)
    await matcher.remove(
      transaction,
      gone.map((row) => row.sort_key),
    )
  if (added.length > 0) await matcher.add(transaction, added)
  await addSize(transaction, gone, added)
  // Last, because other processes wait for these rows until we are done.
  await matcher.count(transaction, changesOf(gone, added))
}

/** An entry stays where neither the wording nor the place in time nor the terms changed; no terms given is no change. */
function isStale({ after: row }: Touched, before: SearchRow, after: SearchEntry | undefined): boolean {
  if (before.version !== row.version || before.sort_key !== row.sort_key) return true
  if (after === undefined) return false
  return before.title_places !== after.title_places || before.body_places !== after.body_places
}

function searchEntryOf({ after }: Touched, terms: SearchTerms): SearchEntry {
  const title = writeField(terms.title)
  const body = writeField(terms.body)
  return {
    sort_key: after.sort_key,
    article_id: after.id,
    version: after.version,
    title_length: title.length,
    body_length: body.length,
    title_places: title.places,
    body_places: body.places,
    terms: [...new Set([...title.distinct, ...body.distinct])],
    words: `${title.words} ${gap} ${body.words}`,
  }
}

function changesOf(gone: SearchRow[], added: SearchEntry[]): Map<string, number> {
  const changes = new Map<string, number>()
  for (const { terms } of added) for (const term of terms) changes.set(term, (changes.get(term) ?? 0) + 1)
  for (const row of gone) {
    for (const term of distinctTerms(row.title_places, row.body_places)) changes.set(term, (changes.get(term) ?? 0) - 1)
  }
  return changes
}

async function addSize(transaction: Transaction<Tables>, gone: SearchRow[], added: SearchRow[]): Promise<void> {
  const difference = (measure: (row: SearchRow) => number) => sumOf(added, measure) - sumOf(gone, measure)
  await transaction
    .updateTable('search_size')
    .set({
      articles: sql`articles + ${added.length - gone.length}`,
      title_length: sql`title_length + ${difference((row) => row.title_length)}`,
      body_length: sql`body_length + ${difference((row) => row.body_length)}`,
    })
    .execute()
}

function sumOf(rows: SearchRow[], measure: (row: SearchRow) => number): number {
  return rows.reduce((sum, row) => sum + measure(row), 0)
}
