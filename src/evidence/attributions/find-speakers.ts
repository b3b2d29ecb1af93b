import type { Attribution, Quote, SourceKind } from '../../domain/attribution.ts'
import { spanOf } from '../../domain/cut-span.ts'
import type { Span } from '../../domain/span.ts'
import type { TaggedText } from '../language/tagged-text.ts'
import { attributionOf } from './attribution-of.ts'
import { resolveSource } from './resolve-source.ts'

/**
 * Gives every quote its speaker: the source of the attribution that covers it; for "he said" and "the official said" the earlier
 * span that names or describes that person. A scare quote that nobody says keeps null.
 */
export function findSpeakers(tagged: TaggedText, quotes: Quote[], attributions: Attribution[]): Quote[] {
  const meant = new Map<Attribution, ReturnType<typeof resolveSource>[number]>()
  const resolved = resolveSource(tagged, attributions)
  attributions.forEach((attribution, index) => {
    meant.set(attribution, resolved[index] ?? null)
  })
  const pieces = attributions.flatMap((attribution) =>
    attribution.content.map((piece) => ({ attribution, start: piece.start, end: piece.end })),
  )
  pieces.sort((a, b) => a.start - b.start)
  let next = 0
  let near: typeof pieces = []
  return quotes.map((quote) => {
    // Only what begins before the quote and reaches past its start can cover it.
    near = near.filter((piece) => piece.end > quote.start)
    for (; next < pieces.length && pieces[next]!.start <= quote.start; next++) near.push(pieces[next]!)
    const attribution = attributionOf([...new Set(near.map((piece) => piece.attribution))], quote)
    if (!attribution?.source) return quote
    return { ...quote, speaker: nameOf(tagged.text, meant.get(attribution) ?? attribution.source) }
  })
}

// The person without what the article says about him: "Jane Roe" of "Jane Roe, who owns nine boats"; "Jane Roe" of "its head, Jane Roe".
function nameOf(text: string, source: Span & { kind: SourceKind }): Span {
  const { start, end } = source
  if (source.kind !== 'named') return spanOf(text, start, end)
  const aside = /^(?:the|its|his|her|their|a|an)\s[^,]+,\s((?:\p{Lu}[\p{L}’'.-]*\s?){2,4})(?:,|$)/iu.exec(source.text)
  if (aside?.[1]) {
    const from = start + aside[0].indexOf(aside[1])
    return spanOf(text, from, from + aside[1].trimEnd().length)
  }
  const comma = source.text.search(/,| \(/)
  return spanOf(text, start, comma > 0 ? start + comma : end)
}
