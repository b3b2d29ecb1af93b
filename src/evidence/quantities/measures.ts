import { lemmaOf, readingsOf } from '../language/lexicon.ts'
import { nounPhraseBefore } from '../language/phrases.ts'
import { isFiniteVerb, isVerb } from '../language/tags.ts'
import type { Token } from '../language/tokens.ts'
import { isCurrencyCode, isDuration } from './amount.ts'
import { countedThingAt, type Run } from './counted-things.ts'
import { wordDirection } from './direction.ts'
import { isAmount, isBareNumber, type Place, subjectOf, verbBefore, withoutArticle } from './subjects.ts'

/**
 * What an amount counts or measures, in the article's words: "National Guard members" of "20,000 National Guard members",
 * "repair" of "The repair cost $31.5 million", "death toll" of "the death toll climbed to 45". Undefined where the sentence does not say.
 */
export function measuresOf(place: Place): Run | undefined {
  const { amount, tokens } = place
  if (amount.isAge) return undefined
  if (amount.joined !== null) return { from: amount.to - 1, to: countedThingAt(tokens, amount.to)?.to ?? amount.to }
  if (amount.unit === null) return countedAfter(place) ?? beforeOf(place) ?? subjectOf(place)
  return (
    ofThing(place) ??
    attributed(place) ??
    beforeOf(place) ??
    measuredBefore(place) ??
    paidFor(place) ??
    subjectOf(place)
  )
}

function countedAfter(place: Place): Run | undefined {
  const { tokens, to } = place
  const next = tokens[to]
  if (!next || place.isTime(to)) return undefined
  const run = countedThingAt(tokens, next.lower === 'of' ? to + 1 : to)
  return trimmed(place, run)
}

// A time expression ends what is counted: "20 people last week".
function trimmed(place: Place, run: Run | undefined): Run | undefined {
  if (!run) return undefined
  let { to } = run
  for (let at = run.from; at < run.to; at++) {
    if (place.isTime(at)) {
      to = at
      break
    }
  }
  return to > run.from ? { from: run.from, to } : undefined
}

// "6,400 tons of fish", "60 percent of its revenue", "$500 million in aid".
function ofThing(place: Place): Run | undefined {
  const { tokens, to, amount } = place
  if (tokens[to]?.lower === 'worth' && tokens[to + 1]?.lower === 'of')
    return trimmed(place, countedThingAt(tokens, to + 2))
  const link = tokens[to]?.lower
  if (link !== 'of' && !(link === 'in' && isCurrencyCode(amount.unit))) return undefined
  if (place.isTime(to + 1)) return undefined
  const first = tokens[to + 1]
  if (link === 'in' && (first?.tag === 'name' || first?.tag === 'determiner')) return undefined
  if (link === 'of' && first?.tag === 'wh') return undefined
  return trimmed(place, countedThingAt(tokens, to + 1, amount.unit === 'percent' ? ofAndIn : undefined))
}

const ofAndIn: ReadonlySet<string> = new Set(['of', 'from', 'in', 'on', 'for'])

// "a 0.6 percent fee", "its $35 million grant", "a 75 percent increase in usage", "a five-year deal".
function attributed(place: Place): Run | undefined {
  const { tokens, to, amount } = place
  // "a $3,500 a month mortgage"
  const start =
    place.isTime(to) && /^(?:a|an|per)$/.test(tokens[to]!.lower) && tokens[place.from - 1]?.tag === 'determiner'
      ? to + 2
      : to
  const next = tokens[start]
  if (!next?.spaced || place.isTime(start)) return undefined
  if (amount.unit === 'times' && next.tag === 'determiner') return trimmed(place, countedThingAt(tokens, start))
  if (next.tag === 'adjective' && /n/i.test(readingsOf(next.lower)) && tokens[start + 1]?.tag === 'preposition')
    return { from: start, to: start + 1 }
  if (
    !/^(?:noun|adjective|name|participle|ing)$/.test(next.tag) ||
    /^(?:wide|long|high|tall|deep|old|thick|higher|lower|colder|warmer|more|less|away|apart|worth|ago|later|each|vs|versus)$/.test(
      next.lower,
    )
  )
    return undefined
  const run = trimmed(
    place,
    countedThingAt(tokens, start, wordDirection(next) || isChangeNounSoon(tokens, start) ? ofAndIn : undefined),
  )
  if (!run) return undefined
  // "paid $5 million, officials said" without its comma: a new clause, unless a determiner holds the phrase together.
  const holds = /^(?:determiner|possessive|adjective)$/.test(tokens[place.from - 1]?.tag ?? '')
  return holds || !isFiniteVerb(tokens[run.to]?.tag ?? 'mark') ? run : undefined
}

function isChangeNounSoon(tokens: Token[], at: number): boolean {
  return [0, 1, 2].some(
    (step) => tokens[at + step] && tokens[at + step]!.tag === 'noun' && wordDirection(tokens[at + step]!) !== undefined,
  )
}

// "a fine of $600,000", "sales of 5,835 units", "put the damage at $18 million", "raised the fare by 50 cents", "a lamp for $30".
function beforeOf(place: Place): Run | undefined {
  const { tokens } = place
  let at = place.from - 1
  while (
    at >= 0 &&
    /^(?:a|an|the|just|only|another|additional|further|last|combined|total|average|of)$/.test(tokens[at]!.lower) &&
    at > place.from - 5
  ) {
    if (tokens[at]!.lower === 'of' && /^(?:total|average|combined)$/.test(tokens[at - 1]?.lower ?? '')) at -= 2
    else if (tokens[at]!.lower === 'of') break
    else at--
  }
  const link = tokens[at]?.lower
  if (link === '(' || link === ':') return nounPhrase(place, at)
  if (!link || !/^(?:of|at|by|for|to|from|with|worth)$/.test(link)) return undefined
  if (link === 'with') return nounPhrase(place, at)
  if (link === 'for' && isDuration(place.amount.unit)) return nounPhrase(place, at)
  if (link === 'to' || link === 'from' || (link === 'for' && !isCurrencyCode(place.amount.unit))) {
    return link === 'to' || link === 'from' ? objectBefore(place, at) : undefined
  }
  return link === 'of' || link === 'for' || link === 'worth' ? nounPhrase(place, at) : objectBefore(place, at)
}

function nounPhrase(place: Place, before: number): Run | undefined {
  const run = nounPhraseBefore(place.tokens, before)
  if (
    !run ||
    place.isTime(run.to - 1) ||
    place.tokens[run.to - 1]!.tag === 'pronoun' ||
    isBareNumber(place.tokens, run) ||
    isAmount(place.tokens, run)
  )
    return undefined
  return withoutArticle(place, run)
}

// The object that a verb moves: "raised [the fare] by", "put [the damage] at", "cut [its forecast] to".
function objectBefore(place: Place, link: number): Run | undefined {
  const run = nounPhrase(place, link)
  if (!run) return undefined
  let at = run.from - 1
  while (at >= 0 && /^(?:determiner|adjective|adverb)$/.test(place.tokens[at]!.tag)) at--
  return at >= 0 && isVerb(place.tokens[at]!.tag) ? run : undefined
}

// "a dam 38 meters high", "a new roof $12,000": the noun stands right before.
function measuredBefore(place: Place): Run | undefined {
  const { tokens, from, to, amount } = place
  if (
    isCurrencyCode(amount.unit) ||
    !/^(?:high|long|wide|tall|deep|thick|away|apart|across|in|lower|higher)$/.test(tokens[to]?.lower ?? '')
  )
    return undefined
  return tokens[from - 1]?.tag === 'noun' ? nounPhrase(place, from) : undefined
}

const paying = new Set(
  'spend invest pay raise owe donate give award take put commit pledge allocate earmark budget lend contribute save'.split(
    ' ',
  ),
)

// "invested $270 million in the plant", "spent $5 million on ads", "taken $120,000 off the fee".
function paidFor(place: Place): Run | undefined {
  const { tokens, to, amount } = place
  if (
    !isCurrencyCode(amount.unit) ||
    !/^(?:in|on|for|off|toward|towards|into)$/.test(tokens[to]?.lower ?? '') ||
    place.isTime(to + 1)
  )
    return undefined
  const verb = verbBefore(tokens, place.from)
  if (verb === undefined) return undefined
  const lemma = lemmaOf(tokens[verb]!.lower)
  if (
    !paying.has(lemma) &&
    (tokens[to]!.lower !== 'for' || tokens[verb]!.tag === 'be' || lemma === 'cost' || wordDirection(tokens[verb]!))
  )
    return undefined
  const run = trimmed(place, countedThingAt(tokens, to + 1))
  return run && tokens[run.to - 1]!.tag !== 'name' ? run : undefined
}
