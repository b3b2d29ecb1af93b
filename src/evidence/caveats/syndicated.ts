import { spanOf } from '../../domain/cut-span.ts'
import type { Span } from '../../domain/span.ts'
import type { CaveatContext } from './caveat-context.ts'
import { type CaveatDraft, joinDrafts } from './compose-caveat.ts'
import { agencyIn, creditedAgency } from './credited-agency.ts'
import { createCueSet } from './cue-set.ts'
import { readNameAt, withoutArticle } from './publisher-names.ts'
import { hasAgencyShape, isOutlet, isSamePublisher } from './publishers.ts'
import { nameKey } from './wording.ts'

const work = String.raw`(?:article|story|piece|report|column|essay|post|op-ed|item|version|content|commentary|review|interview|excerpt)`
// These say "this article" themselves, so any name may follow.
const firm = [
  new RegExp(
    String.raw`\b(?:this|the) (?:\w+ )?${work}\b[^.\n]{0,30}? (?:originally|first|was first|was originally|previously) (?:appeared|published|ran|posted|aired)[^.,\n]{0,25}? (?:in|on|by|at|from|with) `,
    'g',
  ),
  new RegExp(
    String.raw`\b(?:this|the) (?:\w+ )?${work}\b[^.\n]{0,20}? (?:was|is|has been|comes|appears)(?: \w+)? (?:provided|produced|supplied|distributed|syndicated|republished|reprinted|published in partnership|courtesy|here)(?: to [^.\n]{1,30}?| courtesy)? (?:by|from|with|through|of) `,
    'g',
  ),
  /(?:^|[\n.!?([*] ?)(?:republished|reprinted|reproduced|cross-?posted|reposted) (?:here )?(?:with (?:the )?(?:kind )?permission )?(?:from|of|by|courtesy of) /g,
]
// These need a name that is plainly an outlet's, in a line of its own.
const loose = [/\b(?:originally|first) (?:appeared|published) (?:in|on|by|at) /g, /\bdistributed by /g]
const credits = createCueSet(
  'appeared|published|republished|reprinted|reproduced|cross-?posted|reposted|posted|ran|aired|distributed|syndicated|provided|produced|supplied|courtesy|here',
  [...firm, ...loose],
)
const longestLine = 200

/**
 * Finds that the text is another publisher's or an agency's: the article's origin, a line that says so, "(AP)" in the dateline,
 * an agency in the byline. A mention of that publisher in passing is none, and a contributor ("Reuters contributed") is none.
 */
export function findSyndicated(context: CaveatContext): CaveatDraft[] {
  const { article, tagged } = context
  const found = originLines(context)
  const credit = creditedAgency(context)
  if (credit) found.push(credit)
  for (const [name, words] of [
    [article.byline ? agencyIn(article.byline) : undefined, article.byline],
    [article.origin, article.origin],
  ]) {
    if (name && words && !found.some((other) => isSamePublisher(name, other.name) || isSamePublisher(other.name, name)))
      found.push({ name, span: placeOf(tagged.text, words) })
  }
  // What only the metadata say rests on the article as a whole: its first sentence stands for it.
  const first = tagged.sentences[0]
  const lead = first && spanOf(tagged.text, first.start, first.end)
  const drafts = found
    .filter(({ name }) => !isSamePublisher(name, article.publisher))
    .map(
      ({ name, span }): CaveatDraft => ({
        kind: 'syndicated',
        source: withoutArticle(name),
        text: `This text was first published by ${name}.`,
        spans: [span ?? lead].filter((place) => place !== undefined),
      }),
    )
  return joinDrafts(drafts, (draft) => nameKey(draft.source ?? ''))
}

function originLines(context: CaveatContext): { name: string; span: Span | null }[] {
  const { text } = context.tagged
  const found: { name: string; span: Span | null }[] = []
  for (const { start, end, pattern } of context.findInLines(credits)) {
    const from = start + /^[^\p{L}]*/u.exec(text.slice(start, end))![0].length
    const name = readNameAt(text, end)
    if (!name || isDate(name) || found.some((other) => other.span && other.span.start <= from && other.span.end >= end))
      continue
    if (loose.includes(pattern) && !isOwnLine(text, from, name)) continue
    found.push({ name, span: spanOf(text, from, sentenceEnd(text, end + name.length)) })
  }
  return found
}

// "This story was originally published on June 12" tells when, not where.
function isDate(name: string): boolean {
  return /^(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d|^(?:January|February|March|April|May|June|July|August|September|October|November|December)$/.test(
    name,
  )
}

function isOwnLine(text: string, at: number, name: string): boolean {
  const start = text.lastIndexOf('\n', at) + 1
  const stop = text.indexOf('\n', at)
  return (isOutlet(name) || hasAgencyShape(name)) && (stop === -1 ? text.length : stop) - start < longestLine
}

function sentenceEnd(text: string, at: number): number {
  return at + (/^[^.\n]*\.?/.exec(text.slice(at, at + 200))?.[0].length ?? 0)
}

function placeOf(text: string, words: string): Span | null {
  const at = text.indexOf(words)
  return at === -1 ? null : spanOf(text, at, at + words.length)
}
