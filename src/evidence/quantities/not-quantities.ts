import { readingsOf } from '../language/lexicon.ts'
import type { Token } from '../language/tokens.ts'
import type { Amount } from './amount.ts'
import { isBareAllowed } from './bare-numbers.ts'
import words from './not-quantities.json' with { type: 'json' }

const designators = new Set(words.designators.split(' '))
const streets = new Set(words.streets.split(' '))
const compoundStops = new Set(words.compoundStops.split(' '))
const afterOne = new Set(words.afterOne.split(' '))
const beforeOne = new Set(words.beforeOne.split(' '))
const dateNames = new Set(words.dateNames.split(' '))

/**
 * True where the words read as an amount are none: part of a name ("Boeing 737", "Section 427", "Big Ten"), a list number,
 * a score, a telephone or house number, the pronoun "one". Dates and times are told by `findDates`.
 */
export function isNoQuantity(tokens: Token[], amount: Amount): boolean {
  if (isJoinedToWord(tokens, amount) || isListNumber(tokens, amount) || isDashed(tokens, amount)) return true
  if (amount.joined !== null) return amount.unit === null && isEmptyCompound(amount)
  if (isCapitalWord(tokens, amount)) return true
  if (amount.unit !== null) return amount.value === 1 && amount.form === 'words' && isIdleOne(tokens, amount)
  if (amount.form === 'ratio') return false
  if (amount.form === 'vague') return false
  if (amount.isAge) return false
  if (amount.form === 'words' && amount.value === 1 && amount.from + 1 === amount.to)
    return isIdleOne(tokens, amount) || !isCounted(tokens, amount.to)
  if (
    isDesignated(tokens, amount) ||
    isAfterName(tokens, amount) ||
    isBeforeName(tokens, amount) ||
    isAddress(tokens, amount)
  )
    return true
  if (isCounted(tokens, amount.to) || amount.high !== null) return isBareSingular(tokens, amount)
  return !isBareAllowed(tokens, amount) && !isVote(tokens, amount)
}

// "5G", "737s", "401(k)", "4x4", "(5)", "/": a sign or letter that touches the number and is no unit.
function isJoinedToWord(tokens: Token[], amount: Amount): boolean {
  const after = tokens[amount.to]
  if (
    amount.form === 'digits' &&
    amount.unit === null &&
    after &&
    !after.spaced &&
    (/^[\p{L}(/_@#*]/u.test(after.text) || /^[’']s?$/.test(after.text))
  )
    return true
  const first = tokens[amount.from]!
  const before = tokens[amount.from - 1]
  if (!before || first.spaced) return false
  return /^[/_@#№*:.]$/.test(before.text) && amount.form === 'digits'
}

function isListNumber(tokens: Token[], amount: Amount): boolean {
  const before = tokens[amount.from - 1]
  const after = tokens[amount.to]
  if (before?.text === '#' || before?.text === '№') return true
  if (amount.unit !== null || amount.form !== 'digits') return false
  if (before?.text === '(' && after?.text === ')' && amount.scale === 1 && /^\d{1,3}$/.test(tokens[amount.from]!.text))
    return true
  return amount.from === 0 && (after?.text === '.' || after?.text === ')' || after?.text === ':') && !after.spaced
}

// "3-1", "555-0187", "50-50": digits with a dash between them, where no range was read.
function isDashed(tokens: Token[], amount: Amount): boolean {
  if (amount.form !== 'digits' && amount.form !== 'words') return false
  const before = tokens[amount.from - 1]
  const first = tokens[amount.from]!
  if (before && /^[-–‑]$/.test(before.text) && !first.spaced && isNumeric(tokens[amount.from - 2]) && !before.spaced)
    return !isVote(tokens, amount)
  if (amount.high !== null) return /^0\d/.test(tokens[amount.to - 1]!.text)
  const after = tokens[amount.to]
  return (
    amount.unit === null &&
    !!after &&
    /^[-–‑]$/.test(after.text) &&
    !after.spaced &&
    isNumeric(tokens[amount.to + 1]) &&
    !isVote(tokens, amount)
  )
}

// "voted 52-48", "a vote of 218-213" are counts and no score.
function isVote(tokens: Token[], amount: Amount): boolean {
  for (let at = Math.max(0, amount.from - 8); at < Math.min(amount.to + 4, tokens.length); at++) {
    if (/^(?:vot(?:e[ds]?|ing)|ballots?)$/.test(tokens[at]!.lower)) return amount.form === 'digits'
  }
  return false
}

function isNumeric(token: Token | undefined): boolean {
  return !!token && /^\d/.test(token.text)
}

function isEmptyCompound(amount: Amount): boolean {
  const noun = amount.joined!.split('-')[0]!
  if (compoundStops.has(noun) || compoundStops.has(amount.joined!)) return true
  if (amount.form === 'words' && amount.value === 1) return true
  return !/n/i.test(readingsOf(noun))
}

// "Formula One", "the Seven Sisters", "Big Ten": a capital inside a sentence.
function isCapitalWord(tokens: Token[], amount: Amount): boolean {
  const first = tokens[amount.from]!
  if (!/^\p{Lu}/u.test(first.text) || amount.form === 'digits' || amount.from === 0) return false
  const before = tokens[amount.from - 1]!
  if (before.tag === 'quote' || /^[.:?!—–•*(]$/.test(before.text)) return false
  const opensName = /^\p{Lu}/u.test(before.text) && !/^\p{Lu}/u.test(tokens[amount.to]?.text ?? '')
  return (
    (opensName && before.tag !== 'preposition') ||
    first.tag === 'name' ||
    before.tag === 'name' ||
    tokens[amount.to]?.tag === 'name'
  )
}

// "one of the people", "no one", "the one", "one day", "at one point", "one another".
function isIdleOne(tokens: Token[], amount: Amount): boolean {
  const before = tokens[amount.from - 1]?.lower ?? ''
  const next = tokens[amount.from + 1]?.lower ?? ''
  if (tokens[amount.from]!.lower !== 'one') return false
  return beforeOne.has(before) || afterOne.has(next)
}

// "page 4", "No. 2", "Part 3", "week six", "top 10".
function isDesignated(tokens: Token[], amount: Amount): boolean {
  if (amount.scale !== 1) return false
  let at = amount.from - 1
  const before = tokens[at]
  if (!before) return false
  if (before.text === '.' && !before.spaced) at--
  const word = tokens[at]
  if (!word) return false
  if ((word.lower === 'no' || word.lower === 'nos') && at < amount.from - 1) return true
  if (!designators.has(word.lower)) return false
  // "a number 10 times as high", "the group two men led": a plural noun after it is counted.
  return !isPluralAt(tokens, amount.to) || /^\p{Lu}/u.test(word.text)
}

// "Boeing 737", "Apple Watch 5", "Covid 19"; not "In Iraq 300 people" or "On Tuesday 14 protesters".
function isAfterName(tokens: Token[], amount: Amount): boolean {
  const before = tokens[amount.from - 1]
  const first = tokens[amount.from]!
  if (!before || amount.form !== 'digits' || amount.scale !== 1 || first.text.includes(',')) return false
  const of = before.lower === 'of' && tokens[amount.from - 2]?.tag === 'name' && !isCounted(tokens, amount.to)
  if (of) return amount.value <= 100
  // "iPhone 11" and "Planet 9" at the start of a clause are names too.
  const isModel = /\p{Ll}\p{Lu}|^\p{L}+\d+$/u.test(before.text)
  const isCapital = /^\p{Lu}/u.test(before.text) && before.tag === 'noun'
  if (before.tag !== 'name' && !isModel && !isCapital) return false
  if (dateNames.has(before.lower)) return false
  if (!isPluralAt(tokens, amount.to)) return !/^(?:per|percent)$/.test(tokens[amount.to]?.lower ?? '') || isModel
  let at = amount.from - 1
  while (at > 0 && tokens[at - 1]!.tag === 'name') at--
  return tokens[at - 1]?.tag !== 'preposition'
}

// "787 Dreamliner", "911 Carrera": a number that opens a name.
function isBeforeName(tokens: Token[], amount: Amount): boolean {
  if (amount.form !== 'digits' || amount.value >= 1000 || amount.high !== null) return false
  const next = tokens[amount.to]
  return (
    !!next &&
    (next.tag === 'name' || /^\p{Lu}\p{Ll}/u.test(next.text)) &&
    !isPluralAt(tokens, amount.to) &&
    !/s$/.test(next.lower)
  )
}

// "900 Broadcast Way", "12 North Elm Street".
function isAddress(tokens: Token[], amount: Amount): boolean {
  if (amount.form !== 'digits' || amount.scale !== 1 || amount.value % 1 !== 0) return false
  for (let at = amount.to; at < Math.min(amount.to + 5, tokens.length); at++) {
    const token = tokens[at]!
    if (!/^\p{Lu}/u.test(token.text)) return false
    if (streets.has(token.lower) && at > amount.to) return true
  }
  return false
}

function isPluralAt(tokens: Token[], from: number): boolean {
  for (let at = from; at < Math.min(from + 5, tokens.length); at++) {
    const token = tokens[at]!
    if (token.tag === 'adverb' && at === from) continue
    if (!/^(?:noun|adjective|name|participle|ing|number)$/.test(token.tag)) return false
    if (token.tag === 'noun' && isPlural(token.lower)) return true
  }
  return false
}

/** True for a plural noun by its form: "officers", "people", "women". */
export function isPlural(lower: string): boolean {
  return (
    (/s$/.test(lower) && !/(?:ss|us|is)$/.test(lower)) ||
    /^(?:people|men|women|children|police|personnel|troops|staff|cattle|sheep|fish|aircraft|feet|teeth|media|data|criteria)$/.test(
      lower,
    )
  )
}

function isCounted(tokens: Token[], at: number): boolean {
  const next = tokens[at]
  if (!next) return false
  if (/^(?:fewer|less)$/.test(next.lower) && tokens[at + 1]?.lower === 'than') return true
  // "26 saves", "one count of fraud": a verb by its tag, a noun by its place.
  if (
    next.tag === 'verb' &&
    /^(?:mark|preposition|conjunction)$/.test(tokens[at + 1]?.tag ?? 'mark') &&
    (isPlural(next.lower) || tokens[at - 1]!.lower === 'one')
  )
    return true
  if (
    next.lower === 'of' ||
    next.lower === 'more' ||
    next.lower === 'other' ||
    next.lower === 'additional' ||
    next.lower === 'such'
  )
    return true
  if (next.tag === 'noun' || next.tag === 'adjective' || next.tag === 'name') return true
  return (
    (next.tag === 'participle' || next.tag === 'ing' || next.tag === 'adverb' || next.tag === 'number') &&
    isPluralAt(tokens, at + 1)
  )
}

// "a 737 pilot", "the 500 mark": a number that names the noun; "one proposal" counts it.
function isBareSingular(tokens: Token[], amount: Amount): boolean {
  if (amount.form !== 'digits' || amount.scale !== 1 || amount.high !== null) return false
  const before = tokens[amount.from - 1]
  if (before?.lower !== 'a' && before?.lower !== 'an') return false
  return !isPluralAt(tokens, amount.to)
}
