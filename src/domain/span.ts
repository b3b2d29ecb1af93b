import { z } from 'zod'

/**
 * A piece of a text: `text` is always `source.slice(start, end)`.
 * Offsets are JavaScript string indexes (UTF-16 units) into the text given or stored, `end` exclusive.
 */
export const spanSchema = z.object({ start: z.number().int(), end: z.number().int(), text: z.string() })
export type Span = z.infer<typeof spanSchema>

/** A span of a stored article, named by the article's id: what a claim, a figure or a caveat rests on. */
export const evidenceSchema = z.object({
  article: z.string(),
  start: z.number().int(),
  end: z.number().int(),
  text: z.string(),
})
export type Evidence = z.infer<typeof evidenceSchema>
