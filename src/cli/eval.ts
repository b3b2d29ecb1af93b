import { evaluateAsk } from '../eval/evaluate-ask.ts'
import { evaluateAttributions } from '../eval/evaluate-attributions.ts'
import { evaluateFeeds } from '../eval/evaluate-feeds.ts'
import { evaluatePages } from '../eval/evaluate-pages.ts'
import { evaluateQuantities } from '../eval/evaluate-quantities.ts'
import type { EvalResult, EvalRow } from '../eval/read-set.ts'
import type { CommandContext, ExitCode } from './context.ts'

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
  { place: 'analyze/polnear', kinds: /^polnear-/, measure: async (folder) => evaluateAttributions(folder) },
  { place: 'ask', kinds: /^ask-/, measure: measureAsk },
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
  if (options.json) await context.write(`${JSON.stringify(rows, null, 2)}\n`)
  else for (const row of rows) await context.write(`${lineOf(row)}\n`)
  return 0
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

function lineOf({ set, measure, value, anchor }: EvalRow): string {
  const figure = Number.isInteger(value) && value > 1 ? String(value) : value.toFixed(3)
  return `${set.padEnd(10)} ${measure.padEnd(46)} ${figure.padStart(6)}   ${anchor ?? ''}`.trimEnd()
}
