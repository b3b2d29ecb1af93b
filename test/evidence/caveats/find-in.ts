import type { Caveat } from '../../../src/domain/caveat.ts'
import { findAnonymousSources } from '../../../src/evidence/attributions/find-anonymous-sources.ts'
import { findAttributions } from '../../../src/evidence/attributions/find-attributions.ts'
import { findQuotes } from '../../../src/evidence/attributions/find-quotes.ts'
import type { CaveatArticle } from '../../../src/evidence/caveats/caveat-context.ts'
import { findCaveats } from '../../../src/evidence/caveats/find-caveats.ts'
import { tagText } from '../../../src/evidence/language/tagged-text.ts'
import { findQuantities } from '../../../src/evidence/quantities/find-quantities.ts'

/** Finds the caveats of a text with dated, otherwise empty metadata. */
export function findIn(text: string, known: Partial<CaveatArticle> = {}, now: Date | null = null): Caveat[] {
  const tagged = tagText(text)
  const quotes = findQuotes(tagged)
  const attributions = findAttributions(tagged, quotes)
  const anonymous = findAnonymousSources(tagged, attributions)
  const article: CaveatArticle = {
    id: 'article-1',
    title: null,
    publisher: null,
    origin: null,
    byline: null,
    publishedAt: '2026-03-02',
    label: null,
    isExcerpt: false,
    corrections: [],
    ...known,
  }
  return findCaveats({ article, tagged, quantities: findQuantities(tagged), attributions, quotes, anonymous, now })
}

/** The first caveat of a kind, or undefined. */
export function firstOf(
  kind: Caveat['kind'],
  text: string,
  known: Partial<CaveatArticle> = {},
  now: Date | null = null,
): Caveat | undefined {
  return findIn(text, known, now).find((caveat) => caveat.kind === kind)
}
