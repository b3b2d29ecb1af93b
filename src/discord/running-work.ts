import { createInOrder, type InOrder } from '../chat/in-order.ts'
import type { Log } from '../domain/log.ts'

/** What is being answered at this moment. */
export interface RunningWork {
  /** Begins something; what it throws is logged as a fault, so that nothing ends the program. */
  begin(what: string, work: () => Promise<unknown>): void
  /** Runs what belongs to one thread after what came before it there, so that a follow-up finds the answer it leans on. */
  inOrder: InOrder
  /** Waits for all of it, at most so long. */
  drain(timeoutMs: number): Promise<void>
}

/** Keeps account of what runs; `log` hears what fails. */
export function createRunningWork(log: Log): RunningWork {
  const running = new Set<Promise<void>>()
  return {
    begin(what, work) {
      const promise: Promise<void> = work()
        .then(() => undefined)
        .catch((error: unknown) => log.fault(`Discord: ${what} failed`, error))
        .finally(() => running.delete(promise))
      running.add(promise)
    },
    inOrder: createInOrder(),
    async drain(timeoutMs) {
      await within(Promise.allSettled([...running]), timeoutMs)
    },
  }
}

/** Waits for something, at most so long; undefined where it took longer. */
export async function within<T>(promise: Promise<T>, timeoutMs: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined
  const tooLong = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), timeoutMs)
  })
  try {
    return await Promise.race([promise, tooLong])
  } finally {
    clearTimeout(timer)
  }
}
