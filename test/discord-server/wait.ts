import type { World } from './world.ts'

const quietTurns = 10
const turnMs = 5 // a handler goes from one request to the next within fewer turns

/** Waits until something holds; false when it did not within so many milliseconds of the machine's time. */
export function waitUntil(world: World, holds: () => boolean, patienceMs: number): Promise<boolean> {
  if (holds()) return Promise.resolve(true)
  return new Promise((resolve) => {
    const end = (result: boolean) => {
      clearTimeout(timer)
      stop()
      resolve(result)
    }
    const timer = setTimeout(() => end(holds()), patienceMs)
    const stop = world.journal.watch(() => {
      if (holds()) end(true)
    })
  })
}

/**
 * Waits until the bot has asked for nothing for a moment. Turns of the event loop are counted, not milliseconds: on a busy
 * machine time passes while neither the bot nor the server comes to work.
 */
export async function waitForQuiet(world: World): Promise<void> {
  let total = -1
  for (let turns = 0; turns < quietTurns; turns += 1) {
    const now = world.journal.requests()
    if (now.open > 0 || now.total !== total) turns = 0
    total = now.total
    await new Promise((resolve) => setTimeout(resolve, turnMs))
  }
}
