import { rest } from './around-cue.ts'
import { type Clause, endOfContent, type Found, opensQuote, type Range } from './clause.ts'
import type { CueVerb } from './cue-verbs.ts'
import { sourceAt } from './source-at.ts'
import { sourceBefore } from './source-phrase.ts'
import type { VerbGroup } from './verb-group.ts'

const hearsay = /^(?:believe|say|think|report|allege|expect|estimate|know|rumor|suspect|consider|understand|presume)$/

/** Reads "was accused by X of …", "is believed to …", "a plan proposed by X". */
export function readPassive(clause: Clause, at: number, verb: CueVerb, group: VerbGroup): Found | undefined {
  const { tokens } = clause
  const next = tokens[at + 1]
  const cue = { from: at, to: at + 1 }
  if (next?.lower === 'by') {
    const source = sourceAt(tokens, at + 2)
    const subject = sourceBefore(tokens, group.from)
    if (!source || !subject || tokens[at + 2]!.tag === 'ing') return undefined
    const of = tokens[source.to]
    if (of?.lower === 'that' && (verb.hear || verb.say))
      return { source, cue, content: rest(clause, source.to), place: 'after', opensNext: false, isSaying: verb.say }
    const content: Range[] = [{ from: subject.from, to: subject.to }]
    if (of && (of.lower === 'of' || of.lower === 'for' || of.lower === 'as' || of.tag === 'to'))
      content.push(...rest(clause, source.to))
    return { source, cue, content, place: 'around', opensNext: false, isSaying: verb.say }
  }
  // "He was asked whether …": nobody is named who asks.
  const opensAsked =
    next && (/^(?:if|whether|about|how|why|what)$/.test(next.lower) || next.tag === 'to' || opensQuote(clause, at + 1))
  if (group.isPassive && verb.hear && opensAsked)
    return { source: null, cue, content: rest(clause, at + 1), place: 'after', opensNext: false, isSaying: false }
  if (group.isPassive && hearsay.test(verb.lemma) && (next?.tag === 'to' || next?.lower === 'that')) {
    const subject = sourceBefore(tokens, group.from)
    const to = endOfContent(clause, at + 1, false)
    if (!subject || to <= at + 1) return undefined
    const isIt = tokens[subject.head]!.lower === 'it'
    return {
      source: null,
      cue,
      content: isIt ? [{ from: at + 1, to }] : [subject, { from: at + 1, to }],
      place: 'around',
      opensNext: false,
      isSaying: verb.say,
    }
  }
  return undefined
}
