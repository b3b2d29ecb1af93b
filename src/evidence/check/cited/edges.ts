import { readingsOf } from '../../language/lexicon.ts'
import { isFiniteVerb, isNominal, isVerb } from '../../language/tags.ts'
import type { Token } from '../../language/tokens.ts'

const marks = /^(?:[,.;:!?()[\]"“”—–-]|--|…)$/
const links =
  /^(?:and|but|or|nor|yet|so|while|whereas|because|after|before|when|where|who|whom|which|since|until|though|although)$/
/** What hangs on one of these is not cut off: "reminiscent of", "more than", "the decision to". */
const bound = /^(?:of|to|than|that|as)$/
const limiting =
  /^(?:not|n't|no|never|none|neither|nor|without|about|nearly|almost|some|most|up|least|only|if|unless|may|might|could|would|can|must|should|allegedly|reportedly|alleged|hardly|barely|scarcely|rarely|seldom|former|ex|late|fake|false|second|third|fourth|fifth|next|last)$/
const modifiers: ReadonlySet<string> = new Set([
  'adjective',
  'adverb',
  'noun',
  'name',
  'participle',
  'ing',
  'possessive',
])
/** "The rest of the money" is no money without what it is the rest of. */
const partial =
  /^(?:\p{L}+ths?|half|part|rest|share|majority|minority|number|lack|risk|threat|amount|dozens|hundreds|thousands|millions|kind|sort|percent)$/u

/** Whether a phrase or clause can begin at a token: nothing before it belongs to it. */
export function canBegin(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1]
  // "All but two of them escaped": two did not.
  if (
    before?.lower === 'but' &&
    /^(?:all|none|everyone|everything|nothing|nobody|any)$/.test(tokens[at - 2]?.lower ?? '')
  )
    return false
  if (before === undefined || marks.test(before.text) || links.test(before.lower)) return true
  return before.lower === 'that' || before.lower === 'if'
}

/** Whether a statement can end behind a token: what follows there is another clause, or tells more of it. */
export function canEnd(tokens: readonly Token[], at: number): boolean {
  const own = tokens[at]!
  const next = tokens[at + 1]
  if (next === undefined || marks.test(next.text)) return true
  if (next.lower === 'of') return isNominal(own.tag) && !partial.test(own.lower) && isDefinite(tokens, at)
  if (bound.test(next.lower)) return false
  if (links.test(next.lower)) return !isVerb(own.tag) || own.tag === 'participle' || own.tag === 'past'
  const isWhole = isNominal(own.tag) || own.tag === 'adverb' || own.tag === 'number'
  if (!isWhole) return false
  if (next.tag === 'preposition' || next.tag === 'subordinator' || next.tag === 'adverb' || next.tag === 'ing')
    return true
  // "a message left at the office": the clause has its verb already, so this one tells more of the message.
  return (
    (next.tag === 'past' || next.tag === 'participle') && tokens.slice(clauseStart(tokens, at), at).some(isVerbLike)
  )
}

function isDefinite(tokens: readonly Token[], at: number): boolean {
  for (let back = at - 1; back >= Math.max(0, at - 4); back--) {
    const { tag, lower } = tokens[back]!
    if (/^(?:the|this|that|its|his|her|their)$/.test(lower)) return true
    if (!isNominal(tag)) return false
  }
  return false
}

/** Whether what stands before a stretch, and the line leaves out, takes it back: "Without a permit, …", "In a dream, …". */
export function isTakenBack(tokens: readonly Token[], at: number): boolean {
  const before = tokens.slice(0, at)
  return before.some(({ lower }) =>
    /^(?:without|unless|except|dreams?|dreamed|imagine|fiction|fictional|hoax|rumors?|rumours?|satire)$/.test(lower),
  )
}

/** Whether what stands between two tokens can be left out where they are joined: asides, modifiers, phrases, one of two that "and" joins. */
export function canSkip(tokens: readonly Token[], from: number, to: number): boolean {
  const gap = tokens.slice(from, to)
  const [first, last, next] = [gap[0], gap.at(-1), tokens[to]]
  if (first === undefined || last === undefined || next === undefined) return true
  if (marks.test(first.text) && marks.test(last.text)) return gap.every(({ text }) => text !== ';')
  if (/^(?:and|or|but)$/.test(first.lower) && (links.test(next.lower) || marks.test(next.text))) return true
  if (gap.some(({ lower }) => limiting.test(lower))) return false
  if (gap.every(({ tag }) => modifiers.has(tag)) && isNominal(next.tag)) return true
  const opensPhrase =
    /^(?:preposition|wh|participle|ing|adjective)$/.test(first.tag) ||
    marks.test(first.text) ||
    // "the fire that emptied streets began"; "officials familiar with the plans said", whose "familiar" was taken for a noun.
    (first.lower === 'that' && gap[1] !== undefined && isVerb(gap[1].tag)) ||
    (isNominal(first.tag) && gap[1]?.tag === 'preposition')
  if (opensPhrase && (opensNext(next) || marks.test(last.text))) return first.lower !== 'to' && first.lower !== 'than'
  // "did this and did that" → "did that"; "A, B and C" → "A and C".
  if (/^(?:and|or|but)$/.test(last.lower)) {
    return isVerb(next.tag) ? isVerb(first.tag) : isNominal(next.tag) && isNominal(first.tag)
  }
  return /^(?:and|or)$/.test(next.lower) || gap.every(({ tag }) => tag === 'adverb')
}

function opensNext({ tag, lower }: Token): boolean {
  return isFiniteVerb(tag) || tag === 'preposition' || tag === 'conjunction' || links.test(lower)
}

/** Where the clause of a token begins: behind a mark or a word that opens another one. */
export function clauseStart(tokens: readonly Token[], at: number): number {
  let start = at
  while (start > 0 && !marks.test(tokens[start - 1]!.text) && !links.test(tokens[start]!.lower)) start--
  return start
}

/** Whether a line has a clause that stands alone: a verb that no "who", "which" or "while" keeps to itself. */
export function hasMainClause(tokens: readonly Token[]): boolean {
  let isUnder = false
  for (const [at, token] of tokens.entries()) {
    if (opensUnder(tokens, at)) isUnder = true
    else if (/^[,—;]$/.test(token.text)) isUnder = isUnder && !tokens.slice(0, at).some(isVerbLike)
    else if (!isUnder && isVerbLike(token) && tokens[at - 1]?.lower !== 'to') return true
  }
  return false
}

function opensUnder(tokens: readonly Token[], at: number): boolean {
  const { lower } = tokens[at]!
  if (/^(?:who|whom|which|while|whereas|because|although|though|when|where|whose|if|unless|until)$/.test(lower))
    return true
  return /^(?:as|since)$/.test(lower) && tokens[at + 1]?.tag === 'pronoun'
}

/** A finite verb, or a word that can be one and was taken for a noun: "the repair cost". */
export function isVerbLike({ tag, lower }: Token): boolean {
  return isFiniteVerb(tag) || (tag === 'noun' && /^[dv]/.test(readingsOf(lower)))
}
