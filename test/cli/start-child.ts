import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, vi } from 'vitest'

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

/** The program as a process of its own. */
export interface StartedChild {
  child: ChildProcess
  /** everything that it said so far, on both streams */
  said(): string
  /** how often it said something */
  count(text: string): number
  /** Waits until it says something. */
  says(text: string): Promise<void>
  /** Ends it as an operator does; resolves to its exit code. */
  end(): Promise<number | null>
}

/** Starts `start` with nothing else in its environment; `preload` is a module that runs before it. */
export function startChild(env: Record<string, string>, preload?: URL): StartedChild {
  const flags = preload === undefined ? [] : ['--import', preload.href]
  const child = spawn(process.execPath, [...flags, main, 'start'], {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const exit = once(child, 'exit').then(([code]) => code as number | null)
  return {
    child,
    said: () => said,
    count: (text) => said.split(text).length - 1,
    says: (text) => vi.waitFor(() => expect(said).toContain(text), { timeout: 20_000 }),
    end() {
      child.kill('SIGTERM')
      return exit
    },
  }
}
