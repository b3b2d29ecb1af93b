import { DatabaseSync } from 'node:sqlite'
import { Client } from 'pg'
import { distinctTerms } from '../../src/storage/term-places.ts'

type Entry = {
  sort_key: number | string
  title_length: number
  body_length: number
  title_places: string
  body_places: string
}
type Size = { articles: number | string; title_length: number | string; body_length: number | string }
type Ask = <Row>(statement: string) => Promise<Row[]>

/** Says where what the search counts, and what it finds articles by, is not what the articles of a store hold. */
export async function searchFaults(url: string): Promise<string[]> {
  if (url.startsWith('sqlite:')) {
    const file = new DatabaseSync(url.slice('sqlite:'.length))
    const faults = await faultsOf(async (statement) => file.prepare(statement).all() as never)
    file.exec(`insert into search_postings (search_postings) values ('integrity-check')`)
    const [{ check } = { check: '' }] = file
      .prepare('select integrity_check as "check" from pragma_integrity_check')
      .all()
    if (check !== 'ok') faults.push(`integrity: ${check}`)
    const entries = file.prepare('select sort_key, title_places, body_places from search_articles').all() as Entry[]
    faults.push(...postingFaults(file, entries))
    file.close()
    return faults
  }
  const client = new Client({ connectionString: url })
  await client.connect()
  const faults = await faultsOf(async (statement) => (await client.query(statement)).rows)
  await client.end()
  return faults
}

async function faultsOf(ask: Ask): Promise<string[]> {
  const faults: string[] = []
  const entries = await ask<Entry>(
    'select sort_key, title_length, body_length, title_places, body_places from search_articles',
  )
  const [size] = await ask<Size>('select articles, title_length, body_length from search_size')
  const sum = (measure: (entry: Entry) => number) => entries.reduce((total, entry) => total + measure(entry), 0)
  const told = [size?.articles, size?.title_length, size?.body_length].map(Number).join()
  const true_ = [entries.length, sum((one) => one.title_length), sum((one) => one.body_length)].join()
  if (told !== true_) faults.push(`the size is told as ${told}, and is ${true_}`)
  const counts = countTerms(entries)
  const terms = await ask<{ term: string; articles: number }>('select term, articles from search_terms')
  for (const { term, articles } of terms) {
    if (counts.get(term) !== Number(articles)) faults.push(`${term}: told ${articles}, is ${counts.get(term) ?? 0}`)
  }
  if (terms.length !== counts.size) faults.push(`${terms.length} terms are counted, and there are ${counts.size}`)
  const lost = `select hash from article_sketches where sort_key not in (select sort_key from articles)`
  for (const table of ['search_articles', 'article_versions', 'analyses']) {
    const rows = await ask(`select 1 from ${table} where article_id not in (select id from articles)`)
    if (rows.length > 0) faults.push(`${rows.length} rows of ${table} are of no article`)
  }
  if ((await ask(lost)).length > 0) faults.push('sketches of no article are left')
  return faults
}

function countTerms(entries: Entry[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { title_places, body_places } of entries) {
    for (const term of distinctTerms(title_places, body_places)) counts.set(term, (counts.get(term) ?? 0) + 1)
  }
  return counts
}

function postingFaults(file: DatabaseSync, entries: Entry[]): string[] {
  const held = new Map<string, number[]>()
  for (const { sort_key, title_places, body_places } of entries) {
    for (const term of distinctTerms(title_places, body_places))
      held.set(term, [...(held.get(term) ?? []), Number(sort_key)])
  }
  const match = file.prepare('select rowid from search_postings where search_postings match ? order by rowid')
  return [...held].flatMap(([term, keys]) => {
    const found = match.all(`"${term}"`).map(({ rowid }) => Number(rowid))
    return found.join() === keys.toSorted((a, b) => a - b).join() ? [] : [`${term} is found in other articles`]
  })
}
