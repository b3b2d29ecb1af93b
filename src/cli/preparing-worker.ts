import { enableCompileCache } from 'node:module'
import { parentPort } from 'node:worker_threads'
import type { Article } from '../domain/article.ts'
import { prepareArticles } from '../pipeline/prepare-articles.ts'
import type { PreparingReply } from './preparing-thread.ts'

enableCompileCache()

// The inside of the preparing thread: one reply for each batch, in order.
parentPort?.on('message', ({ number, articles }: { number: number; articles: Article[] }) => {
  parentPort?.postMessage(replyTo(number, articles))
})

function replyTo(number: number, articles: Article[]): PreparingReply {
  try {
    return { number, prepared: prepareArticles(articles) }
  } catch (error) {
    return { number, error: error instanceof Error ? error.message : String(error) }
  }
}
