import { readingsOf } from '../language/lexicon.ts'
import { isFiniteVerb } from '../language/tags.ts'
import { readActive } from './active-cue.ts'
import {
  type Clause,
  closesQuote,
  type Found,
  farthest,
  hasFiniteIn,
  isStop,
  opensQuote,
  startsClauseAt,
} from './clause.ts'
import { type CueVerb, cueVerbOf } from './cue-verbs.ts'
import { readInverted } from './inverted-cue.ts'
import { readPassive } from './passive-cue.ts'
import { sourceBefore } from './source-phrase.ts'
import { verbGroup } from './verb-group.ts'

const silent = /^(?:respond|comment|answer|reply|elaborate|specify|say|disclose|clarify|explain|reveal|detail)$/

/** Finds what the verb at a token attributes: "X said that …", "…, X said", "said X", "X told Y …", "X criticized …". */
export function readVerbCue(clause: Clause, at: number, earlier: Found[]): Found | undefined {
  const { tokens } = clause
  const token = tokens[at]!
  if (!/^(?:verb|past|participle|ing|noun)$/.test(token.tag) || clause.isQuoted[at]) return undefined
  const verb = cueVerbOf(token.lower)
  if (!verb) return undefined
  if (verb.lemma === 'put' && tokens[at + 1]?.lower !== 'it' && !putsFigure(clause, at)) return undefined
  if (token.tag === 'noun' && !isMistakenNoun(clause, at, verb)) return undefined
  // Who insists on anonymity says how to be named, not what the story says.
  if (/^anonym/.test(tokens[at + 1]?.lower ?? '') || /^anonym/.test(tokens[at + 2]?.lower ?? '')) return undefined
  const group = verbGroup(tokens, at)
  if (group.isInfinitive && !group.isGoingOn) return undefined
  // Who did not respond, or did not say, has said nothing.
  if (group.isNegated && silent.test(verb.lemma)) return undefined
  // What someone will or would say, ask or want is not said yet.
  if (group.hasModal) return undefined
  // "Asked about the fine, Roe replied": a participle that opens the sentence has its subject as object.
  if (at === 0 && token.tag !== 'ing' && tokens[1]?.tag !== 'name' && tokens[1]?.tag !== 'determiner') return undefined
  if (group.isPassive || (token.tag === 'participle' && !group.hasHave)) return readPassive(clause, at, verb, group)
  return readInverted(clause, at, verb, group) ?? readActive(clause, at, verb, group, earlier)
}

// "the survey shows." and "files from the office show that …" may have been taken for nouns.
function isMistakenNoun(clause: Clause, at: number, verb: CueVerb): boolean {
  const { tokens, isQuoted } = clause
  const lower = tokens[at]!.lower
  const before = tokens[at - 1]
  const next = tokens[at + 1]
  if (
    !(verb.say || verb.weak) ||
    !before ||
    !(before.tag === 'noun' || before.tag === 'name') ||
    !readingsOf(lower).toLowerCase().includes('v')
  )
    return false
  if (lower.endsWith('s') === before.lower.endsWith('s') && before.lower !== 'data') return false
  if (opensQuote(clause, at + 1) || next?.text === ':') return true
  // A verb is wanted where the words before it have none of their own.
  if (next?.lower === 'that' || (next && startsClauseAt(clause, at + 1)))
    return !hasFiniteIn(tokens, clauseStart(clause, at), at)
  if (!isStop(next) && next?.text !== ',') return false
  const source = sourceBefore(tokens, at)
  return (
    !!source &&
    source.from > 1 &&
    (tokens[source.from - 1]!.text === ',' || closesQuote(clause, source.from - 1)) &&
    !isQuoted[at]
  )
}

function clauseStart(clause: Clause, at: number): number {
  let from = at
  while (
    from > 0 &&
    from > at - farthest &&
    clause.tokens[from - 1]!.tag !== 'mark' &&
    clause.tokens[from - 1]!.tag !== 'quote'
  )
    from--
  return from
}

// "put the share at 22 percent": whoever puts a figure states it.
function putsFigure({ tokens }: Clause, at: number): boolean {
  for (let next = at + 2; next < Math.min(at + 12, tokens.length - 1); next++) {
    const token = tokens[next]!
    if (token.tag === 'mark' || isFiniteVerb(token.tag)) return false
    if (token.lower === 'at')
      return /^(?:number|adverb|preposition)$/.test(tokens[next + 1]!.tag) || /^[$£€]$/.test(tokens[next + 1]!.text)
  }
  return false
}
