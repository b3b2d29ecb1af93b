import type { Check, CheckedClaim, Gate } from '../../domain/check.ts'
import { evidenceOf } from '../../domain/cut-span.ts'
import { tagText } from '../language/tagged-text.ts'
import { alignClaim } from './align-claim.ts'
import type { CheckGate, ClaimContext, Finding } from './claim-context.ts'
import { type ClaimRange, cutClaims } from './cut-claims.ts'
import { checkAttributions } from './gates/attribution.ts'
import { checkChanges } from './gates/changes.ts'
import { checkContent } from './gates/content.ts'
import { checkDates } from './gates/date.ts'
import { checkModality } from './gates/modality.ts'
import { checkNames } from './gates/name.ts'
import { checkNegations } from './gates/negation.ts'
import { checkQuantifiers } from './gates/quantifier.ts'
import { checkQuantities } from './gates/quantity.ts'
import { checkQuotes } from './gates/quote.ts'
import { checkRoles } from './gates/role.ts'
import { checkSuperlatives } from './gates/superlative.ts'
import { type PreparedArticle, type PreparedText, prepareArticle, prepareText } from './prepare-article.ts'
import { checkLine } from './strict/check-line.ts'

/** How a text is checked. */
export interface CheckOptions {
  /** true for what a model wrote: whatever is not licensed by the article's own words is refused */
  isStrict: boolean
  /** gates left out, to see what each is good for */
  disabledGates?: readonly Gate[]
  /** indexes of the article's sentences that the text says it rests on: it must rest on these alone; undefined for any */
  among?: readonly number[]
}

const gates: readonly [Gate, CheckGate][] = [
  ['quantity', checkQuantities],
  ['date', checkDates],
  ['name', checkNames],
  ['quote', checkQuotes],
  ['attribution', checkAttributions],
  ['modality', checkModality],
  ['negation', checkNegations],
  ['negation', checkChanges],
  ['role', checkRoles],
  ['superlative', checkSuperlatives],
  ['quantifier', checkQuantifiers],
  ['content', checkContent],
]

/**
 * Checks whether an article says what a text says: the text is cut into claims, each is measured against the sentences it rests on.
 * Advisory by default: typed warnings where something differs. Strict: only what the article's own words license passes.
 * Offsets of claims refer to `text`, those of evidence to the article's text. An article that will be used again is prepared once.
 * `checkText({ id: 'a', text: 'Two dams failed.' }, 'Three dams failed.', { isStrict: false })` → unsupported, gate `quantity`.
 */
export function checkText(
  article: { id: string; text: string } | PreparedArticle,
  text: string,
  options: CheckOptions,
): Check {
  const prepared = 'places' in article ? article : prepareArticle(article)
  const claims = checkClaims(prepared, text, options).map(verdictOf)
  const isUnsupported = claims.some(({ verdict }) => verdict === 'contradicted' || verdict === 'not-found')
  const isChecked = claims.some(({ verdict }) => verdict !== 'not-checked')
  return { id: prepared.id, verdict: !isChecked ? 'not-checked' : isUnsupported ? 'unsupported' : 'supported', claims }
}

/** One claim with what the gates found. */
export interface JudgedClaim {
  context: ClaimContext
  findings: Finding[]
}

/** Cuts a text into claims and passes each through the gates. */
export function checkClaims(
  article: PreparedArticle,
  text: string,
  { isStrict, disabledGates = [], among }: CheckOptions,
): JudgedClaim[] {
  const own = prepareText(tagText(text), article.names)
  const ranges = own.tagged.sentences.flatMap((sentence) => cutClaims(text, sentence))
  const allowed = among === undefined ? undefined : new Set(among)
  return ranges.map((range) => {
    const context = contextOf(article, own, range, allowed)
    const findings = gates.flatMap(([gate, check]) => (disabledGates.includes(gate) ? [] : check(context)))
    return {
      context,
      findings: isStrict && context.words.length > 0 ? [...findings, ...checkLine(context, disabledGates)] : findings,
    }
  })
}

function verdictOf({ context, findings }: JudgedClaim): CheckedClaim {
  const { article, alignment, words } = context
  const { start, end, text } = context.claim
  if (words.length === 0 || (article.language !== 'en' && article.language !== 'und')) {
    return { start, end, text, verdict: 'not-checked', reasons: [], evidence: [] }
  }
  const verdict = findings.some((finding) => finding.verdict === 'contradicted')
    ? 'contradicted'
    : findings.length > 0
      ? 'not-found'
      : 'supported'
  const reasons = findings.map(({ gate, message, claimed, found }) => ({ gate, message, claimed, found }))
  const evidence = alignment.sentences.map((sentence) => evidenceOf(article.id, article.tagged.sentences[sentence]!))
  return { start, end, text, verdict, reasons, evidence }
}

/** What the gates look at for one claim of a text. */
export function contextOf(
  article: PreparedArticle,
  text: PreparedText,
  claim: ClaimRange,
  among?: ReadonlySet<number>,
): ClaimContext {
  const isInside = ({ start }: { start: number }): boolean => start >= claim.start && start < claim.end
  const words = text.words[claim.sentence]!.filter(isInside)
  return {
    claim,
    tokens: text.tagged.sentences[claim.sentence]!.tokens,
    words,
    quantities: text.quantities[claim.sentence]!.filter(isInside),
    dates: text.dates[claim.sentence]!.filter(isInside),
    predicates: text
      .predicates(claim.sentence)
      .filter((predicate) => predicate.at >= claim.from && predicate.at < claim.to),
    text,
    article,
    alignment: alignClaim(words, article, { among }),
    among,
  }
}
