import { z } from 'zod'
import { spanSchema } from './span.ts'

/**
 * What kind of source a statement is given to. `named`: a person by name. `anonymous`: a person whom the article
 * does not name and lets speak on that ground ("two officials with knowledge of the plans"). `unnamed-role`: a person
 * known by office alone, speaking for it ("a spokesperson for the department"). `institution`: a body ("police", "the ministry").
 * `document`: a report, filing, study, statement. `publisher`: a news outlet.
 */
export const sourceKindSchema = z.enum(['named', 'anonymous', 'unnamed-role', 'institution', 'document', 'publisher'])
export type SourceKind = z.infer<typeof sourceKindSchema>

/** The person, body or document to which an attribution points; the span is its description as printed. */
export const sourceSchema = spanSchema.extend({ kind: sourceKindSchema })
export type Source = z.infer<typeof sourceSchema>

/** Source, cue, content: who says it, the words that say so, what is said. */
export const attributionSchema = z.object({
  source: sourceSchema.nullable(),
  cue: spanSchema,
  content: z.array(spanSchema),
  /** true where the content stands in quote marks */
  isDirect: z.boolean(),
})
export type Attribution = z.infer<typeof attributionSchema>

/** Words inside quote marks (the span is without the marks), and who speaks them. */
export const quoteSchema = spanSchema.extend({ speaker: spanSchema.nullable() })
export type Quote = z.infer<typeof quoteSchema>
