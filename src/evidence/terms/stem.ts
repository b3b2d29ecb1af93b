import { functionTag, lemmaOf, readingsOf } from '../language/lexicon.ts'
import exceptions from './stem-exceptions.json' with { type: 'json' }

const unchanged = new Set(exceptions.unchanged.split(' '))
const irregular = new Map(Object.entries(exceptions.irregular))

/**
 * The stem of a folded word: forms of one word come together, words that only share letters do not.
 * `stemOf('troops')` → "troop", `stemOf('bodies')` → "body", `stemOf('deployed')` → "deploy", `stemOf('sent')` → "send".
 * Verb forms go by the lexicon, plurals and unknown words by their ending.
 */
export function stemOf(word: string): string {
  if (word.length < 3 || functionTag(word) !== undefined || unchanged.has(word)) return word
  const special = irregular.get(word)
  if (special !== undefined) return special
  // The lexicon would make "care" of "cars".
  if (word.endsWith('s')) return word.length < 4 ? word : singular(word)
  const lemma = lemmaOf(word)
  if (lemma !== word || word.length < 4) return lemma
  if (word.endsWith('ed') || word.endsWith('ing')) return withoutVerbEnding(word)
  return word
}

function singular(word: string): string {
  if (/(?:ss|us|is)$/.test(word)) return word
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`
  if (/(?:s|x|z|ch|sh|o)es$/.test(word)) {
    const short = word.slice(0, -2)
    // "houses", "shoes": the e belongs to the word.
    return !isKnown(short) && isKnown(`${short}e`) ? `${short}e` : short
  }
  return word.slice(0, -1)
}

// Only words that the lexicon does not know as verbs come here: new verbs ("ghosted", "doxxing"), and nouns ("shed", "ring").
function withoutVerbEnding(word: string): string {
  if (isKnown(word) && /[nNaA]/.test(readingsOf(word))) return word
  const base = word.replace(/(?:ed|ing)$/, '')
  return base.length < 4 || !/[aeiouy]/.test(base) ? word : base
}

function isKnown(word: string): boolean {
  return readingsOf(word) !== ''
}
