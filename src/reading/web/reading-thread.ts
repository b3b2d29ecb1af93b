import { Worker } from 'node:worker_threads'
import { AppError, type ErrorCode } from '../../domain/app-error.ts'
import type { FeedOffer } from '../../domain/feed.ts'
import type { ReadResult } from '../../domain/ports.ts'
import type { FetchedPage } from './page-fetcher.ts'
import { shownAddress } from './shown-address.ts'

/** What the thread is asked: to read an answer, or to list the feeds that it names. */
export type ReadingTask = { kind: 'read' | 'discover'; answer: FetchedPage; target: string }

/** What the thread replies. */
export type ReadingReply = { value: ReadResult | FeedOffer[] } | { error: { code: ErrorCode; message: string } }

/** Bounds of reading one answer. A real page of 1 MB takes half a second and 60 MB; crafted ones of 100 KB took a minute, or all memory there was. */
export type ReadingLimits = { deadlineMs: number; maxMb: number }

/** A thread that reads what came from outside. */
export type ReadingThread = {
  /** throws AppError, also where the answer takes too long (`page-not-readable`) */
  read(answer: FetchedPage, target: string): Promise<ReadResult>
  discover(answer: FetchedPage): Promise<FeedOffer[]>
  close(): Promise<void>
}

const defaults: ReadingLimits = { deadlineMs: 15_000, maxMb: 96 }

/**
 * Reads answers one after the other in a thread of their own, so that no page, however it is made, can hold up the program, take its memory or bring it down: what is above
 * the bounds ends with its thread, and the next answer gets a new one. The thread starts with the first answer, and does not keep the program running.
 */
export function createReadingThread(given: Partial<ReadingLimits> = {}): ReadingThread {
  const limits = { ...defaults, ...given }
  let current: Worker | null = null
  let last: Promise<unknown> = Promise.resolve()

  /** A thread that has loaded what it needs: loading does not count as reading. */
  async function ready(): Promise<Worker> {
    if (current !== null) return current
    const worker = new Worker(new URL('./reading-worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: limits.maxMb, maxYoungGenerationSizeMb: 16 },
    })
    current = worker
    // A thread that runs out of memory says so and ends; whoever waits for it is told by its exit.
    worker.on('error', () => {})
    await new Promise((resolve) => worker.once('message', resolve).once('exit', resolve))
    return worker
  }

  async function end(worker: Worker): Promise<void> {
    if (current === worker) current = null
    await worker.terminate()
  }

  async function ask(task: ReadingTask): Promise<ReadingReply> {
    const worker = await ready()
    const { promise, resolve } = Promise.withResolvers<ReadingReply | string>()
    const onExit = () => resolve(current === worker ? 'takes too much memory to read' : 'was not read to its end')
    const timer = setTimeout(() => resolve('takes too long to read'), limits.deadlineMs)
    worker.ref()
    worker.once('message', resolve).once('exit', onExit).postMessage(task)
    const reply = await promise
    clearTimeout(timer)
    worker.off('message', resolve).off('exit', onExit).unref()
    if (typeof reply !== 'string') return reply
    await end(worker)
    return { error: { code: 'page-not-readable', message: `${shownAddress(task.answer.url)} ${reply}.` } }
  }

  async function inTurn(task: ReadingTask): Promise<ReadResult | FeedOffer[]> {
    const turn = last.then(() => ask(task))
    last = turn.catch(() => {})
    const reply = await turn
    if ('error' in reply) throw new AppError(reply.error.code, reply.error.message)
    return reply.value
  }

  return {
    read: async (answer, target) => {
      const value = await inTurn({ kind: 'read', answer, target })
      if (Array.isArray(value)) throw new Error('the thread answered another question')
      return value
    },
    discover: async (answer) => {
      const value = await inTurn({ kind: 'discover', answer, target: answer.url })
      return Array.isArray(value) ? value : []
    },
    close: async () => {
      if (current !== null) await end(current)
    },
  }
}
