import type { Token } from '../language/tokens.ts'
import { around, isBoundary, rest } from './around-cue.ts'
import { afterAdjuncts, type Clause, closesQuote, type Found, hasFiniteIn, startsClauseAt } from './clause.ts'
import type { CueVerb } from './cue-verbs.ts'
import { sourceAt } from './source-at.ts'
import { sourceBefore } from './source-phrase.ts'
import type { VerbGroup } from './verb-group.ts'

/** Reads `"…," said Jane Roe, a lawyer.` and `Said Roe: "…"`. */
export function readInverted(clause: Clause, at: number, verb: CueVerb, group: VerbGroup): Found | undefined {
  const { tokens } = clause
  if (
    group.from !== at ||
    !(verb.say || verb.weak) ||
    tokens[at]!.tag === 'ing' ||
    (tokens[at]!.tag === 'verb' && !tokens[at]!.lower.endsWith('s'))
  )
    return undefined
  const before = tokens[at - 1]
  const afterQuote = closesQuote(clause, at - 1) || (before?.text === ',' && closesQuote(clause, at - 2))
  const isAfterComma = before?.text === ','
  if (before && !afterQuote && !isAfterComma) return undefined
  // "…, Roe, a lawyer, told the Herald": the comma closes an aside to a source that stands before the verb.
  if (isAfterComma && (verb.hear || sourceBefore(tokens, at))) return undefined
  const phrase = sourceAt(tokens, at + 1)
  if (!phrase) return undefined
  const end = afterAdjuncts(clause, phrase.to)
  const stop = tokens[end]
  if (!before) {
    if (stop?.text !== ':' && stop?.text !== ',') return undefined
    return {
      source: phrase,
      cue: { from: at, to: at + 1 },
      content: rest(clause, end + 1),
      place: 'after',
      opensNext: true,
      isSaying: verb.say,
    }
  }
  if (!afterQuote && !isBoundary(clause, end) && !isAfterClosing(tokens, end)) return undefined
  if (!afterQuote && !(isAfterComma && verb.say && hasFiniteIn(tokens, 0, at - 1) && !startsClauseAt(clause, at + 1)))
    return undefined
  return {
    source: phrase,
    cue: { from: at, to: at + 1 },
    content: around(clause, at - 1, end),
    place: 'before',
    opensNext: false,
    isSaying: verb.say,
  }
}

function isAfterClosing(tokens: Token[], at: number): boolean {
  return /^(?:who|when|as|after|during|whose|while)$/.test(tokens[at]?.lower ?? '')
}
