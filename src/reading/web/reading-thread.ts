import { Worker } from 'node:worker_threads'
import { AppError, type ErrorCode } from '../../domain/app-error.ts'
import type { FeedOffer } from '../../domain/feed.ts'
import type { ReadResult } from '../../domain/ports.ts'
import { shownAddress } from '../../domain/shown-address.ts'
import type { FetchedPage } from './page-fetcher.ts'

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

/** So many answers are in the thread's hands, one being read: it must not stand still while this thread stores what it read before. */
const mostHanded = 3

type Waiting = { task: ReadingTask; settle: (reply: ReadingReply) => void }

/**
 * Reads answers one after the other in a thread of their own, so that no page, however it is made, can hold up the program, take its memory or bring it down: what is above
 * the bounds ends with its thread, and the next answer gets a new one. The thread starts with the first answer, and does not keep the program running.
 */
export function createReadingThread(given: Partial<ReadingLimits> = {}): ReadingThread {
  const limits = { ...defaults, ...given }
  const waiting: Waiting[] = []
  /** in the thread's hands, the one that it reads first */
  let handed: Waiting[] = []
  let current: Worker | null = null
  let isReady = false
  let timer: NodeJS.Timeout | undefined

  function start(): Worker {
    const worker = new Worker(new URL('./reading-worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: limits.maxMb, maxYoungGenerationSizeMb: 16 },
    })
    // Its first message says that it has loaded what it needs: loading does not count as reading.
    worker.on('message', (reply: ReadingReply) => {
      if (current !== worker) return
      if (isReady) handed.shift()?.settle(reply)
      isReady = true
      watch()
      handOver()
    })
    // A thread that runs out of memory says so and ends; its exit tells who was being read.
    worker.on('error', () => {}).on('exit', () => end(worker, 'takes too much memory to read'))
    return worker
  }

  function handOver(): void {
    if (waiting.length > 0) current ??= start()
    while (current !== null && isReady && handed.length < mostHanded) {
      const next = waiting.shift()
      if (next === undefined) break
      handed.push(next)
      current.postMessage(next.task)
      if (handed.length === 1) watch()
    }
    if (waiting.length + handed.length > 0) current?.ref()
    else current?.unref()
  }

  /** The time of an answer counts from when the one before it was read. */
  function watch(): void {
    clearTimeout(timer)
    const worker = current
    if (worker === null || handed.length === 0) return
    timer = setTimeout(() => {
      end(worker, 'takes too long to read')
      void worker.terminate()
    }, limits.deadlineMs)
  }

  /** Only the answer that was being read is at fault; those behind it go to the next thread. */
  function end(worker: Worker, reason: string): void {
    if (current !== worker) return
    const [faulty = waiting.shift(), ...others] = handed
    forget()
    waiting.unshift(...others)
    faulty?.settle(failure(faulty.task, reason))
    handOver()
  }

  function forget(): void {
    clearTimeout(timer)
    current = null
    isReady = false
    handed = []
  }

  async function ask(task: ReadingTask): Promise<ReadResult | FeedOffer[]> {
    const reply = await new Promise<ReadingReply>((settle) => {
      waiting.push({ task, settle })
      handOver()
    })
    if ('error' in reply) throw new AppError(reply.error.code, reply.error.message)
    return reply.value
  }

  return {
    read: async (answer, target) => {
      const value = await ask({ kind: 'read', answer, target })
      if (Array.isArray(value)) throw new Error('the thread answered another question')
      return value
    },
    discover: async (answer) => {
      const value = await ask({ kind: 'discover', answer, target: answer.url })
      return Array.isArray(value) ? value : []
    },
    close: async () => {
      const worker = current
      const left = [...handed, ...waiting.splice(0)]
      forget()
      for (const { task, settle } of left) settle(failure(task, 'was not read to its end'))
      await worker?.terminate()
    },
  }
}

function failure(task: ReadingTask, reason: string): ReadingReply {
  return { error: { code: 'page-not-readable', message: `${shownAddress(task.answer.url)} ${reason}.` } }
}
