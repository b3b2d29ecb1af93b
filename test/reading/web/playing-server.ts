import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { constants, deflateRawSync } from 'node:zlib'

/** How a path of the server answers. */
export type Play = (request: IncomingMessage, response: ServerResponse) => void

/** A web server on 127.0.0.1 that answers as told; it counts what it was asked. */
export type PlayingServer = { origin: string; port: number; asked: IncomingMessage[]; close(): Promise<void> }

/** Starts the server. A path that has no play answers 404. */
export async function startPlaying(plays: Record<string, Play>): Promise<PlayingServer> {
  const asked: IncomingMessage[] = []
  const server: Server = createServer((request, response) => {
    asked.push(request)
    response.on('error', () => {})
    const play = plays[request.url ?? ''] ?? plays[(request.url ?? '').split('?')[0] ?? '']
    if (play) play(request, response)
    else response.writeHead(404, { 'content-type': 'text/html' }).end('<p>Nothing here.</p>')
  })
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('error', () => {}).on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    asked,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}

/** Answers once with these headers and this body. */
export function answer(body: string | Uint8Array, headers: Record<string, string> = {}, status = 200): Play {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(body)
  }
}

/** Sends the reader elsewhere. */
export function redirect(location: string, status = 302): Play {
  return (_request, response) => void response.writeHead(status, { location }).end()
}

/** Sends one byte every few milliseconds, for ever. */
export function slowDrip(everyMs: number): Play {
  return (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' })
    const timer = setInterval(() => response.write('a'), everyMs)
    response.on('close', () => clearInterval(timer))
  }
}

/** Sends as much as the reader takes, for ever. */
export function endlessBody(contentType = 'text/html'): Play {
  return (_request, response) => {
    response.writeHead(200, { 'content-type': contentType })
    pour(response, () => Buffer.alloc(65_536, 'a'))
  }
}

/** 10 MB of gzip that unpack to 10 GB of zeros: one packed piece, a thousand times. */
export function gzipBomb(): Play {
  const head = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3])
  const piece = deflateRawSync(Buffer.alloc(10 * 1024 * 1024), { finishFlush: constants.Z_FULL_FLUSH, level: 9 })
  return (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' })
    let left = 1000
    response.write(head)
    pour(response, () => (left-- > 0 ? piece : null))
  }
}

function pour(response: ServerResponse, next: () => Buffer | null): void {
  const more = () => {
    for (let piece = next(); piece !== null; piece = next()) {
      if (response.destroyed) return
      if (!response.write(piece)) return void response.once('drain', more)
    }
    response.end()
  }
  more()
}

/** An article page about a ferry, long enough to be one. */
export function articlePage(head = '', extra = ''): string {
  const paragraphs = [
    'The ferry between Olm and Skarrow ran again on Monday after eleven days in dock, the harbor office said in a note to residents.',
    'It carried 212 people on its first day, about half of what the office had hoped for when it printed the tickets in March.',
    '“It is loud, but it floats,” said Ingra Vasshult, who takes it to work, and who had spent the eleven days on a bus that goes around the bay.',
    'The office has asked the county for $1.4 million to replace the engine, and the county has said that it will answer by the end of June.',
  ]
  const body = paragraphs.map((text) => `<p>${text}</p>`).join('')
  return `<!doctype html><html><head><title>Ferry returns</title>${head}</head><body><article><h1>Ferry returns</h1>${body}</article>${extra}</body></html>`
}

/** A feed with one entry. */
export function feed(link: string): string {
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>Harbor Gazette</title><link>${link}</link><item><title>Ferry returns</title><link>${link}/ferry</link><description>The ferry between Olm and Skarrow ran again on Monday.</description></item></channel></rss>`
}
