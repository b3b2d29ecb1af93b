import { spanOf } from '../../domain/cut-span.ts'
import type { Quantity } from '../../domain/quantity.ts'
import type { CaveatContext } from './caveat-context.ts'
import type { CaveatDraft } from './compose-caveat.ts'
import { createCueSet } from './cue-set.ts'
import { type ReportedFigure, readReportedFigures } from './reported-figures.ts'
import { nameKey } from './wording.ts'

const said = createCueSet(
  'conflicting|contradictory|differing|inconsistent|diverging|discrepanc(?:y|ies)|differ(?:ed|s)?|conflict(?:ed|s)?|var(?:y|ied|ies)',
  [
    /\b(?:conflicting|contradictory|differing|inconsistent|diverging) (?:\w+ ){0,2}?(?:figures?|numbers?|counts?|estimates?|tolls?|tall(?:y|ies)|totals?|reports? (?:of|on|about) (?:the )?(?:number|toll|casualties|count))\b|\bdiscrepanc(?:y|ies) (?:between|in|over) [^.;\n]{0,40}\b(?:figures?|numbers?|counts?|totals?)\b|\b(?:figures?|counts?|tolls?|tall(?:y|ies)) (?:differ(?:ed|s)?|conflict(?:ed|s)?|var(?:y|ied|ies) (?:widely|between|from))\b/g,
  ],
)
/** Where only the same noun joins two figures: one is at most so many times the other. Wider apart they count different things. */
const furthest = 3
/** Counts of the dead or hurt after one event may lie wider apart. */
const furthestToll = 10
// Verbs that only say that something is so many; another verb ("cut", "hire", "plan") tells of another thing.
const plain = new Set('be have count report say show record receive list speak put tally register see feed'.split(' '))
const otherTime =
  /\b(?:previous|previously|earlier|since|last|another|additional|addition|now|later|then|new|also|so far|total of|by (?:early|mid|late)|ago|at the time|initially)\b/

/**
 * Finds different values for one thing that different sources give:
 * `Police said 200 people marched; the organizers put the crowd at 500.` Different things with alike numbers are none,
 * nor are values of other times or places, or that agree within their words ("more than 200" and "240").
 */
export function findConflictingFigures(context: CaveatContext): CaveatDraft[] {
  const drafts: CaveatDraft[] = context.find(said).map(({ sentence }) => ({
    kind: 'conflicting-figures',
    text: 'The article says that its figures do not agree.',
    spans: [spanOf(context.tagged.text, sentence.start, sentence.end)],
  }))
  const figures = readReportedFigures(context, maybeInConflict(context.quantities))
  const used = new Set<ReportedFigure>()
  for (const [at, second] of figures.entries()) {
    const first = figures.slice(Math.max(0, at - 8), at).findLast((earlier) => isConflict(context, earlier, second))
    if (!first || used.has(first) || isOtherYear(context, first, second)) continue
    used.add(first).add(second)
    drafts.push(draftOf(context, first.quantity, second.quantity))
  }
  return drafts.slice(0, 3)
}

// "In 2015 there were 28 nests; the count of 2019 was 36": two years, two counts.
function isOtherYear(context: CaveatContext, first: ReportedFigure, second: ReportedFigure): boolean {
  const years = ({ quantity }: ReportedFigure) =>
    new Set(sentenceText(context, quantity).match(/\b(?:19|20)\d\d\b/g) ?? [])
  const [one, two] = [years(first), years(second)]
  return one.size > 0 && two.size > 0 && one.isDisjointFrom(two)
}

// Only figures with another of their unit and another value beside them are worth reading closely.
function maybeInConflict(quantities: Quantity[]): Quantity[] {
  const kept = new Set<Quantity>()
  for (let at = 1; at < quantities.length; at++) {
    const second = quantities[at]!
    for (let back = at - 1; back >= Math.max(0, at - 8); back--) {
      const first = quantities[back]!
      if (second.sentence - first.sentence > 1) break
      if (first.unit === second.unit && !isCompatible(first, second)) kept.add(first).add(second)
    }
  }
  return quantities.filter((quantity) => kept.has(quantity))
}

function sentenceText(context: CaveatContext, { sentence }: Quantity, asPrinted = false): string {
  const span = context.tagged.sentences[sentence]
  return span ? (asPrinted ? context.tagged.text : context.folded).slice(span.start, span.end) : ''
}

// "In Kansas, eight people died. … Mississippi …": each sentence names its own place or company.
function otherPlace(first: string, second: string): boolean {
  if ([...second.matchAll(/\b[Ii]n (\p{Lu}\p{Ll}+)/gu)].some((match) => !first.includes(match[1]!))) return true
  const names = (words: string) =>
    new Set(
      [...words.matchAll(/(?<=\p{Ll},? |\n)\p{Lu}\p{Ll}+/gu)]
        .map((match) => match[0])
        .filter((word) => !/day$/.test(word)),
    )
  const one = names(first)
  const two = names(second)
  return one.size > 0 && two.size > 0 && ![...one].some((name) => two.has(name))
}

function isConflict(context: CaveatContext, first: ReportedFigure, second: ReportedFigure): boolean {
  const one = first.quantity
  const two = second.quantity
  if (one.unit !== two.unit || isCompatible(one, two) || first.source === null || second.source === null) return false
  if (isSameSource(first.source, second.source) || second.isOfMore || first.isOfMore) return false
  if (one.period !== null && two.period !== null && one.period !== two.period) return false
  if (one.place !== null && two.place !== null && one.place !== two.place) return false
  const apart = two.sentence - one.sentence
  // "One" is a pronoun as often as a count.
  if ((one.value <= 1 || two.value <= 1) && one.unit === null) return false
  if (second.refersBack) return apart <= 1
  if (
    otherTime.test(sentenceText(context, one)) ||
    otherTime.test(sentenceText(context, two)) ||
    otherPlace(sentenceText(context, one, true), sentenceText(context, two, true))
  )
    return false
  if (apart > 1 || first.thing === null || first.thing !== second.thing || first.modifiers !== second.modifiers)
    return false
  const ratio = two.value / one.value
  const isClass = /^the (?:dead|hurt)$/.test(first.thing)
  // "18 people were hurt" and "17 hurt"; "41 families" and "57 families." Other tails tell of other families.
  if (!isClass && first.tail !== second.tail && first.tail !== '' && second.tail !== '') return false
  return (
    one.unit === null &&
    ratio > 1 / (isClass ? furthestToll : furthest) &&
    ratio < (isClass ? furthestToll : furthest) &&
    (second.verb === first.verb || second.verb === null || plain.has(second.verb))
  )
}

// "More than 200" and "240", "about 2,000" and "1,950" may both be true.
function isCompatible(first: Quantity, second: Quantity): boolean {
  const [lowA, highA] = boundsOf(first)
  const [lowB, highB] = boundsOf(second)
  return lowA <= highB && lowB <= highA
}

/** "About" is taken as within a tenth; "more than" and "at least" as up to half as much again. */
function boundsOf({ value, high, approximation }: Quantity): [number, number] {
  if (high !== null) return [value, high]
  if (approximation === 'about') return [value * 0.9, value * 1.1]
  if (approximation === 'more-than' || approximation === 'at-least') return [value, value * 1.5]
  if (approximation === 'less-than' || approximation === 'at-most') return [value * 0.67, value]
  return [value, value]
}

function isSameSource(one: string, two: string): boolean {
  const first = nameKey(one)
  const second = nameKey(two)
  return first.includes(second) || second.includes(first) || /^(?:he|she|they|it|officials?|who)$/.test(second)
}

function draftOf(context: CaveatContext, first: Quantity, second: Quantity): CaveatDraft {
  const spans = [first, second].flatMap((quantity) => {
    const sentence = context.tagged.sentences[quantity.sentence]
    return sentence ? [spanOf(context.tagged.text, sentence.start, sentence.end)] : []
  })
  return {
    kind: 'conflicting-figures',
    text: `The article gives two figures for one thing: “${first.text}” and “${second.text}”.`,
    spans,
  }
}
