import { z } from 'zod'
import { articleSchema } from './article.ts'
import { caveatSchema } from './caveat.ts'
import { keyFigureSchema } from './quantity.ts'
import { evidenceSchema } from './span.ts'

/** One sentence of a brief. `attribution` is who the article gives it to, null where it speaks in its own voice. */
export const briefLineSchema = z.object({
  text: z.string(),
  evidence: z.array(evidenceSchema),
  attribution: z.string().nullable(),
})
export type BriefLine = z.infer<typeof briefLineSchema>

/** A sentence that only another article of the story has, and whose that is. */
export const otherLineSchema = briefLineSchema.extend({ article: z.string(), publisher: z.string().nullable() })
export type OtherLine = z.infer<typeof otherLineSchema>

/** What a brief tells of its article: enough to name it and to find it. */
export const briefedArticleSchema = articleSchema.pick({
  id: true,
  url: true,
  title: true,
  publisher: true,
  origin: true,
  byline: true,
  publishedAt: true,
  isExcerpt: true,
})
export type BriefedArticle = z.infer<typeof briefedArticleSchema>

/** Who put a text into words: rules that took the article's own, or a model, with the prompts that it was given. */
export const writtenBySchema = z.object({
  kind: z.enum(['extracted', 'model']),
  model: z.string().nullable(),
  promptHash: z.string().nullable(),
})
export type WrittenBy = z.infer<typeof writtenBySchema>

/** Our short account of one article or story. Every line, figure and caveat rests on spans of the stored text. */
export const briefSchema = z.object({
  id: z.string(),
  title: z.string(),
  articles: z.array(briefedArticleSchema),
  writtenBy: writtenBySchema,
  /** why no model wrote it, where one is set, in one sentence for its reader */
  unwritten: z.string().nullable().default(null),
  lines: z.array(briefLineSchema),
  /** what only other articles of its story have; none where it is of one article */
  others: z.array(otherLineSchema).default([]),
  keyFigures: z.array(keyFigureSchema),
  caveats: z.array(caveatSchema),
  checked: z.object({ kept: z.number().int(), dropped: z.number().int(), sentences: z.number().int() }),
  notes: z.array(z.string()),
})
export type Brief = z.infer<typeof briefSchema>
