import { type Clause, isStop, opensQuote, startsClauseAt } from './clause.ts'
import type { CueVerb } from './cue-verbs.ts'

/** Where content begins that a cue opens at `next`: a quote, a colon, "that", a clause, "to" and a verb. */
export function contentAt(
  clause: Clause,
  next: number,
  verb: CueVerb,
  isDirect: boolean,
  isHearerGone: boolean,
): number | undefined {
  const { tokens } = clause
  const token = tokens[next]
  if (!token) return undefined
  if (opensQuote(clause, next))
    return verb.say || verb.weak || verb.hear || verb.object || verb.stance ? next : undefined
  if (token.text === ':') return verb.say || verb.weak || verb.hear ? next + 1 : undefined
  if (token.text === ',' && opensQuote(clause, next + 1)) return next + 1
  const takesClause = verb.say || verb.weak || (verb.hear && isHearerGone) || verb.stance
  if (token.lower === 'that' && (token.tag === 'subordinator' || token.tag === 'determiner' || token.tag === 'wh')) {
    if (takesClause && (token.tag !== 'determiner' || startsClauseAt(clause, next + 1))) return next
  }
  if (
    takesClause &&
    /^(?:whether|how|why|what|where|if|who|when)$/.test(token.lower) &&
    (isDirect || isHearerGone) &&
    token.lower !== 'when'
  )
    return next
  if (
    token.tag === 'to' &&
    (verb.stance || verb.object || verb.say || (verb.hear && isHearerGone)) &&
    (isDirect || isHearerGone)
  ) {
    if (verb.lemma === 'tell') return undefined
    if (verb.stance || isHearerGone || /^(?:claim|vow|pledge|promise|swear|threaten|offer|ask|beg)$/.test(verb.lemma))
      return next
  }
  if (takesClause && startsClauseAt(clause, next)) return next
  // "said" itself takes nothing but what is said.
  if (
    verb.lemma === 'say' &&
    isDirect &&
    !/^(?:mark|quote|preposition|conjunction)$/.test(token.tag) &&
    !isStop(tokens[next + 1]) &&
    tokens[next + 1]!.text !== ','
  )
    return next
  return undefined
}

/** True for "called the budget “a letter”", "described it as": the thing named is part of what is said. */
export function isNaming(verb: CueVerb): boolean {
  return /^(?:call|label|brand|dub|describe|characteri[sz]e|portray|depict|liken)$/.test(verb.lemma)
}
