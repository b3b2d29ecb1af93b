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
