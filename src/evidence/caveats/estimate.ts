import { spanOf } from '../../domain/cut-span.ts'
import type { Quantity } from '../../domain/quantity.ts'
import { isDuration } from '../quantities/amount.ts'
import { type CaveatContext, type Place, spanHolding } from './caveat-context.ts'
import { type CaveatDraft, joinDrafts } from './compose-caveat.ts'
import { createCueSet } from './cue-set.ts'
import { asSentence, nameKey } from './wording.ts'

const gain = String.raw`(?:cost|reach|total|raise|generate|bring in|grow|rise|fall|increase|decrease|decline|drop|exceed|attract|save|employ|create|number|hit|produce|earn|lose|add|climb|shrink|come to|draw|be worth|last|expand|top|yield|range|need|serve|surpass|spend|pay|average|take(?! place| part| effect| over))`
const patterns = createCueSet(
  'estimat\\w*|projected|projects?|projecting|projections?|forecast\\w*|reckon\\w*|predict\\w*|anticipat\\w*|expects?|expected|likely|set|preliminary|provisional|early|initial|unofficial|partial|tentative|ballpark|probable|potential|eventual|subject|back-of-the-envelope',
  [
    /\b(?:an |the |its |their |his )?(?:estimated|projected|forecasted|forecast) (?=[^.;\n]{0,40}[\d$€£]|[^.;\n]{0,30}\b(?:half|third|quarter|dozen|hundreds?|thousands?|millions?|billions?|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|forty|fifty)\b)/g,
    /\b(?:estimat(?:e|es|ed|ing)|reckons?|reckoned)\b(?! (?:time of|tax))/g,
    /\bestimates?\b/g,
    /\b(?:is|are|was|were|has been|have been|had been) (?:\w+ly )?(?:estimated|projected|forecast|forecasted|reckoned)\b/g,
    /\b(?:projects?|projected|projecting|forecasts?|forecasted|forecasting|predicts?|predicted|anticipates?|anticipated|expects?|expected)\b/g,
    new RegExp(
      String.raw`\b(?:is|are|was|were) (?:\w+ly )?(?:expected|projected|forecast|predicted|likely|set|anticipated) to ${gain}\b`,
      'g',
    ),
    /\b(?:preliminary|provisional|early|initial|unofficial|partial|tentative) (?:\w+ ){0,2}?(?:figures?|data|counts?|numbers?|results?|estimates?|tall(?:y|ies)|tolls?|totals?|assessments?|returns?|findings|statistics|calculations?|surveys?|analysis|reports?|tests?|readings?)\b/g,
    /\b(?:put|puts|set|sets) (?:the |its |their )?(?:likely|probable|expected|potential|eventual|estimated|projected) [^.;\n]{2,60}? at\b/g,
    /\b(?:projections?|forecasts?|back-of-the-envelope|ballpark (?:figures?|estimates?|numbers?))\b/g,
    /\b(?<state>figures?|numbers?|count|toll|tally|data|results?|totals?|estimates?) (?:\w+ ){0,2}?(?:is|are|was|were|remains?) (?:still )?(?:preliminary|provisional|an estimate|estimates|subject to (?:change|revision))\b/g,
  ],
)

// What an "expects" or "forecast" must stand before to be about a figure: a verb of change or amount.
const looseCue =
  /^(?:projects?|projected|projecting|forecasts?|forecasted|forecasting|predicts?|predicted|anticipates?|anticipated|expects?|expected|projections?|estimates?|estimate[sd]|estimating|reckon)/
const amount = new RegExp(
  String.raw`\b(?:${gain.slice(3, -1)}|costs|growth|revenues?|sales|profits?|losses|deficit|inflation)\b|(?:to be|would be|will be|at|of|between|by|than|up|down|as many as|as much as) (?:\w+ ){0,2}$|^ $`,
)
const near = 110

/**
 * Finds figures that are an estimate, a projection or preliminary: `The ministry estimates that the levy would bring in €85 million.`
 * "About 2,000" is none; nor is an estimate without a figure. One caveat a sentence.
 */
export function findEstimates(context: CaveatContext): CaveatDraft[] {
  const drafts: CaveatDraft[] = []
  const seen = new Set<number>()
  const places = context.find(patterns).sort((a, b) => a.start - b.start)
  for (const place of places) {
    if (seen.has(place.sentence.index)) continue
    const figure = figureOf(context, place)
    if (!figure) continue
    seen.add(place.sentence.index)
    drafts.push(draftOf(context, place, figure))
  }
  return joinDrafts(drafts, (draft) => nameKey(draft.text))
}

function figureOf(context: CaveatContext, place: Place): Quantity | undefined {
  const cue = context.folded.slice(place.start, place.end)
  const token = spanHolding(place.sentence.tokens, place.start)
  // "The project's 38 creators": a project is a forecast only as a verb.
  if (
    /^projects?$/.test(cue) &&
    token &&
    token.tag !== 'verb' &&
    !/^ (?:growth|that|an?|its|\d|\$|sales|revenues?|inflation|losses|demand)\b/.test(
      context.folded.slice(place.end, place.end + 12),
    )
  )
    return undefined
  if (
    /^expected$/.test(cue) &&
    /\b(?:nobody|no one|few|never|neither)\b[^.,]{0,20}$/.test(context.folded.slice(place.sentence.start, place.start))
  )
    return undefined
  if (/(?:\bnever|\bnot|n't) $/.test(context.folded.slice(place.start - 7, place.start))) return undefined
  const inside = context.quantities.filter(
    (quantity) =>
      quantity.start >= place.sentence.start &&
      quantity.end <= place.sentence.end &&
      !isTime(quantity) &&
      !isDeadline(context, quantity),
  )
  if (inside.length === 0) return undefined
  const after = inside.find(
    (quantity) => quantity.end > place.end && quantity.start >= place.start && quantity.start - place.end <= near,
  )
  const before = inside.findLast((quantity) => quantity.end <= place.start && place.start - quantity.end <= 70)
  if (looseCue.test(cue)) {
    if (!after)
      return /^(?:estimates?|projections?|forecasts?)$/.test(cue) && before && isGivenBy(context, before, place)
        ? before
        : undefined
    const between = context.folded.slice(place.end, Math.max(place.end, after.start))
    // "Estimates fell by 5 percent", "an estimate based on 140 answers": a figure about the estimate.
    if (/\bbased on\b|\beach of\b/.test(between)) return undefined
    if (
      /^(?:estimates|forecasts|projections)$/.test(cue) &&
      /^ (?:have |has |had |were |was )?(?:dropp|fell|fall|slip|rose|rise|increas|declin|cut|rais|lower)/.test(between)
    )
      return undefined
    if (/^(?:expect|anticipat|predict)/.test(cue) && isTimeAgo(context, after)) return undefined
    if (/^forecast/.test(cue) && /\bby\b/.test(between)) return undefined
    return /^(?:estimat|reckon|project|forecast)/.test(cue)
      ? /[;:]|, (?:and|but|to)\b/.test(between)
        ? undefined
        : after
      : amount.test(between) && !/[,;:"]/.test(between)
        ? after
        : undefined
  }
  return after ?? (before && isGivenBy(context, before, place) ? before : undefined)
}

// "51 percent, according to preliminary results", "a third, by the bank's estimate"
function isGivenBy({ folded }: CaveatContext, figure: Quantity, place: Place): boolean {
  if (place.groups.state !== undefined) return true
  return /\b(?:according to|based on|per|by)\b[^.,;]{0,40}$/.test(folded.slice(figure.end, place.start))
}

function isTimeAgo({ folded }: CaveatContext, { end, unit }: Quantity): boolean {
  return unit !== null && /^(?: ago| later| earlier| before|-)/.test(folded.slice(end, end + 9))
}

// "a report is expected within 30 days", "his five-decade career": no figure that somebody estimated.
function isDeadline({ folded }: CaveatContext, { start, text, unit }: Quantity): boolean {
  if (!isDuration(unit)) return false
  return (
    /\w-\w/.test(text) ||
    /\b(?:within|in|after|over) (?:the )?(?:next |about )?$/.test(folded.slice(Math.max(0, start - 20), start))
  )
}

// "Expected to last two weeks" is a time, not a figure that was estimated, unless it is all there is to count.
function isTime(quantity: Quantity): boolean {
  return quantity.unit === 'hours' && quantity.approximation === 'exact' && quantity.value === 24
}

function draftOf(context: CaveatContext, { sentence }: Place, figure: Quantity): CaveatDraft {
  const { text } = context.tagged
  const words = context.folded.slice(sentence.start, sentence.end)
  const kind = /\b(?:preliminary|provisional|initial|early|unofficial|partial)\b/.test(words)
    ? 'preliminary'
    : /\b(?:project|forecast|predict|expect|anticipat)/.test(words) && !/\bestimat/.test(words)
      ? 'a projection'
      : 'an estimate'
  return {
    kind: 'estimate',
    source: figure.attribution,
    text: asSentence(`The figure “${figure.text.replace(/^(?:the|an?) (?:estimated|projected) /i, '')}” is ${kind}`),
    spans: [spanOf(text, sentence.start, sentence.end)],
  }
}
