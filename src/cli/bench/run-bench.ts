import type { CommandContext, ExitCode } from '../context.ts'
import type { BenchRow } from './bench-row.ts'
import { measureAnalysis } from './measure-analysis.ts'
import { measureLeftovers } from './measure-leftovers.ts'
import { measureStart } from './measure-start.ts'

/** `bench [--quick]`: measures what the README promises, on this machine, and prints one table. */
export async function runBench(context: CommandContext, options: { quick?: boolean }): Promise<ExitCode> {
  const isQuick = options.quick === true
  const measures: (() => Promise<BenchRow[]>)[] = [
    () => measureAnalysis(isQuick ? 400 : 20_000),
    () => measureStart(isQuick ? 3 : 15),
    () => measureLeftovers(),
  ]
  for (const measure of measures) for (const row of await measure()) await context.write(`${lineOf(row)}\n`)
  return 0
}

function lineOf({ what, figure, goal, isMet }: BenchRow): string {
  const verdict = isMet === null ? '' : isMet ? ' met' : ' MISSED'
  return `${what.padEnd(58)} ${figure.padEnd(28)} ${goal ? `goal ${goal}${verdict}` : ''}`.trimEnd()
}
