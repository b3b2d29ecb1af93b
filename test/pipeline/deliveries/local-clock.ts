/*
 * Wall clocks of zones by `Intl`, minute by minute: an answer to "when is it 08:00 there?" that owes nothing to `Temporal`, which the
 * program asks.
 */

const minute = 60_000

/** A zone's offset from UTC, in minutes, for every instant between two. */
export function offsetsOf(zone: string, fromMs: number, toMs: number): (ms: number) => number {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  })
  const offsetAt = (ms: number) => {
    const parts = new Map(format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]))
    const of = (type: string) => parts.get(type as Intl.DateTimeFormatPartTypes) ?? 0
    const local = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'))
    return (local - Math.floor(ms / minute) * minute) / minute
  }
  const changes: { at: number; offset: number }[] = [{ at: fromMs, offset: offsetAt(fromMs) }]
  for (let ms = fromMs; ms < toMs; ms += 360 * minute) {
    const before = changes.at(-1)?.offset
    if (offsetAt(ms + 360 * minute) === before) continue
    let [low, high] = [ms, ms + 360 * minute]
    while (high - low > minute) {
      const middle = Math.floor((low + high) / 2 / minute) * minute
      if (offsetAt(middle) === before) low = middle
      else high = middle
    }
    changes.push({ at: high, offset: offsetAt(high) })
  }
  return (ms) => changes.findLast(({ at }) => at <= ms)?.offset ?? changes[0]?.offset ?? 0
}

/** The first instant at which a zone's clocks show a local day and time; where they jump over it, as late after the jump as it lies behind its begin. */
export function instantOf(localMs: number, offsetAt: (ms: number) => number): number {
  const shown = [
    localMs - offsetAt(localMs - 1440 * minute) * minute,
    localMs - offsetAt(localMs + 1440 * minute) * minute,
  ]
    .filter((ms) => ms + offsetAt(ms) * minute === localMs)
    .sort((a, b) => a - b)
  return shown[0] ?? localMs - offsetAt(localMs - 1440 * minute) * minute
}
