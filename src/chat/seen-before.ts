/** Remembers what was handled, so that a second delivery of it is not. */
export interface SeenBefore {
  /** true at the second and every later call with the same key */
  check(key: string): boolean
  /** forgets a key whose handling came to nothing */
  forget(key: string): void
}

/** Slack repeats an event for an hour at most, Discord only what is recent: far more than come in that time. */
const mostKeys = 5000

/** Nothing seen yet; keys beyond the most that are kept go, the oldest first. */
export function createSeenBefore(): SeenBefore {
  const keys = new Set<string>()
  return {
    check(key) {
      if (keys.has(key)) return true
      keys.add(key)
      const [oldest] = keys
      if (keys.size > mostKeys && oldest !== undefined) keys.delete(oldest)
      return false
    },
    forget: (key) => void keys.delete(key),
  }
}
