/** Words in a row that make one shingle: fewer would be shared by any two texts on one matter, more would not outlast an edit. */
const length = 5

/** A text as hashes of each five words in a row, in order, each a whole number below 2^53, and how many words it has. */
export interface HashedText {
  words: number
  hashes: number[]
}

/** A text as the set of its shingles. */
export interface Shingles {
  words: number
  set: ReadonlySet<number>
}

/** The distinct shingles of a text: `One two three four five six` → 6 words, 2 shingles. */
export function shinglesOf({ words, hashes }: HashedText): Shingles {
  return { words, set: new Set(hashes) }
}

/**
 * Hashes each five words in a row, the same ones twice where they come twice. Words are letters and digits without case, accents
 * and marks: `Côte d’Azur: 2,500` and `cote d'azur 2 500` are alike. Linear in the text's length.
 */
export function hashShingles(text: string): HashedText {
  const { high, low } = hashWords(folded(text))
  const hashes: number[] = []
  for (let start = 0; start + length <= high.length; start++) {
    let one = 0x2545f491
    let two = 0x6a09e667
    for (let at = start; at < start + length; at++) {
      one = Math.imul(one ^ (high[at] ?? 0), 0x9e3779b1)
      two = Math.imul(two ^ (low[at] ?? 0), 0x85ebca77)
    }
    // 32 bits of one and 21 of the other are what a number holds exactly.
    hashes.push((mixed(one) >>> 0) * 2 ** 21 + (mixed(two) >>> 11))
  }
  return { words: high.length, hashes }
}

/** Two hashes of each word, which fail apart: a word alike in one is not alike in the other. */
function hashWords(text: string): { high: number[]; low: number[] } {
  const high: number[] = []
  const low: number[] = []
  let one = firstOne
  let two = firstTwo
  for (let at = 0; at <= text.length; at++) {
    const code = at < text.length ? text.charCodeAt(at) : 0
    if (isOfWord(code, text, at)) {
      one = Math.imul(one ^ code, 0x01000193)
      two = Math.imul(two ^ code, 0x5bd1e995)
    } else if (one !== firstOne || two !== firstTwo) {
      high.push(mixed(one))
      low.push(mixed(two))
      one = firstOne
      two = firstTwo
    }
  }
  return { high, low }
}

const firstOne = 0x811c9dc5 | 0
const firstTwo = 0x3c6ef372

/** In a folded text: most characters are told by their code alone. */
function isOfWord(code: number, text: string, at: number): boolean {
  if (code < 0x80) return (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39)
  const isSecondHalf = code >= 0xdc00 && code <= 0xdfff
  return /[\p{L}\p{N}]/u.test(String.fromCodePoint(text.codePointAt(isSecondHalf && at > 0 ? at - 1 : at) ?? 0))
}

/** Spreads every bit over all of them: the finalizer of MurmurHash3, https://github.com/aappleby/smhasher (public domain). */
function mixed(value: number): number {
  let bits = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return bits ^ (bits >>> 16)
}

function folded(text: string): string {
  // Nearly all characters of news in English are plain; nothing of those is to be taken apart.
  const plain = /^[\0-\x7f]*$/.test(text) ? text : text.normalize('NFKD').replace(/\p{M}+/gu, '')
  return plain.toLowerCase()
}
