import { setTimeout as sleep } from 'node:timers/promises'
import { schedule } from 'node-cron'
import type { Log } from '../domain/log.ts'

/**
 * Runs some work by a cron expression (with seconds) until told to stop, never twice at once; a failure is logged and the next time comes. Resolves when it was
 * stopped and what ran has ended. `every('* * * * * *', { name: 'planning', log, stop }, plan)`
 */
export async function every(
  expression: string,
  { name, log, stop }: { name: string; log: Log; stop: AbortSignal },
  work: () => Promise<void>,
): Promise<void> {
  let running: Promise<void> = Promise.resolve()
  const run = () => {
    running = work().catch((error: unknown) => log.fault(`${name} failed, and is tried again`, error))
    return running
  }
  // That a busy second is passed over is no news: the ledger knows what is due.
  const task = schedule(expression, run, { name, noOverlap: true, suppressMissedWarning: true, logger: quietLogger })
  if (!stop.aborted)
    await new Promise<void>((resolve) => stop.addEventListener('abort', () => resolve(), { once: true }))
  await task.destroy()
  await running
}

const quietLogger = { info() {}, warn() {}, error() {}, debug() {} }

/**
 * Runs some work again and again, so many milliseconds after it ended, until told to stop. It goes by no clock: one that is set back, or a machine that
 * slept, holds nothing up, and nothing is run for the seconds that went by. A failure is logged. `again(1000, { name: 'planning', log, stop }, plan)`
 */
export async function again(
  pauseMs: number,
  { name, log, stop }: { name: string; log: Log; stop: AbortSignal },
  work: () => Promise<void>,
): Promise<void> {
  while (!stop.aborted) {
    await work().catch((error: unknown) => log.fault(`${name} failed, and is tried again`, error))
    await sleep(pauseMs, undefined, { signal: stop }).catch(() => {})
  }
}
