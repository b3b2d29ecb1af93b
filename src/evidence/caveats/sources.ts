import type { Attribution, Source } from '../../domain/attribution.ts'
import { isStatement } from '../attributions/is-statement.ts'
import { isVaguePlural } from '../attributions/source-kind.ts'
import { findHeadline, findLead } from '../lines/find-lead.ts'
import { tellsOfMind } from './anonymous.ts'
import type { CaveatContext } from './caveat-context.ts'
import type { CaveatDraft } from './compose-caveat.ts'
import { nameKey, tidy } from './wording.ts'

/** An attribution that names whom it is given to. */
type Given = Attribution & { source: Source }

/** Says that the article attributes statements, and never to a named person, an institution or a document. */
export function findNoNamedSource(context: CaveatContext): CaveatDraft[] {
  let isAny = false
  for (const attribution of context.attributions) {
    if (isAny && attribution.source?.kind === 'anonymous') continue
    if (!isGiven(attribution)) continue
    if (attribution.source.kind !== 'anonymous') return []
    isAny = true
  }
  if (!isAny) return []
  const leadRestsOnIt = context.anonymous.some((source) => source.inLead)
  const text = 'Nothing in the article is attributed to a named person, an institution or a document.'
  return [{ kind: 'no-named-source', text, spans: [], leadRestsOnIt }]
}

/** Says that everything attributed goes to one source: at least two attributions, or one that the lead rests on. */
export function findSingleSource(context: CaveatContext): CaveatDraft[] {
  const given: Given[] = []
  // A headline is cut short, and who speaks in it is easily read wrongly.
  const from = findHeadline(context.tagged)?.end ?? 0
  for (const attribution of context.attributions) {
    if (attribution.cue.start < from || !isGiven(attribution) || isBelief(attribution)) continue
    if (given[0] && !isSame(given[0].source, attribution.source)) return []
    given.push(attribution)
  }
  const first = given[0]
  if (!first || isUnresolved(first.source.text) || isVaguePlural(first.source.text)) return []
  // A long text in which next to nothing is attributed rests on its author.
  if (context.tagged.text.length > lettersEach * given.length || hasOtherVoice(context, from)) return []
  const several = context.anonymous.length > 1 || context.anonymous.some(({ count }) => count !== null && count > 1)
  if (several && given.every(({ source }) => source.kind === 'anonymous')) return []
  const inLead = isInLead(context, first)
  if (given.length < 2 && !inLead) return []
  const name = shownName(first.source.text)
  return [
    {
      kind: 'single-source',
      text: `Everything attributed in the article comes from one source: ${name}.`,
      spans: given.map(({ source }) => source),
      source: name,
      leadRestsOnIt: inLead,
    },
  ]
}

function isInLead({ tagged }: CaveatContext, { cue }: Given): boolean {
  const lead = findLead(tagged)
  return !!lead && cue.start < lead.end
}

/** So many letters of text may stand on one attribution. */
const lettersEach = 2500

// "Christians believe", "reviewers love": what a group thinks is no source.
function isBelief({ cue }: Attribution): boolean {
  return tellsOfMind(cue.text) || /\bbeliev/.test(cue.text)
}

function isUnresolved(words: string): boolean {
  return /^(?:who|which|that|what|these|those|others?|the (?:things?|ones?|rest))$/i.test(words.trim())
}

const voice = /\b(?:according to|said|says|told|reported|wrote|tweeted)\b/g

// Where somebody speaks whom no attribution holds, there may be a second source.
function hasOtherVoice(context: CaveatContext, from: number): boolean {
  return [...context.folded.matchAll(voice)].some(
    ({ index, 0: { length } }) =>
      index >= from &&
      !context.isQuoted(index) &&
      !context.attributions.some(({ cue }) => cue.start < index + length && cue.end > index),
  )
}

const pronoun = /^(?:he|she|they|it|who|the (?:official|spokes\w+|statement|report|source|man|woman))$/i

// "Its director, Ann Lee", "Lee, who runs it" and "Lee" are one: a part of the one stands in a part of the other.
function isSame(first: Source, other: Source): boolean {
  if (pronoun.test(other.text.trim())) return true
  const parts = partsOf(other.text)
  return partsOf(first.text).some((one) =>
    parts.some((two) => ` ${one} `.includes(` ${two} `) || ` ${two} `.includes(` ${one} `)),
  )
}

function partsOf(words: string): string[] {
  return words
    .split(/,|\b(?:who|which)\b.*$/)
    .map(nameKey)
    .filter((part) => part !== '')
}

// The name where a description carries one ("its director, Ann Lee" → "Ann Lee"), without "who …" and days.
function shownName(words: string): string {
  const plain = tidy(words).replace(
    /,? (?:who|which)\b.*$| (?:on )?\w+day$| (?:first|later|also|then|again|now|once|earlier|previously|recently)$/,
    '',
  )
  return plain.split(/, ?/).find((part) => /^\p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]+)+$/u.test(part)) ?? plain
}

// Attributions that give a statement to someone; who asks, plans or declines states nothing.
function isGiven(attribution: Attribution): attribution is Given {
  return (
    attribution.source !== null &&
    // Who complains about something or asks for it gives no piece of information.
    !/ (?:about|for)$/.test(attribution.cue.text) &&
    !/^(?:i|you|we|me|us|one)$/i.test(attribution.source.text) &&
    isStatement(attribution)
  )
}
