import { nounPhraseAt } from '../language/phrases.ts'
import { isNominal } from '../language/tags.ts'
import { around } from './around-cue.ts'
import {
  afterAdjuncts,
  afterParenthesis,
  type Clause,
  closesQuote,
  endOfContent,
  endOfObject,
  type Found,
  hasFiniteIn,
  isStop,
  opensQuote,
  type Range,
} from './clause.ts'
import { contentAt, isNaming } from './content-start.ts'
import { type CueVerb, isSpeechNoun } from './cue-verbs.ts'
import { sourceAt } from './source-at.ts'
import { isDocument } from './source-kind.ts'
import { opensSentence, subjectOf } from './subject.ts'
import type { VerbGroup } from './verb-group.ts'

/** Reads a verb with its subject before it: "X said that …", "…, X said", "X told Y …", "X criticized …". */
export function readActive(
  clause: Clause,
  at: number,
  verb: CueVerb,
  group: VerbGroup,
  earlier: Found[],
): Found | undefined {
  const { tokens } = clause
  const source = subjectOf(clause, group, at, earlier)
  if (!source) return undefined
  const particle = tokens[at + 1]
  let cueEnd = verb.lemma === 'put' && particle?.lower === 'it' ? at + 2 : at + 1
  let hasParticle = false
  if (particle && verb.particles?.has(particle.lower) && !(particle.lower === 'to' && particle.tag === 'to')) {
    cueEnd++
    hasParticle = true
  }
  const cue = { from: group.from, to: cueEnd }
  const made = (from: number, to: number, opensNext = false): Found | undefined =>
    to > from || opensNext
      ? { source, cue, content: to > from ? [{ from, to }] : [], place: 'after', opensNext, isSaying: verb.say }
      : undefined

  const afterAll = afterAdjuncts(clause, hasParticle ? at + 1 : cueEnd)
  const hearer = verb.hear || /^(?:ask|email)$/.test(verb.lemma) ? nounPhraseAt(tokens, cueEnd) : undefined
  const afterHearer = hearer ? afterAdjuncts(clause, sourceAt(tokens, cueEnd, false)?.to ?? hearer.to) : afterAll
  const speaks = verb.say || verb.weak || verb.hear

  const isRetort = hasParticle && particle!.lower === 'back'
  const isAfterQuote =
    closesQuote(clause, source.from - 1) ||
    (tokens[source.from - 1]?.text === ',' && closesQuote(clause, source.from - 2))
  const isEnded = isBoundaryAfter(clause, Math.max(afterAll, afterHearer))
  // After a quote the cue is free whatever follows, unless that is content, or the quote was but a title ("On “Fox News,” Roe said the …").
  const isFree =
    isAfterQuote && hasFiniteIn(tokens, 0, source.from)
      ? !opensContent(clause, cueEnd) && !(hearer && opensContent(clause, afterHearer))
      : isEnded
  if (
    (speaks || isRetort || (isAfterQuote && verb.object)) &&
    tokens[at]!.tag !== 'ing' &&
    isFree &&
    isPostposed(clause, source, group.from, Math.max(afterAll, afterHearer))
  ) {
    const end = isBoundaryAfter(clause, afterHearer) ? afterHearer : afterAll
    const content = around(clause, source.from - 1, end)
    if (content.length > 0) return { source, cue, content, place: 'before', opensNext: false, isSaying: verb.say }
  }
  // "As Roe reported, the dam is safe."
  if (speaks && source.from === 1 && tokens[0]!.lower === 'as' && tokens[afterAll]?.text === ',')
    return made(afterAll + 1, endOfContent(clause, afterAll + 1, false))
  const untilComma =
    isInsideOther(clause, source, group.from) || (tokens[at]!.tag === 'ing' && opensSentence(clause, group.from))
  // "told reporters that …": where a hearer is followed by what he hears, the content begins there.
  const order =
    verb.lemma === 'tell' || (verb.hear && !verb.say) || /^(?:warn|ask|promise)$/.test(verb.lemma)
      ? [afterHearer, cueEnd, afterAll]
      : [cueEnd, afterAll, afterHearer]
  const afterAside = afterParenthesis(clause, afterAll)
  if (afterAside > afterAll) order.unshift(afterAside)
  for (const next of order) {
    const opened = isNaming(verb)
      ? undefined
      : contentAt(clause, next, verb, next === cueEnd, next === afterHearer && !!hearer)
    if (opened === undefined) continue
    return made(
      opened,
      endOfContent(clause, opened, untilComma && !opensQuote(clause, opened)),
      opened >= tokens.length,
    )
  }
  if (verb.lemma === 'put' && particle?.lower !== 'it') return made(cueEnd, endOfContent(clause, cueEnd, true))
  return readObject(clause, verb, cue, made, hasParticle) ?? readShown(clause, source, verb, cue, made)
}

// "The poll showed a wide lead": what a document shows is a thing as often as a clause.
function readShown(
  clause: Clause,
  source: Range & { head: number },
  verb: CueVerb,
  cue: Range,
  made: (from: number, to: number) => Found | undefined,
): Found | undefined {
  if (!/^(?:show|find|report|reveal|suggest|indicate|put|estimate|detail|list|note|document)$/.test(verb.lemma))
    return undefined
  const first = clause.tokens[cue.to]
  if (!first || !(isNominal(first.tag) || first.tag === 'determiner' || first.tag === 'pronoun')) return undefined
  return isDocument(clause.tokens[source.head]!.lower) ? made(cue.to, endOfContent(clause, cue.to, true)) : undefined
}

function isBoundaryAfter(clause: Clause, at: number): boolean {
  const token = clause.tokens[at]
  return isStop(token) || token!.text === ',' || (token!.tag === 'ing' && clause.tokens[at - 1]?.text === ',')
}

function opensContent(clause: Clause, at: number): boolean {
  const token = clause.tokens[at]
  return token?.lower === 'that' || opensQuote(clause, at)
}

// The source stands after a comma or a closing quote, and something with a verb stands before that, or goes on after the cue.
function isPostposed(clause: Clause, source: Range, verbFrom: number, after: number): boolean {
  const { tokens } = clause
  let before = source.from - 1
  // "…, as Roe put it."
  if (tokens[before]?.lower === 'as' && tokens[before - 1]?.text === ',') before--
  if (before < 1 || source.to > verbFrom + 1) return false
  if (closesQuote(clause, before)) return true
  if (tokens[before]!.text !== ',' && tokens[before]!.text !== '—') return false
  if (closesQuote(clause, before - 1) || hasFiniteIn(tokens, 0, before)) return true
  return tokens[after]?.text === ',' && hasFiniteIn(tokens, after + 1, tokens.length)
}

function readObject(
  clause: Clause,
  verb: CueVerb,
  cue: Range,
  made: (from: number, to: number) => Found | undefined,
  hasParticle: boolean,
): Found | undefined {
  const { tokens } = clause
  const from = cue.to
  const first = tokens[from]
  if (!first) return undefined
  const opens = isNominal(first.tag) || first.tag === 'determiner' || first.tag === 'pronoun' || first.tag === 'ing'
  if (hasParticle && (opens || first.tag === 'wh' || first.tag === 'subordinator'))
    return made(from, endOfContent(clause, from, true))
  if (!opens) return undefined
  if (isNaming(verb)) return made(from, endOfContent(clause, from, false))
  if (verb.object || verb.stance) return made(from, endOfObject(clause, from))
  const thing = nounPhraseAt(tokens, from)
  if (verb.particles && thing && isSpeechNoun(tokens[thing.head]!.lower))
    return made(thing.to, endOfContent(clause, thing.to, true))
  return undefined
}

// A clause inside another one ends at the next comma: "While X says that …, Y", "X, who said that …, left".
function isInsideOther(clause: Clause, source: Range, verbFrom: number): boolean {
  const { tokens } = clause
  const first = tokens[source.from]!
  if (first.tag === 'wh' || first.lower === 'who') return true
  const before = tokens[source.from - 1]
  return !!before && before.tag === 'subordinator' && before.lower !== 'that' && verbFrom > 0
}
