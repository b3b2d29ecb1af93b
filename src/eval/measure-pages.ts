/** One page: the text of its article as people marked it, and as it was read ('' where no article was found). */
export interface PageLine {
  id: string
  expected: string
  found: string
}

/** How alike the two texts of one page are. */
export interface PageRates {
  id: string
  precision: number
  recall: number
  f1: number
}

/** What `measurePages` reports. */
export interface PageFigures {
  pages: PageRates[]
  /** what was left out and what does not belong, page by page, the worst page first, to read */
  errors: { id: string; kind: 'missed' | 'extra'; f1: number; text: string[] }[]
}

/** Words in a row that are compared: the set's authors take four. */
const shingleWords = 4

/** Of one page's misses so many pieces are shown, and so many characters of each. */
const shown = { pieces: 12, characters: 240 }

/**
 * Compares texts by their runs of four words, counted with repetition ("shingles", as in the article extraction benchmark of Zyte, 2020). Case and marks count as
 * they do there: letters, digits and underscores make words, case is kept.
 */
export function measurePages(pages: PageLine[]): PageFigures {
  const compared = pages.map((page) => ({ page, rates: comparePage(page) }))
  const byWorst = compared.toSorted((a, b) => a.rates.f1 - b.rates.f1)
  return {
    pages: compared.map(({ rates }) => rates),
    errors: byWorst.flatMap(({ page, rates: { f1 } }) => [
      ...piecesError(page.id, 'missed', f1, uncovered(page.expected, page.found)),
      ...piecesError(page.id, 'extra', f1, uncovered(page.found, page.expected)),
    ]),
  }
}

/** Means over the pages, so that a long page has no more weight than a short one; `f1` is the harmonic mean of the two means, as the set's authors have it. */
export function pageMeans(pages: readonly PageRates[]): { precision: number; recall: number; f1: number } {
  const precision = mean(pages.map((one) => one.precision))
  const recall = mean(pages.map((one) => one.recall))
  return { precision, recall, f1: harmonic(precision, recall) }
}

function comparePage(page: PageLine): PageRates {
  const [expected, found] = [shingles(page.expected), shingles(page.found)]
  const common = [...expected].reduce((sum, [key, count]) => sum + Math.min(count, found.get(key) ?? 0), 0)
  const precision = rate(common, total(found))
  const recall = rate(common, total(expected))
  return { id: page.id, precision, recall, f1: harmonic(precision, recall) }
}

// Where nothing was found, nothing false was found.
function rate(common: number, of: number): number {
  return of === 0 ? 1 : common / of
}

function words(text: string): string[] {
  return text.match(/[\p{L}\p{N}_]+/gu) ?? []
}

function shingles(text: string): Map<string, number> {
  const all = words(text)
  const counts = new Map<string, number>()
  if (all.length === 0) return counts
  for (let at = 0; at < Math.max(1, all.length - shingleWords + 1); at++) {
    const key = all.slice(at, at + shingleWords).join(' ')
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}

function total(counts: Map<string, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0)
}

/** The stretches of a text that lie in no run of four words of another, in order. */
function uncovered(text: string, other: string): string[] {
  const known = shingles(other)
  const places = [...text.matchAll(/[\p{L}\p{N}_]+/gu)]
  const isCovered = places.map(() => false)
  for (let at = 0; at < Math.max(1, places.length - shingleWords + 1); at++) {
    const run = places.slice(at, at + shingleWords)
    const key = run.map(([word]) => word).join(' ')
    const count = known.get(key) ?? 0
    if (count === 0) continue
    known.set(key, count - 1)
    for (let word = at; word < at + run.length; word++) isCovered[word] = true
  }
  const pieces: string[] = []
  for (let from = 0; from < places.length; from++) {
    if (isCovered[from]) continue
    let to = from
    while (to + 1 < places.length && !isCovered[to + 1]) to++
    pieces.push(text.slice(places[from]?.index, (places[to]?.index ?? 0) + (places[to]?.[0].length ?? 0)))
    from = to
  }
  return pieces
}

function piecesError(id: string, kind: 'missed' | 'extra', f1: number, pieces: string[]): PageFigures['errors'] {
  if (pieces.length === 0) return []
  const text = pieces
    .slice(0, shown.pieces)
    .map((piece) => (piece.length > shown.characters ? `${piece.slice(0, shown.characters)}…` : piece))
  return [{ id, kind, f1: Math.round(f1 * 1000) / 1000, text }]
}

function mean(values: number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}

function harmonic(a: number, b: number): number {
  return a + b === 0 ? 0 : (2 * a * b) / (a + b)
}
