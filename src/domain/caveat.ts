import { z } from 'zod'
import { caveatKinds } from './caveat-kinds.ts'
import { evidenceSchema } from './span.ts'

/** One kind of the closed list. */
export const caveatKindSchema = z.enum(caveatKinds)

/**
 * A warning on an article's sourcing. `evidence` is empty only for what rests on an absence
 * (`no-named-source`, `undated`, `stale`, `excerpt-only`), or on all of a story: that its articles go back to one desk (`single-source`).
 */
export const caveatSchema = z.object({
  kind: caveatKindSchema,
  /** one plain sentence for the reader */
  text: z.string(),
  evidence: z.array(evidenceSchema),
  /** who declined, did not answer, denies: in the article's words */
  party: z.string().nullable(),
  /** the source as described in print, or the publisher of a syndicated or secondhand text */
  source: z.string().nullable(),
  /** how many sources, where the article gives a number */
  count: z.number().int().nullable(),
  /** the reason for anonymity as printed, or "no reason given" */
  reason: z.string().nullable(),
  leadRestsOnIt: z.boolean(),
})
export type Caveat = z.infer<typeof caveatSchema>
