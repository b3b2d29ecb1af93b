import { functionTag, isKnownWord } from '../language/lexicon.ts'
import type { Sentence } from '../language/tagged-text.ts'
import { isVerb, type Tag } from '../language/tags.ts'
import { numberTerm } from '../terms/number-terms.ts'
import { stemOf } from '../terms/stem.ts'
import lists from './word-lists.json' with { type: 'json' }

/** A word of content: what carries facts. `at` is its token; "state-run" is two words of one token. */
export interface Word {
  at: number
  start: number
  end: number
  text: string
  /** folded: no case, accents or possessive */
  lower: string
  stem: string
  tag: Tag
  isName: boolean
  isNumber: boolean
}

const light = new Set(lists.light.split(' '))

/** The words of content of a sentence, in order; `names` are lower-case forms that are names even without a capital. */
export function contentWords(sentence: Sentence, names: ReadonlySet<string> = none): Word[] {
  const words: Word[] = []
  sentence.tokens.forEach((token, at) => {
    const { tag } = token
    if (tag === 'mark' || tag === 'quote' || !/^[\p{L}\d]/u.test(token.text)) return
    for (const { text, offset } of partsOf(token.text)) {
      const lower = fold(text)
      if (lower === '' || isLight(lower, text, tag)) continue
      const start = token.start + offset
      const isNumber = /^\d/.test(lower) || numberTerm(lower) !== undefined
      const isCapital = /^\p{Lu}/u.test(text)
      const isName =
        !isNumber && ((tag === 'name' && isCapital) || names.has(lower) || (tag === 'name' && !isKnownWord(lower)))
      words.push({ at, start, end: start + text.length, text, lower, stem: stemOfWord(lower), tag, isName, isNumber })
    }
  })
  return words
}

const none: ReadonlySet<string> = new Set()

function isLight(lower: string, text: string, tag: Tag): boolean {
  // "US" and "U.S." are a name, "us" is none; "May" and "Will" may be names.
  if (/^(?:US|U\.S\.?)$/.test(text)) return false
  if (tag === 'name' && /^\p{Lu}/u.test(text) && lower.length > 1 && !light.has(lower))
    return functionTag(lower) !== undefined && tag !== 'name'
  return light.has(lower) || (functionTag(lower) !== undefined && functionTag(lower) !== 'number')
}

function partsOf(text: string): { text: string; offset: number }[] {
  if (!/[-‐‑]/.test(text)) return [{ text, offset: 0 }]
  const parts: { text: string; offset: number }[] = []
  for (const match of text.matchAll(/[^-‐‑]+/g)) parts.push({ text: match[0], offset: match.index })
  return parts
}

const folded = new Map<string, string>()

/** A word without case, accents, points and possessive: "U.S." → "us", "Trump’s" → "trump". */
export function fold(text: string): string {
  const known = folded.get(text)
  if (known !== undefined) return known
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[’'ʼ]s?$/u, '')
    .replace(/(?<=\p{L})\.(?=\p{L}|$)/gu, '')
  if (folded.size > 50_000) folded.clear()
  folded.set(text, plain)
  return plain
}

const stems = new Map<string, string>()

/** The stem by which words are matched: "1,000" → "1000", "five" → "5", "deployed" → "deploy". */
export function stemOfWord(lower: string): string {
  const known = stems.get(lower)
  if (known !== undefined) return known
  const stem = /^\d/.test(lower) ? lower.replaceAll(',', '') : (numberTerm(lower) ?? stemOf(lower))
  if (stems.size > 50_000) stems.clear()
  stems.set(lower, stem)
  return stem
}

/** True for a word that is a verb here. */
export function isVerbWord(word: Word): boolean {
  return isVerb(word.tag)
}
