import { readingsOf } from '../language/lexicon.ts'
import { nounPhraseBefore, type Phrase } from '../language/phrases.ts'
import { isFiniteVerb, isVerb } from '../language/tags.ts'
import type { Token } from '../language/tokens.ts'
import type { Amount } from './amount.ts'
import type { Run } from './counted-things.ts'
import { unitAt } from './units.ts'

/** What stands around an amount: its tokens with the words of approximation, and which tokens belong to time expressions. */
export interface Place {
  tokens: Token[]
  amount: Amount
  from: number
  to: number
  isTime: (at: number) => boolean
}

/** The subject of the verb that governs the amount; of a chain of verbs ("rose and then fell 3 percent"), the first one's. */
export function subjectOf(place: Place): Run | undefined {
  const { tokens } = place
  let at = verbBefore(tokens, place.from)
  for (let round = 0; round < 6 && at !== undefined; round++) {
    // "having increased by 3", "up 57% after plummeting 65%": the subject is the main verb's.
    const finite = isDependent(tokens, at)
      ? verbBefore(tokens, at, ({ tag, lower }) => isFiniteVerb(tag) && lower !== 'having')
      : undefined
    const verb: number = finite ?? at
    const before = groupStart(tokens, verb)
    const run = acrossInsert(place, before) ?? longPhraseBefore(place, before)
    if (run) return run
    // "Get the mirror starting at $448"
    const nearest = finite === undefined ? undefined : longPhraseBefore(place, groupStart(tokens, at))
    if (nearest) return nearest
    at = verbBefore(tokens, Math.min(before, verb))
  }
  return undefined
}

/** The nearest governing verb before a token, at most 40 tokens back in its clause, as an index; undefined where none is. */
export function verbBefore(
  tokens: Token[],
  before: number,
  isWanted: (token: Token) => boolean = () => true,
): number | undefined {
  for (let at = before - 1; at >= 0 && at > before - 40; at--) {
    const token = tokens[at]!
    if (token.text === ';' || token.text === ':') return undefined
    if (isGoverning(tokens, at, before - 1) && isWanted(token)) return at
  }
  return undefined
}

function isGoverning(tokens: Token[], at: number, last: number): boolean {
  const { tag, lower } = tokens[at]!
  if (isVerb(tag)) return !hiddenNounBefore(tokens, at + 1)
  if (at === last && tag === 'noun') return isHiddenVerb(tokens, at)
  const before = tokens[at - 1]?.tag ?? 'mark'
  return (lower === 'up' || lower === 'down') && !isVerb(before) && before !== 'adverb'
}

// "The repair cost $31.5 million": right before an amount, a noun that can be a verb is one.
function isHiddenVerb(tokens: Token[], at: number): boolean {
  return (
    /[vd]/i.test(readingsOf(tokens[at]!.lower)) &&
    (/^(?:noun|name)$/.test(tokens[at - 1]?.tag ?? 'mark') || (at > 2 && tokens[at - 1]!.text === ','))
  )
}

function isDependent(tokens: Token[], at: number): boolean {
  const { tag, lower } = tokens[at]!
  if (isFiniteVerb(tag) && lower !== 'having') return false
  const start = groupStart(tokens, at)
  const before = tokens[start - 1]
  if (!isVerb(tag) || lower.endsWith('ing') || tokens[start]!.lower.endsWith('ing')) return before?.tag !== 'be'
  return before?.text === ','
}

// Back over "has", "would not", "is expected to" to the first word of the verb group, and over "which" before it.
function groupStart(tokens: Token[], verb: number): number {
  let before = verb
  while (
    before > 0 &&
    ((isVerb(tokens[before - 1]!.tag) && !hiddenNounBefore(tokens, before)) ||
      /^(?:adverb|not|to|quote)$/.test(tokens[before - 1]!.tag))
  ) {
    if (hiddenNounBefore(tokens, before)) break
    before--
  }
  if (tokens[before - 1]?.tag === 'wh' || tokens[before - 1]?.lower === 'that') before--
  return before
}

// "Global debt, excluding banks, was": back over what stands between two commas.
function acrossInsert(place: Place, before: number): Run | undefined {
  const { tokens } = place
  if (tokens[before - 1]?.text !== ',') return undefined
  for (let at = before - 2; at > 0 && at > before - 16; at--) {
    if (tokens[at]!.text === ',') return longPhraseBefore(place, at)
  }
  return longPhraseBefore(place, before - 1)
}

// "Rainfall in the valley has fallen": back over "in the valley" to "Rainfall".
function longPhraseBefore(place: Place, before: number): Run | undefined {
  const { tokens } = place
  let run = nounPhraseBefore(tokens, before) ?? hiddenNounBefore(tokens, before)
  if (!run || tokens[run.to - 1]!.tag === 'pronoun' || isBareNumber(tokens, run) || isAmount(tokens, run))
    return undefined
  for (let round = 0; round < 3; round++) {
    const link = tokens[run.from - 1]
    if (!link || !/^(?:of|in|for|at|on|from|with|between|to)$/.test(link.lower)) break
    const outer: Phrase | undefined = nounPhraseBefore(tokens, run.from - 1) ?? hiddenNounBefore(tokens, run.from - 1)
    if (!outer || tokens[outer.to - 1]!.tag === 'pronoun') break
    run = { from: outer.from, to: run.to, head: outer.head }
  }
  let { from, to } = run
  while (to > from && place.isTime(to - 1)) to--
  while (to > from && /^(?:preposition|determiner)$/.test(tokens[to - 1]!.tag)) to--
  while (from < to && place.isTime(from)) from++
  return to > from ? withoutArticle(place, { from, to }) : undefined
}

// "Exports fell", "Support for it fell", "The well is": a noun that was taken for a verb or adverb, told by where it stands.
function hiddenNounBefore(tokens: Token[], before: number): Phrase | undefined {
  const token = tokens[before - 1]
  if (!token) return undefined
  if (before === 1 && token.tag === 'verb' && /n/i.test(readingsOf(token.lower))) return { from: 0, to: 1, head: 0 }
  if (tokens[before - 2]?.tag === 'determiner' && (token.tag === 'adverb' || token.tag === 'verb'))
    return { from: before - 1, to: before, head: before - 1 }
  return undefined
}

/** A run without its leading article or possessive: "its budget" → "budget". */
export function withoutArticle(place: Place, run: Run): Run | undefined {
  let { from } = run
  while (
    from < run.to &&
    /^(?:determiner|possessive)$/.test(place.tokens[from]!.tag) &&
    /^(?:the|a|an|its|their|his|her|this|that)$/.test(place.tokens[from]!.lower)
  )
    from++
  return from < run.to ? { from, to: run.to } : undefined
}

/** "S&P 500" ends with a number and names something; "rose 12" does not. */
export function isBareNumber(tokens: Token[], run: Run): boolean {
  return tokens[run.to - 1]!.tag === 'number' && tokens[run.to - 2]?.tag !== 'name'
}

/** "5.4 percent" is an amount of its own and measures nothing. */
export function isAmount(tokens: Token[], run: Run): boolean {
  return tokens[run.to - 2]?.tag === 'number' && unitAt(tokens, run.to - 1, { isDigits: true }) !== undefined
}
