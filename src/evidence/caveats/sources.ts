import type { Attribution, Source } from '../../domain/attribution.ts'
import type { AnonymousSource } from '../attributions/find-anonymous-sources.ts'
import { isStatement } from '../attributions/is-statement.ts'
import { findLead } from '../lines/find-lead.ts'
import type { CaveatContext } from './caveat-context.ts'
import type { CaveatDraft } from './compose-caveat.ts'
import { capitalize, isPlural, nameKey, tidy } from './wording.ts'

/** An attribution that names whom it is given to. */
type Given = Attribution & { source: Source }

/** The sources that the article does not name, each once with all its places: `two officials with knowledge of the plans`. */
export function findAnonymous(context: CaveatContext): CaveatDraft[] {
  return context.anonymous.map((source) => ({
    kind: 'anonymous-source',
    text: wordingOf(source),
    spans: source.reasonSpan ? [...source.spans, source.reasonSpan] : source.spans,
    source: source.description,
    count: source.count,
    reason: source.reason ?? 'no reason given',
    leadRestsOnIt: source.inLead,
  }))
}

function wordingOf({ description, reason, inLead }: AnonymousSource): string {
  const name = tidy(description)
  const parts = [`${capitalize(name)} ${isPlural(name) ? 'are' : 'is'} not named`]
  parts.push(reason === null ? 'no reason is given' : `the reason given is “${tidy(reason)}”`)
  if (inLead) parts.push(`the lead rests on ${isPlural(name) ? 'them' : 'this source'}`)
  return `${parts.length === 2 ? parts.join(', and ') : `${parts[0]}, ${parts[1]}, and ${parts[2]}`}.`
}

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
  for (const attribution of context.attributions) {
    if (!isGiven(attribution)) continue
    if (given[0] && !isSame(given[0].source, attribution.source)) return []
    given.push(attribution)
  }
  const first = given[0]
  if (!first) return []
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
  const plain = tidy(words).replace(/,? (?:who|which)\b.*$| (?:on )?\w+day$/, '')
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
