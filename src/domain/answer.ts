import { z } from 'zod'
import { writtenBySchema } from './brief.ts'
import { evidenceSchema } from './span.ts'

/** One line of an answer: sentences of a stored article, verbatim, or what a model made of them and held, with the spans that it rests on. */
export const answerLineSchema = z.object({ text: z.string(), evidence: z.array(evidenceSchema) })
export type AnswerLine = z.infer<typeof answerLineSchema>

/** An article that was looked at for an answer. */
export const answeredFromSchema = z.object({ id: z.string(), url: z.string().nullable() })

/**
 * What the stored stories say to a question. `declined`: they do not say; then `lines` is empty and `nearest` holds the
 * passage that came nearest, where there is one.
 */
export const answerSchema = z.object({
  id: z.string(),
  question: z.string(),
  outcome: z.enum(['answered', 'declined']),
  lines: z.array(answerLineSchema),
  nearest: z.array(evidenceSchema),
  /** what was retrieved, best first, at most 20 */
  articles: z.array(answeredFromSchema).max(20),
  /** when the newest of these was published (or first stored, where it has no date), ISO 8601; null where none was found */
  newestAt: z.string().nullable(),
  writtenBy: writtenBySchema,
  /** lines that are shown, and lines of a model that did not hold */
  checked: z.object({ kept: z.number().int(), dropped: z.number().int() }),
  /** what a reader should know of how it came about */
  notes: z.array(z.string()),
})
export type Answer = z.infer<typeof answerSchema>
