import { z } from 'zod'
import { briefSchema } from './brief.ts'

/** What a digest on a topic holds: briefs, best first, of what came since an instant (ISO 8601, null for all that is stored). */
export const digestSchema = z.object({
  topic: z.string(),
  since: z.string().nullable(),
  stories: z.array(briefSchema),
  notes: z.array(z.string()),
})
export type Digest = z.infer<typeof digestSchema>
