import { z } from 'zod'

/** What of an article a later version says otherwise. `wording` is a word that turned into its opposite, or a "not" that came or went. */
export const changedThingSchema = z.enum([
  'figure',
  'date',
  'name',
  'quote',
  'attribution',
  'caveat',
  'title',
  'wording',
  'note',
])
export type ChangedThing = z.infer<typeof changedThingSchema>

/**
 * One change between two versions, in the words of each: `from` is null where something came, `to` where something went. A `correction` takes a stated
 * fact back, an `update` adds to what was known.
 */
export const versionChangeSchema = z.object({
  what: changedThingSchema,
  kind: z.enum(['correction', 'update']),
  from: z.string().nullable(),
  to: z.string().nullable(),
  /** what a figure counts, in the article's words; else null */
  about: z.string().nullable(),
  /** the sentence of the later version in which it stands, or of the earlier one where it is gone */
  sentence: z.string(),
})
export type VersionChange = z.infer<typeof versionChangeSchema>

/** How a later version of an article stands to an earlier one: `none` where only its wording differs. */
export type VersionComparison = { verdict: 'correction' | 'update' | 'none'; changes: VersionChange[] }
