import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { type BenchRow, median } from './bench-row.ts'

const main = fileURLToPath(new URL('../../main.ts', import.meta.url))
const sample = fileURLToPath(new URL('../../../seeds/guard-request-retelling.md', import.meta.url))

/** Times `brief FILE` against `node -e 0`, in turn, and gives the ratio pair by pair; the first pair warms the compile cache. */
export async function measureStart(pairs: number): Promise<BenchRow[]> {
  const ratios: number[] = []
  const briefs: number[] = []
  for (let pair = 0; pair <= pairs; pair++) {
    const brief = timed([main, 'brief', sample])
    const nothing = timed(['-e', '0'])
    if (pair === 0) continue
    briefs.push(brief)
    ratios.push(brief / nothing)
  }
  const ratio = median(ratios)
  return [
    {
      what: `brief FILE against node -e 0, ${pairs} pairs`,
      figure: `${ratio.toFixed(1)} times (${median(briefs).toFixed(0)} ms)`,
      goal: 'within 8 times',
      isMet: ratio <= 8,
    },
  ]
}

function timed(args: string[]): number {
  const from = performance.now()
  const { status, stderr } = spawnSync(process.execPath, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}: ${stderr}`)
  return performance.now() - from
}
