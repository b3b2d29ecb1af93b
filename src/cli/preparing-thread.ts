import { Worker } from 'node:worker_threads'
import type { Article } from '../domain/article.ts'
import type { PreparedArticle } from '../pipeline/prepare-articles.ts'

/** What the thread replies to a batch of its number. */
export type PreparingReply = { number: number; prepared: PreparedArticle[] } | { number: number; error: string }

/** A thread that prepares articles, while this one stores those before. */
export interface PreparingThread {
  /** as `prepareArticles`; rejects where the rules stumble over one of them, and once the thread has ended */
  prepare(articles: Article[]): Promise<PreparedArticle[]>
  close(): Promise<void>
}

type Waiting = { resolve: (prepared: PreparedArticle[]) => void; reject: (error: Error) => void }

/** The thread starts with the first batch, and does not keep the program running. */
export function createPreparingThread(): PreparingThread {
  const waiting = new Map<number, Waiting>()
  let worker: Worker | null = null
  let last = 0

  function start(): Worker {
    const started = new Worker(new URL('./preparing-worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 8 },
    })
    started.on('message', (reply: PreparingReply) => {
      const one = waiting.get(reply.number)
      waiting.delete(reply.number)
      if ('error' in reply) one?.reject(new Error(reply.error))
      else one?.resolve(reply.prepared)
      if (waiting.size === 0) started.unref()
    })
    const fail = (error: Error) => {
      worker = null
      for (const one of waiting.values()) one.reject(error)
      waiting.clear()
    }
    started.on('error', fail).on('exit', () => fail(new Error('the thread that prepares articles has ended')))
    return started
  }

  return {
    prepare(articles) {
      worker ??= start()
      worker.ref()
      const number = ++last
      const { promise, resolve, reject } = Promise.withResolvers<PreparedArticle[]>()
      waiting.set(number, { resolve, reject })
      worker.postMessage({ number, articles })
      return promise
    },
    close: async () => {
      await worker?.terminate()
    },
  }
}
