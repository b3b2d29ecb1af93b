import { Worker } from 'node:worker_threads'
import { AppError } from '../domain/app-error.ts'
import type { RawDocument } from '../domain/ports.ts'
import type { PdfReply, PdfTask } from './pdf/pdf-worker.ts'

/** Bounds of reading one PDF. `pages`: a report of more is no article; `maxMb`: what objects may take, and once more what unpacked streams may. */
export type PdfLimits = { pages: number; deadlineMs: number; maxMb: number }

// A page takes some 20 ms; the deadline is below that of the thread that reads answers from the web.
const defaults: PdfLimits = { pages: 200, deadlineMs: 13_000, maxMb: 96 }

/** How often the memory of the thread is looked at, in milliseconds: pdf.js unpacks some 100 MB a second. */
const watchMs = 50

/**
 * Reads the text of a PDF: lines joined to paragraphs, columns one after the other, without what repeats on its pages. The file is parsed in a thread of its own, which is ended where it
 * takes too long or too much memory, because a small file can unpack to gigabytes.
 * @throws AppError `no-article` for a scan without text, `not-readable` where it is encrypted, broken or above the bounds, `too-large` with too many pages
 */
export async function readPdf(bytes: Uint8Array, name: string, given: Partial<PdfLimits> = {}): Promise<RawDocument> {
  const limits = { ...defaults, ...given }
  const reply = await parse({ bytes, pages: limits.pages }, limits)
  if ('document' in reply) return reply.document
  switch (reply.fault) {
    case 'encrypted':
      throw new AppError('not-readable', `${name} is a PDF that is locked with a password.`)
    case 'no-text':
      throw new AppError(
        'no-article',
        `No article was found in ${name}: the PDF holds pictures of pages, without text.`,
      )
    case 'pages':
      throw new AppError(
        'too-large',
        `${name} is a PDF of more than ${limits.pages} pages, and no article is that long.`,
      )
    case 'time':
      throw new AppError('not-readable', `${name} is a PDF that takes too long to read.`)
    case 'memory':
      throw new AppError('not-readable', `${name} is a PDF that takes too much memory to read.`)
    case 'broken':
      throw new AppError('not-readable', `${name} is a PDF that is damaged.`)
  }
}

async function parse(task: PdfTask, { deadlineMs, maxMb }: PdfLimits): Promise<PdfReply> {
  const worker = new Worker(new URL('./pdf/pdf-worker.ts', import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: maxMb, maxYoungGenerationSizeMb: 16 },
    // pdf.js warns about every oddity of a file.
    stdout: true,
    stderr: true,
  })
  const { promise, resolve } = Promise.withResolvers<PdfReply>()
  worker.once('message', resolve)
  worker.once('error', (error) => resolve({ fault: isOutOfMemory(error) ? 'memory' : 'broken' }))
  worker.once('exit', () => resolve({ fault: 'broken' }))
  const timer = setTimeout(() => resolve({ fault: 'time' }), deadlineMs)
  const watch = setInterval(() => {
    outsideMb(worker).then((mb) => {
      if (mb > maxMb) resolve({ fault: 'memory' })
    })
  }, watchMs)
  const reply = await promise
  clearTimeout(timer)
  clearInterval(watch)
  await worker.terminate()
  return reply
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
}

/** Memory that the thread holds outside of its heap, which the limits of its heap do not count: 0 where it has ended. */
async function outsideMb(worker: Worker): Promise<number> {
  const statistics = await worker.getHeapStatistics().catch(() => null)
  return statistics === null ? 0 : statistics.external_memory / 1_048_576
}
