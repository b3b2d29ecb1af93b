import type { Attribution } from '../../domain/attribution.ts'
import type { VersionChange } from '../../domain/version-change.ts'
import { meaningOf } from './novelty.ts'
import type { ReadVersion } from './read-version.ts'

/** What is said in fewer words may be said by two. */
const fewestWords = 4
/** A role and a name may be one person; bodies, papers and outlets are what they are called. */
const called = new Set(['institution', 'document', 'publisher'])

/** The same statement in both versions, given to another body or paper. */
export function speakerChanges(before: ReadVersion, after: ReadVersion): VersionChange[] {
  const earlier = before.analysis.attributions.filter(isCalled)
  return after.analysis.attributions.filter(isCalled).flatMap((attribution): VersionChange[] => {
    const content = contentOf(attribution)
    const same = earlier.filter((other) => contentOf(other) === content)
    const [from, to] = [same[0]?.source?.text ?? '', attribution.source?.text ?? '']
    if (content.split(' ').length < fewestWords || same.length !== 1 || !areOthers(from, to)) return []
    const sentence = after.analysis.sentences.find(
      ({ start, end }) => start <= attribution.cue.start && attribution.cue.start < end,
    )
    return [{ what: 'attribution', kind: 'correction', from, to, about: null, sentence: sentence?.text ?? '' }]
  })
}

function isCalled({ source }: Attribution): boolean {
  return source !== null && called.has(source.kind)
}

function contentOf({ content }: Attribution): string {
  const words = content.flatMap(({ text }) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
  return words.join(' ')
}

function areOthers(one: string, other: string): boolean {
  const [first, second] = [meaningOf(one), meaningOf(other)]
  return first.size > 0 && second.size > 0 && first.isDisjointFrom(second)
}
