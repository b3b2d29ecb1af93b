import { evaluateAsk } from '../eval/evaluate-ask.ts'
import { evaluateAttributions } from '../eval/evaluate-attributions.ts'
import { evaluateQuantities } from '../eval/evaluate-quantities.ts'
import type { EvalResult, EvalRow } from '../eval/read-set.ts'
import type { CommandContext, ExitCode } from './context.ts'

/** `eval --data FOLDER [--json] [--errors KIND]`: the scoreboard: what is measured on the sets found below a folder, beside what others reach. */
export async function runEval(
  context: CommandContext,
  options: { data: string; json?: boolean; errors?: string },
): Promise<ExitCode> {
  const results: EvalResult[] = []
  for (const result of [
    evaluateQuantities(options.data),
    evaluateAttributions(options.data),
    await askResult(context, options.data),
  ]) {
    if (result) results.push(result)
  }
  if (results.length === 0) {
    context.complain(`No set was found below ${options.data}: analyze/, ask/ and others are looked for.`)
    return 1
  }
  const rows = results.flatMap((result) => result.rows)
  const errors = results.flatMap((result) => result.errors)
  if (options.errors !== undefined) {
    const wanted = errors.filter(({ kind }) => kind === options.errors)
    if (wanted.length === 0)
      context.complain(`No error of that kind. Kinds: ${[...new Set(errors.map(({ kind }) => kind))].join(', ')}`)
    for (const error of wanted) await context.write(`${JSON.stringify(error)}\n`)
  } else if (options.json) await context.write(`${JSON.stringify(rows, null, 2)}\n`)
  else for (const row of rows) await context.write(`${lineOf(row)}\n`)
  return 0
}

async function askResult(context: CommandContext, folder: string): Promise<EvalResult | undefined> {
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
