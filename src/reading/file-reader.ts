import { stat } from 'node:fs/promises'
import { extname } from 'node:path'
import { AppError } from '../domain/app-error.ts'
import type { DocumentReader, ReadResult } from '../domain/ports.ts'
import { cleanEntry, withinLimit, withoutSequences } from './clean-document.ts'
import { decodeText } from './decode-text.ts'
import { detectFormat, isPdf, refuseBinary } from './detect-format.ts'
import { listFolder } from './list-folder.ts'
import { readFileBytes, readStreamBytes } from './read-bytes.ts'
import { readMarkdown } from './read-markdown.ts'
import { readPipe } from './read-pipe.ts'
import { readText } from './read-text.ts'

/** What reading files needs: standard input, and the largest file that is read, in bytes (default 10 MB). */
export type FileReaderDeps = { stdin: AsyncIterable<Uint8Array | string>; maxBytes?: number }

/** Longest articles are well below 1 MB; a file above this is something else. */
const defaultMaxBytes = 10 * 1024 * 1024

/**
 * Reads local files, folders and standard input (`-`). What cannot be read becomes a result of kind `failed` with an error code and one sentence; nothing is
 * thrown. In a folder, files that are not readable are passed over; a folder without any readable file is one failure.
 *
 * `for await (const result of createFileReader({ stdin: process.stdin }).read('seeds')) …`
 */
export function createFileReader(deps: FileReaderDeps): DocumentReader {
  const maxBytes = deps.maxBytes ?? defaultMaxBytes

  async function* read(target: string): AsyncIterable<ReadResult> {
    try {
      if (target === '-') {
        const name = 'Standard input'
        yield await readBytes(await readStreamBytes(deps.stdin, maxBytes, name), target, name)
        return
      }
      const found = await stat(target)
      if (found.isDirectory()) yield* readFolder(target)
      else yield await readOne(target)
    } catch (error) {
      yield failed(target, error)
    }
  }

  async function* readFolder(folder: string): AsyncIterable<ReadResult> {
    const { files, passedOver } = await listFolder(folder)
    let read = 0
    let unreadable = passedOver
    for (const file of files) {
      const result = await readOne(file).catch((error: unknown) => failed(file, error))
      if (result.kind === 'failed') unreadable += 1
      else {
        read += 1
        yield result
      }
    }
    if (read > 0) return
    const count =
      unreadable === 0 ? 'it holds no files' : `${unreadable} ${unreadable === 1 ? 'file' : 'files'} passed over`
    throw new AppError(
      'not-readable',
      `Nothing readable in ${folder}: ${count}. Text, Markdown, HTML, feed, e-mail and PDF files can be read.`,
    )
  }

  async function readOne(path: string): Promise<ReadResult> {
    const found = await stat(path)
    if (found.isFIFO()) return readBytes(await readPipe(path, maxBytes), path, path)
    if (!found.isFile()) throw new AppError('not-readable', `${path} is neither a file nor a folder.`)
    return readBytes(await readFileBytes(path, found.size, maxBytes, path), path, path)
  }

  return { read }
}

// Pages, feeds, mails and PDFs need large libraries; they are loaded only for them, because a plain text must start fast.
async function readBytes(bytes: Uint8Array, target: string, name: string): Promise<ReadResult> {
  if (isPdf(bytes)) {
    const { readPdf } = await import('./read-pdf.ts')
    return { kind: 'document', target, document: withinLimit(await readPdf(bytes, name), name) }
  }
  refuseBinary(bytes, name)
  const text = withoutSequences(await decodeText(bytes))
  if (text.trim() === '') throw new AppError('empty', `${name} is empty.`)
  const format = detectFormat(text, extname(target).slice(1).toLowerCase(), name)
  if (format === 'feed') {
    const { readFeed } = await import('./feed/read-feed.ts')
    const { feed, entries } = readFeed(text, name)
    return { kind: 'feed', target, feed, entries: entries.map(cleanEntry) }
  }
  if (format === 'page') {
    const { readPage } = await import('./read-page.ts')
    return { kind: 'document', target, document: withinLimit(readPage(text, name), name) }
  }
  if (format === 'mail') {
    const { readMail } = await import('./read-mail.ts')
    return { kind: 'document', target, document: withinLimit(await readMail(bytes, name), name) }
  }
  const document = format === 'markdown' ? readMarkdown(text) : readText(text)
  return { kind: 'document', target, document: withinLimit(document, name) }
}

function failed(target: string, error: unknown): ReadResult {
  const { code, message } = error instanceof AppError ? error : fromSystem(target, error)
  return { kind: 'failed', target, error: { code, message } }
}

function fromSystem(target: string, error: unknown): AppError {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'ENOENT' || code === 'ENOTDIR') return new AppError('not-found', `${target} does not exist.`)
  if (code === 'EACCES' || code === 'EPERM')
    return new AppError('not-readable', `${target} may not be read: permission denied.`)
  if (code === 'ELOOP') return new AppError('not-readable', `${target} is a link that leads back to itself.`)
  if (code === 'ENAMETOOLONG') return new AppError('not-found', `${target.slice(0, 60)}… is too long for a file name.`)
  // The parsers of markup call themselves once a level.
  if (error instanceof RangeError)
    return new AppError('not-readable', `${target} could not be read: its markup is nested too deep.`, { cause: error })
  const reason = error instanceof Error ? error.message : String(error)
  return new AppError('not-readable', `${target} could not be read: ${reason}`, { cause: error })
}
