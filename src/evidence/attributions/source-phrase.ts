import { nounPhraseBefore, type Phrase } from '../language/phrases.ts'
import { isFiniteVerb, isNominal, type Tag } from '../language/tags.ts'
import type { Token } from '../language/tokens.ts'

/** How far back a source may begin, in tokens: a name with two appositions or a relative clause. */
export const farthest = 45

/** Prepositions by which a description hangs on its noun. */
export const links: ReadonlySet<string> = new Set(
  'of for from in at with on to by near between about within inside under behind against among over like including'.split(
    ' ',
  ),
)
const openers: ReadonlySet<Tag> = new Set<Tag>([
  'determiner',
  'wh',
  'noun',
  'name',
  'participle',
  'ing',
  'number',
  'adjective',
  'adverb',
  'preposition',
  'pronoun',
  'past',
])
/** Past forms that follow a noun as its modifier: "officials briefed on the raid". */
export const reduced =
  /^(?:briefed|involved|based|close|near|authori[sz]ed|assigned|familiar|quoted|cited|interviewed|contacted)$/
/** Days and months, which are never sources. */
export const dayNames =
  /^(?:mon|tues|wednes|thurs|fri|satur|sun)day$|^(?:january|february|march|april|may|june|july|august|september|october|november|december)$/

/**
 * The source phrase that ends before a verb group: for "Jane Roe, a lawyer for the city, said" asked at "said", the tokens
 * from "Jane" to the last comma (exclusive). Goes back over "of the agency", "who spoke on …", appositions and "A and B".
 * Undefined where no noun phrase stands there.
 */
export function sourceBefore(tokens: Token[], before: number): Phrase | undefined {
  const last = tokens[before - 1]
  if (!last) return undefined
  if (last.text === ',' || last.text === ')' || last.text === '—' || last.text === '–' || last.text === '--')
    return beforeAside(tokens, before)
  if (last.tag === 'wh' || (last.lower === 'that' && before > 1 && isNominal(tokens[before - 2]!.tag)))
    return { from: before - 1, to: before, head: before - 1 }
  return relativeSubject(tokens, before) ?? chainBefore(tokens, before)
}

// A noun phrase and what it hangs on by "of", "for" …: "a spokeswoman for the agency".
function chainBefore(tokens: Token[], end: number): Phrase | undefined {
  let before = end
  // "Lee (R-Mass.)"
  if (tokens[before - 1]?.text === ')') {
    while (before > end - 8 && before > 1 && tokens[before - 1]!.text !== '(') before--
    before--
  }
  let phrase = trimmed(tokens, phraseBefore(tokens, before))
  if (!phrase) return undefined
  const to = end
  const floor = Math.max(0, before - farthest)
  for (;;) {
    const link = tokens[phrase.from - 1]
    if (!link || phrase.from - 1 <= floor) break
    if (links.has(link.lower)) {
      let stop = phrase.from - 1
      // "officials familiar with the plan", "a person briefed on the talks"
      if (
        stop > 1 &&
        (/^(?:adjective|participle|past|ing)$/.test(tokens[stop - 1]!.tag) ||
          /^(?:close|near)$/.test(tokens[stop - 1]!.lower)) &&
        isNominal(tokens[stop - 2]!.tag)
      )
        stop--
      const owner = trimmed(tokens, phraseBefore(tokens, stop))
      // "has in the past said": what hangs on a verb is no source.
      if (!owner && /^(?:have|be|modal|verb|past|participle|do)$/.test(tokens[stop - 1]?.tag ?? 'mark'))
        return undefined
      if (!owner || opensAdjunct(tokens, owner)) break
      phrase = { from: owner.from, to, head: owner.head }
    } else if ((link.lower === 'and' || link.lower === 'or') && phrase.from > 1) {
      const other: Phrase | undefined =
        trimmed(tokens, phraseBefore(tokens, phrase.from - 1)) ?? adjectiveAt(tokens, phrase.from - 2)
      if (!other || !opensClause(tokens, other.from)) break
      phrase = { from: other.from, to, head: other.head }
    } else break
  }
  return { ...phrase, to }
}

// "Federal and state officials", "five current and former officials"
function adjectiveAt(tokens: Token[], at: number): Phrase | undefined {
  if (tokens[at]?.tag !== 'adjective') return undefined
  let from = at
  while (from > 0 && at - from < 4 && /^(?:adjective|number|determiner)$/.test(tokens[from - 1]!.tag)) from--
  return { from, to: at + 1, head: at }
}

// "In a statement Smith said": what follows a preposition that has no owner is no source.
function opensAdjunct(tokens: Token[], phrase: Phrase): boolean {
  const before = tokens[phrase.from - 1]
  return !!before && before.tag === 'preposition' && opensClause(tokens, phrase.from - 1) && before.lower !== 'of'
}

function phraseBefore(tokens: Token[], before: number): Phrase | undefined {
  const last = tokens[before - 1]
  if (!last) return undefined
  if (last.lower === "'s" || last.tag === 'wh') return undefined
  if (
    last.tag === 'determiner' &&
    /^(?:this|that|these|those|both|all|some|many|most|few|several|others|another|neither|each)$/.test(last.lower)
  ) {
    return { from: before - 1, to: before, head: before - 1 }
  }
  if (last.tag === 'adjective' && tokens[before - 2]?.lower === 'the')
    return { from: before - 2, to: before, head: before - 1 }
  // "the 43-year-old asked"
  if (last.lower === 'year-old' && tokens[before - 4]?.tag === 'determiner')
    return { from: before - 4, to: before, head: before - 1 }
  const phrase = nounPhraseBefore(tokens, before)
  // "one official", where the number is also a pronoun.
  if (phrase && phrase.from > 0 && tokens[phrase.from - 1]!.lower === 'one') return { ...phrase, from: phrase.from - 1 }
  return phrase
}

// "In 2014 Smith", "On Monday Smith", "According to a statement Smith": keeps the name.
function trimmed(tokens: Token[], phrase: Phrase | undefined): Phrase | undefined {
  if (!phrase || tokens[phrase.from - 1]?.tag !== 'preposition') return phrase
  for (let at = phrase.from; at < phrase.to - 1; at++) {
    const token = tokens[at]!
    if (dayNames.test(token.lower) || /^\d{4}$/.test(token.text)) return { ...phrase, from: at + 1 }
    if (token.tag === 'noun' && tokens[at + 1]!.tag === 'determiner') return { ...phrase, from: at + 1 }
  }
  return phrase
}

/** True where a token stands at the beginning of a clause: at the sentence's start, after a mark, a conjunction or "that". */
export function opensClause(tokens: Token[], at: number): boolean {
  const before = tokens[at - 1]
  if (!before) return true
  return (
    before.tag === 'mark' ||
    before.tag === 'quote' ||
    before.tag === 'conjunction' ||
    before.tag === 'subordinator' ||
    before.lower === 'that'
  )
}

// "a Defense Department official who spoke on the condition of anonymity |said|"
function relativeSubject(tokens: Token[], before: number): Phrase | undefined {
  const floor = Math.max(0, before - farthest)
  for (let at = before - 2; at > floor; at--) {
    const token = tokens[at]!
    if (token.tag === 'quote' || token.text === ',' || token.text === ';') return undefined
    if (token.lower !== 'who') continue
    // The clause of "who" must have its own verb, else the verb asked about is that verb.
    if (!hasFinite(tokens, at + 1, before)) return undefined
    const owner = chainBefore(tokens, at)
    return owner && { from: owner.from, to: before, head: owner.head }
  }
  return undefined
}

/** True where a finite verb stands between two tokens. */
export function hasFinite(tokens: Token[], from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (isFiniteVerb(tokens[at]!.tag)) return true
  return false
}

// "Jane Roe, a lawyer in Ostrow, Pa., |said|", "Roe (R-Mass.) |said|": finds where the aside opens and what stands before it.
function beforeAside(tokens: Token[], before: number): Phrase | undefined {
  const closing = tokens[before - 1]!.text
  const opening = closing === ')' ? '(' : closing
  const floor = Math.max(0, before - farthest)
  let found: Phrase | undefined
  for (let at = before - 2; at > floor; at--) {
    const token = tokens[at]!
    if (token.tag === 'quote' && closing !== ')') break
    if (token.text !== opening) continue
    const opens = tokens[at + 1]!
    if (closing !== ')' && (!openers.has(opens.tag) || isOwnClause(tokens, at + 1, before - 1))) {
      if (found || isOwnClause(tokens, at + 1, before - 1)) break
      continue
    }
    const owner = chainBefore(tokens, at)
    if (!owner) {
      if (closing === ')') break
      continue
    }
    // A second aside must lead back to the phrase that opens the clause: not "on Friday, its conductor, Roe, said".
    if (found && !opensClause(tokens, owner.from)) break
    found = { from: owner.from, to: closing === ')' ? before : before - 1, head: owner.head }
    if (closing === ')' || !isAsideToo(tokens, owner.from)) break
  }
  return found
}

// "…, of Ostrow, said": the phrase found may be an apposition itself.
function isAsideToo(tokens: Token[], from: number): boolean {
  const before = tokens[from - 1]
  const first = tokens[from]!
  return before?.text === ',' && (first.tag === 'determiner' || first.tag === 'noun' || first.tag === 'number')
}

// A piece between commas with a subject and a finite verb of its own is a clause, not an apposition.
function isOwnClause(tokens: Token[], from: number, to: number): boolean {
  const first = tokens[from]!
  if (first.tag === 'wh' || first.lower === 'who' || first.lower === 'whose' || first.lower === 'which') return false
  if (first.tag === 'ing' || first.tag === 'participle') return false
  for (let at = from; at < to; at++) {
    const token = tokens[at]!
    if (token.tag === 'wh' || token.lower === 'who' || token.lower === 'which' || token.lower === 'that') return false
    if (isFiniteVerb(token.tag)) return true
  }
  return false
}
