import { pipeline, type Readable, type Transform } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib'
import { AppError } from '../../domain/app-error.ts'

/** More than two codings over one another are no accident of a server. */
const maxCodings = 2

/**
 * Reads the body of an answer and undoes its content coding while it comes in. The limit (in bytes) holds for what comes over the wire and for what each coding unpacks, so
 * that a small answer that unpacks to gigabytes is stopped once it has given too much. With `isCut`, what is above the limit is left out instead.
 * @throws AppError `page-too-large`, `page-not-readable` for an unknown coding, and what the stream throws
 */
export async function readBody(
  body: Readable,
  coding: string | undefined,
  maxBytes: number,
  name: string,
  isCut = false,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of await decode(body, codingsOf(coding, name), maxBytes, name)) {
      size += chunk.length
      if (size > maxBytes && !isCut) throw tooLarge(name, maxBytes)
      chunks.push(chunk)
      if (size >= maxBytes && isCut) break
    }
    return Buffer.concat(chunks).subarray(0, isCut ? maxBytes : size)
  } finally {
    // Leaving the loop early, or an unknown coding: the rest is not wanted, and the connection must not wait for it.
    body.on('error', () => {}).destroy()
  }
}

/** The refusal of a page that is above the limit (in bytes). */
export function tooLarge(name: string, maxBytes: number): AppError {
  const limit = Math.round(maxBytes / 104_857.6) / 10
  return new AppError('page-too-large', `${name} is too large: the limit is ${limit} MB.`)
}

type Bytes = AsyncIterable<Uint8Array>

function codingsOf(header: string | undefined, name: string): string[] {
  const codings = (header ?? '')
    .toLowerCase()
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '' && one !== 'identity')
  const unknown = codings.find((one) => !/^(?:x-)?gzip$|^deflate$|^br$/.test(one))
  if (unknown !== undefined || codings.length > maxCodings) {
    throw new AppError('page-not-readable', `${name} is compressed in a way that is not understood.`)
  }
  return codings.reverse()
}

async function decode(body: Readable, codings: string[], maxBytes: number, name: string): Promise<Bytes> {
  let bytes: Bytes = body
  for (const coding of codings) {
    const [first, whole] = await peek(limited(bytes, maxBytes, name))
    // An error reaches the loop that reads the last stream; there is nothing to do for it here.
    if (first !== null) bytes = pipeline(whole, decoderOf(coding, first), () => {})
  }
  return bytes
}

// The limit holds for what is unpacked from it as well, but empty blocks unpack to nothing and could go on for ever.
async function* limited(bytes: Bytes, maxBytes: number, name: string): AsyncGenerator<Uint8Array> {
  let size = 0
  for await (const chunk of bytes) {
    size += chunk.length
    if (size > maxBytes) throw tooLarge(name, maxBytes)
    yield chunk
  }
}

async function peek(bytes: AsyncGenerator<Uint8Array>): Promise<[first: number | null, whole: Bytes]> {
  const start = await bytes.next()
  async function* whole() {
    if (!start.done) yield start.value
    yield* bytes
  }
  return [start.done ? null : (start.value[0] ?? 0), whole()]
}

// "deflate" means the zlib format (RFC 9110, 8.4.1.2), but some servers send it bare; zlib's first byte ends in 8.
function decoderOf(coding: string, firstByte: number): Transform {
  if (coding === 'br') return createBrotliDecompress()
  if (coding !== 'deflate') return createGunzip()
  return (firstByte & 0x0f) === 8 ? createInflate() : createInflateRaw()
}
