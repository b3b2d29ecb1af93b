import { normalizeNumber, numberTerm } from './number-terms.ts'
import { stemOf } from './stem.ts'

/** A search term and the characters of the text that it was made of (string indexes, end exclusive). */
export interface PlacedTerm {
  term: string
  start: number
  end: number
}

// Longest kind first; each alternative is a plain run, so that the whole stays linear in the text's length.
const pattern = new RegExp(
  [
    /(?:\p{L}\.){2,}\p{L}?/u, // U.S. a.m. D.E.A
    /\d[\d,]*(?:\.\d+)*/u, // 20,000 1.2 2025
    /[\p{L}\p{M}]+(?:[’'ʼ][\p{L}\p{M}]+)*/u, // words with apostrophes inside
    /[%°]/u,
  ]
    .map((part) => part.source)
    .join('|'),
  'gu',
)

// Written together or with a hyphen as the writer pleases: "co-founder", "cofounder".
const joinedPrefixes: ReadonlySet<string> = new Set(['anti', 'co', 'de', 'e', 'non', 'pre', 're', 'un'])

const folded = new Map<string, string>()

/**
 * The search terms of a text in order, with their places: folded (case, accents, curly marks, possessives), stemmed,
 * numbers in one form. Hyphenated words are split, but for short prefixes ("co-founder" is one word).
 * `US` and `U.S.` are the country, `us` the pronoun. Linear in the text's length.
 */
export function findTerms(text: string): PlacedTerm[] {
  const terms: PlacedTerm[] = []
  pattern.lastIndex = 0
  let prefix: { text: string; start: number } | undefined
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    let word = match[0]
    let start = match.index
    const end = start + word.length
    if (prefix && prefix.start + prefix.text.length + 1 === start && /^\p{L}/u.test(word)) {
      word = prefix.text + word
      start = prefix.start
    }
    prefix = undefined
    if (isHyphen(text.charCodeAt(end)) && joinedPrefixes.has(word.toLowerCase())) {
      if (isLetter(text.charCodeAt(end + 1))) {
        prefix = { text: word, start }
        continue
      }
    }
    const term = termOfWord(word)
    if (term !== '') terms.push({ term, start, end })
  }
  return terms
}

/** The same without places: `termsOf('The U.S. sent 20,000 troops')` → the usa send 20000 troop. */
export function termsOf(text: string): string[] {
  return findTerms(text).map(({ term }) => term)
}

function isHyphen(code: number): boolean {
  return code === 45 || code === 0x2010 || code === 0x2011
}

function isLetter(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code >= 0xc0
}

function termOfWord(word: string): string {
  const known = folded.get(word)
  if (known !== undefined) return known
  const term = foldWord(word)
  if (folded.size > 60_000) folded.clear()
  folded.set(word, term)
  return term
}

const countryMark = /^(?:US|USA|U\.S\.?|U\.S\.A\.?)$/

function foldWord(word: string): string {
  if (word === '%') return 'percent'
  if (word === '°') return 'degree'
  const code = word.charCodeAt(0)
  if (code >= 48 && code <= 57) return normalizeNumber(word)
  const bare = word.replace(/[’'ʼ][sS]$/u, '')
  if (countryMark.test(bare)) return 'usa'
  const plain = bare
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[.’'ʼ]/gu, '')
  return numberTerm(plain) ?? stemOf(plain)
}
