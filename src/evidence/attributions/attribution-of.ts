import type { Attribution } from '../../domain/attribution.ts'
import type { Span } from '../../domain/span.ts'

/**
 * The attribution whose content covers a span: who says this figure or this line. Of several the one with the shortest
 * content (the innermost); undefined where the article says it in its own voice.
 */
export function attributionOf(
  attributions: Attribution[],
  span: { start: number; end: number },
): Attribution | undefined {
  let best: Attribution | undefined
  let bestLength = Number.POSITIVE_INFINITY
  for (const attribution of attributions) {
    const piece = attribution.content.find((content) => covers(content, span))
    if (!piece) continue
    const length = piece.end - piece.start
    if (length < bestLength || (length === bestLength && attribution.source && !best?.source)) {
      best = attribution
      bestLength = length
    }
  }
  return best
}

function covers(outer: Pick<Span, 'start' | 'end'>, inner: { start: number; end: number }): boolean {
  return outer.start <= inner.start && outer.end >= inner.end
}
