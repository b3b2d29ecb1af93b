import { createRequire } from 'node:module'
import { functionTag } from './lexicon.ts'

/** Shares of English function words: prose has 0.35 to 0.55, headlines and lists about 0.25, other languages under 0.15. */
const surelyEnglish = 0.2
const require = createRequire(import.meta.url)

/**
 * The language of a text as an ISO 639-1 code, "und" where there is too little text to tell.
 * English is known by its function words; only other texts pay for loading the detector.
 */
export function detectLanguage(text: string): string {
  const words =
    text
      .slice(0, 4_000)
      .toLowerCase()
      .match(/\p{L}[\p{L}’']*/gu) ?? []
  if (words.length < 3) return /[^\p{ASCII}\p{P}\s]/u.test(text) ? detectOther(text) : 'und'
  const share = words.filter((word) => functionTag(word) !== undefined).length / words.length
  return share >= surelyEnglish ? 'en' : detectOther(text)
}

function detectOther(text: string): string {
  // Loaded only here: it costs a tenth of a second, which an English text need not pay.
  const { detect } = require('tinyld/light') as { detect: (text: string) => string }
  return detect(text.slice(0, 4_000)) || 'und'
}
