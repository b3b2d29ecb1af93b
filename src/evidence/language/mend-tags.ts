import { isUnchangedInPast } from './lexicon.ts'
import { isFiniteVerb, isNominal } from './tags.ts'
import type { Token } from './tokens.ts'

/** Second pass over a tagged sentence: what only the words to the right, or the rest of the clause, can tell. Changes the tags in place. */
export function mendTags(tokens: Token[]): void {
  for (let index = 0; index < tokens.length; index++) mendTag(tokens, index)
  mendVerbless(tokens)
}

// What only the words to the right can tell: "that" before a clause, a past form with "by" after it, "her" and "his".
function mendTag(tokens: Token[], index: number): void {
  const token = tokens[index]!
  const next = tokens[index + 1]
  if (token.lower === 'that' && !(next && isNominal(next.tag) && !hasVerbSoon(tokens, index + 2))) {
    const before = tokens[index - 1]?.tag
    if (before && before !== 'preposition' && before !== 'mark')
      token.tag = next && isFiniteVerb(next.tag) ? 'wh' : 'subordinator'
  }
  if (token.tag === 'past' && next?.lower === 'by' && tokens[index - 1] && isNominal(tokens[index - 1]!.tag))
    token.tag = 'participle'
  if (
    token.lower === 'to' &&
    next &&
    next.tag !== 'verb' &&
    next.tag !== 'be' &&
    next.tag !== 'have' &&
    next.tag !== 'do' &&
    next.tag !== 'adverb'
  )
    token.tag = 'preposition'
  if ((token.lower === 'who' || token.lower === 'which') && index > 0) token.tag = 'wh'
  if (token.lower === 'her' && !(next && isNominal(next.tag))) token.tag = 'pronoun'
}

function hasVerbSoon(tokens: Token[], from: number): boolean {
  for (let at = from; at < Math.min(from + 3, tokens.length); at++) if (isFiniteVerb(tokens[at]!.tag)) return true
  return false
}

// "The fire cut power": a clause that has no verb yet takes one whose past looks like its base, and like a noun.
function mendVerbless(tokens: Token[]): void {
  let hasVerb = false
  let candidate: Token | undefined
  for (let at = 0; at <= tokens.length; at++) {
    const token = tokens[at]
    if (!token || token.tag === 'mark') {
      if (!hasVerb && candidate) candidate.tag = 'past'
      hasVerb = false
      candidate = undefined
    } else if (isFiniteVerb(token.tag)) hasVerb = true
    else if (
      !candidate &&
      token.tag === 'noun' &&
      at > 0 &&
      isUnchangedInPast(token.lower) &&
      canTakeObject(tokens, at)
    )
      candidate = token
  }
}

function canTakeObject(tokens: Token[], at: number): boolean {
  const before = tokens[at - 1]!.tag
  const next = tokens[at + 1]?.tag
  return (
    (before === 'noun' || before === 'name' || before === 'pronoun') &&
    !!next &&
    /^(?:noun|name|determiner|number|pronoun|adjective|preposition)$/.test(next)
  )
}
