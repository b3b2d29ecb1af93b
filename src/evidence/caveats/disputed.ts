import { spanOf } from '../../domain/cut-span.ts'
import { type CaveatContext, type Place, spanHolding } from './caveat-context.ts'
import { type CaveatDraft, joinDrafts } from './compose-caveat.ts'
import { createCueSet } from './cue-set.ts'
import { subjectBefore } from './find-party.ts'
import { asSentence, nameKey, tidy } from './wording.ts'

const claim = String.raw`(?:allegations?|accusations?|claims?|charges?|reports?|accounts?|assertions?|suggestions?|rumou?rs?|characteri[sz]ations?|version|statements?|story|stories|wrongdoing|involvement|responsibility|findings?|figures?|criticisms?|notion|idea|narrative|assessment|conclusions?|estimates?|contention)`
const patterns = createCueSet(
  'den(?:y|ies|ied|ying)|disput(?:e|es|ed|ing)|rebut(?:s|ted)?|refut(?:e|es|ed|ing)|contradict(?:s|ed|ing)?|contested|reject(?:s|ed|ing)|dismiss(?:es|ed|ing)|challeng(?:es|ed|ing)|disavow(?:s|ed)|push(?:es|ed)|false|untrue|baseless|unfounded|fabricated|fabrication|inaccurate|misleading|lies?|nonsense|fake|merit|meritless|defamatory|wrong|ridiculous|absurd|true|incorrect|exaggerated|guilty|denials?|rebuttal|conflicting|contradictory|competing|differing|contrary|contrasting|different|happened|case',
  [
    // denies wrongdoing, denied that …, has denied any involvement, denied having …
    /\b(?<verb>den(?:y|ies|ied)|denying|disput(?:e|es|ed|ing)|rebut(?:s|ted)?|refut(?:e|es|ed|ing)|contradict(?:s|ed|ing)?|contested|reject(?:s|ed|ing)|dismiss(?:es|ed|ing)|challeng(?:es|ed|ing)|disavow(?:s|ed)|push(?:es|ed) back (?:on|against))\b(?<object>[^.;\n]{0,70})/g,
    new RegExp(
      String.raw`\b(?<verb2>call(?:s|ed)|describ(?:es|ed)|labell?ed) (?:\w+ ){0,3}?${claim} (?:\w+ ){0,3}?(?:false|untrue|baseless|unfounded|fabricated|inaccurate|misleading|a lie|lies|nonsense|fake|without merit|meritless|defamatory|wrong|ridiculous|absurd)\b(?<object2>)`,
      'g',
    ),
    new RegExp(
      String.raw`\b(?<verb3>said|says|insist(?:s|ed)|maintain(?:s|ed)|countered|told [^.;\n]{1,30}) (?:that )?(?:the |that |those |these |such |his |her |their )?(?:\w+ ){0,2}?${claim}(?: [^.;,\n]{1,40})? (?:was|were|is|are) (?:\w+ ){0,2}?(?:false|untrue|not true|baseless|unfounded|fabricated|inaccurate|wrong|incorrect|a lie|lies|without merit|misleading|exaggerated)\b(?<object3>)`,
      'g',
    ),
    /\b(?<verb4>plead(?:s|ed)?|pled|has pleaded|have pleaded) not guilty\b(?<object4>)/g,
    /\b(?:issued|in) (?:a |an )?(?:\w+ )?(?:denials?|rebuttal)\b(?<object5>)/g,
    /\b(?:conflicting|contradictory|competing|differing|contrary|contrasting) (?:accounts?|versions?|stories|claims?|narratives?)\b(?<object6>)/g,
    /\b(?<verb5>gave|gives?|offer(?:ed|s)?|told|tells?|presented|provided) (?:a |an )?(?:very |sharply |markedly )?(?:different|contrary|contradictory|conflicting) (?:account|version|story|explanation|picture)\b(?<object7>)/g,
    // "an account that the landlord disputes", "a charge which she denies"
    new RegExp(
      String.raw`\b${claim},? (?:that|which) [^.;,\n]{2,60}? (?:strongly |flatly |vehemently |firmly )?(?<relative>den(?:y|ies|ied)|disput(?:e|es|ed)|reject(?:s|ed)|contest(?:s|ed)|dismiss(?:es|ed))\b(?=[.,;"]|$| (?:and|but|in|on|as|by)\b)`,
      'g',
    ),
    /"(?<quoted>that|this|it|those|these)(?:'s| is| was| are| claims?(?: is| are)?)(?: \w+ly| all| just| simply)? (?:false|untrue|(?<!it's(?: just| simply)? )not true|a lie|a fabrication|fabricated|baseless|nonsense|wrong|not what happened|fake)\b/g,
    /\b(?<verb6>says?|said|told \w+) (?:that )?(?:that|this|it|the (?:claim|allegation|accusation|report|account)) (?:is|was|are|were) (?:\w+ly )?(?:false|untrue|not true|a lie|a fabrication|fabricated|baseless|nonsense|wrong|not what happened|not the case)\b/g,
  ],
)
const contraries = createCueSet(';|while|whereas|although|though|but', [
  // "Prosecutors say that he took it; his lawyer says that he never touched it."
  /\b(?:says?|said|allege[sd]?|claim(?:s|ed)?|accuse[sd]?)\b[^.\n;]{5,120}(?:;|, (?:but|while|whereas|although|though))[^.;\n]{2,60}? (?<last>says?|said|insists?|insisted|maintains?|maintained) (?:that )?(?:[\w']+ ){1,3}(?:never|did not|didn't|was not|wasn't|were not|had not|hadn't|is not|does not|do not)\b/g,
])

const deniesStatement = new RegExp(
  String.raw`^(?:(?: \w+ly| on \w+day| again| repeatedly){0,2} (?:that\b|it\b(?! entry)|this\b|having|being|doing|making|any (?:wrongdoing|involvement|knowledge|link|role|responsibility|connection|ties?|intent|plan|part|such|impropriety|misconduct|suggestion|guilt|collusion|claim|allegation)|wrongdoing|involvement|responsibility|knowledge|guilt|knowing|ever|using|taking|killing|sending|trying|receiving|giving|there|he |she |they |all (?:of )?(?:the )?(?:allegations|charges|claims|accusations|wrongdoing))|(?: (?:the|those|these|such|his|her|its|their|any|all|both|many|some|most|[\w.-]+'s?|[\w.-]+s')){0,3} (?:[\w-]+ ){0,3}?${claim}\b|,? (?:saying|calling)|$)`,
)
const statementWord = new RegExp(String.raw`\b${claim}\b|\bwhat\b|^ (?:that|it|this|him|her|them)\b|\btestimony\b`)
const rejectsStatement =
  /^(?: (?:on \w+day|\w+ly))?(?: (?:the|those|these|such|his|her|its|their|any|all|both|that|as|[\w.-]+'s?|[\w.-]+s')){0,3} (?:[\w-]+ ){0,3}?(?:allegations?|accusations?|claims?|suggestions?|rumou?rs?|characteri[sz]ations?|accounts?|assertions?|notion|reports? (?:that|of|as)|criticisms?|contention)\b/

/**
 * Finds denials and contrary accounts of a claim: `The company denies the allegations.` → party "The company".
 * "Denied bail", "rejected the proposal", "disputed territory" are denials of something else.
 */
export function findDisputed(context: CaveatContext): CaveatDraft[] {
  const drafts = [...context.find(patterns), ...context.find(contraries)]
    .filter((place) => isDenial(context, place))
    .sort((a, b) => a.start - b.start)
    .map((place) => draftOf(context, place))
  return joinDrafts(drafts, (draft) => (draft.party ? nameKey(draft.party) : nameKey(draft.text)))
}

function isDenial(context: CaveatContext, place: Place): boolean {
  if (context.isQuoted(place.start) || context.isQuoted(place.start - 2)) return false
  const { verb, object = '' } = place.groups
  // "It was wrong to wait" judges an act; "47 percent said that she is not" counts answers.
  if (verb === undefined)
    return !(
      /^ (?:to|for|of)\b/.test(context.folded.slice(place.end, place.end + 5)) ||
      (place.groups.last !== undefined && /%|\bpercent\b/.test(context.folded.slice(place.start, place.end)))
    )
  const before = context.folded.slice(Math.max(place.sentence.start, place.start - 30), place.start)
  if (
    /(?:\bnot|n't|\bnever|\bcannot|\b(?:without|no one|nobody|be|been|being|was|were|is|are)) $/.test(before) &&
    !/\b(?:allegations?|claims?|charges?|reports?)\b.* (?:is|are|was|were|been) $/.test(before)
  )
    return false
  if (/(?:\bnot|n't|\bcannot|\bno|\bnever|\bneither) (?:\w+ )?$|\bconfirm(?:ed|ing|s)? n?or $/.test(before))
    return false
  // A noun ("in upcoming contests", "denied areas") is no denial; nor is a judge's ruling.
  const token = spanHolding(place.sentence.tokens, place.start)
  if (token && !/^(?:verb|past|participle|ing)$/.test(token.tag)) return false
  if (
    /^(?:reject|dismiss)/.test(verb) &&
    /\b(?:judges?|jury|jurors|magistrate|court|tribunal|panel)\b/.test(
      context.folded.slice(place.sentence.start, place.start),
    )
  )
    return false
  if (
    /^dismiss/.test(verb) &&
    /\bvoluntarily $|^ (?:his|her|its|their|the|a) (?:\w+ )?claims? (?:in|against|with|for)\b/.test(
      before.slice(-12) + object,
    )
  )
    return false
  if (/^(?:reject|dismiss|challeng|push)/.test(verb)) return rejectsStatement.test(object)
  if (/^(?:contradict|rebut|refut)/.test(verb) && !statementWord.test(object)) return false
  if (/^(?:disput|contest|contradict|rebut|refut|disavow)/.test(verb)) return isDisputing(verb, object, before)
  if (/^ (?:that|this|the|any|a) (?:right|privilege|benefit|access|opportunity)\b/.test(object)) return false
  if (/^(?:contradict|rebut|refut)/.test(verb) && !statementWord.test(object)) return false
  if (
    /^ (?:the |his |her |a |an )?(?:claims? for|request|motion|appeal|bail|bond|entry|access|petition|parole|visa|permission|application)/.test(
      object,
    )
  )
    return false
  return deniesStatement.test(object)
}

// "disputed by …" and "the disputed island": only with something disputed after it, or someone who disputes.
function isDisputing(verb: string, object: string, before: string): boolean {
  if (
    /^disput(?:e|ed)$|^contests?$|^contested$/.test(verb) &&
    /\b(?:the|a|an|this|that|of|in|over|any|labor|legal|no|in) $/.test(before)
  )
    return false
  if (verb === 'contested' || verb === 'contests') return deniesStatement.test(object)
  return (
    /^ (?:the|that|those|this|these|his|her|its|their|it|any|such|how|whether|what|many|much|some|most|by|allegations?|claims?|reports?|accounts?|accusations?|[\w.-]+'s?|[\w.-]+s') ?/.test(
      object,
    ) &&
    !/^ (?:the|this|his|her|its|their) (?:election|ballots?|will|parking|ticket|fine|border|territory|title)\b/.test(
      object,
    )
  )
}

function draftOf(context: CaveatContext, place: Place): CaveatDraft {
  const { sentence } = place
  const party = partyOf(context, place)
  return {
    kind: 'disputed',
    party,
    text: asSentence(sentence.text),
    spans: [spanOf(context.tagged.text, sentence.start, sentence.end)],
  }
}

function partyOf(context: CaveatContext, place: Place): string | null {
  const { groups, sentence } = place
  const { tokens } = sentence
  if (groups.quoted !== undefined) return speakerOf(context, place)
  const later = groups.relative ?? groups.last
  const verb = groups.verb ?? groups.verb2 ?? groups.verb3 ?? groups.verb4 ?? groups.verb5 ?? groups.verb6 ?? later
  if (verb === undefined || /ing$/.test(verb)) return null
  const from = later === undefined ? place.start : context.folded.lastIndexOf(` ${later}`, place.end - later.length) + 1
  const at = tokens.findIndex((token) => token.start >= from)
  const run = subjectBefore(tokens, at)
  return run ? tidy(context.tagged.text.slice(tokens[run.from]!.start, tokens[run.to - 1]!.end)) : null
}

// "That is false," the minister said: whoever the quote is given to.
function speakerOf(context: CaveatContext, { start, sentence }: Place): string | null {
  const given = context.attributions.find(
    ({ content, source }) => source && content.some((piece) => piece.start <= start + 1 && start + 1 < piece.end),
  )
  return given?.source && given.source.start >= sentence.start - 400 ? tidy(given.source.text) : null
}
