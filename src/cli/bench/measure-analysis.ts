import { Readable } from 'node:stream'
import { runAnalyze } from '../analyze.ts'
import type { CommandContext } from '../context.ts'
import { type BenchRow, median } from './bench-row.ts'
import { makeArticles } from './make-articles.ts'

const megabyte = 1024 * 1024

const unused = async () => {
  throw new Error('analyze needs neither store nor feeds')
}

/** Runs `analyze --jsonl` over so many articles of 600 words: articles a second on one core, and memory along the way. */
export async function measureAnalysis(count: number): Promise<BenchRow[]> {
  const memory: number[] = []
  let lines = 0
  const context: CommandContext = {
    stdin: Readable.from(jsonLines(count)),
    write: async () => {
      lines++
      if (lines % Math.ceil(count / 80) === 0) memory.push(process.memoryUsage.rss() / megabyte)
    },
    complain: () => {},
    now: () => new Date(0),
    elapsed: () => 0,
    random: () => 0,
    newId: () => '',
    documents: { read: async function* () {} },
    openFeedReader: unused,
    openStore: unused,
    openAdapters: unused,
    modelSettings: unused,
    openWriter: unused,
    checkModel: unused,
    stop: () => new AbortController().signal,
    style: { columns: 100, hasColour: false },
  }
  const cpu = process.cpuUsage()
  await runAnalyze(context, [], { jsonl: true })
  const { user, system } = process.cpuUsage(cpu)
  const perSecond = (lines / (user + system)) * 1_000_000
  // What is held moves with every collection of garbage, so quarters are compared, not moments.
  const quarter = Math.floor(memory.length / 4)
  const early = median(memory.slice(quarter, 2 * quarter))
  const late = median(memory.slice(3 * quarter))
  return [
    {
      what: `analyze --jsonl, ${count} articles of 600 words`,
      figure: `${perSecond.toFixed(0)} a second of CPU`,
      goal: 'at least 250',
      isMet: perSecond >= 250,
    },
    {
      what: '  memory, median of the second and of the last quarter',
      figure: `${early.toFixed(0)} MB, ${late.toFixed(0)} MB`,
      goal: 'flat (within 20 %)',
      isMet: late <= early * 1.2,
    },
  ]
}

function* jsonLines(count: number): Generator<string> {
  for (const article of makeArticles(count)) yield `${JSON.stringify(article)}\n`
}
