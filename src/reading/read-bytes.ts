import { readFile } from 'node:fs/promises'
import { AppError } from '../domain/app-error.ts'

/**
 * Reads a file whose size (in bytes) is known, unless it is larger than the limit: then not one byte of it is read.
 * @throws AppError `too-large`
 */
export async function readFileBytes(path: string, size: number, maxBytes: number, name: string): Promise<Uint8Array> {
  if (size > maxBytes) {
    throw new AppError(
      'too-large',
      `${name} is too large: ${megabytes(size)} MB, and the limit is ${megabytes(maxBytes)} MB.`,
    )
  }
  return readFile(path)
}

/**
 * Reads a stream to its end, and gives up once it has given more than the limit (in bytes).
 * @throws AppError `too-large`
 */
export async function readStreamBytes(
  stream: AsyncIterable<Uint8Array | string>,
  maxBytes: number,
  name: string,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of stream) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
    size += bytes.length
    if (size > maxBytes)
      throw new AppError('too-large', `${name} is too large: the limit is ${megabytes(maxBytes)} MB.`)
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}

function megabytes(bytes: number): string {
  const value = bytes / 1_048_576
  return value < 10 ? String(Math.round(value * 10) / 10) : String(Math.round(value))
}
