import type { ClaimContext } from '../claim-context.ts'
import type { Part, Predicate } from '../predicate.ts'
import type { LinePlace } from './line-places.ts'
import { findReferent } from './referents.ts'
import { isTogether } from './together.ts'

/**
 * True where a verb of the line ties two neighbours together as a verb of the article does: the doer or object that passive and active
 * have on different sides, what follows a "by" phrase, or a doer whom the article's sentence has as a pronoun.
 */
export function isRelated(context: ClaimContext, line: readonly LinePlace[], at: number): boolean {
  const one = line[at - 1]!
  const other = line[at]!
  return (
    context.predicates.some((own) => {
      const found = counterpartOf(context, own, line)
      if (!found) return false
      const { verb, act } = found
      const pair = [one, other] as const
      if (isSameSide(own.agent, act.agent, verb, pair, line) || isSameSide(own.patient, act.patient, verb, pair, line))
        return true
      if (own.isPassive && isInPart(own.agent, other) && isSameSide(own.agent, act.agent, verb, [verb, other], line))
        return true
      if (isInPart(own.agent, one) && other.word.at > own.at && isTogether(context, verb, other)) return true
      if (own.isPassive && isPrepositional(context, own, act, verb, one)) return true
      return isPronoun(context, verb, act, own, one) && other.sentence === verb.sentence
    }) || isPossessor(context, one, other)
  )
}

/** The article's verb that a verb of the line rests on, and the line's place of it; for "is" and "has", that of the word after it. */
export function counterpartOf(
  { tokens, article }: ClaimContext,
  own: Predicate,
  places: readonly LinePlace[],
): { verb: LinePlace; act: Predicate } | undefined {
  const tag = tokens[own.at]!.tag
  const isSmall = tag === 'be' || tag === 'have' || tag === 'do'
  const verb = places.find(({ word, sentence }) => sentence >= 0 && (isSmall ? word.at > own.at : word.at === own.at))
  if (!verb) return undefined
  const act = article
    .predicates(verb.sentence)
    .findLast(({ at, to }) => (isSmall ? at < verb.token && verb.token - to <= 4 : at === verb.token))
  if (!act || (isSmall && article.tagged.sentences[verb.sentence]!.tokens[act.at]!.tag !== tag)) return undefined
  return { verb, act }
}

// The verb and a word of its doer (or object), on either side; the doer is the article's by one word at least.
function isSameSide(
  own: Part | null,
  act: Part | null,
  verb: LinePlace,
  pair: readonly [LinePlace, LinePlace],
  line: readonly LinePlace[],
): boolean {
  const [one, other] = pair
  const part = one === verb ? other : other === verb || other.word.at <= verb.word.at ? one : undefined
  if (!part || !act || !isInPart(own, part) || part.sentence !== verb.sentence) return false
  // What stands in commas between the doer and its verb names the doer again.
  return line.some(
    (place) =>
      isInPart(own, place) &&
      place.sentence === verb.sentence &&
      place.token >= act.from &&
      (place.token < act.to || (act.to <= verb.token && place.token < verb.token)),
  )
}

function isInPart(part: Part | null, place: LinePlace): boolean {
  return !!part && place.word.at >= part.from && place.word.at < part.to
}

// "A line was paid for by the firm" for "the firm paid for a line": the object hangs on the verb by its preposition.
function isPrepositional(
  { tokens }: ClaimContext,
  own: Predicate,
  act: Predicate,
  verb: LinePlace,
  one: LinePlace,
): boolean {
  const preposition = tokens[own.to]?.lower
  if (!isInPart(own.patient, one) || one.sentence !== verb.sentence) return false
  return act.others.some((other) => other.preposition === preposition && one.token >= other.part.from)
}

// "the bridge's piers" for "its piers", where the bridge is named before.
function isPossessor({ tokens, article }: ClaimContext, one: LinePlace, other: LinePlace): boolean {
  if (!/^['’]s?$/.test(tokens[one.word.at + 1]?.text ?? '') || other.word.at - one.word.at > 4) return false
  const before = article.tagged.sentences[other.sentence]!.tokens.slice(Math.max(0, other.token - 3), other.token)
  if (!before.some(({ lower }) => /^(?:its|his|her|their)$/.test(lower))) return false
  const isBefore = one.sentence === other.sentence && one.token < other.token
  return isBefore || !!findReferent({ article }, { sentences: [other.sentence] }, one.word)
}

// The article's sentence has "he" or "it" where the line has the name.
function isPronoun(context: ClaimContext, verb: LinePlace, act: Predicate, own: Predicate, one: LinePlace): boolean {
  const part = own.isPassive ? act.patient : act.agent
  const subject = own.isPassive ? own.patient : own.agent
  if (!part || !isInPart(subject, one)) return false
  const head = context.article.tagged.sentences[verb.sentence]!.tokens[part.head]!
  if (head.tag !== 'pronoun' && head.tag !== 'wh') return false
  return one.license === 'referent' || !!findReferent(context, { sentences: [verb.sentence] }, one.word)
}
