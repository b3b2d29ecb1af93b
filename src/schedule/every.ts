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
