/** What is wrong with a body: larger than any answer, or it ended early. `bytes` came before. */
export class BodyFault extends Error {
  readonly kind: 'oversized' | 'cut'
  readonly bytes: number
  constructor(kind: 'oversized' | 'cut', bytes: number, cause?: unknown) {
    super(`the body is ${kind} after ${bytes} bytes`, { cause })
    this.kind = kind
    this.bytes = bytes
  }
}

/** Statuses that come without a body. */
const bodiless = [204, 205, 304]

/**
 * A `fetch` for one server: it reads the whole body, and stops where that is larger than `mostBytes`, also while it is still coming; it follows
 * no redirect, which would take key and article elsewhere; and it sends these headers alone, since the client adds what it finds in
 * the environment, and much about the machine.
 */
export function createBoundedFetch(mostBytes: number, key: string) {
  return async (url: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        authorization: `Bearer ${key}`,
        'user-agent': 'Nutgraf/0.1.0',
      },
    })
    const body = await readBody(response, mostBytes, init.signal)
    // The body is unpacked by now, and as long as it is.
    const headers = new Headers(response.headers)
    for (const name of ['content-encoding', 'content-length', 'transfer-encoding']) headers.delete(name)
    return new Response(bodiless.includes(response.status) ? null : body, { status: response.status, headers })
  }
}

async function readBody(
  response: Response,
  mostBytes: number,
  signal: AbortSignal | null | undefined,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  const reader = response.body?.getReader()
  while (reader !== undefined) {
    const { done, value } = await reader.read().catch((error: unknown) => {
      // What we ended ourselves is no fault of the server.
      throw signal?.aborted ? error : new BodyFault('cut', bytes, error)
    })
    if (done) break
    bytes += value.byteLength
    if (bytes > mostBytes) {
      void reader.cancel().catch(() => {})
      throw new BodyFault('oversized', bytes)
    }
    chunks.push(value)
  }
  return new Uint8Array(Buffer.concat(chunks))
}
