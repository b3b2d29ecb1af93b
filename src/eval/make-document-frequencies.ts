import { readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { termsOf } from '../evidence/terms/find-terms.ts'

/**
 * Makes `src/pipeline/stories/document-frequencies.json` out of a file of articles, `{title, text}` a line: in how many of them
 * each term stands. Run it with `node src/eval/make-document-frequencies.ts ARTICLES.jsonl`. Only counts are kept, no text.
 */
export interface DocumentFrequencies {
  /** how many articles were counted */
  articles: number
  /** terms, joined by blanks, by the number of articles that hold them */
  terms: Record<string, string>
}

/** A term of fewer articles counts as one that was never met. */
const fewestArticles = 3

const articleSchema = z.object({ title: z.string().nullish(), text: z.string() })

/** Counts in how many of the texts each term stands. */
export function countDocuments(texts: readonly string[]): DocumentFrequencies {
  const counts = new Map<string, number>()
  for (const text of texts) for (const term of new Set(termsOf(text))) counts.set(term, (counts.get(term) ?? 0) + 1)
  const kept = [...counts].filter(([, count]) => count >= fewestArticles)
  // In the order of code units, so that making it again changes only what changed.
  kept.sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))
  const byCount = Map.groupBy(kept, ([, count]) => String(count))
  const terms = [...byCount].map(([count, found]) => [count, found.map(([term]) => term).join(' ')])
  return { articles: texts.length, terms: Object.fromEntries(terms) }
}

if (import.meta.main) {
  const lines = readFileSync(process.argv[2] ?? '', 'utf8')
    .trim()
    .split('\n')
  const texts = lines.map((line) => {
    const { title, text } = articleSchema.parse(JSON.parse(line))
    return `${title ?? ''}\n${text}`
  })
  const file = new URL('../pipeline/stories/document-frequencies.json', import.meta.url)
  writeFileSync(file, `${JSON.stringify(countDocuments(texts))}\n`)
}
