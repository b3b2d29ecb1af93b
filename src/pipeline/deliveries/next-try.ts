/** The waits between tries, in milliseconds; the last is repeated. */
const waits = [15_000, 60_000, 3 * 60_000, 10 * 60_000, 15 * 60_000]

/** After a day a digest is no news. */
const patienceMs = 24 * 3_600_000

/** How a delivery stands: `isSuperseded` where a newer one of its subscription waits; `retryMs` is the wait that the platform asked for. */
export type FailedTry = { dueAt: string; attempts: number; isSuperseded: boolean; retryMs: number | undefined }

/** When a delivery that was not posted is tried again; null where it is given up: a newer one tells the same. A fifth of the wait is by chance, so that many do not come back at once. */
export function nextTry(
  { dueAt, attempts, isSuperseded, retryMs }: FailedTry,
  now: Date,
  random: () => number,
): Date | null {
  if (isSuperseded || now.getTime() - Date.parse(dueAt) > patienceMs) return null
  // Being told to wait is no failure.
  if (retryMs !== undefined) return new Date(now.getTime() + Math.max(retryMs, 250) * (1 + 0.2 * random()))
  const wait = waits[Math.min(attempts, waits.length) - 1] ?? waits[0] ?? 15_000
  return new Date(now.getTime() + wait * (0.9 + 0.2 * random()))
}
