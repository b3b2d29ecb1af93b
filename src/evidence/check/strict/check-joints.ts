import { type ClaimContext, type Finding, findingOf } from '../claim-context.ts'
import { changedHeads } from './changed-heads.ts'
import type { LinePlace, LineReading } from './line-places.ts'
import { isRelated } from './related-words.ts'
import { strayPieces } from './stray-pieces.ts'
import { isTogether } from './together.ts'

/** Words of the line after which another piece of the article may begin. */
const openers = /^(?:,|;|:|—|–|--|-|and|but|who|which|that|while|whom|whose|where|["“”])$/
/** Words that open a piece only where the same word opens it in the article. */
const connectors =
  /^(?:if|unless|after|before|when|because|as|since|until|although|though|whether|once|in|on|at|for|from|to|with|during|near|without|over|under|by)$/

/**
 * Words that stand together in the line stand together in the article: next to each other, with modifiers dropped, or as "B of A" for
 * "A B". Another piece may begin only at a comma, "and", "who" and the like, at a preposition or conjunction that opens it in the article
 * too, or where the verb and its doer or object are the article's.
 */
export function checkJoints({ context, places }: LineReading): Finding[] {
  const line = places.filter((place) => !place.isFree && place.sentence >= 0)
  const findings: Finding[] = []
  for (let at = 1; at < line.length; at++) {
    const one = line[at - 1]!
    const other = line[at]!
    if (isTogether(context, one, other) || isOpen(context, one, other) || isRelated(context, line, at)) continue
    const message = `"${one.word.text}" and "${other.word.text}" do not stand together in the article.`
    findings.push(
      findingOf(
        'role',
        'contradicted',
        message,
        context.text.text.slice(one.word.start, other.word.end),
        context.article.tagged.sentences[other.sentence]!.text,
      ),
    )
  }
  return [
    ...findings,
    ...changedHeads(
      context,
      places.filter((place) => place.sentence >= 0 && !isInDate(context, place)),
    ),
    ...strayPieces(context, line, places),
  ]
}

// In the line, a mark or word between the two opens another piece.
function isOpen({ tokens, article }: ClaimContext, one: LinePlace, other: LinePlace): boolean {
  const between = tokens.slice(one.word.at + 1, other.word.at)
  if (between.some(({ lower }) => openers.test(lower))) return true
  if (one.sentence !== other.sentence) return false
  const line = article.tagged.sentences[other.sentence]!.tokens
  const before = line.slice(Math.max(0, other.token - between.length - 1), other.token)
  return between.some(({ lower }) => connectors.test(lower) && before.some((token) => token.lower === lower))
}

function isInDate({ dates }: ClaimContext, { word }: LinePlace): boolean {
  return dates.some(({ start, end }) => start <= word.start && word.end <= end)
}
