import { spanOf } from '../../domain/cut-span.ts'
import type { CaveatContext, Place } from './caveat-context.ts'
import { type CaveatDraft, joinDrafts } from './compose-caveat.ts'
import { createCueSet } from './cue-set.ts'
import { asSentence, nameKey } from './wording.ts'

const adverbs = String.raw`(?:(?:still|also|not|yet|largely|immediately|entirely|publicly|as yet|currently|exactly|completely|fully|quite|now|so far|always|far from|precisely|initially|otherwise|far|remains?|\w+ly) ){0,3}`
const question = String.raw`(?:whether|if|how|what|who|whom|whose|why|when|where|which|that)`
const notClear = String.raw`(?:unclear|unknown|uncertain|undetermined|not (?:\w+ly |yet |always ){0,2}(?:clear|known|certain)|n't (?:\w+ly |yet |always ){0,2}(?:clear|known|certain))`
const knower = String.raw`(?:no one|nobody|officials|police|investigators|authorities|experts|scientists|researchers|analysts|doctors|detectives|they|prosecutors|it)`

const patterns = createCueSet('clear|unclear|unknown|uncertain|undetermined|known|certain|know|knows|knew', [
  // it is (still) unclear whether; what role … remains unknown; the motive was not immediately known
  new RegExp(
    String.raw`\b(?:is|are|was|were|remain|remains|remained|be|been|'s|seems?|seemed|stays?|stayed)(?:(?= not| n't|n't)| )?${adverbs}${notClear}\b(?<after>[^.;\n]{0,40})`,
    'g',
  ),
  new RegExp(
    String.raw`\b${knower} (?:(?:do|does|did|still|yet|as yet|say they|said they) ?)*(?:not|n't|do not|don't|does not|doesn't|did not|didn't)(?: \w+ly| yet){0,2} know (?:exactly |yet |precisely |for sure |for certain )?${question}\b(?<after>)`,
    'g',
  ),
  new RegExp(
    String.raw`\bwe (?:still |really )?(?:do not|don't) (?:\w+ly |yet |really )*know (?:exactly |yet |precisely |for sure )?${question}\b(?<after>)`,
    'g',
  ),
  new RegExp(
    String.raw`\b(?:no one|nobody) (?:\w+ly |yet )?(?:knows|knew) (?:exactly |yet |precisely |for sure |for certain )?${question}\b(?<after>)`,
    'g',
  ),
  /\b(?:very )?(?:little|not much|nothing) (?:is|was|else is) (?:yet |currently |publicly )?known (?:about|of)\b(?<after>)/g,
  new RegExp(
    String.raw`(?:^|[.\n,;"] ?)(?:it is |it's )?(?:unclear|not clear|not known|unknown) (?:is |yet )?${question}\b(?<after>)`,
    'g',
  ),
])
const others = createCueSet(
  'question|guess|mystery|early|soon|determined?|establish(?:ed)?|learn(?:ed)?|disclosed|public|revealed|released|announced|identified|word|information|details|indications?|way|ascertained|identit(?:y|ies)|cause|motive|terms|conditions?|circumstances|names?',
  [
    /\b(?:it )?(?:is|was|remains|remained|'s) (?:an open question|anyone's guess|a mystery|too (?:early|soon) to (?:say|tell|know))\b(?<after>)/g,
    /\b(?:has|have|had)(?:(?: not|n't) (?:\w+ly |yet |been )*(?:determined|(?:established|learned)(?! (?:an?|any|their|its|his|her|to|from)\b))| yet to (?:be )?(?:determined?|established?|learn))\b(?<after>)/g,
    /\b(?:there (?:is|was|were|has been)|with|had|have) (?:still )?no (?:immediate |official )?(?:word|information|details|indication)s? (?:yet )?(?:on|about|of|as to|whether|how|when|what)\b(?<after>)/g,
    /\b(?:is|was|were|are|has|have)(?: not|n't)(?: been| yet| immediately| publicly){0,2} (?:disclosed|made public|revealed)\b(?<after>)/g,
    /\b(?:identit(?:y|ies)|names?|cause|motive|details|terms|conditions?|circumstances|number|extent|price|ages?) (?:of [^.;\n]{1,50} )?(?:has|have|had|was|were)(?: not|n't)(?: been| yet| immediately| publicly){0,3} (?:released|announced|given|identified|available|provided)\b(?<after>)/g,
    /\b(?:could|can)(?: not|n't)(?: be| immediately){1,2} (?:determined|established|learned|ascertained)\b(?<after>)/g,
    new RegExp(
      String.raw`\b(?:have|has|had) no (?:way of knowing|information (?:on|about)) ${question}\b(?<after>)`,
      'g',
    ),
  ],
)

/**
 * Finds what the article says is not known: `It was unclear what role the troops would play.` One caveat a sentence, its words kept.
 * "It is clear that", "unknown to him", "the unknown soldier" are none.
 */
export function findUnknown(context: CaveatContext): CaveatDraft[] {
  const drafts = [...context.find(patterns), ...context.find(others)]
    .filter((place) => isOpen(context, place))
    .sort((a, b) => a.start - b.start)
    .map((place) => draftOf(context, place))
  return joinDrafts(drafts, (draft) => nameKey(draft.text))
}

function isOpen(context: CaveatContext, place: Place): boolean {
  const after = (place.groups.after ?? '').trimStart()
  // "unknown to him", "not known for its patience", "not known to be toxic", "not clear of ice", "unknown soldier"
  if (
    /^(?:to (?!be seen)|for (?!sure|certain)|until |as |of |about (?:him|her|it)|outside|among|in (?:the|this|his) (?:west|world|field)|enough|cut)/.test(
      after,
    )
  )
    return false
  if (/^about\b/.test(after) && !/^about (?:what|how|who|whether|the (?:cause|motive|fate))/.test(after)) return false
  if (
    /\bknows? (?:\w+ )?(?:how|what|where|when|that)$/.test(context.folded.slice(place.start, place.end)) &&
    /^(?: to\b|$)/.test(context.folded.slice(place.end, place.end + 3))
  )
    return false
  // "5 cases unknown/spread", "they did not know if they would live", "we don't know what we're talking about": no gap of the report.
  if (after.startsWith('/')) return false
  const words = context.folded.slice(place.start, place.end + 40)
  if (/^(?:they|it) did(?: not|n't) know (?:if|whether|when|how|what) (?:they|it)\b/.test(words)) return false
  if (/\bknow what (?:\w+'(?:re|s|m)|\w+ (?:are|is|am)) (?:talking about|doing)\b/.test(words)) return false
  if (/\bknows? that$/.test(context.folded.slice(place.start, place.end))) return false
  const word = /^[\w-]+/.exec(after)?.[0] ?? ''
  const cue = context.folded.slice(place.start, place.end - (place.groups.after ?? '').length)
  // Before a noun it describes a thing ("were unknown artists").
  if (
    /unknown|unclear|uncertain|certain$/.test(cue) &&
    word !== '' &&
    !/^(?:whether|if|how|what|who|whom|whose|why|when|where|which|that|on|at|by|as|after|because|but|and|or|until|for|this|so|in|the|from|beyond|late|early|yet|immediately|today|yesterday|\w+day|even|exactly|with|a|an|just)$/.test(
      word,
    )
  )
    return false
  const before = context.folded.slice(Math.max(place.sentence.start, place.start - 24), place.start)
  if (/\b(?:if|unless|until|whether|wherever|whenever)(?: \w+){0,2} $/.test(before)) return false
  if (context.isQuoted(place.start))
    return (
      /\b(?:it|that|this|there|we|what|cause|who|how|why) ?$/.test(before.trimEnd()) ||
      /^(?:we|nobody|no one|it)/.test(cue)
    )
  return true
}

function draftOf(context: CaveatContext, place: Place): CaveatDraft {
  const { sentence } = place
  return {
    kind: 'unknown',
    text: asSentence(withoutSpeaker(sentence.text)),
    spans: [spanOf(context.tagged.text, sentence.start, sentence.end)],
  }
}

// "…, the official said." The caveat is the thing, not who says so; a quote's marks would be left half open.
function withoutSpeaker(words: string): string {
  const cut = words.replace(
    /,["”]? (?:[^,"“”]{1,80} )?(?:said|says|added|told [^,]{1,40}|according to [^,]{1,80})(?: on \w+day| \w+day)?[.]?$/u,
    '',
  )
  return /["“”]/.test(cut) && cut !== words ? words : cut
}
