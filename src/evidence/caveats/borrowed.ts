import { spanOf } from '../../domain/cut-span.ts'
import type { Span } from '../../domain/span.ts'
import { type CaveatContext, foldText, type Place } from './caveat-context.ts'
import { type CaveatDraft, joinDrafts } from './compose-caveat.ts'
import { creditedAgency } from './credited-agency.ts'
import { createCueSet } from './cue-set.ts'
import { readNameAt, readNameBefore, withoutArticle } from './publisher-names.ts'
import { hasAgencyShape, isOutlet, isSamePublisher, mayBeOutlet } from './publishers.ts'
import { nameKey } from './wording.ts'

const when = String.raw`(?: (?:on )?\w+day| last \w+| earlier(?: this \w+)?| this \w+)?`
// After these any name that is no body's is an outlet's; "as reported by the Labor Department" is not meant.
const firmCues = createCueSet('reported|disclosed|revealed|published|detailed', [
  new RegExp(
    String.raw`\b(?:first|originally|previously|earlier) (?:reported|disclosed|revealed|published|detailed)${when} (?:by|in) `,
    'g',
  ),
  new RegExp(String.raw`\bas (?:first )?reported${when} (?:by|in) `, 'g'),
])
const looseCues = createCueSet(
  'reported|revealed|reports?|reporting|story|stories|article|investigation|analysis|according|citing|told|tells|interview|comments|remarks|obtained|seen|reviewed|viewed',
  [
    new RegExp(String.raw`\b(?:was|were|been|is) (?:first )?(?:reported|revealed)${when} (?:by|in) `, 'g'),
    new RegExp(
      String.raw`\b(?:a|an|the|its|new|recent) (?:[\w-]+ ){0,2}?(?:report|reports|reporting|story|stories|article|investigation|analysis)(?: published| broadcast| aired| released)?${when} (?:by|in|from|with|on) `,
      'g',
    ),
    /\b(?:according to|citing|reports (?:in|by|from)) /g,
    /\b(?:told|tells|(?:in|during) an? (?:[\w-]+ )?interview (?:with|on)|in comments to|in remarks to|in an interview published (?:in|by)) /g,
    /\b(?:documents?|emails?|e-mails?|memo|records?|transcripts?|recordings?|letters?|copy|draft|report) (?:\w+ ){0,3}?(?:obtained|seen|reviewed|viewed) by /g,
  ],
)
const subjectCues = createCueSet('reported|report|reports|revealed|broke|learned|uncovered|wrote|quoted|citing', [
  /\b(?:first reported|was (?:the )?first to report|were (?:the )?first to report|reported|reports|revealed|broke the (?:news|story)|has learned|uncovered|wrote|quoted|said|says)\b/g,
])
const unnamedCues = createCueSet(
  'media|television|tv|radio|news|agency|agencies|newspapers?|broadcasters?|outlets?|press',
  [
    /\b(?:(?:local|state|state-run|state-owned|foreign|national|regional|official|domestic|international|\w+an|\w+ish|\w+ese|several|multiple|various|other|some|one) )(?:and \w+ )?(?:media|television|tv|radio|news agency|news agencies|newspapers?|broadcasters?|outlets?|media outlets?|news outlets?|press)(?: \w+)?,? (?:have |has |had |also )?(?:reported|reports?|said|says?)\b|\b(?:according to|citing) (?:(?:local|state|state-run|foreign|several|multiple|various|published|national|\w+an|\w+ish) )?(?:media|news|press|newspaper|tv|television)(?: (?:reports?|outlets?|accounts?|agenc(?:y|ies)))?(?=[,. ])|\b(?:media|news|press) reports (?:said|say|suggest(?:ed)?|indicate(?:d)?)\b/g,
  ],
)

/**
 * Finds other outlets on whose report the article relies: `The sale was first reported by The Harbor Post.` → source "The Harbor Post".
 * Its own name is none, nor is an outlet that the article is about.
 */
export function findSecondhand(context: CaveatContext): CaveatDraft[] {
  const { text } = context.tagged
  const own = [context.article.publisher, context.article.origin, creditedAgency(context)?.name ?? null]
  const found: { name: string; sentence: Span }[] = []
  const take = (name: string | undefined, place: Place, isName: (name: string) => boolean) => {
    if (name && isName(name) && !isDate(name) && isOther(context, place, name, own))
      found.push({ name, sentence: place.sentence })
  }
  for (const place of context.find(firmCues)) take(readNameAt(text, place.end), place, mayBeOutlet)
  for (const place of context.find(looseCues)) take(readNameAt(text, place.end), place, isOutlet)
  for (const place of context.find(subjectCues)) takeSubject(context, place, take)
  for (const place of context.find(unnamedCues)) {
    const words = text
      .slice(place.start, place.end)
      .replace(/^(?:according to|citing) /i, '')
      .replace(/,? (?:have |has |had |also )?(?:reported|reports?|said|says?|say|suggest(?:ed)?|indicated?)$/i, '')
    if (!context.isQuoted(place.start)) found.push({ name: words, sentence: place.sentence })
  }
  const drafts = found
    .filter(({ name }) => !isOwnVoice(context, name))
    .map(
      ({ name, sentence }): CaveatDraft => ({
        kind: 'secondhand',
        source: withoutArticle(name),
        text: `This rests on a report by ${name.replace(/^(?:Multiple|Several|Local|Some|Many|Other|Various|News|Media)\b(?= \p{Ll})/u, (word) => word.toLowerCase())}.`,
        spans: [spanOf(text, sentence.start, sentence.end)],
      }),
    )
  return joinDrafts(drafts, (draft) => nameKey(draft.source ?? ''))
}

// "First disclosed in July" tells when.
function isDate(name: string): boolean {
  return /^(?:Jan|Febr|Mar|Apr|May|June?|July?|Aug|Sept|Oct|Nov|Dec)\w*\.?(?: \d+)?$|^\w+day$|^(?:19|20)\d\d$/.test(
    name,
  )
}

const creditedHead = 400

// A text whose publisher is not known, and whose people keep telling one outlet: that outlet is itself.
function isOwnVoice(context: CaveatContext, name: string): boolean {
  if (context.article.publisher !== null) return false
  const told = context.folded.split(`told ${foldText(name)}`).length - 1
  // "USA TODAY" or "CNN —" on a line of its own at the head credits the outlet whose text this is.
  const credited = context.folded
    .slice(0, creditedHead)
    .split('\n')
    .some((line) => nameKey(line.replace(/[—–−-]+\s*$/, '')) === nameKey(name))
  return told > 1 || credited
}

function takeSubject(
  context: CaveatContext,
  place: Place,
  take: (name: string | undefined, place: Place, isName: (name: string) => boolean) => void,
): void {
  const cue = context.folded.slice(place.start, place.end)
  const name = readNameBefore(context.tagged.text, place.sentence.start, place.start)
  if (/first|broke/.test(cue)) take(name, place, mayBeOutlet)
  // An outlet that "said" may be the story itself, unless it is citing someone.
  else if (/^(?:said|says|wrote|quoted)$/.test(cue))
    take(
      /\bciting\b/.test(context.folded.slice(place.sentence.start, place.sentence.end)) ? name : undefined,
      place,
      isOutlet,
    )
  else take(name, place, isReport(context, place) ? isOutlet : () => false)
}

// "The Post reported a loss", "reported on the trial": an outlet's own figures or work, not its report.
function isReport(context: CaveatContext, place: Place): boolean {
  return !/^ (?:a|an|its|net|quarterly|first|second|third|fourth|on|for) (?:loss|profit|revenue|income|earnings|circulation|the |quarter)/.test(
    context.folded.slice(place.end, place.end + 40),
  )
}

function isOther(context: CaveatContext, place: Place, name: string, own: (string | null)[]): boolean {
  const { publisher, byline } = context.article
  if (own.some((known) => isSamePublisher(name, known)) || context.isQuoted(place.start)) return false
  if (byline && ` ${nameKey(byline)} `.includes(` ${nameKey(name)} `)) return false
  // "The Times" of a text whose publisher is not known may be itself.
  return !(publisher === null && nameKey(name).split(' ').length === 1 && /^the /i.test(name) && !hasAgencyShape(name))
}
