import { enableCompileCache } from 'node:module'
import { parentPort } from 'node:worker_threads'
import { AppError } from '../../domain/app-error.ts'
import { shownAddress } from '../../domain/shown-address.ts'
import { decodeResponse } from './decode-response.ts'
import { readResponse } from './read-response.ts'
import type { ReadingReply, ReadingTask } from './reading-thread.ts'

enableCompileCache()

// The inside of the reading thread: it says once that it is ready, then takes one task after the other and gives one reply each, in order. It knows no network, and what fails in it is
// told, not thrown. The reader of feeds is loaded at once; that of pages, which is ten times as large, with the first page.
let last: Promise<void> = Promise.resolve()
parentPort?.on('message', (task: ReadingTask) => {
  last = last.then(async () => parentPort?.postMessage(await reply(task)))
})
import('../feed/read-feed.ts').then(() => parentPort?.postMessage('ready'))

async function reply({ kind, answer, target }: ReadingTask): Promise<ReadingReply> {
  try {
    if (kind === 'read') return { value: await readResponse(answer, target) }
    const { discoverFeeds } = await import('./discover-feeds.ts')
    return { value: discoverFeeds(await decodeResponse(answer.bytes, answer.charset), answer.url) }
  } catch (error) {
    if (error instanceof AppError) return { error: { code: error.code, message: error.message } }
    // Elements nested beyond what a parser can follow, and the like.
    const message = `${shownAddress(answer.url)} is built in a way that cannot be read.`
    return { error: { code: 'page-not-readable', message } }
  }
}
