import { spanOf } from '../../domain/cut-span.ts'
import type { CaveatContext, Place } from './caveat-context.ts'
import { type CaveatDraft, joinDrafts } from './compose-caveat.ts'
import { createCueSet } from './cue-set.ts'
import { asSentence, nameKey } from './wording.ts'

const verify = String.raw`(?:verif(?:y|ied)|confirm(?:ed)?|corroborated?|authenticated?|substantiated?)`
const patterns = createCueSet(
  'verif(?:y|ied)|confirm(?:ed|ation)?|verification|corroborated?|authenticated?|substantiated?|check|established|checked|determined|unverified|unconfirmed|uncorroborated|unsubstantiated',
  [
    new RegExp(
      String.raw`\b(?:could|can)(?:not| not|n't)(?: \w+ly| be| been| yet){0,3} ${verify}\b(?! (?:n?or deny|their|his|her|your|my|our|an? (?:appointment|booking|seat)|seats?|bookings?))`,
      'g',
    ),
    new RegExp(
      String.raw`\b(?:has|have|had|was|were|is|are)(?: not|n't)(?: yet| been| be){0,2} (?:independently|officially|fully|yet) (?:been )?${verify}\b`,
      'g',
    ),
    /\b(?:has|have|had|was|were|is|are)(?: not|n't)(?: yet){0,1} been (?:\w+ly )?(?:verified|confirmed|corroborated|authenticated|substantiated)\b/g,
    /\b(?:unable|not able|impossible|not possible|no way|not been possible|not been able|n't been able|difficult|hard) to (?:\w+ly )?(?:verify|confirm|corroborate|authenticate|check)\b(?! on\b| n?or deny)/g,
    new RegExp(String.raw`\bneither\b[^.;\n]{1,80} can(?: be)?(?: \w+ly)? ${verify}\b`, 'g'),
    /\b(?:authenticity|veracity|accuracy|truth)\b[^.;\n]{0,40}(?: not|n't)(?: yet)?(?: been| be) (?:\w+ly )?(?:established|checked|verified|confirmed|determined)\b/g,
    /\b(?:no|without) (?:independent|official) (?:confirmation|verification)\b/g,
    /\b(?:unverified|unconfirmed|uncorroborated|unsubstantiated) (?:\w+ ){0,2}?(?:reports?|claims?|accounts?|figures?|videos?|footage|images?|photos?|photographs?|rumou?rs?|allegations?|information|statements?|documents?|numbers?|posts?|assertions?|evidence|sightings?|tolls?)\b/g,
    /\b(?:remains?|remained|is|are|was|were|still) (?:unverified|unconfirmed|uncorroborated)\b/g,
    new RegExp(String.raw`\bdid(?: not|n't) independently ${verify}\b`, 'g'),
  ],
)

/** Finds what the article, or another, could not verify: `The figure could not be independently confirmed.` */
export function findUnverified(context: CaveatContext): CaveatDraft[] {
  const drafts = context
    .find(patterns)
    .filter((place) => !context.isQuoted(place.start) && !isAboutUsers(context, place))
    .sort((a, b) => a.start - b.start)
    .map(
      ({ sentence }): CaveatDraft => ({
        kind: 'unverified',
        text: asSentence(sentence.text),
        spans: [spanOf(context.tagged.text, sentence.start, sentence.end)],
      }),
    )
  return joinDrafts(drafts, (draft) => nameKey(draft.text))
}

// A nominee whom a chamber could not confirm, a reservation or a customer not confirmed, an account without a blue tick.
function isAboutUsers({ folded }: CaveatContext, { start, end, sentence }: Place): boolean {
  const near = folded.slice(Math.max(sentence.start, start - 60), Math.min(sentence.end, end + 60))
  return (
    /\b(?:nominees?|nomination|judges?|justice|senate|reservations?|bookings?|appointments?|certifications?|certificates?|users?|customers?|identity of (?:users|customers))\b/.test(
      near,
    ) && !/\bindependent/.test(near)
  )
}
