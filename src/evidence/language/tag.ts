import { functionTag, isKnownWord, type Readings, readingsOf } from './lexicon.ts'
import { mendTags } from './mend-tags.ts'
import type { Tag } from './tags.ts'
import type { Token } from './tokens.ts'

const quoteMarks = /^["“”„«»‘]$/
const none: ReadonlySet<string> = new Set()
const nominative = new Set(['i', 'he', 'she', 'it', 'we', 'they', 'you', 'who'])

/**
 * Gives every token of one sentence its part of speech, from the lexicon and from what stands beside it.
 * "He plans to resign" → plans is a verb; "the plans" → a noun. Changes the tokens in place and returns them.
 * `names` (lower case) are words that the text uses as names elsewhere: "Cook said" at a sentence's start is then one.
 */
export function tagTokens(tokens: Token[], names: ReadonlySet<string> = none): Token[] {
  const shouting = isShouting(tokens)
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index]!
    token.tag = tagOf(tokens, index, shouting, names)
  }
  mendTags(tokens)
  return tokens
}

// A headline in capitals says nothing about names.
function isShouting(tokens: Token[]): boolean {
  let words = 0
  let capitals = 0
  for (const { text } of tokens) {
    if (!/^\p{L}/u.test(text)) continue
    words++
    if (/^\p{Lu}/u.test(text)) capitals++
  }
  return words > 3 && capitals / words > 0.85
}

function tagOf(tokens: Token[], index: number, shouting: boolean, names: ReadonlySet<string>): Tag {
  const token = tokens[index]!
  const { text, lower } = token
  const first = text.charCodeAt(0)
  if (first >= 48 && first <= 57) return 'number'
  if (!/^[\p{L}’']/u.test(text)) return quoteMarks.test(text) ? 'quote' : /^\p{P}/u.test(text) ? 'mark' : 'other'
  if (lower === "'s") return clitic(tokens, index)
  if (lower === "'") return token.spaced ? 'quote' : /s$/.test(tokens[index - 1]?.lower ?? '') ? 'possessive' : 'quote'
  const isCapital = /^\p{Lu}/u.test(text)
  if (
    isCapital &&
    text.length > 1 &&
    text === text.toUpperCase() &&
    !shouting &&
    /^(?:US|UK|UN|EU|WHO|IT|AM|PM)$/.test(text)
  )
    return 'name'
  const closed = functionTag(lower)
  if (closed && !(isCapital && !startsClause(tokens, index) && closed !== 'pronoun' && isNameLike(tokens, index)))
    return closed
  if (isCapital && !shouting && (isNameAt(tokens, index) || names.has(lower))) return 'name'
  if (/^(?:\p{L}\.){2,}$/u.test(text) && text !== 'a.m.' && text !== 'p.m.') return 'name'
  return choose(readingsOf(lower), tokens, index)
}

function clitic(tokens: Token[], index: number): Tag {
  const before = tokens[index - 1]
  if (before && /^(?:he|she|it|that|there|what|who|where|here|how|let)$/.test(before.lower)) return 'be'
  return 'possessive'
}

function startsClause(tokens: Token[], index: number): boolean {
  const before = tokens[index - 1]
  if (!before) return true
  const earlier = tokens[index - 2]
  // `…,” Cook said`: after a comma and the mark that closes a quote the sentence goes on.
  if (before.tag === 'quote')
    return !(tokens[index]!.spaced && !before.spaced && earlier && /^[,?!…—]$/.test(earlier.text))
  // "Mr. Cook": a point after a name inside a sentence is its abbreviation's.
  if (before.text === '.') return earlier?.tag !== 'name' || before.spaced
  return before.tag === 'mark' && /[:?!—–•*(]/.test(before.text)
}

// "The" or "Of" inside a title: "Bank of The West".
function isNameLike(tokens: Token[], index: number): boolean {
  return tokens[index - 1]?.tag === 'name' && /^\p{Lu}/u.test(tokens[index + 1]?.text ?? '')
}

// A capital inside a sentence is a name; at its start only where the word is not a common one, or another name follows.
function isNameAt(tokens: Token[], index: number): boolean {
  if (!startsClause(tokens, index)) return true
  const token = tokens[index]!
  const next = tokens[index + 1]
  if (!isKnownWord(token.lower)) return true
  const readings = readingsOf(token.lower)
  return (
    !!next &&
    /^\p{Lu}/u.test(next.text) &&
    functionTag(next.lower) === undefined &&
    /^[nNaA]/.test(readings) &&
    !token.lower.endsWith('s')
  )
}

function choose(readings: Readings, tokens: Token[], index: number): Tag {
  if (readings === '') return /^\p{Lu}/u.test(tokens[index]!.text) ? 'name' : 'noun'
  if (readings.length === 1) return plain(readings)
  const before = previousWord(tokens, index)
  const code = readings.toLowerCase()
  const tag = before?.tag
  if (code.startsWith('d') || code.startsWith('p')) return pastTag(code, before)
  if (tag === 'to' || tag === 'modal' || (tag === 'do' && code.includes('v'))) if (code.includes('v')) return 'verb'
  if (tag === 'pronoun' && before && nominative.has(before.lower) && code.includes('v')) return 'verb'
  const nounish =
    tag === 'determiner' || tag === 'adjective' || tag === 'possessive' || tag === 'number' || tag === 'preposition'
  if (code.startsWith('g'))
    return tag === 'determiner' && code.includes('n') ? 'noun' : code[1] === 'a' && nounish ? 'adjective' : 'ing'
  if (nounish) {
    if (code.includes('a') && nextIsNoun(tokens, index) && !readings.startsWith('N')) return 'adjective'
    if (code.includes('n')) return 'noun'
    if (code.includes('a')) return 'adjective'
  }
  if (tag === 'noun' || tag === 'name') return afterNoun(readings, tokens, index)
  if (
    tag === 'conjunction' &&
    code.includes('n') &&
    tokens[index - 2]?.tag === 'noun' &&
    (!readings.startsWith('V') || tokens[index]!.lower.endsWith('s'))
  )
    return 'noun'
  // With nothing before it to tell, a form in -s or one before another noun is more often a noun.
  if (code.includes('n') && tag === 'ing' && nextIsNoun(tokens, index)) return 'noun'
  if (code.includes('n') && !readings.startsWith('V') && tokens[index]!.lower.endsWith('s')) return 'noun'
  return plain(readings)
}

function pastTag(code: Readings, before: Token | undefined): Tag {
  const tag = before?.tag
  if (tag === 'have' || tag === 'be') return code.includes('p') ? 'participle' : 'past'
  if (tag === 'determiner' || tag === 'possessive' || tag === 'adjective')
    return code.includes('a') ? 'adjective' : 'participle'
  if (tag === 'to' || tag === 'modal' || tag === 'do')
    return code.includes('v') ? 'verb' : code.includes('p') ? 'participle' : 'past'
  if (tag === 'number' || tag === 'preposition') return code.includes('n') ? 'noun' : 'participle'
  return code.includes('d') ? 'past' : 'participle'
}

function afterNoun(readings: Readings, tokens: Token[], index: number): Tag {
  const code = readings.toLowerCase()
  const token = tokens[index]!
  const next = tokens[index + 1]
  const opens = next ? (functionTag(next.lower) ?? 'none') : 'none'
  // "the plans cost nothing": no plural noun stands before another noun that is followed by its own determiner.
  if (
    code.includes('v') &&
    /determiner|pronoun/.test(opens) &&
    isPluralNoun(tokens[index - 1]) &&
    !token.lower.endsWith('s')
  )
    return 'verb'
  if (code.includes('v') && (code.startsWith('v') || token.lower.endsWith('s'))) {
    const follows =
      /determiner|preposition|pronoun|to|subordinator|adverb|number/.test(opens) || /^\d/.test(next?.text ?? '')
    if (token.lower.endsWith('s') ? follows && opens !== 'preposition' : follows && isPluralNoun(tokens[index - 1]))
      return 'verb'
    if (readings.startsWith('V') && code[1] !== 'n') return 'verb'
  }
  if (code.includes('n')) return 'noun'
  return plain(readings)
}

function isPluralNoun(token: Token | undefined): boolean {
  return (
    !!token && (token.lower.endsWith('s') || /^(?:people|police|men|women|children|we|they|you)$/.test(token.lower))
  )
}

function nextIsNoun(tokens: Token[], index: number): boolean {
  const next = tokens[index + 1]
  if (!next || !/^\p{L}/u.test(next.text) || functionTag(next.lower)) return false
  const readings = readingsOf(next.lower)
  return readings === '' || /[nN]/.test(readings)
}

function previousWord(tokens: Token[], index: number): Token | undefined {
  for (let at = index - 1; at >= 0 && at >= index - 4; at--) {
    const token = tokens[at]!
    if (token.tag !== 'adverb' && token.tag !== 'not' && token.tag !== 'quote') return token
  }
  return undefined
}

function plain(readings: Readings): Tag {
  switch (readings[0]?.toLowerCase()) {
    case 'v':
      return 'verb'
    case 'a':
      return 'adjective'
    case 'r':
      return 'adverb'
    case 'd':
      return 'past'
    case 'p':
      return 'participle'
    case 'g':
      return 'ing'
    default:
      return 'noun'
  }
}
