import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { Socket } from 'node:net'
import { AppError } from '../domain/app-error.ts'
import { readStreamBytes } from './read-bytes.ts'

/** Who opened a pipe writes at once or has a command running; nobody waits longer for a brief, in milliseconds. */
const patience = 10_000

/**
 * Reads a named pipe to its end. One into which nobody writes would never end, so it is given up after ten seconds of silence.
 * @throws AppError `too-large`, or `not-readable` where nothing comes
 */
export async function readPipe(path: string, maxBytes: number): Promise<Uint8Array> {
  // Opened without waiting for a writer: an open that waits cannot be called off.
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
  const socket = new Socket({ fd: handle.fd, readable: true, writable: false })
  socket.setTimeout(patience, () =>
    socket.destroy(new AppError('not-readable', `${path} is a pipe into which nothing was written for ten seconds.`)),
  )
  try {
    return await readStreamBytes(socket, maxBytes, path)
  } finally {
    socket.destroy()
    await handle.close().catch(() => undefined)
  }
}
