import type { Caveat } from '../../domain/caveat.ts'
import { caveatKinds } from '../../domain/caveat-kinds.ts'
import { findExcerpt, findStale, findUndated } from './absence.ts'
import { findAnonymous } from './anonymous.ts'
import { findSecondhand } from './borrowed.ts'
import { type CaveatContext, type CaveatInput, createCaveatContext } from './caveat-context.ts'
import { type CaveatDraft, composeCaveat } from './compose-caveat.ts'
import { findConflictingFigures } from './conflicting-figures.ts'
import { findCorrections } from './correction.ts'
import { findDisputed } from './disputed.ts'
import { findEstimates } from './estimate.ts'
import { findOpinion, findPressRelease } from './label.ts'
import { findNotFinal } from './not-final.ts'
import { findSilence } from './silence.ts'
import { findNoNamedSource, findSingleSource } from './sources.ts'
import { findSyndicated } from './syndicated.ts'
import { findUnknown } from './unknown.ts'
import { findUnverified } from './unverified.ts'

const rules: ((context: CaveatContext) => CaveatDraft[])[] = [
  findNoNamedSource,
  findAnonymous,
  findSingleSource,
  findSilence,
  findUnknown,
  findUnverified,
  findDisputed,
  findNotFinal,
  findEstimates,
  findConflictingFigures,
  findSecondhand,
  findSyndicated,
  findPressRelease,
  findOpinion,
  findCorrections,
  findExcerpt,
  findUndated,
  findStale,
]

/**
 * Finds what a reader should know of an article's sourcing: every kind of `caveatKinds`, in that order, then as they stand in the text.
 * By rules alone; an empty list means that the rules found none, never that there is none. Linear in the text's length.
 * `The board declined to comment.` → one caveat, kind "declined-comment", party "The board".
 */
export function findCaveats(input: CaveatInput): Caveat[] {
  const context = createCaveatContext(input)
  const caveats = rules.flatMap((rule) => rule(context)).map((draft) => composeCaveat(input.article.id, draft))
  return caveats.sort((a, b) => caveatKinds.indexOf(a.kind) - caveatKinds.indexOf(b.kind) || startOf(a) - startOf(b))
}

function startOf(caveat: Caveat): number {
  return caveat.evidence[0]?.start ?? 0
}
