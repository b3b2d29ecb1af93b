import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AppError } from '../../src/domain/app-error.ts'
import { openStore } from '../../src/storage/open.ts'
import { startPostgres } from '../storage/start-postgres.ts'
import type { Bot } from './bot.ts'
import { type Aftermath, compare } from './compare.ts'
import { openLedger } from './ledger.ts'
import { startPlatforms } from './platforms.ts'
import { createSlots, type Slots } from './slots.ts'
import { type FastTime, fastNow } from './storm-clock.ts'

/** What every storm needs. */
export type StageOptions = {
  database: string
  seed: number
  /** how many processes share the work */
  processes: number
  /** slots that wait for each of them, so that there is always something in flight */
  backlog: number
  /** how many times faster than the machine's the program's time goes */
  factor: number
  /** on each platform; some of Discord's are forums */
  channels: number
  forums: number
}

/** What is still open after so long, by the program's clock, is open for ever: the longest wait between two tries is a quarter of an hour. */
const drainMs = 20 * 60_000
const feedMs = 250

export type Stage = Awaited<ReturnType<typeof openStage>>

/** Sets up the platforms, the store with its stories, and slots that come. */
export async function openStage(options: StageOptions, random: () => number) {
  const time: FastTime = { factor: options.factor, startedAt: Date.now() }
  const now = () => new Date(fastNow(time, Date.now()))
  const cache = mkdtempSync(join(tmpdir(), 'nutgraf-compiled-'))
  const store = await openStore({ url: options.database, now })
  const ledger = await openLedger(options.database)
  const platforms = await startPlatforms(time, options.channels, options.forums)
  const slots = await createSlots(store, ledger, { channels: platforms.channels, now, random })
  return {
    ledger,
    platforms,
    slots,
    settings: { database: options.database, time, cache },
    seconds: () => Math.round((Date.now() - time.startedAt) / 1000),
    /** Lets everything come to its end, ends the processes, and says what is left. */
    async conclude(bots: readonly Bot[]): Promise<Aftermath & { faults: string[] }> {
      const from = performance.now()
      const left = async () => (await slots.waiting()) + (await ledger.open()).length
      while ((await left()) > 0 && performance.now() - from < drainMs / time.factor) await sleep(100)
      const ended = bots.filter((bot) => !bot.isRunning()).length
      await Promise.all(bots.map((bot) => bot.end()))
      const faults = bots.flatMap((bot) => bot.faults)
      if (ended > 0) faults.push(`${ended} of the processes ended by themselves`)
      return { ...(await compare(store, platforms, slots.expected)), faults }
    },
    async close() {
      await ledger.close()
      await store.close()
      await platforms.close()
      rmSync(cache, { recursive: true, force: true })
    },
  }
}

/** Keeps so many slots waiting, until it is told to stop. */
export function keepComing(slots: Slots, wanted: number): { stop(): Promise<void> } {
  let isOver = false
  const work = (async () => {
    while (!isOver) {
      try {
        const missing = wanted - (await slots.waiting())
        if (missing > 0) await slots.come(missing)
      } catch (error) {
        // A database may be too busy for a moment; what was not saved is not expected.
        if (!(error instanceof AppError)) throw error
      }
      await sleep(feedMs)
    }
  })()
  return {
    stop() {
      isOver = true
      return work
    },
  }
}

/** Runs a storm on a database that is thrown away; false where PostgreSQL cannot run here, or the storm did harm. */
export async function onEngine(
  engine: string,
  run: (database: string, processes: number) => Promise<{ lines: string[]; isGood: boolean }>,
): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'nutgraf-storm-'))
  const server = engine === 'postgres' ? await startPostgres() : null
  try {
    if (server !== null && 'reason' in server) {
      print(`PostgreSQL cannot run here: ${server.reason}`)
      return false
    }
    const database = server === null ? `sqlite:${join(folder, 'storm.db')}` : await server.createDatabase()
    const { lines, isGood } = await run(database, server === null ? 1 : 3)
    for (const line of lines) print(line)
    return isGood
  } finally {
    if (server !== null && 'stop' in server) await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What a storm left, as lines. */
export function linesOf(report: Aftermath & { faults: string[] }): string[] {
  const { doubled, lost, untrue, breaches, faults, unsure, reasons, stages } = report
  const harm = [doubled, lost, untrue, breaches, faults].flatMap((lines) => lines.slice(0, mostHarm))
  return [
    '  the ledger in the end:',
    ...countLines(stages),
    ...(Object.keys(reasons).length > 0 ? ['  why some were not posted for sure:', ...countLines(reasons)] : []),
    `  doubled ${doubled.length}, lost without word ${lost.length}, unsure ${unsure}`,
    ...harm.map((line) => `  ! ${line}`),
  ]
}

const mostHarm = 12

/** Counts as lines, the word behind its number. */
export function countLines(counts: Record<string, number>): string[] {
  return Object.entries(counts).map(([word, count]) => `    ${String(count).padStart(5)}  ${word}`)
}

/** Writes a line. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** Waits so many real milliseconds. */
export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
