import type { Gate, Reason } from '../../domain/check.ts'
import type { Quantity } from '../../domain/quantity.ts'
import type { DateSpan } from '../dates/date-span.ts'
import type { Token } from '../language/tokens.ts'
import type { Alignment } from './align-claim.ts'
import type { ClaimRange } from './cut-claims.ts'
import type { Predicate } from './predicate.ts'
import type { PreparedArticle, PreparedText } from './prepare-article.ts'
import type { Word } from './text-words.ts'

/** What every gate looks at: one claim, what it rests on, and both texts. */
export interface ClaimContext {
  claim: ClaimRange
  /** tokens of the claim's whole sentence; the claim is `from` to `to` of them */
  tokens: Token[]
  words: Word[]
  quantities: Quantity[]
  dates: DateSpan[]
  predicates: Predicate[]
  text: PreparedText
  article: PreparedArticle
  alignment: Alignment
  /** the sentences of the article, by index, on which alone the claim may rest; undefined for any */
  among: ReadonlySet<number> | undefined
}

/** Whether a reason says that the article has something else (`contradicted`) or nothing of the kind (`not-found`). */
export interface Finding extends Reason {
  verdict: 'contradicted' | 'not-found'
}

/** A gate looks at one claim and says what is wrong with it. */
export type CheckGate = (context: ClaimContext) => Finding[]

/** Puts a finding together. */
export function findingOf(
  gate: Gate,
  verdict: Finding['verdict'],
  message: string,
  claimed: string,
  found: string | null = null,
): Finding {
  return { gate, verdict, message, claimed, found }
}

/** The article's word that a claim's word rests on, or undefined. */
export function articleWord(context: ClaimContext, at: number): Word | undefined {
  const link = context.alignment.links[at]
  return link ? context.article.words[link.sentence]![link.index] : undefined
}

/** The claim's tokens, without those of its neighbours in a cut sentence. */
export function claimTokens({ tokens, claim }: ClaimContext): Token[] {
  return tokens.slice(claim.from, claim.to)
}

/** The tokens of the sentences that the claim rests on. */
export function alignedTokens({ article, alignment }: ClaimContext): Token[][] {
  return alignment.sentences.map((sentence) => article.tagged.sentences[sentence]!.tokens)
}

/** A run of a sentence's tokens as printed. */
export function wordsOf(text: string, tokens: readonly Token[], from: number, to: number): string {
  return text.slice(tokens[from]!.start, tokens[to - 1]!.end)
}
