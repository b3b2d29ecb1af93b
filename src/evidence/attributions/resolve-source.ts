import type { Attribution, Source } from '../../domain/attribution.ts'
import { spanOf } from '../../domain/cut-span.ts'
import type { Sentence, TaggedText } from '../language/tagged-text.ts'
import type { Token } from '../language/tokens.ts'
import { readSourceHead } from './source-head.ts'
import { kindOfSource } from './source-kind.ts'

const single = /^(?:he|she|his|her|him)$/
const plural = /^(?:they|their|them)$/
const relative = /^(?:who|which|that)$/

/**
 * Whom each source means: for "he", "who", "the official" the earlier span that names or describes the same source, for any other
 * source itself; null where there is no source or no antecedent. One entry an attribution, in the same order. The span may lie in an earlier sentence.
 */
export function resolveSource(tagged: TaggedText, attributions: Attribution[]): (Source | null)[] {
  const resolved: (Source | null)[] = []
  const walk = { at: 0 }
  for (const attribution of attributions) {
    const { source } = attribution
    if (!source) {
      resolved.push(null)
      continue
    }
    resolved.push(antecedentOf(tagged, source, attributions, resolved, sentenceAt(tagged, source.start, walk)))
  }
  return resolved
}

function sentenceAt(tagged: TaggedText, start: number, walk: { at: number }): number {
  while (walk.at > 0 && tagged.sentences[walk.at]!.start > start) walk.at--
  while (walk.at + 1 < tagged.sentences.length && tagged.sentences[walk.at + 1]!.start <= start) walk.at++
  return walk.at
}

function antecedentOf(
  tagged: TaggedText,
  source: Source,
  attributions: Attribution[],
  resolved: (Source | null)[],
  sentence: number,
): Source | null {
  const lower = source.text.toLowerCase()
  if (relative.test(lower)) return phraseBefore(tagged, tagged.sentences[sentence]!, source)
  if (single.test(lower) || plural.test(lower))
    return pronounAntecedent(tagged, source, attributions, resolved, sentence)
  const parts = readSourceHead(source.text)
  if (parts.isDefinite && !parts.isCapital) return definiteAntecedent(source, parts.head, attributions, resolved)
  return source
}

// Who "he" is: the latest source with a person's name (or an unnamed person) before it, else the subject of a sentence before.
function pronounAntecedent(
  tagged: TaggedText,
  source: Source,
  attributions: Attribution[],
  resolved: (Source | null)[],
  sentence: number,
): Source | null {
  const isOne = single.test(source.text.toLowerCase())
  for (let back = sentence; back >= Math.max(0, sentence - 4); back--) {
    const { start } = tagged.sentences[back]!
    const subject = back < sentence ? subjectOf(tagged, tagged.sentences[back]!) : undefined
    for (let at = resolved.length - 1; at >= Math.max(0, resolved.length - 60); at--) {
      const earlier = attributions[at]!.source
      if (!earlier || earlier.start >= source.start) continue
      if (earlier.start < start) break
      const meant = resolved[at]
      if (meant && fits(meant, isOne)) return meant
    }
    if (subject && fits(subject, isOne)) return subject
  }
  return null
}

function fits(source: Source, isOne: boolean): boolean {
  const { head } = readSourceHead(source.text)
  if (/^(?:i|we|you|he|she|they|it|who|that|which|his|her|their|this)$/.test(head)) return false
  if (isOne)
    return (
      source.kind === 'named' ||
      ((source.kind === 'unnamed-role' || source.kind === 'anonymous') && !head.endsWith('s'))
    )
  return (
    source.kind === 'institution' || source.kind === 'publisher' || head.endsWith('s') || /\sand\s/.test(source.text)
  )
}

// The noun phrase that opens a sentence, as a possible antecedent.
function subjectOf(tagged: TaggedText, sentence: Sentence): Source | undefined {
  const { tokens } = sentence
  let from = 0
  while (from < tokens.length && tokens[from]!.tag !== 'name' && from < 12) {
    const { tag } = tokens[from]!
    if (tag === 'verb' || tag === 'past' || tag === 'quote' || tag === 'be') return undefined
    from++
  }
  let to = from
  while (to < tokens.length && tokens[to]!.tag === 'name') to++
  if (to === from || to - from > 5) return undefined
  const span = spanOf(tagged.text, tokens[from]!.start, tokens[to - 1]!.end)
  return { ...span, kind: kindOfSource(span.text) }
}

// "the official": the latest source with the same head, described anew.
function definiteAntecedent(
  source: Source,
  head: string,
  attributions: Attribution[],
  resolved: (Source | null)[],
): Source {
  for (let at = resolved.length - 1; at >= Math.max(0, resolved.length - 40); at--) {
    const meant = resolved[at]
    const earlier = attributions[at]!.source
    if (!meant || !earlier || meant.start >= source.start) continue
    const other = readSourceHead(meant.text)
    const isSame = other.head === head || new RegExp(`\\b${asPattern(head)}\\b`, 'i').test(meant.text.slice(0, 200))
    if (isSame && !(other.head === head && other.isDefinite && meant === earlier && meant.kind === source.kind))
      return meant
  }
  return source
}

function asPattern(word: string): string {
  return word.replace(/[^\p{L}\p{N}]/gu, '.')
}

// The index of the token that begins at an offset.
function tokenAt(tokens: Token[], start: number): number {
  let low = 0
  let high = tokens.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (tokens[middle]!.start < start) low = middle + 1
    else high = middle
  }
  return low
}

// What "who" stands beside.
function phraseBefore(tagged: TaggedText, sentence: Sentence, source: Source): Source | null {
  const { tokens } = sentence
  let at = tokenAt(tokens, source.start)
  if (at < 1) return null
  if (tokens[at - 1]!.text === ',') at--
  const to = at
  while (at > 0 && /^(?:name|noun|adjective|number|possessive|determiner)$/.test(tokens[at - 1]!.tag)) at--
  if (at === to) return null
  const span = spanOf(tagged.text, tokens[at]!.start, tokens[to - 1]!.end)
  return { ...span, kind: kindOfSource(span.text) }
}
