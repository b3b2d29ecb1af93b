import type { Reason } from '../../../domain/check.ts'
import { tagText } from '../../language/tagged-text.ts'
import { isFiniteVerb } from '../../language/tags.ts'
import { givesOrder, speaksToReader } from '../../lines/speaks-to-reader.ts'
import { checkText } from '../check-text.ts'
import { unquotedBefore } from '../gates/quote.ts'
import { type PreparedArticle, prepareText } from '../prepare-article.ts'
import { checkPieces } from './check-pieces.ts'

/** A line rests on at most so many sentences; what needs more says several things. */
const mostCited = 3
/** Marks that a line may set anew: they say nothing. */
const plainMarks = /[\s\p{L}\p{M}\p{N},.;:'"“”‘’()–—-]/u
const oddNumber = /[^\P{N}0-9]|\p{M}|(?<![\p{L}\p{N}])[.+–-][0-9]|[0-9][⃠-⃿]/gu
const address = /\p{L}:\/\/|\bwww\.|<[@#!&]|(?<![\p{L}\p{N}])@\p{L}/iu

/**
 * Checks a line that a model wrote against the sentences that it names, by their indexes: strictly, and against nothing else of the article. Returns
 * why it cannot be shown; nothing returned means that it can. The article is made of even text (`evenText`), so that its sentences are those of its analysis.
 * `checkCited(article, 'Two dams failed.', [3])` → `[]` where the fourth sentence says so.
 */
export function checkCited(article: PreparedArticle, text: string, cited: readonly number[]): Reason[] {
  const citation = checkCitation(article, text, cited)
  if (citation.length > 0) return citation
  const form = checkForm(article, text, cited)
  if (form.length > 0) return form
  if (isVerbatim(article, text, cited)) return []
  const { verdict, claims } = checkText(article, text, { isStrict: true, among: cited })
  if (verdict === 'unsupported') return claims.flatMap(({ reasons }) => reasons)
  if (claims.some((claim) => claim.verdict !== 'supported')) return [nothingIn(text)]
  return checkPieces(article, prepareText(tagText(text), article.names), cited)
}

// One of the sentences as it stands, but for its dateline.
function isVerbatim({ tagged }: PreparedArticle, text: string, cited: readonly number[]): boolean {
  return cited.some((index) => {
    const sentence = tagged.sentences[index]!.text
    return sentence === text || sentence.replace(/^[\p{Lu} .,]{3,40} — /u, '') === text
  })
}

function checkCitation({ tagged }: PreparedArticle, text: string, cited: readonly number[]): Reason[] {
  const { sentences } = tagged
  const unknown = cited.find((index) => sentences[index] === undefined)
  if (unknown !== undefined) return [contentReason(`There is no sentence ${unknown + 1}.`, text)]
  if (cited.length === 0) return [contentReason('It names no sentence that it rests on.', text)]
  if (cited.length > mostCited) return [contentReason(`It names more than ${mostCited} sentences.`, text)]
  const spoken = cited.find((index) => speaksToReader(sentences[index]!))
  if (spoken === undefined) return []
  return [contentReason(`Sentence ${spoken + 1} speaks to its reader; it reports nothing.`, text)]
}

function checkForm(article: PreparedArticle, text: string, cited: readonly number[]): Reason[] {
  if (address.test(text)) return [contentReason('It holds an address or calls somebody.', text)]
  const line = prepareText(tagText(text))
  if (!line.tagged.sentences.some(({ tokens }) => tokens.some(({ tag }) => isFiniteVerb(tag))))
    return [contentReason('It is no sentence.', text)]
  if (line.tagged.sentences.some(givesOrder)) return [contentReason('It gives an order.', text)]
  const quoted = unquotedBefore(article, line)
  if (quoted !== undefined)
    return [
      { gate: 'quote', message: 'The article does not set these words in quote marks.', claimed: quoted, found: null },
    ]
  const there = cited.map((index) => article.tagged.sentences[index]!.text).join('\n')
  // Digits of other scripts, signs set before a number and letters struck through read as something else.
  const odd = text.match(oddNumber)?.find((sign) => !there.includes(sign))
  if (odd !== undefined) return [contentReason(`"${odd}" does not stand in the sentences that this rests on.`, odd)]
  const mark = [...text].find((letter) => !plainMarks.test(letter) && !there.includes(letter))
  return mark === undefined
    ? []
    : [contentReason(`"${mark}" does not stand in the sentences that this rests on.`, mark)]
}

function nothingIn(text: string): Reason {
  return contentReason('Nothing in it could be looked up.', text)
}

function contentReason(message: string, claimed: string): Reason {
  return { gate: 'content', message, claimed, found: null }
}
