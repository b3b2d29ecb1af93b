/** Runs work of everybody one after the other. */
export type Turns = <T>(work: () => Promise<T>) => Promise<T>

/**
 * One after the other with a pause before each, in which what came meanwhile is taken in: a database that answers at once gives nobody else
 * a turn, so of fifty commands the last would be acknowledged when all are answered. `pause` resolves when the program has looked around.
 */
export function createTurns(pause: () => Promise<void>): Turns {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const mine = last.then(pause).then(work)
    last = mine.catch(() => undefined)
    return mine
  }
}

/** Runs what belongs together one after the other, in the order in which it came. */
export type InOrder = <T>(key: string, work: () => Promise<T>) => Promise<T>

/** Queues by key, such as one for each thread, so that a follow-up finds the answer it leans on. What fails holds up nothing. */
export function createInOrder(): InOrder {
  const last = new Map<string, Promise<unknown>>()
  return async (key, work) => {
    const mine = (last.get(key) ?? Promise.resolve()).then(work, work)
    last.set(key, mine)
    try {
      return await mine
    } finally {
      if (last.get(key) === mine) last.delete(key)
    }
  }
}
