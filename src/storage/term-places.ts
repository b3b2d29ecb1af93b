import type { TermPlaces } from '../domain/stored.ts'

// A word longer than this is no word; both databases limit what an index entry may hold.
const LONGEST_TERM = 100

/** Stands between title and body, and where a text's word is no term: no phrase reaches over it. No term holds it. */
export const gap = '\uffff'

const UNFIT = new RegExp(`[\\s\\p{Cc}${gap}]`, 'u')

/**
 * A term as the databases compare it: lower case, cut at 100 characters; undefined for what cannot be a term (empty, or
 * with a blank or control character), which keeps its place in the text and is never found.
 */
export function termOf(text: string): string | undefined {
  const term = text.slice(0, LONGEST_TERM).toLowerCase().toWellFormed()
  return term === '' || UNFIT.test(term) ? undefined : term
}

/** A field as it is kept: see `writeField`. */
export type WrittenField = { length: number; places: string; words: string; distinct: string[] }

/**
 * Writes a field's terms in two forms. `places` says where each stands: one line a term, its places as differences in base
 * 36, the whole between line breaks; `words` has the terms in their order.
 * `['fire', 'in', 'fire']` → `places: "\nfire 0 2\nin 1\n"`, `words: "fire in fire"`.
 * The lines stand in the order of their terms' code units, so that a term is found by halving the text, without taking the rest
 * apart: ranking a few hundred articles reads a few terms of each. For 600 words it takes about 3 kB.
 */
export function writeField(terms: string[]): WrittenField {
  const entries = new Map<string, { line: string; last: number }>()
  const words: string[] = []
  for (const [place, text] of terms.entries()) {
    // Most terms come folded already, and most more than once: looking one up is cheaper than folding it.
    const term = entries.has(text) ? text : termOf(text)
    words.push(term ?? gap)
    if (term === undefined) continue
    const entry = entries.get(term)
    if (entry === undefined) entries.set(term, { line: `${term} ${place.toString(36)}`, last: place })
    else {
      entry.line += ` ${(place - entry.last).toString(36)}`
      entry.last = place
    }
  }
  const ordered = [...entries.keys()].sort()
  const lines = ordered.map((term) => `${entries.get(term)?.line}\n`)
  return { length: terms.length, places: `\n${lines.join('')}`, words: words.join(' '), distinct: [...entries.keys()] }
}

/** The places of the terms asked for that occur. */
export function readPlaces(written: string, length: number, terms: string[]): TermPlaces {
  const places = new Map<string, number[]>()
  for (const term of terms) {
    const start = lineOf(written, term)
    if (start === -1) continue
    const first = start + term.length + 1
    let place = 0
    places.set(
      term,
      written
        .slice(first, written.indexOf('\n', first))
        .split(' ')
        .map((step) => (place += Number.parseInt(step, 36))),
    )
  }
  return { length, places }
}

/** Where the line of a term begins, by halving the lines; -1 where none does. A few lines (what PostgreSQL sends) are as well served. */
function lineOf(written: string, term: string): number {
  let low = 1
  let high = written.length
  while (low < high) {
    const middle = (low + high) >> 1
    // The line that the middle falls into; the first begins behind the break that opens the text.
    const start = written.lastIndexOf('\n', middle - 1) + 1
    const end = written.indexOf(' ', start)
    const found = written.slice(start, end)
    if (found === term) return start
    if (found < term) low = written.indexOf('\n', end) + 1 || high
    else high = start
  }
  return -1
}

/** Every term that was written, each once. */
export function distinctTerms(...written: string[]): string[] {
  const terms = new Set<string>()
  for (const text of written) {
    for (const line of text.split('\n')) if (line !== '') terms.add(line.slice(0, line.indexOf(' ')))
  }
  return [...terms]
}
