/** Looks up what stands near a place, among many spans of one text. */
export interface SpanIndex<Entry> {
  /** the entries with a span that shares a place with this one, each once, in their first order */
  overlapping: (span: { start: number; end: number }) => Entry[]
}

/** Characters in a drawer: about two sentences, so that a lookup opens few drawers and each holds little. */
const drawerSize = 512

/**
 * Sorts entries into drawers by where their spans stand, so that a long text is not searched from end to end for each of its
 * sentences. An entry may have several spans: `createSpanIndex(quotes, (quote) => [quote]).overlapping(sentence)`.
 */
export function createSpanIndex<Entry>(
  entries: readonly Entry[],
  spansOf: (entry: Entry) => readonly { start: number; end: number }[],
): SpanIndex<Entry> {
  const drawers = new Map<number, { at: number; start: number; end: number }[]>()
  for (const [at, entry] of entries.entries()) {
    for (const { start, end } of spansOf(entry)) {
      for (let number = drawerOf(start); number <= drawerOf(end); number++) {
        const drawer = drawers.get(number)
        if (drawer) drawer.push({ at, start, end })
        else drawers.set(number, [{ at, start, end }])
      }
    }
  }
  const overlapping = (span: { start: number; end: number }) => {
    const found = new Set<number>()
    for (let number = drawerOf(span.start); number <= drawerOf(span.end); number++) {
      for (const { at, start, end } of drawers.get(number) ?? [])
        if (start < span.end && span.start < end) found.add(at)
    }
    return [...found].sort((a, b) => a - b).map((at) => entries[at]!)
  }
  return { overlapping }
}

function drawerOf(place: number): number {
  return Math.floor(place / drawerSize)
}
