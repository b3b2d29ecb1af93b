import type { Attribution, Source } from '../../domain/attribution.ts'
import { spanOf } from '../../domain/cut-span.ts'
import type { Span } from '../../domain/span.ts'
import type { Sentence, TaggedText } from '../language/tagged-text.ts'
import { findLead } from '../lines/find-lead.ts'
import { type Anonymity, findAnonymity } from './anonymity.ts'
import { readSourceHead, type SourceHead } from './source-head.ts'
import { hidesName, isVaguePlural } from './source-kind.ts'

/** A person, or some, whom an article does not name: as described in print, and every place where it speaks. */
export interface AnonymousSource {
  /** "a Defense Department official": without the clause that asks for anonymity */
  description: string
  /** every mention as a source, the first first */
  spans: Span[]
  /** how many people, where the article says it: "two U.S. officials" → 2, "an official" → 1 */
  count: number | null
  /** why no name is given, as printed: "to describe internal deliberations" */
  reason: string | null
  reasonSpan: Span | null
  /** the first sentence of the body is attributed to it */
  inLead: boolean
}

interface Group extends AnonymousSource {
  head: SourceHead
}

/**
 * Finds the sources that an article does not name, one entry a person or group: "the official said" later is another span of the
 * same one. Vague plurals ("critics say") and institutions ("police said") are none. `attributions` are those of the same text.
 */
export function findAnonymousSources(tagged: TaggedText, attributions: Attribution[]): AnonymousSource[] {
  const groups: Group[] = []
  const lead = findLead(tagged)
  const walk = { at: 0 }
  for (const attribution of attributions) {
    const { source } = attribution
    if (!source) continue
    const sentence = sentenceAt(tagged, source.start, walk)
    const anonymity = sentence && findAnonymity(tagged.text, sentence, source)
    const group = groupOf(groups, source, anonymity !== undefined)
    if (!group) continue
    addMention(group, source, anonymity)
    if (
      lead &&
      sentence === lead &&
      attribution.content.some((piece) => piece.start >= lead.start && piece.end <= lead.end)
    )
      group.inLead = true
  }
  readLaterReasons(tagged, groups)
  return groups.map(({ head: _, ...group }) => group)
}

function sentenceAt(tagged: TaggedText, start: number, walk: { at: number }): Sentence | undefined {
  while (walk.at > 0 && tagged.sentences[walk.at]!.start > start) walk.at--
  while (walk.at + 1 < tagged.sentences.length && tagged.sentences[walk.at + 1]!.start <= start) walk.at++
  return tagged.sentences[walk.at]
}

// The group that a source belongs to: an earlier one that it refers back to, or a new one.
function groupOf(groups: Group[], source: Source, isHidden: boolean): Group | undefined {
  const head = readSourceHead(source.text)
  if (head.isDefinite) {
    const earlier = groups.slice(-30).findLast((group) => isSamePerson(group.head, head))
    if (earlier) return earlier
  }
  if (source.kind !== 'anonymous' && !(isHidden && !head.isCapital && source.kind !== 'document')) return undefined
  if (!isHidden && (isKin(head) || head.words[0]!.toLowerCase() === 'least')) return undefined
  if (isVaguePlural(source.text) && !isHidden) return undefined
  if (!hidesName(source.text) && !isHidden && isPlainPlural(head)) return undefined
  const repeated = groups.slice(-30).find((group) => group.description === describe(source.text))
  if (repeated && !head.isIndefinite) return repeated
  const group: Group = {
    description: describe(source.text),
    spans: [],
    count: head.count,
    reason: null,
    reasonSpan: null,
    inLead: false,
    head,
  }
  if (!head.isDefinite) takeEarlier(groups, group)
  groups.push(group)
  return group
}

// "the official said" may stand before "an official who spoke on condition of anonymity": the later words describe him.
function takeEarlier(groups: Group[], group: Group): void {
  for (let at = groups.length - 1; at >= Math.max(0, groups.length - 30); at--) {
    const earlier = groups[at]!
    if (!earlier.head.isDefinite || !isSamePerson(group.head, earlier.head)) continue
    group.spans.unshift(...earlier.spans)
    group.inLead ||= earlier.inLead
    groups.splice(at, 1)
  }
}

// "witnesses said", "nurses said": a crowd, not a person who hides.
function isPlainPlural(head: SourceHead): boolean {
  return (
    head.words.length === 1 &&
    head.tail === '' &&
    head.head.endsWith('s') &&
    !/^(?:sources|insiders|aides|advisers|advisors|operatives)$/.test(head.head)
  )
}

// "the official", "the Defense Department official", "the person": same head and number, and no word that the first lacks.
function isSamePerson(first: SourceHead, later: SourceHead): boolean {
  const isPerson = /^(?:person|source|man|woman|individual)$/.test(later.head)
  const isPeople = /^(?:people|sources)$/.test(later.head)
  const sameHead = first.head === later.head || (first.head === `${later.head}s` && later.count === 1)
  if (
    !sameHead &&
    !(isPerson && !first.head.endsWith('s') && first.head !== 'people') &&
    !(isPeople && (first.head.endsWith('s') || first.head === 'people'))
  )
    return false
  const known = new Set(`${first.words.join(' ')} ${first.tail}`.toLowerCase().split(/[\s,]+/))
  return later.words
    .slice(0, -1)
    .every(
      (word) =>
        /^(?:the|this|that|these|those|same|one|two|three|four|five|unnamed)$/i.test(word) ||
        known.has(word.toLowerCase()),
    )
}

// "my father", "the victim's sister": who that is follows from the person named; "least" is left of "at least 100 people", a count.
function isKin({ head, isDefinite }: SourceHead): boolean {
  return (
    isDefinite &&
    /^(?:grand|step)?(?:father|mother|parent|son|daughter|brother|sister|child|uncle|aunt|cousin|nephew|niece|wife|husband|spouse|fianc[eé]e?|widow|widower|dad|mom|mum)s?$|^(?:wives|children|grandchildren|family|families|relatives?)$/.test(
      head,
    )
  )
}

// Without "who spoke on the condition of anonymity …", which the reason tells.
function describe(text: string): string {
  const clause = /,?\s+(?:who|speaking|granted|requesting)\b/i.exec(text)
  const words = clause && hidesName(text.slice(clause.index)) ? text.slice(0, clause.index) : text
  return words.replace(/[,;]? (?:and|or|but|who|which)$/, '')
}

function addMention(group: Group, source: Source, anonymity: Anonymity | undefined): void {
  group.spans.push({ start: source.start, end: source.end, text: source.text })
  if (anonymity?.reason && !group.reasonSpan) {
    group.reasonSpan = anonymity.reason
    group.reason = anonymity.reason.text
  }
}

// "The officials spoke on condition of anonymity because …" in a sentence of its own.
function readLaterReasons(tagged: TaggedText, groups: Group[]): void {
  const open = groups.filter((group) => group.reasonSpan === null)
  if (open.length === 0) return
  for (const sentence of tagged.sentences) {
    if (!hidesName(sentence.text)) continue
    const subject =
      /^(?:(?:All|Both|Each|One|Two|Three) (?:of )?)?(?:[Tt]he|[Tt]hat|[Tt]hose) [^,.;]{0,80}?(?= (?:who|spoke|asked|requested|was|were|declined|insisted|would|wanted))/.exec(
        sentence.text,
      )
    const start = subject ? sentence.start : -1
    const group = subject
      ? groups.findLast(
          (one) => isSamePerson(one.head, readSourceHead(subject[0])) && one.spans[0]!.start < sentence.start,
        )
      : /^(?:He|She|They) /.test(sentence.text)
        ? groups.findLast((one) => one.spans[0]!.start < sentence.start)
        : undefined
    if (!group || group.reasonSpan) continue
    const anonymity = findAnonymity(
      tagged.text,
      sentence,
      spanOf(tagged.text, Math.max(start, sentence.start), sentence.start + 1),
    )
    if (!anonymity?.reason) continue
    group.reasonSpan = anonymity.reason
    group.reason = anonymity.reason.text
  }
}
