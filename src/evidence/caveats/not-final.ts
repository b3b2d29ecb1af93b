import { spanOf } from '../../domain/cut-span.ts'
import type { Token } from '../language/tokens.ts'
import { type CaveatContext, type Place, spanHolding } from './caveat-context.ts'
import type { CaveatDraft } from './compose-caveat.ts'
import { createCueSet } from './cue-set.ts'
import { phraseEndingAt, subjectBefore } from './find-party.ts'
import { isPlural, tidy } from './wording.ts'

const thing = String.raw`(?:plans?|proposals?|requests?|drafts?|bills?|legislation|measures?|motions?|applications?|amendments?|resolutions?|ordinances?|recommendations?|petitions?|bids?|nominations?|offers?|permits?|rules?|rule changes?|mergers?|takeovers?|acquisitions?|deals?|agreements?|treaty|treaties|settlements?|budgets?|levy|levies|tax(?:es)?|bans?|cuts?|project|projects|reform|reforms|overhaul|idea|scheme|policy|changes?|contracts?|sale|purchase)`
const passed = String.raw`(?:approved?|adopted|enacted|passed|passes|ratified|finali[sz]ed|confirmed|implemented|granted|authori[sz]ed|it (?:passes|wins|gets|clears|becomes))`

// Strong: the words say themselves that something is not done. They count anywhere.
const conditions = createCueSet('if|once|unless|until|should', [
  new RegExp(
    String.raw`\b(?:if|once|unless|until|should) (?:(?!was|were|had)[\w'’-]+ ){0,6}?(?:is |are |(?<=\bif [^.;\n]{0,60})were |be |gets? |wins? |receives? )?(?:\w+ly )?${passed}\b`,
    'g',
  ),
  /\bif (?:the |a |an )?(?:[\w'-]+ ){1,4}(?:approves?|adopts?|passes?|signs?|ratif(?:y|ies)|agrees?|accepts?|confirms?|grants?|votes? (?:yes|for|in favou?r)|goes (?:through|ahead|forward)|go (?:through|ahead|forward)|succeeds?|takes? effect|comes? into force)\b/g,
])
const standings = createCueSet(
  'under|being|reviewing|considering|weighing|drafting|mulling|studying|examining|evaluating|debating|finali[sz]ing|negotiating|pending|awaiting|awaits?|approval|ratification|sign-?off|authori[sz]ation|signature|consent|clearance|blessing|decisions?|approved?|finali[sz]ed?|decided?|voted?|signed|sign|ratif(?:y|ied)|adopt(?:ed)?|enacted|final|agreed?|passe?d?|ruled?|announced?|details|agreement|deal|contract|settlement|timeline|talks|negotiations|plans?|proposals?|bills?|legislation|measures?|draft|drafted|drafts|amendments?|ordinances?|resolutions?|requests?|proposed|tentative|preliminary|provisional|non-?binding',
  [
    /\bno (?:\w+ )?(?:agreement|deal|contract|decision|settlement|date|vote|timeline) (?:has|have|had|was|is) (?:yet )?(?:been )?(?:signed|reached|made|approved|finali[sz]ed|set|taken|scheduled)\b/g,
    /\bin (?:\w+ )?(?:talks|negotiations) to (?:buy|acquire|sell|merge|take over|form|build|end|join|purchase|secure|extend)\b/g,
    /\b(?:under (?:review|consideration|discussion)|being (?:reviewed|considered|drafted|negotiated|discussed|weighed|finali[sz]ed)|(?:was|were|is|are) (?:still )?(?:reviewing|considering|weighing|drafting|mulling|studying|examining|evaluating|debating|finali[sz]ing|negotiating) (?:the|a|an|whether|plans?|proposals?|options?|its|his|her|their|how)\b|\b(?:has|have|had) been (?:considering|weighing|mulling))/g,
    /\b(?:pending|awaiting|awaits?|subject to|requires?|needs?|would (?:need|require)|must (?:still )?(?:win|get|gain|receive|secure)|still (?:needs?|requires?)) (?:the |a |an |final |formal |regulatory |court |voter |their |its |his |further )*(?:[\w'-]+ ){0,3}?(?:approval|ratification|sign-?off|authori[sz]ation|signature|consent|clearance|blessing)\b/g,
    /\b(?:no|without a|any|a) (?:final |formal |official |firm )*decisions? (?:has |have |had |was |were |is )?(?:yet )?(?:been )?(?:made|taken|reached|expected|yet)\b/g,
    /\b(?:has|have|had|is|are|was|were)(?: not|n't)(?: yet| been){0,2} (?:yet )?(?:approved|finali[sz]ed|been decided|decided (?:whether|on)|voted on|signed|ratified|adopted|enacted|final|agreed|formally approved|made a (?:final )?decision)\b|\b(?:has|have|had) yet to (?:be )?(?:approved?|finali[sz]ed?|decided?|signed?|ratif(?:y|ied)|adopt(?:ed)?|vote|agreed?|passe?d?|ruled?)\b|\b(?:must|needs? to|still has to|still have to|would have to|have to|has to) (?:\w+ )?(?:be )?(?:approved?|ratif(?:y|ied)|adopt(?:ed)?|pass(?:ed)? (?:the|by)|sign off)\b|\bdetails (?:were|are) still being\b/g,
    /\b(?:the|this|that|a|an|his|her|its|their|such|[\w-]+'s) (?:[\w-]+ ){0,3}?(?:plan|proposal|bill|legislation|measure|draft|amendment|ordinance|resolution|request|proposed [\w-]+(?: [\w-]+)?)(?: (?:to|for|that|which|by|from|in|of|under|on|introduced|filed|backed|sponsored|unveiled|before|now) ?(?:[^.;\n]{0,50}?))?,? (?:would|could)\b(?! have)/g,
    /\bdraft (?:\w+ ){0,2}?(?:bill|law|legislation|rule|regulation|regulations|order|executive order|plan|report|document|proposal|agreement|resolution|budget|of (?:the|a|an)|memo|decree|deal|version|guidelines|guidance|constitution|text|treaty|statement|decision|opinion)\b/g,
    /\b(?:according to|in|under|of) (?:a|the) (?:leaked )?draft\b(?!-)/g,
    /\b(?:tentative|preliminary|provisional|proposed|draft|non-?binding) (?:\w+ ){0,2}?(?:agreement|deal|settlement|accord|pact|rule|rules|law|legislation|bill|budget|plan|cuts?|ban|bans|merger|takeover|tax|taxes|levy|changes?|amendment|project|increase|hike|route|pipeline|ordinance|regulations?|policy|sale|reforms?|measures?|fee|fees|tariffs?|development|contract|expansion|closure|site|settlement|plant|dam|mine)\b/g,
  ],
)

// Weak: a plan or request in passing is routine; in the lead it is the story.
const weak = createCueSet(
  'plans?|planned|planning|propos\\w*|bids?|efforts?|request\\w*|bills?|motion|petition\\w*|application|push|ask(?:ed|ing)|seek\\w*|recommend\\w*|applied|filed|called|urged|unveil\\w*|introduced|outlined|considering|weighing|mulling|expected|set|due|scheduled|poised|will|would|could|vote|decide|consider|rule|pending|intend\\w*|hopes?|aims?|draft',
  [
    /\b(?:proposal|bill|draft|petition|application|measure)\b[^.;\n]{0,60}? (?:calls? for|asks? for|seeks?|envisions?|envisages?)\b/g,
    /\b(?:plans?|proposals?|bids?|requests?|bill|motion|petition|application) to [a-z]+\b/g,
    /\b(?:has |have |had )?(?:formally |officially )?(?:request(?:ed|s)(?= (?:that|the|a|an|more|up|at|about|additional|\d|\$|permission|approval|funding))|propos(?:ed|es|ing)(?! to (?:her|him|me|his|each)\b)|asked (?:the|for|congress|lawmakers|a|its|[\w']+ (?:for|to))|seek(?:s|ing)(?= (?:a|an|the|more|up|at|about|nearly|additional|\d|\$|€|£|permission|approval|funding|powers?|authority|bids)\b)|is asking|are asking|recommend(?:ed|s)|is seeking|are seeking|applied (?:for|to)|petitioned|filed (?:a|an) (?:[\w-]+ )?(?:application|request|petition|motion)|unveil(?:ed|s) (?:a|its|his|her|their) (?:[\w-]+ )?(?:plan|proposal|budget|bill)|introduced (?:a|the|its) (?:[\w-]+ ){0,3}?(?:bill|legislation|measure|resolution)|outlined (?:a|its|his) (?:[\w-]+ )?(?:plan|proposal))\b/g,
    /\b(?:is|are|was|were) (?:\w+ly )?(?:considering|weighing|mulling|planning|proposing|expected to (?:vote|decide|rule|approve|sign|announce|consider|debate|introduce|release|unveil|issue|take up|pass)|set to (?:vote|decide|rule|consider|debate)|due to (?:vote|decide|rule)|scheduled to (?:vote|decide|rule)|poised to|proposed|set to vote)\b/g,
    /\b(?:will|would|to) (?:vote|decide|consider|rule) (?:on|whether|if)\b|\b(?:will|would) (?:vote|decide|rule) (?:on )?(?:\w+ )?(?:\w+day|next|later)\b/g,
    /(?<!\bif [^.,;\n]{0,40})\b(?<conditional>would|could) (?:be )?(?!end up)(?:allow|ban|require|create|raise|cut|charge|impose|build|close|end|give|make|prohibit|expand|eliminate|reduce|increase|limit|extend|force|replace|apply|add|cost|bring|merge|repeal|lower|provide|pay|set|restrict|move|fund|double|lift)\b/g,
    /\b(?:plan|proposal|bill|draft|request|application)\b[^.;\n]{0,60}? (?:goes|go|heads|moves|was (?:sent|submitted|filed)|were (?:sent|submitted)|is pending|was pending|awaits) (?:before|to|with|in)\b|\b(?:an?|the|its|his|her|their|this|that|these) (?:[\w-]+ )?(?:proposed|pending|planned) [a-z-]+\b/g,
    /\b(?:plans?|planned|intends?|(?<=\b(?:it|he|she|they|who) )intended) to [a-z]+\b/g,
  ],
)

const plannedThing = new RegExp(String.raw`\b(?:${thing.slice(3, -1)}|nominees?|proposed|planned|proposes)\b`)
const leadLength = 3
/** So many sentences are shown at most, those with a strong cue first. */
const most = 6

/**
 * Finds what is reported and is not done: plans, requests, proposals, drafts, "if approved". One caveat with its spans.
 * A plain future or a plan in passing below the lead does not fire.
 */
export function findNotFinal(context: CaveatContext): CaveatDraft[] {
  const firm = [...context.find(conditions), ...context.find(standings)].filter((place) => isOwnVoice(context, place))
  const lead = context.find(weak, leadEnd(context)).filter((place) => isOwnVoice(context, place))
  const places = [...firm, ...lead].sort((a, b) => a.start - b.start)
  if (firm.length === 0 && lead.length === 0) return []
  const sentences = [...new Set([...firm, ...places].map((place) => place.sentence))].slice(0, most)
  const spans = sentences.map(({ start, end }) => spanOf(context.tagged.text, start, end))
  return [{ kind: 'not-final', text: wordingOf(context, [...firm.sort((a, b) => a.start - b.start), ...lead]), spans }]
}

// Title, byline and date lines are no sentences of the lead.
function leadEnd({ tagged }: CaveatContext): number {
  let seen = 0
  for (const [index, { text, tokens }] of tagged.sentences.entries()) {
    if (tokens.length > 5 && /[.!?]["”’')]*$/.test(text)) seen++
    if (seen === leadLength) return index + 1
  }
  return leadLength
}

function isOwnVoice(context: CaveatContext, place: Place): boolean {
  if (context.isQuoted(place.start)) return false
  const words = context.folded.slice(place.start, place.end)
  const before = context.folded.slice(Math.max(place.sentence.start, place.start - 30), place.start)
  // A military or sports draft is no paper.
  if (
    /\bdraft\b/.test(words) &&
    /\b(?:nfl|nba|nhl|mlb|wnba|drafted by|military|selective service|draft status|conscript\w*|draft-day|draft (?:pick|picks|pool|age|class|board|order|choice|capital))\b/.test(
      context.folded.slice(place.sentence.start, place.sentence.end),
    )
  )
    return false
  // "The bill was not approved" and "rejected a request" tell of an end; "if they did not confirm" of something else.
  if (/^(?:has|have|had|is|are|was|were)(?: not|n't) (?:approved|ratified|adopted|enacted|signed)$/.test(words)) {
    if (/^(?: by| because| and|[.,;]|$)/.test(context.folded.slice(place.end, place.end + 8)) && /^w/.test(words))
      return false
  }
  if (/^(?:if|once|unless|until|should)\b.*(?:\bdo|\bdid|\bdoes)(?: not|n't) /.test(words)) return false
  if (/\bshould have been $/.test(words.slice(0, -9)) || /^should have /.test(words)) return false
  if (
    /\b(?:reject|den(?:y|i)|dismiss|overturn|block|struck|strik|withdr[ae]w|scrap|abandon|cancel|postpon|shelv)\w* (?:down )?(?:[\w'-]+ ){0,3}$/.test(
      before,
    )
  )
    return false
  // "Lawmakers have proposed changes 200 times", "any proposed ban", "who is considering a run" tell of no plan that the article reports.
  if (/^proposed\b/.test(words) && /\b(?:have|has|had|he|she|they|who|any) $/.test(before)) return false
  if (/^(?:is|are|was|were) (?:still )?considering\b/.test(words) && /\bwho $/.test(before)) return false
  if (
    /\breview$/.test(words) &&
    /\b(?:plac|put)\w* [^.;]{1,90}$/.test(context.folded.slice(Math.max(0, place.start - 100), place.start))
  )
    return false
  if (isHistory(context, place)) return false
  const isLooking = /^(?:is|are|was|were) (?:still )?(?:reviewing|studying|examining|evaluating)\b/.test(words)
  if (isLooking && !holdsThing(context, place.start, place.end + 40)) return false
  // "Even if they are not passed along", "I wondered if someone would accept", "seeking a third title".
  const isAside = /\b(?:even|wonder\w*|asked?|unclear|see|as) $/.test(before) && /^if\b/.test(words)
  if (isAside && !holdsThing(context, place.start, place.end)) return false
  if (/^if\b.* (?:would|could|might) /.test(words)) return false
  const after = context.folded.slice(place.end, place.end + 50)
  if (/^asked the$/.test(words) && !/ (?:to|for) /.test(after)) return false
  if (/^seek/.test(words) && /\b(?:titles?|wins?|victory|record|medal|crown|championship|cup)\b/.test(after))
    return false
  // A diagnosis is confirmed, and "a win would make them champions": without a plan, bill or request it is none.
  const isLoose = place.groups.conditional !== undefined || /\bconfirmed$/.test(words)
  if (isLoose && !holdsThing(context, place.sentence.start, place.end + 60)) return false
  // "Planned Parenthood", "Request Magazine": a name.
  const first = spanHolding(place.sentence.tokens, place.start)
  if (first?.tag === 'name' && first.start > place.sentence.start) return false
  if (/\s(?:Planned|Proposed|Pending)\b/.test(context.tagged.text.slice(place.start, place.end))) return false
  return !/\b(?:as|than|as if) $/.test(before)
}

// "In 2018 drivers asked for cameras": what was planned in an earlier year is done or dropped by now.
function isHistory({ article, folded }: CaveatContext, { sentence }: Place): boolean {
  const published = Number(article.publishedAt?.slice(0, 4))
  const years = [
    ...folded.slice(sentence.start, sentence.end).matchAll(/\b(?<in>in |since )?(?<year>(?:1[5-9]|20)\d\d)\b/g),
  ]
  return (
    years.some(({ groups }) => groups?.['in'] !== undefined) &&
    years.every(({ groups }) => Number(groups?.['year']) < published)
  )
}

// "Bill Clinton" is none.
function holdsThing({ tagged }: CaveatContext, from: number, to: number): boolean {
  return plannedThing.test(
    tagged.text
      .slice(from, to)
      .replace(/\bBill (?=\p{Lu})/gu, '')
      .toLowerCase(),
  )
}

// "The request is not final." where a thing is named near a cue, else a sentence without one.
function wordingOf(context: CaveatContext, places: Place[]): string {
  for (const place of places) {
    const name = thingNear(context.tagged.text, place)
    if (name) return `The ${name} ${isPlural(`the ${name}`) ? 'are' : 'is'} not final.`
  }
  return 'Part of what is reported is planned or asked for, and not done.'
}

const thingWord = new RegExp(String.raw`^${thing}$`)

function thingNear(text: string, { sentence, start, end }: Place): string | undefined {
  const { tokens } = sentence
  let at = tokens.findIndex(
    (token) =>
      thingWord.test(token.lower) &&
      !isPartOfName(tokens, token) &&
      token.tag !== 'verb' &&
      token.tag !== 'past' &&
      token.end > start - 60 &&
      token.start < end + 40,
  )
  if (at < 0) return undefined
  // "its tax plan", "tax increases": the last noun is the thing.
  while (tokens[at + 1]?.tag === 'noun' && tokens[at + 1]!.spaced) at++
  return nounPhraseText(text, tokens, at)
}

// "Office of Management and Budget", "the Equal Rights Amendment" are names; "Amendment 3" is a thing with a number.
function isPartOfName(tokens: Token[], token: Token): boolean {
  const at = tokens.indexOf(token)
  return at > 0 && /^\p{Lu}/u.test(token.text) && tokens[at + 1]?.tag !== 'number'
}

// "Plan" at a sentence's start is no name; "Amendment 3" and "HB 12" keep their capitals.
function lowerFirst(words: string): string {
  return /^\p{Lu}\p{Ll}+$/u.test(words) ? words.toLowerCase() : words
}

function nounPhraseText(text: string, tokens: Token[], head: number): string | undefined {
  const run = phraseEndingAt(tokens, head + 1) ?? subjectBefore(tokens, head + 1)
  if (!run) return undefined
  let from = run.from
  for (let at = head; at >= run.from; at--)
    if (/^(?:of|for|in|to|on|with|from|at|by|and)$/.test(tokens[at]!.lower)) {
      from = at + 1
      break
    }
  for (let at = from; at < head; at++) if (tokens[at]!.tag === 'possessive') from = at + 1
  while (from < head && /^(?:determiner|possessive|number|mark)$/.test(tokens[from]!.tag)) from++
  const words = lowerFirst(
    tidy(text.slice(tokens[from]!.start, tokens[head]!.end)).replace(
      /^(?:other|such|any|own|new|many|several|some|recent) /i,
      '',
    ),
  )
  return words.length > 0 && words.length < 80 ? words : undefined
}
