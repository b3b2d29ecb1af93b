import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'
import { interval, rowOf } from './interval.ts'
import { measurePages, type PageLine, type PageRates, pageMeans } from './measure-pages.ts'
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
  const row = (measure: string, figure: (sample: readonly PageRates[]) => number, anchor: string | null = null) =>
    rowOf(
      'pages',
      measure,
      interval(figures.pages, ({ id }) => id, figure),
      anchor,
    )
  return {
    rows: [
      row(
        'F1 of runs of four words',
        (sample) => pageMeans(sample).f1,
        'rs_trafilatura 0.970, trafilatura 0.958, readability_js 0.947',
      ),
      row('precision', (sample) => pageMeans(sample).precision),
      row('recall', (sample) => pageMeans(sample).recall),
      row('pages with an F1 of 0.9 or more', (sample) => sample.filter(({ f1 }) => f1 >= 0.9).length / sample.length),
    ],
    errors: figures.errors.map(({ kind, ...error }) => ({ kind: `pages-${kind}`, ...error })),
  }
}
