import type { Token } from '../language/tokens.ts'
import { isRelative } from './verb-arguments.ts'

/** A run of auxiliaries and one full verb: "has not yet been approved", "to help". */
export interface VerbGroup {
  from: number
  to: number
  main: number
  isPassive: boolean
  isNegated: boolean
  modal: string | null
  isInfinitive: boolean
  isBare: boolean
}

const auxiliary = new Set(['be', 'have', 'do', 'modal', 'not', 'adverb', 'to'])

// "has not yet been approved", "to help", "were reviewing", "signed".
/** The verb group that begins at a token, or undefined. */
export function verbGroupAt(tokens: Token[], from: number): VerbGroup | undefined {
  const first = tokens[from]!
  const opens =
    first.tag === 'verb' ||
    first.tag === 'past' ||
    first.tag === 'participle' ||
    first.tag === 'ing' ||
    first.tag === 'be' ||
    first.tag === 'have' ||
    first.tag === 'do' ||
    first.tag === 'modal' ||
    (first.tag === 'to' && isVerbal(tokens[from + 1]))
  if (!opens) return undefined
  if ((first.tag === 'participle' || first.tag === 'ing') && isModifier(tokens, from)) return undefined
  let at = from
  let main = -1
  let hasBe = false
  let isNegated = /^(?:not|never|n't|no longer|hardly|barely)$/.test(tokens[from - 1]?.lower ?? '')
  let modal: string | null = null
  let isInfinitive = false
  while (at < tokens.length && at < from + 10) {
    const { tag, lower } = tokens[at]!
    if (tag === 'not' || lower === 'never') isNegated = true
    else if (tag === 'modal') modal ??= lower
    else if (tag === 'to') {
      if (main >= 0 || (at > from && modal === null)) break
      isInfinitive = true
    } else if (tag === 'be') {
      hasBe = true
      main = at
    } else if (tag === 'have' || tag === 'do') {
      main = at
    } else if (tag === 'verb' || tag === 'past' || tag === 'participle' || tag === 'ing') {
      const isFull = main >= 0 && !auxiliary.has(tokens[main]!.tag)
      if (isFull) break
      const isLinked = main < 0 || at === from || auxiliary.has(tokens[main]!.tag)
      if (!isLinked) break
      main = at
      at++
      break
    } else if (hasBe && isPassiveAdjective(tokens, at)) {
      return { from, to: at + 1, main: at, isPassive: true, isNegated, modal, isInfinitive, isBare: false }
    } else if (tag !== 'adverb' && !(hasBe && lower === 'first')) break
    at++
  }
  while (at > from + 1 && (tokens[at - 1]!.tag === 'adverb' || tokens[at - 1]!.tag === 'to') && at - 1 > main) at--
  if (main < 0) {
    if (modal === null) return undefined
    main = from
  }
  const verb = tokens[main]!
  // After "which" and "who" it is a past tense, whatever the tagger says; after "was" a participle ("was cut").
  const isBare = verb.tag === 'participle' && !hasBe && main === from && !isRelative(tokens[from - 1])
  return {
    from,
    to: Math.max(main + 1, at),
    main,
    isPassive:
      (verb.tag === 'participle' && (hasBe || isBare)) ||
      (hasBe && main > from && (verb.tag === 'verb' || verb.tag === 'past')),
    isNegated,
    modal,
    isInfinitive,
    isBare,
  }
}

// "was first reported by": the tagger may take the participle for an adjective.
function isPassiveAdjective(tokens: Token[], at: number): boolean {
  return tokens[at]!.tag === 'adjective' && tokens[at]!.lower.endsWith('ed') && tokens[at + 1]?.lower === 'by'
}

function isVerbal(token: Token | undefined): boolean {
  return (
    !!token &&
    (token.tag === 'verb' || token.tag === 'be' || token.tag === 'have' || token.tag === 'do' || token.tag === 'adverb')
  )
}

// "the planned strike": a participle inside a noun phrase.
function isModifier(tokens: Token[], at: number): boolean {
  const before = tokens[at - 1]?.tag
  const after = tokens[at + 1]?.tag
  return (
    (before === 'determiner' || before === 'possessive' || before === 'adjective' || before === 'number') &&
    (after === 'noun' || after === 'name' || after === 'adjective')
  )
}
