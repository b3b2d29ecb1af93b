import frequencies from './document-frequencies.json' with { type: 'json' }

let counts: Map<string, number> | undefined

/** A term that no counted article holds is taken for one that a single one holds. */
const fewest = 1

/**
 * How rare a term is in news at large: 0 where every article holds it, about 7 where none does. Counted once over a fixed set, not
 * over the articles that come in, so that what is grouped does not depend on what came before.
 */
export function rarityOf(term: string): number {
  counts ??= readCounts()
  return Math.log((frequencies.articles + 1) / ((counts.get(term) ?? fewest) + 1))
}

function readCounts(): Map<string, number> {
  const read = new Map<string, number>()
  for (const [count, terms] of Object.entries(frequencies.terms)) {
    for (const term of terms.split(' ')) read.set(term, Number(count))
  }
  return read
}
