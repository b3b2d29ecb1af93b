import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Article } from '../domain/article.ts'
import { evaluateAsk } from '../eval/evaluate-ask.ts'
import { evaluateAttributions } from '../eval/evaluate-attributions.ts'
import { evaluateChecks } from '../eval/evaluate-checks.ts'
import { evaluateFeeds } from '../eval/evaluate-feeds.ts'
import { evaluateGroups } from '../eval/evaluate-groups.ts'
import { evaluatePages } from '../eval/evaluate-pages.ts'
import { evaluateQuantities } from '../eval/evaluate-quantities.ts'
import { evaluateSeeds } from '../eval/evaluate-seeds.ts'
import { evaluateWire } from '../eval/evaluate-wire.ts'
import type { EvalResult, EvalRow } from '../eval/read-set.ts'
import type { CommandContext, ExitCode } from './context.ts'
import { eachArticle } from './read-articles.ts'

const samples = new URL('../../seeds/', import.meta.url)

/** A set of the scoreboard: where it is below the folder, how its kinds of errors begin, and how it is measured (undefined where it is not there). */
type EvalSet = {
  place: string
  kinds: RegExp
  measure(folder: string, context: CommandContext): Promise<EvalResult | undefined>
}

const sets: EvalSet[] = [
  { place: 'read/pages', kinds: /^pages-/, measure: measurePages },
  { place: 'read/feeds', kinds: /^(?:feeds|gofeed|rss-parser|feedparser)-/, measure: measureFeeds },
  { place: 'analyze/newsquant', kinds: /^newsquant-/, measure: async (folder) => evaluateQuantities(folder) },
  { place: 'analyze/polnear', kinds: /^polnear-(?!wire)/, measure: async (folder) => evaluateAttributions(folder) },
  { place: 'analyze/polnear, wire copy', kinds: /^polnear-wire-/, measure: async (folder) => evaluateWire(folder) },
  {
    place: 'check',
    kinds: /^(?:summedits|frank|bump|checks)-/,
    measure: async (folder) => evaluateChecks(folder),
  },
  { place: 'ask', kinds: /^ask-/, measure: measureAsk },
  { place: 'group', kinds: /^group-/, measure: async (folder) => evaluateGroups(folder) },
  { place: 'seeds', kinds: /^seeds-/, measure: measureSeeds },
]

/** `eval --data FOLDER [--json] [--errors KIND]`: the scoreboard: what is measured on the sets found below a folder, beside what others reach. */
export async function runEval(
  context: CommandContext,
  options: { data: string; json?: boolean; errors?: string },
): Promise<ExitCode> {
  const kind = options.errors
  const ofKind = sets.filter(({ kinds }) => kind !== undefined && kinds.test(kind))
  const results: EvalResult[] = []
  const absent: string[] = []
  for (const { place, measure } of ofKind.length > 0 ? ofKind : sets) {
    const result = await measure(options.data, context)
    if (result) results.push(result)
    else absent.push(place)
  }
  if (absent.length > 0) context.complain(`Not found below ${options.data}, and so not measured: ${absent.join(', ')}.`)
  if (results.length === 0) return 1
  if (kind !== undefined) return printErrors(context, kind, results)
  const rows = results.flatMap((result) => result.rows)
  if (options.json) await context.write(`${JSON.stringify(rows.map(wholeRow), null, 2)}\n`)
  else await context.write([header, ...rows.map(lineOf)].map((line) => `${line}\n`).join(''))
  // The samples are always there; a folder without a set is a mistake.
  return kind === undefined && absent.length === sets.length - 1 ? 1 : 0
}

async function printErrors(context: CommandContext, wanted: string, results: EvalResult[]): Promise<ExitCode> {
  const errors = results.flatMap((result) => result.errors)
  const found = errors.filter(({ kind }) => kind === wanted)
  if (found.length === 0)
    context.complain(`No error of that kind. Kinds: ${[...new Set(errors.map(({ kind }) => kind))].join(', ')}`)
  for (const error of found) await context.write(`${JSON.stringify(error)}\n`)
  return 0
}

// The readers are loaded only for their sets.
async function measurePages(folder: string): Promise<EvalResult | undefined> {
  const { readPageText } = await import('./read-page-text.ts')
  return evaluatePages(folder, readPageText)
}

async function measureFeeds(folder: string): Promise<EvalResult | undefined> {
  const { viewFeed } = await import('../reading/feed/view-feed.ts')
  return evaluateFeeds(folder, viewFeed)
}

async function measureAsk(folder: string, context: CommandContext): Promise<EvalResult | undefined> {
  const store = await context.openStore({ url: 'sqlite::memory:', now: context.now })
  try {
    return await evaluateAsk(folder, store, context.now)
  } finally {
    await store.close()
  }
}

// The samples come with the program, not with the sets.
async function measureSeeds(_folder: string, context: CommandContext): Promise<EvalResult | undefined> {
  const names = readdirSync(samples).filter((name) => !name.endsWith('.expect.json'))
  const articles: Article[] = []
  await eachArticle(
    context,
    names.sort().map((name) => fileURLToPath(new URL(name, samples))),
    async (article) => {
      articles.push(article)
    },
  )
  return evaluateSeeds(articles)
}

// In JSON every row has the same fields.
function wholeRow(row: EvalRow) {
  return { ...row, low: row.low ?? null, high: row.high ?? null, of: row.of ?? null }
}

const header = lineOfColumns('set', 'measure', 'value', '95 % interval', 'of', 'anchor')

function lineOf({ set, measure, value, low, high, of, anchor }: EvalRow): string {
  const isCount = low === undefined || high === undefined
  const figure = isCount && Number.isInteger(value) ? String(value) : value.toFixed(3)
  const range = isCount ? '' : `${low.toFixed(3)}–${high.toFixed(3)}`
  return lineOfColumns(set, measure, figure, range, String(of ?? ''), anchor ?? '')
}

function lineOfColumns(set: string, measure: string, value: string, range: string, of: string, anchor: string): string {
  const columns = [set.padEnd(10), measure.padEnd(52), value.padStart(6), range.padEnd(13), of.padStart(5)]
  return `${columns.join(' ')}   ${anchor}`.trimEnd()
}
