import { rest } from './around-cue.ts'
import { type Clause, type Found, opensQuote } from './clause.ts'
import { firstSubject } from './subject.ts'

/** A colon before a quote, or at a sentence's end, that no verb of saying explains: "The board was clear in its findings: “…”". */
export function readColon(clause: Clause, earlier: Found[]): Found | undefined {
  const { tokens, isQuoted } = clause
  let colon = tokens.length - 1
  while (
    colon > 2 &&
    (tokens[colon]!.text !== ':' || isQuoted[colon] || !(colon === tokens.length - 1 || opensQuote(clause, colon + 1)))
  )
    colon--
  if (colon <= 2) return undefined
  const isTold = earlier
    .slice(-50)
    .some((one) => one.cue.to > colon || one.opensNext || one.content.some((piece) => piece.to > colon))
  if (isTold || notToldBy.test(tokens[colon - 1]!.lower)) return undefined
  const source = firstSubject(clause, colon)
  if (!source) return undefined
  const content = colon === tokens.length - 1 ? [] : rest(clause, colon + 1)
  return {
    source,
    cue: { from: colon, to: colon + 1 },
    content,
    place: 'after',
    opensNext: content.length === 0,
    isSaying: true,
  }
}

const notToldBy = /^(?:follows?|include|including|includes|are|is)$/
