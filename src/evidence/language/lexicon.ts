import { findLine } from './find-line.ts'
import functionWords from './function-words.json' with { type: 'json' }
import irregularVerbs from './irregular-verbs.json' with { type: 'json' }
import lexicon from './lexicon.json' with { type: 'json' }
import type { Tag } from './tags.ts'

/**
 * The parts of speech that a written form can have. `n v a r` stand for noun, verb (base or present), adjective, adverb;
 * `d` past tense, `p` participle, `g` -ing form. The first is the most used; upper case: it leads by three to one.
 */
export type Readings = string

const closed = new Map<string, Tag>()
for (const [tag, words] of Object.entries(functionWords) as [Tag, string][]) {
  for (const word of words.split(' ')) if (!closed.has(word)) closed.set(word, tag)
}

const lemmaReadings = (word: string): Readings | undefined => findLine(lexicon, word)

const unchanged = new Set<string>()
const irregular = new Map<string, { code: Readings; lemma: string }>()
for (const entry of irregularVerbs.split(', ')) {
  const [base = '', past = '', participle = ''] = entry.split(' ')
  for (const form of past.split('/')) addIrregular(form, base, 'd')
  addIrregular(participle, base, 'p')
}

function addIrregular(form: string, lemma: string, code: Readings): void {
  if (form === lemma) {
    if (code === 'd') unchanged.add(form)
    return
  }
  const known = irregular.get(form)
  irregular.set(form, { lemma, code: known && !known.code.includes(code) ? known.code + code : (known?.code ?? code) })
}

const seen = new Map<string, Readings>()

/** The tag of a function word ("the" → determiner), or undefined for a word of content. */
export function functionTag(lower: string): Tag | undefined {
  return closed.get(lower)
}

/** True where the lexicon holds the word, or a form of one: "officials", "requested", "said". */
export function isKnownWord(lower: string): boolean {
  return closed.has(lower) || readingsOf(lower) !== ''
}

/**
 * The parts of speech that a written form can have: `readingsOf('plans')` → "nv", `readingsOf('fell')` → "dVna".
 * An unknown form gives "" (take it for a noun or a name).
 */
export function readingsOf(lower: string): Readings {
  const known = seen.get(lower)
  if (known !== undefined) return known
  const found = findReadings(lower)
  if (seen.size > 50_000) seen.clear()
  seen.set(lower, found)
  return found
}

function findReadings(word: string): Readings {
  const whole = lemmaReadings(word) ?? ''
  const past = irregular.get(word)
  if (past) return past.code + whole.toLowerCase().replace(/[dp]/g, '')
  if (whole && !/(?:ed|ing)$/.test(word)) return whole
  return withEnding(word, whole)
}

function withEnding(word: string, whole: Readings): Readings {
  // "self-described" and "long-standing" limit a noun; they carry no clause.
  if (!whole && word.includes('-') && /(?:ing|ed)$/.test(word)) return hyphenReadings(word)
  if (word.endsWith('ing') && word.length > 4) {
    if (whole.startsWith('N') || whole === 'n') return 'ng'
    return verbOf(word, 'ing') ? `g${whole.includes('n') ? 'n' : ''}${whole.includes('a') ? 'a' : ''}` : whole || 'n'
  }
  if (word.endsWith('ed') && word.length > 3) {
    if (verbOf(word, 'ed')) return `dp${whole.startsWith('a') || whole.startsWith('A') ? 'a' : ''}`
    return whole || (word.length > 4 ? 'dp' : 'n')
  }
  if (whole) return whole
  if (word.endsWith('s') && !word.endsWith('ss') && word.length > 3) return pluralReadings(word)
  if (word.endsWith('ly')) return 'r'
  if (/(?:al|ous|ive|able|ible|less|ful|ic|ary)$/.test(word) && word.length > 5) return 'a'
  if (/(?:er|est)$/.test(word) && adjectiveOf(word)) return 'a'
  return word.includes('-') ? hyphenReadings(word) : ''
}

// "second-quarter", "long-awaited", "state-run": what stands before a noun and limits it.
function hyphenReadings(word: string): Readings {
  const last = word.slice(word.lastIndexOf('-') + 1)
  const readings = readingsOf(last)
  if (/^[dpg]/.test(readings)) return 'a'
  return readings === '' || /^[nN]/.test(readings) ? 'na' : readings.toLowerCase()
}

/** True for a verb whose past tense is its base form: "cut", "put", "hit". */
export function isUnchangedInPast(lower: string): boolean {
  return unchanged.has(lower)
}

/** The base form of a verb's -ing, -ed or -s form, or undefined: `verbOf('enlisted', 'ed')` → "enlist". */
export function verbOf(word: string, ending: 'ing' | 'ed' | 's'): string | undefined {
  const stem = word.slice(0, -ending.length)
  const candidates = [stem, `${stem}e`]
  if (ending === 's') candidates.push(stem.replace(/e$/, ''), stem.replace(/ie$/, 'y'))
  else if (/(.)\1$/.test(stem)) candidates.push(stem.slice(0, -1))
  if (ending === 'ed' && stem.endsWith('i')) candidates.push(`${stem.slice(0, -1)}y`)
  return candidates.find((candidate) => /[vV]/.test(lemmaReadings(candidate) ?? ''))
}

function pluralReadings(word: string): Readings {
  const singular = [word.slice(0, -1), word.slice(0, -2), `${word.slice(0, -3)}y`]
  const code = singular.map((candidate) => lemmaReadings(candidate)).find((found) => found !== undefined)
  if (code === undefined) return ''
  const kept = code.replace(/[ar]/gi, '')
  return kept === '' ? 'n' : kept
}

function adjectiveOf(word: string): boolean {
  const stem = word.replace(/(?:er|est)$/, '')
  return [stem, `${stem}e`, stem.slice(0, -1), `${stem.slice(0, -1)}y`].some((base) =>
    /[aA]/.test(lemmaReadings(base) ?? ''),
  )
}

/** The base form of any verb form: `lemmaOf('said')` → "say", `lemmaOf('declining')` → "decline"; other words come back as they are. */
export function lemmaOf(lower: string): string {
  const past = irregular.get(lower)
  if (past) return past.lemma
  if (closed.get(lower) === 'be') return 'be'
  if (closed.get(lower) === 'have') return 'have'
  if (closed.get(lower) === 'do') return 'do'
  if (lower.endsWith('ing')) return verbOf(lower, 'ing') ?? lower
  if (lower.endsWith('ed')) return verbOf(lower, 'ed') ?? lower
  if (lower.endsWith('s')) return verbOf(lower, 's') ?? lower
  return lower
}
