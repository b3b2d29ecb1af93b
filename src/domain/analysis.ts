import { z } from 'zod'
import { attributionSchema, quoteSchema } from './attribution.ts'
import { caveatSchema } from './caveat.ts'
import { quantitySchema } from './quantity.ts'
import { spanSchema } from './span.ts'

/** What an article says and who says it, found by rules alone. */
export const analysisSchema = z.object({
  id: z.string(),
  /** ISO 639-1 code, or "und" */
  language: z.string(),
  sentences: z.array(spanSchema),
  quantities: z.array(quantitySchema),
  quotes: z.array(quoteSchema),
  attributions: z.array(attributionSchema),
  caveats: z.array(caveatSchema),
})
export type Analysis = z.infer<typeof analysisSchema>
