import type { Caveat } from '../../domain/caveat.ts'
import type { CaveatKind } from '../../domain/caveat-kinds.ts'
import { evidenceOf } from '../../domain/cut-span.ts'
import type { Evidence, Span } from '../../domain/span.ts'

/** What a rule says of a caveat; what it leaves out is null (or false). */
export interface CaveatDraft {
  kind: CaveatKind
  text: string
  spans: Span[]
  party?: string | null
  source?: string | null
  count?: number | null
  reason?: string | null
  leadRestsOnIt?: boolean
}

/** Completes a draft; spans are sorted, and one that stands twice is kept once. */
export function composeCaveat(article: string, draft: CaveatDraft): Caveat {
  return {
    kind: draft.kind,
    text: draft.text,
    evidence: evidenceOfSpans(article, draft.spans),
    party: draft.party ?? null,
    source: draft.source ?? null,
    count: draft.count ?? null,
    reason: draft.reason ?? null,
    leadRestsOnIt: draft.leadRestsOnIt ?? false,
  }
}

/**
 * Joins drafts that say the same thing (`keyOf` gives the same key) into one with all their spans.
 * The first one's words are kept.
 */
export function joinDrafts(drafts: CaveatDraft[], keyOf: (draft: CaveatDraft) => string): CaveatDraft[] {
  const joined = new Map<string, CaveatDraft>()
  for (const draft of drafts) {
    const key = keyOf(draft)
    const first = joined.get(key)
    joined.set(key, first ? { ...first, spans: [...first.spans, ...draft.spans] } : draft)
  }
  return [...joined.values()]
}

function evidenceOfSpans(article: string, spans: Span[]): Evidence[] {
  const unique = new Map(spans.map((span) => [`${span.start}-${span.end}`, span]))
  return [...unique.values()]
    .sort((a, b) => a.start - b.start || a.end - b.end)
    .map((span) => evidenceOf(article, span))
}
