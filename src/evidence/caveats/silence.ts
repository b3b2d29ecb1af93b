import { spanOf } from '../../domain/cut-span.ts'
import { lemmaOf } from '../language/lexicon.ts'
import { isReportingVerb } from '../language/reporting-verbs.ts'
import type { Token } from '../language/tokens.ts'
import { type CaveatContext, foldText, type Place } from './caveat-context.ts'
import { type CaveatDraft, joinDrafts } from './compose-caveat.ts'
import { createCueSet } from './cue-set.ts'
import { phraseStartingAt, subjectBefore, type TokenRun } from './find-party.ts'
import { isOutlet } from './publishers.ts'
import { capitalize, nameKey, tidy } from './wording.ts'

type Silence = 'declined-comment' | 'no-response' | 'unreachable'

// What a party may decline: a request of the press, never "declined to 4.1 percent" or "declined the award".
const press = String.raw`(?:comment|be interviewed|be quoted|speak(?! on the record| out)|talk(?! (?:\w+ly )?with (?!reporters?\b|journalists?\b|the (?:press|media|news)|us\b))|answer|discuss|elaborate|provide (?:a )?(?:comment|details?|further)|give (?:a |an )?(?:comment|details?|interview|further)|say (?:whether|why|how|what|who|where|when|if|more|anything)|respond|identify|disclose|specify|confirm|participate in (?:an|this)|make (?:[\w'-]+ ){1,6}?available(?: for (?:an? )?(?:comment|interview))?)`
const asking = String.raw`(?:requests?|inquir(?:y|ies)|enquir(?:y|ies)|questions?|queries|query|messages?|calls?|phone calls?|emails?|e-mails?|texts?|letters?|voicemails?|voice mails?)`

const declined = createCueSet('declin(?:ed|es|ing)|refus(?:ed|es|ing)|turned|comment|discuss|elaborate|interviewed', [
  new RegExp(
    String.raw`\b(?<verb>declin(?:ed|es|ing)|refus(?:ed|es|ing))(?:,[^,.\n]{1,60},|[^,.;\n]{0,25}?) to ${press}\b` +
      String.raw`|\b(?<verb2>declin(?:ed|es|ing)|refus(?:ed|es)|turned down) (?:[\w'-]+ ){0,5}?(?:requests? (?:for|to) (?:an? |further |additional )?(?:comment|interview|be interviewed|speak|talk)|(?:an |to give an )?interview requests?|(?:to give |to grant )?(?:an )?interviews?\b|(?:all |further |any )?comment\b)` +
      String.raw`|\b(?<verb3>would|will|could)(?: not|n't) (?:immediately |publicly |further )?(?:comment|discuss (?:the|details|specifics)|elaborate|be interviewed)\b` +
      String.raw`|\b(?<verb4>had|has|have|offered|gave|said (?:it|he|she|they) had) no (?:immediate |further |additional |official )?comment\b` +
      String.raw`|\b(?:requests?|inquir(?:y|ies)) for (?:an? |further )?(?:comment|interview)s? (?:was|were|has been|have been) (?:\w+ )?(?:declined|refused|denied|turned down) by (?<by>)` +
      String.raw`|\bcomment (?:was|has been) (?:\w+ )?(?:declined|refused) by (?<by2>)` +
      String.raw`|"no comment[,.!]?" (?<said>)`,
    'g',
  ),
])
const withheld = createCueSet('say|confirm', [
  /\b(?<verb>would|will|could)(?: not|n't) (?:immediately |publicly |further )?say (?:whether|how|why|what|who|where|when|if|which)\b/g,
  /\b(?<verb>would|will|could) (?:neither confirm nor deny|not confirm or deny)\b/g,
])
const unanswered = createCueSet(
  'respond(?:ed)?|repl(?:y|ied)|answer(?:ed)?|return(?:ed)?|react(?:ed)?|ignored|back|comment',
  [
    new RegExp(
      String.raw`\b(?<verb>did|do|does|had|has|have)(?: not|n't)(?: \w+ly| yet| otherwise| also){0,2} (?:respond(?:ed)?|repl(?:y|ied)|answer(?:ed)?|return(?:ed)?|reacted|react)\b(?! to (?:treatment|therapy|medication|medicine|stimul|chemo|antibiotic|pressure|his|her touch))(?<rest>[^.;\n]{0,90})` +
        String.raw`|\b(?<verb2>has|have|had) (?:yet|still) to (?:respond|reply|answer|return|comment)\b(?! to (?:treatment|therapy))(?<rest2>[^.;\n]{0,60})` +
        String.raw`|\b(?<verb3>responded|replied|answered|returned) to (?:[\w'-]+ ){0,4}?${asking}(?<rest3>)` +
        String.raw`|\b(?<verb4>ignored) (?:[\w'-]+ ){0,5}?${asking}(?:[^.;\n]{0,30}?\b(?:comment|interview))?(?<rest4>[^.;\n]{0,30})` +
        String.raw`|\b(?<verb5>did|has|have|had)(?: not|n't) (?:yet )?(?:get|got|gotten) back to (?:us|the|a|an|this|reporters?|[\w' ]{3,30})(?<rest5>)`,
      'g',
    ),
  ],
)
const asked = new RegExp(String.raw`\b${asking}\b`)
const forComment = /\b(?:comment|interview|response|reporter|journalist|press)\b/
// Asked things that got no answer: "Calls to the ministry were not returned", "no immediate response from the firm".
const passive = createCueSet(
  'returned|answered|acknowledged|responded|unanswered|unreturned|response|reply|answer|comment|reaction',
  [
    new RegExp(
      String.raw`\b(?:${asking}|request for comment|e-?mails? seeking comment|requests for comment)\b(?<ask>[^.;\n]{0,120}?) (?:(?:was|were|has been|have been|had been|is|are)(?: not|n't)(?: \w+ly| yet){0,2} (?:returned|answered|acknowledged|responded to)|went unanswered|went unreturned|go unanswered|received no (?:response|reply|answer)|brought no (?:response|reply))\b(?: by (?<by>))?` +
        String.raw`|\bno (?:immediate |official )?(?:comment|response|reply|reaction)(?: was immediately available)? (?:from|by) (?<from>)` +
        String.raw`|\bthere was no (?:immediate |official )?(?:comment|response|reply)\b(?! (?:from|by))`,
      'g',
    ),
  ],
)
const unreached = createCueSet(
  'reach(?:ed|able)?|contact(?:ed)?|locate[d]?|available|unavailable|unreachable|found|find|speak',
  [
    new RegExp(
      String.raw`\b(?<verb>could|can|was|were|is|are|has|have)(?: not|n't)(?: \w+ly| be| been| able to be| yet){0,3} (?:reached|contacted|located|available|reachable)\b(?<rest>[^.;\n]{0,70})` +
        String.raw`|\b(?<verb2>was|were|is|are) (?:unavailable for (?:an? |further )?(?:comment|interview)|unreachable(?! by (?:road|land|sea|car|boat|foot|train|air)))(?<rest2>)` +
        String.raw`|\b(?<nobody>nobody|no one|none)\b[^.;,\n]{0,60} (?:was|were|is) (?:immediately )?available (?:for|to) (?:comment|speak|an interview)\b` +
        String.raw`|\b(?:efforts?|attempts?) (?:by [\w' ]{2,40} )?to (?:reach|contact|locate|speak (?:to|with)|find) (?<party>)[^.;\n]{1,120}? (?:were unsuccessful|was unsuccessful|failed|were not successful|did not succeed|have been unsuccessful|have failed)\b` +
        String.raw`|\b(?<actor>unable|not able|failed|could not|couldn't) (?:to )?(?:immediately )?(?:reach|contact|locate) (?<party2>)(?<rest3>[^.;\n]{1,90})` +
        String.raw`|\b(?<verb3>could|can)(?: not|n't) be found (?:at|for comment|to comment)`,
      'g',
    ),
  ],
)

/**
 * Finds the parties that do not speak, in the three ways that the trade keeps apart: `declined-comment`, `no-response`, `unreachable`
 * (AP: "declined", "did not respond", "could not be reached" are three things).
 * `A spokesperson for the ministry declined to comment.` → party "A spokesperson for the ministry".
 * "Prices declined to 4.1 percent" and "did not respond to treatment" are none.
 */
export function findSilence(context: CaveatContext): CaveatDraft[] {
  const drafts = [
    ...context.find(declined).flatMap((place) => draftOf(context, place, 'declined-comment')),
    ...context.find(withheld).flatMap((place) => draftOf(context, place, 'declined-comment')),
    ...context
      .find(unanswered)
      .filter(isAboutAsking)
      .flatMap((place) => draftOf(context, place, 'no-response')),
    ...context.find(passive).flatMap((place) => draftOf(context, place, 'no-response')),
    ...context
      .find(unreached)
      .filter(isAboutReaching)
      .flatMap((place) => draftOf(context, place, 'unreachable')),
  ]
  return joinDrafts(
    drafts,
    (draft) => `${draft.kind} ${draft.party === null ? draft.spans[0]?.start : nameKey(draft.party ?? '')}`,
  )
}

// "did not respond to the fire in time" is another thing than "did not respond (to a request)".
function isAboutAsking({ groups, sentence, start }: Place): boolean {
  if (groups.verb5 !== undefined) return true
  const rest = (groups.rest ?? groups.rest2 ?? groups.rest3 ?? groups.rest4 ?? '').trim()
  if (groups.verb3 !== undefined) return isNegated(sentence.tokens, start)
  // "He did not answer the question directly", "nothing has answered every question": said in reply, or of no one.
  if (/^(?:the|a|that|this|every|all|each) question/.test(rest)) return false
  if (groups.verb4 !== undefined) return forComment.test(sentence.text.toLowerCase())
  if (
    /^(?:$|,|immediately|right away|by (?:deadline|the time|press time|press|publication|late|mon|tue|wed|thu|fri|sat|sun)|before (?:publication|deadline)|on (?:mon|tue|wed|thu|fri|sat|sun)\w*day|(?:mon|tue|wed|thu|fri|sat|sun)\w*day)/.test(
      rest,
    )
  ) {
    return !/^(?:return|answer)/.test(rest)
  }
  if (/^to\b/.test(rest))
    return asked.test(rest) || forComment.test(rest) || /^to (?:us|reporters?|the (?:news|paper|associated))/.test(rest)
  return asked.test(rest)
}

function isNegated(tokens: Token[], at: number): boolean {
  return tokens.some(
    (token) => token.start < at && at - token.start < 120 && /^(?:neither|nobody|none|no|nor)$/.test(token.lower),
  )
}

function isAboutReaching({ groups, sentence, start }: Place): boolean {
  if (groups.actor !== undefined)
    return (
      isReporter(sentence.text.slice(0, start - sentence.start)) ||
      forComment.test(groups.rest3 ?? '') ||
      /\bby (?:phone|telephone|e-?mail)/.test(groups.rest3 ?? '')
    )
  if (groups.verb3 !== undefined)
    return forComment.test(sentence.text.toLowerCase()) || /\b(?:address|office|home|number)\b/.test(sentence.text)
  const before = foldText(sentence.text.slice(0, start - sentence.start))
  // "He dismissed claims that he was unreachable."
  if (groups.verb === undefined) return !/\b(?:claim|report|suggest|rumou?r|den|dismiss)\w*\b[^.,;]{0,30}$/.test(before)
  const rest = (groups.rest ?? '').trim()
  const cue = foldText(sentence.text.slice(start - sentence.start))
  if (/^(?:was|were|is|are|has|have|had)(?: not|n't)\b[^.]*?\bavailable\b/.test(cue))
    return /^(?:\w+ly )?(?:for (?:an? |further )?(?:comment|interview)|to (?:comment|speak|talk|answer|be interviewed))/.test(
      rest,
    )
  if (/^\w+(?: not|n't)[^.]{0,30}?\blocated\b/.test(cue))
    return (
      !/^(?:in|on|at|near|within|by (?!phone|telephone|e-?mail|reporters?|press|the (?:paper|newspaper)))/.test(rest) &&
      /^(?:could|can)/.test(cue)
    )
  if (/\b(?:agreement|deal|consensus|verdict|decision|compromise|goal|target)\b[^.]{0,20}$/.test(before)) return false
  return /^(?:$|,|"|for (?:comment|an interview|further|a |more|his|her|their|clarif|response)|by (?:phone|telephone|e-?mail|reporters?|press|deadline|late|mon|tue|wed|thu|fri|sat|sun)|on (?:\w+day|his|her|their|mobile)|\w+day|at (?:his|her|their|the (?:number|address|office)|a (?:number|phone)|home|work|numbers)|immediately|through (?:his|her|their|a)|via|despite|late|early|yesterday|today|and (?:had|did|has|his|her|their|its|no)|before (?:publication|deadline|press))/.test(
    rest,
  )
}

// Who could not reach someone is the article's own side: "The newspaper", "Reporters", "The Packet".
function isReporter(words: string): boolean {
  return (
    /\b(?:newspapers?|reporters?|journalists?|magazine|paper|station|newsroom|we)\b[^.]{0,40}$/i.test(words) ||
    isOutlet(
      /((?:[Tt]he )?\p{Lu}[\p{L} .&'’]*?)(?: (?:was|were|is|are|had|has|tried but|also|immediately|could))* ?$/u
        .exec(words)?.[1]
        ?.trim() ?? '',
    )
  )
}

function draftOf(context: CaveatContext, place: Place, kind: Silence): CaveatDraft[] {
  if (context.isQuoted(place.start) && place.groups.said === undefined) return []
  const party = partyOf(context.tagged.text, place)
  const sentence = place.sentence
  // Without a party only words that can mean nothing else are kept: "14 percent declined to answer" is a survey.
  if (party === undefined && !forComment.test(context.folded.slice(place.start, place.end))) return []
  if (party !== undefined && /%|\bper ?cent\b/.test(party)) return []
  return [
    {
      kind,
      party: party ?? null,
      text: wordingOf(kind, party),
      spans: [spanOf(context.tagged.text, sentence.start, sentence.end)],
    },
  ]
}

function partyOf(text: string, place: Place): string | undefined {
  const { tokens } = place.sentence
  const { groups } = place
  const first = tokens.findIndex((token) => token.start >= place.start)
  const isActive = groups.verb ?? groups.verb2 ?? groups.verb3 ?? groups.verb4 ?? groups.verb5
  if (groups.said !== undefined) return speakerAfter(text, tokens, place.end)
  const run = isActive !== undefined ? subjectBefore(tokens, first) : partyInside(tokens, place, first)
  if (!run) return undefined
  const words = tidy(text.slice(tokens[run.from]!.start, tokens[run.to - 1]!.end))
  const name = words.replace(/ at (?:his|her|their|its|a|the) [^,]*(?:number|address|phone|office|home|email).*$/, '')
  return name === '' || name.length > 200 ? undefined : name
}

// "Calls to X were not returned", "no comment from X", "efforts to reach X": the phrase after the word that leads to it.
function partyInside(tokens: Token[], place: Place, first: number): TokenRun | undefined {
  const { groups } = place
  let at = first
  const stop = tokens.findIndex((token) => token.start >= place.end)
  const last = stop === -1 ? tokens.length : stop
  if ((groups.from ?? groups.by ?? groups.by2) !== undefined) return phraseStartingAt(tokens, last)
  if (groups.nobody !== undefined) return { from: first, to: phraseStartingAt(tokens, first)?.to ?? first + 1 }
  const reach = groups.party ?? groups.party2
  if (reach !== undefined) {
    while (at < last && !/^(?:reach|contact|locate|find|speak)$/.test(lemmaOf(tokens[at]!.lower))) at++
    if (/^(?:to|with)$/.test(tokens[at + 1]?.lower ?? '')) at++
    return phraseStartingAt(tokens, at + 1)
  }
  for (; at < last; at++) {
    if (
      !/^(?:to|with|for|at)$/.test(tokens[at]!.lower) ||
      /^(?:comment|an|interview|further)$/.test(tokens[at + 1]?.lower ?? '')
    )
      continue
    const run = phraseStartingAt(tokens, at + 1)
    if (run) return run
  }
  return undefined
}

// "No comment," the chairman said; "No comment," said the chairman.
function speakerAfter(text: string, tokens: Token[], end: number): string | undefined {
  const first = tokens.findIndex((token) => token.start >= end)
  if (first < 0) return undefined
  const run = isReportingVerb(tokens[first]!.lower)
    ? phraseStartingAt(tokens, first + 1)
    : phraseStartingAt(tokens, first)
  return run && tidy(text.slice(tokens[run.from]!.start, tokens[run.to - 1]!.end))
}

function wordingOf(kind: Silence, party: string | undefined): string {
  // "Ann Lee, a spokeswoman, did not respond."
  const close = party !== undefined && /^[^,]+, (?:an?|the|his|her|its|their|\p{Lu})\b[^,]*$/u.test(party) ? ',' : ''
  const name = party === undefined ? 'Someone whom the article does not make clear' : capitalize(party) + close
  if (/^(?:neither|none|nobody|no)\b/i.test(name)) {
    return `${name} ${kind === 'declined-comment' ? 'commented' : kind === 'no-response' ? 'responded' : 'could be reached'}.`
  }
  if (kind === 'declined-comment') return `${name} declined to comment.`
  return kind === 'no-response' ? `${name} did not respond.` : `${name} could not be reached.`
}
