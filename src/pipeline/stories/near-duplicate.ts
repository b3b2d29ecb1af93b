import { findTerms } from '../../evidence/terms/find-terms.ts'

/** The wording of a text: hashes of each three terms in a row, in order, and the figures it gives. */
export interface Wording {
  terms: number
  inOrder: readonly number[]
  shingles: ReadonlySet<number>
  figures: ReadonlySet<string>
}

/** Terms in a row that make one shingle. With a tenth of the words replaced, three keep seven tenths of them; five would keep six. */
const shingleLength = 3

/**
 * A stretch of so many shingles, two or three sentences, is kept where so many of them stand in the other text. Words replaced here and
 * there leave every stretch standing; of a new report that takes over old paragraphs, whole stretches stand nowhere else.
 */
const stretch = 32
const leastOfStretch = 0.35

/** So many stretches of the shorter text are kept in the longer, as with texts that are identical but for what was cut or added. */
const leastKept = 0.85

/** So many of the shorter text's figures may be missing in the longer, and one more: a report that comes each day in the same words has others. */
const mostFiguresMissing = 0.3

/** A shorter text is a teaser or a notice; a longer one than this factor quotes the other whole. */
const fewestTerms = 50
const lengthFactor = 1.5

/** The wording of a text, whatever its case, accents and inflections. Linear in the text's length. */
export function wordingOf(text: string): Wording {
  const terms = findTerms(text).map(({ term }) => term)
  const inOrder: number[] = []
  for (let start = 0; start + shingleLength <= terms.length; start++) {
    inOrder.push(hashOf(terms.slice(start, start + shingleLength)))
  }
  return {
    terms: terms.length,
    inOrder,
    shingles: new Set(inOrder),
    figures: new Set(terms.filter((term) => /^\d/.test(term))),
  }
}

/** Is one text the other, but for another title, paragraphs cut or added, and up to a tenth of its words? */
export function isNearDuplicate(a: Wording, b: Wording): boolean {
  const [shorter, longer] = a.terms <= b.terms ? [a, b] : [b, a]
  if (shorter.terms < fewestTerms || longer.terms > shorter.terms * lengthFactor) return false
  if (keptIn(shorter.inOrder, longer.shingles) < leastKept) return false
  const missing = [...shorter.figures].filter((figure) => !longer.figures.has(figure)).length
  return missing <= 1 + shorter.figures.size * mostFiguresMissing
}

function keptIn(inOrder: readonly number[], other: ReadonlySet<number>): number {
  let kept = 0
  for (let start = 0; start < inOrder.length; start += stretch) {
    const hashes = inOrder.slice(start, start + stretch)
    const found = hashes.filter((hash) => other.has(hash)).length
    if (found >= hashes.length * leastOfStretch) kept += hashes.length
  }
  return inOrder.length === 0 ? 0 : kept / inOrder.length
}

/** Two hashes of 26 bits, which fail apart, in one whole number below 2^53. */
function hashOf(terms: readonly string[]): number {
  let one = 0x811c9dc5
  let two = 0x1000193
  for (const term of terms) {
    for (let at = 0; at <= term.length; at++) {
      const code = at < term.length ? term.charCodeAt(at) : 32
      one = Math.imul(one ^ code, 0x01000193)
      two = Math.imul(two ^ code, 0x5bd1e995)
    }
  }
  // The low bits of such a hash are spread worse than the high ones.
  return (mixed(one) >>> 6) * 2 ** 26 + (mixed(two) >>> 6)
}

/** The finalizer of MurmurHash3, https://github.com/aappleby/smhasher (public domain). */
function mixed(value: number): number {
  let bits = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return bits ^ (bits >>> 16)
}
