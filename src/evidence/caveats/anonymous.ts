import type { Attribution } from '../../domain/attribution.ts'
import type { Span } from '../../domain/span.ts'
import type { AnonymousSource } from '../attributions/find-anonymous-sources.ts'
import { isStatement } from '../attributions/is-statement.ts'
import { hidesName } from '../attributions/source-kind.ts'
import { type CaveatContext, spanHolding } from './caveat-context.ts'
import type { CaveatDraft } from './compose-caveat.ts'
import { capitalize, isPlural, tidy } from './wording.ts'

/**
 * The sources that the article does not name, each once with all its places: `two officials with knowledge of the plans`. A source gives a piece of
 * information; who only acts, feels, sues, or is thought of in an "if", is none.
 */
export function findAnonymous(context: CaveatContext): CaveatDraft[] {
  const informing = new Set(context.attributions.filter(informs).map(({ source }) => source?.start))
  const isSource = (source: AnonymousSource) =>
    !endsInName.test(source.description) &&
    !nobody.test(source.description) &&
    (source.reason !== null ||
      source.spans.some(
        ({ start }) => informing.has(start) && !isParty(context, start) && !isOtherwise(context, start),
      ) ||
      source.spans.some((span) => isHidden(context, span)))
  return context.anonymous.filter(isSource).map((source) => ({
    kind: 'anonymous-source',
    text: wordingOf(source),
    spans: source.reasonSpan ? [...source.spans, source.reasonSpan] : source.spans,
    source: source.description,
    count: source.count,
    reason: source.reason ?? 'no reason given',
    leadRestsOnIt: source.inLead,
  }))
}

// Verbs of the mind, which tell what someone went through: "two patients thought about leaving", "a passer-by saw the nest".
const inward =
  /^(?:\w+ly |also |then |have |has |had |came to |come to )*(?:know|knows|knew|knowing|think|thinks|thought|thinking|see|sees|saw|seen|hear|hears|heard|feel|feels|felt|love|loves|loved|fear|feared|realized|wonder|wondered)\b/

/** True for the cue of what somebody went through, and did not say: "thought about", "saw". */
export function tellsOfMind(cue: string): boolean {
  return inward.test(cue)
}

// Who asks, plans, refuses or acts gives no information.
function informs(attribution: Attribution): boolean {
  const { cue } = attribution
  return isStatement(attribution) && !tellsOfMind(cue.text) && !/\b(?:not|never)\b|n[’']t\b/.test(cue.text)
}

// "Ada Venn, a member of the board, said": the name stands before the description.
const namedBefore = /\p{Lu}[\p{L}’'-]+ (?:\p{Lu}[\p{L}.’'-]* )*\p{Lu}[\p{L}’'-]+, (?:[^,.\n]{0,90} and )?$/u
// "Someone called the police": whoever it was, no account rests on it.
const nobody = /^(?:someone|somebody|anyone|anybody|(?:a|the|one|another) caller|callers)\b/i
// "her agent and friend Ada Venn"; "an official with the Harbor Board" has a word between that leads to the body.
const endsInName =
  /^(?:(?!of |with |at |from |in |for |to |by |on |inside |near )[\p{Ll}’'-]+ )+\p{Lu}[\p{L}’'-]+ \p{Lu}[\p{Ll}’'-]+$/u
// "If someone tells you", "whether detainees were guilty": nobody has spoken.
const supposed = /\b(?:if|whether|unless)\b[^,.;:]{0,60}$/

// Somebody else than the words seem to say: a person named before, or one who is only thought of.
function isOtherwise({ tagged, folded }: CaveatContext, at: number): boolean {
  const before = Math.max(0, at - 160)
  return namedBefore.test(tagged.text.slice(before, at)) || supposed.test(folded.slice(before, at))
}

// Whoever sues or is charged has a name in the papers of the court.
function isParty({ tagged, folded }: CaveatContext, at: number): boolean {
  const sentence = spanHolding(tagged.sentences, at)
  if (!sentence) return false
  return /\b(?:lawsuits?|suit|sued|suing|plaintiffs?|defendants?|complaint|indictment|court (?:papers|filings?|documents))\b/.test(
    folded.slice(sentence.start, sentence.end),
  )
}

function isHidden({ tagged }: CaveatContext, span: Span): boolean {
  const sentence = spanHolding(tagged.sentences, span.start)
  return sentence !== undefined && hidesName(sentence.text)
}

function wordingOf({ description, reason, inLead }: AnonymousSource): string {
  const name = tidy(description)
  const parts = [`${capitalize(name)} ${isPlural(name) ? 'are' : 'is'} not named`]
  parts.push(reason === null ? 'no reason is given' : `the reason given is “${tidy(reason)}”`)
  if (inLead) parts.push(`the lead rests on ${isPlural(name) ? 'them' : 'this source'}`)
  return `${parts.length === 2 ? parts.join(', and ') : `${parts[0]}, ${parts[1]}, and ${parts[2]}`}.`
}
