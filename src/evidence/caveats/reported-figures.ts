import type { Quantity } from '../../domain/quantity.ts'
import { lemmaOf } from '../language/lexicon.ts'
import type { Sentence } from '../language/tagged-text.ts'
import { isNominal, isVerb } from '../language/tags.ts'
import type { Token } from '../language/tokens.ts'
import { type CaveatContext, sourceAt } from './caveat-context.ts'
import { subjectBefore } from './find-party.ts'

/** A figure that someone gives, and what it counts by the words beside it. */
export interface ReportedFigure {
  quantity: Quantity
  source: string | null
  /** what follows the noun up to the next mark ("were killed in the fire"); empty where nothing does */
  tail: string
  /** adjectives before the thing ("new", "confirmed"), which tell it from another */
  modifiers: string
  /** the verb nearest before the number, its base form; null where none stands in the clause */
  verb: string | null
  /** the thing counted, one word in lower case, the dead and the hurt by class; null where no noun follows the number */
  thing: string | null
  /** true where only an earlier figure can say what is counted: "put the crowd at 3,500", "it was 212", "only 22 percent had" */
  refersBack: boolean
  /** true for a figure that is added to another: "another 30", "12 more" */
  isOfMore: boolean
}

// Verbs with which a body gives a figure without "said that".
const givesFigure =
  /^(?:put|puts|placed|counted|counts|reported|reports|claimed|claims|gave|gives|listed|lists|recorded|records|spoke|show|shows|showed|cited|cites|pegged|estimated|estimates|tallied|registered)$/
const backward = new RegExp(
  [
    String.raw`\b(?:put|puts|placed|places|set|sets|pegged|pegs|gave|gives) (?:the |its |their |that |his |her )?(?:[\w-]+ ){1,4}(?:at|as) (?:\w+ )?$`,
    String.raw`\b(?:that|say|says|said) (?:it|there|the (?:number|figure|toll|death toll|total|count|cost|real number|true number|actual number)) (?:is|was|were|had been|are|cost|costs|had cost|came to) (?:only |just |nearly |closer to )?$`,
    String.raw`\b(?:the (?:number|figure|toll|death toll|total|count|tally|real (?:number|figure)|actual (?:number|figure))) (?:is|was|at|stood at) (?:only |just |nearly |closer to )?$`,
  ].join('|'),
)
const dead = /^(?:dead|deaths?|killed|bod(?:y|ies)|died|fatalit(?:y|ies)|corpses?)$/
const hurt = /^(?:injured|hurt|wounded|injur(?:y|ies))$/
const more =
  /\b(?:another|other|additional|extra|further|remaining|first|last|next|each|per|all|of the|of its|of their|of those|among) $/

/** Reads figures of an article with who gives each and what each counts. */
export function readReportedFigures(context: CaveatContext, quantities: Quantity[]): ReportedFigure[] {
  return quantities.flatMap((quantity) => {
    const sentence = context.tagged.sentences[quantity.sentence]
    return sentence ? [figureOf(context, sentence, quantity)] : []
  })
}

function figureOf(context: CaveatContext, sentence: Sentence, quantity: Quantity): ReportedFigure {
  const { tokens } = sentence
  const first = tokens.findIndex((token) => token.start >= quantity.start)
  const after = tokens.findIndex((token) => token.start >= quantity.end)
  const next = after === -1 ? tokens.length : after
  const before = context.folded.slice(Math.max(sentence.start, quantity.start - 70), quantity.start)
  const thing = thingAt(tokens, next)
  const isBare = thing === null && /^(?:verb|past|be|have|do|modal)$/.test(tokens[next]?.tag ?? '')
  return {
    quantity,
    source: giverOf(context, tokens, first, quantity) ?? quantity.attribution ?? sourceAt(context, quantity),
    thing,
    tail: tailAt(tokens, next),
    modifiers: modifiersAt(tokens, next),
    verb: verbBefore(tokens, first),
    refersBack:
      backward.test(before) || (isBare && /\b(?:that|said|says|say) (?:only |just |at least )?$/.test(before)),
    isOfMore:
      more.test(before) ||
      /^(?:more|others?)$/.test(tokens[next]?.lower ?? '') ||
      (tokens[next]?.lower === 'of' && /^(?:them|those|these|whom|which)$/.test(tokens[next + 1]?.lower ?? '')),
  }
}

// The word for what is counted; "two people were hurt" and "14 injured" are of one class.
function thingAt(tokens: Token[], from: number): string | null {
  for (let at = from; at < Math.min(from + 6, tokens.length); at++) {
    if (/^[.;:,]$/.test(tokens[at]!.text)) break
    if (dead.test(tokens[at]!.lower)) return 'the dead'
    if (hurt.test(tokens[at]!.lower)) return 'the hurt'
  }
  let head: string | null = null
  for (let at = from; at < Math.min(from + 5, tokens.length) && isNominal(tokens[at]!.tag); at++)
    head = tokens[at]!.lower
  return head
}

function modifiersAt(tokens: Token[], from: number): string {
  let at = from
  while (at < tokens.length && isNominal(tokens[at]!.tag)) at++
  return tokens
    .slice(from, Math.max(from, at - 1))
    .map((token) => token.lower)
    .join(' ')
}

function tailAt(tokens: Token[], from: number): string {
  let at = from
  while (at < tokens.length && isNominal(tokens[at]!.tag)) at++
  const end = tokens.findIndex((token, index) => index >= at && /^[,.;:!?]$/.test(token.text))
  return tokens
    .slice(at, end === -1 ? tokens.length : end)
    .map((token) => token.lower)
    .join(' ')
}

function verbBefore(tokens: Token[], first: number): string | null {
  for (let at = first - 1; at >= 0 && first - at < 8; at--) {
    if (/^[,;:]$/.test(tokens[at]!.text)) return null
    if (isVerb(tokens[at]!.tag)) return lemmaOf(tokens[at]!.lower)
  }
  return null
}

// "The coast guard put the volume at 9,000 liters": the subject of the nearest such verb of the figure's clause.
function giverOf(context: CaveatContext, tokens: Token[], first: number, quantity: Quantity): string | null {
  for (let at = first - 1; at >= 0 && first - at < 14; at--) {
    const token = tokens[at]!
    if (token.text === ';' || token.tag === 'subordinator') return null
    if (!givesFigure.test(token.lower) || token.tag === 'noun') continue
    const run = subjectBefore(tokens, at)
    if (!run || tokens[run.from]!.tag === 'pronoun' || tokens[run.to - 1]!.end >= quantity.start) return null
    return context.tagged.text.slice(tokens[run.from]!.start, tokens[run.to - 1]!.end)
  }
  return null
}
