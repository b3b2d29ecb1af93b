import { AppError } from '../domain/app-error.ts'
import type { Usage } from '../domain/stored.ts'
import type { CommandContext, ExitCode } from './context.ts'
import { asJson } from './read-articles.ts'
import { withStore } from './with-store.ts'

const dayMs = 86_400_000

/** `usage [--since 30d] [--json]`: the tokens that models took, by day, purpose and model, with their sum, and how today's budget stands. */
export async function runUsage(
  context: CommandContext,
  options: { since?: string; json?: boolean },
): Promise<ExitCode> {
  const now = context.now()
  const since = new Date(now.getTime() - (daysOf(options.since ?? '30d') - 1) * dayMs).toISOString().slice(0, 10)
  const { dailyTokens } = await context.modelSettings()
  return withStore(context, async (store) => {
    const rows = await store.usage.list(since)
    const sum = sumOf(rows)
    const day = now.toISOString().slice(0, 10)
    const today = sumOf(rows.filter((row) => row.day === day))
    const spent = today.inputTokens + today.outputTokens
    if (options.json) {
      await context.write(`${asJson({ since, rows, sum, today: { day, tokens: spent, dailyTokens } }, 2)}\n`)
      return 0
    }
    const limit = dailyTokens === 0 ? 'no limit is set' : `of ${shown(dailyTokens)}`
    if (rows.length === 0) await context.write(`No model took any tokens since ${since}.\n`)
    else await context.write(`${table(rows, sum)}\n`)
    await context.write(`Today (${day}, UTC): ${shown(spent)} tokens${dailyTokens === 0 ? ', ' : ' '}${limit}.\n`)
    return 0
  })
}

type Sum = Pick<Usage, 'calls' | 'inputTokens' | 'outputTokens'>

function sumOf(rows: Usage[]): Sum {
  const add = (key: keyof Sum) => rows.reduce((sum, row) => sum + row[key], 0)
  return { calls: add('calls'), inputTokens: add('inputTokens'), outputTokens: add('outputTokens') }
}

/** Words to the left, numbers to the right, and the sum below. */
function table(rows: Usage[], sum: Sum): string {
  const counts = (one: Sum) => [one.calls, one.inputTokens, one.outputTokens].map(shown)
  const lines = [
    ['day', 'purpose', 'model', 'calls', 'tokens in', 'tokens out'],
    ...rows.map((row) => [row.day, row.purpose, row.model, ...counts(row)]),
    ['in all', '', '', ...counts(sum)],
  ]
  const widths = lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0))) ?? []
  const padded = lines.map((line) =>
    line.map((cell, column) => (column < 3 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))),
  )
  return padded.map((line) => line.join('  ').trimEnd()).join('\n')
}

function shown(count: number): string {
  return count.toLocaleString('en-US')
}

/** `30d` and `4w` → 30 and 28; today is the last of them. */
function daysOf(text: string): number {
  const [, number = '0', unit] = /^(\d{1,4})([dw])$/.exec(text.trim()) ?? []
  const days = Number(number) * (unit === 'w' ? 7 : 1)
  if (days > 0) return days
  throw new AppError('usage', `--since takes days or weeks, such as 30d or 4w, not “${text}”.`)
}
