import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'
import { measurePages, type PageLine } from './measure-pages.ts'
import type { EvalResult } from './read-set.ts'

const truthSchema = z.record(z.string(), z.object({ articleBody: z.string() }))

/**
 * Saved news pages with the text of their article. `read` gives the text that is read from a page's bytes, '' where no article is found.
 * Undefined where the set is not there.
 */
export async function evaluatePages(
  folder: string,
  read: (bytes: Uint8Array) => Promise<string>,
): Promise<EvalResult | undefined> {
  const path = join(folder, 'read/pages/ground-truth.json')
  if (!existsSync(path)) return undefined
  const truth = Object.entries(truthSchema.parse(JSON.parse(readFileSync(path, 'utf8'))))
  const pages: PageLine[] = []
  for (const [id, { articleBody }] of truth) {
    const bytes = gunzipSync(readFileSync(join(folder, 'read/pages', `${id}.html.gz`)))
    pages.push({ id, expected: articleBody, found: await read(bytes) })
  }
  const figures = measurePages(pages)
  const row = (measure: string, value: number, anchor: string | null) => ({ set: 'pages', measure, value, anchor })
  return {
    rows: [
      row('F1 of runs of four words', figures.f1, 'rs_trafilatura 0.970, trafilatura 0.958, readability_js 0.947'),
      row('precision', figures.precision, null),
      row('recall', figures.recall, null),
      row('pages with an F1 of 0.9 or more', figures.good / Math.max(1, figures.pages), null),
    ],
    errors: figures.errors.map(({ kind, ...error }) => ({ kind: `pages-${kind}`, ...error })),
  }
}
