import { z } from 'zod'

/** What kind of text the publisher says that this is. `null`: it does not say. */
export const articleLabelSchema = z.enum(['opinion', 'analysis', 'sponsored', 'satire', 'press-release', 'live-blog'])
export type ArticleLabel = z.infer<typeof articleLabelSchema>

/** The extracted text of one page, file or feed entry, with its metadata. `null`: looked for and not found. */
export const articleSchema = z.object({
  id: z.string(),
  /** canonical address, or null for a text without one */
  url: z.string().nullable(),
  title: z.string().nullable(),
  /** who published the text that was read */
  publisher: z.string().nullable(),
  /** who published it first, where the text says so ("originally appeared in …") */
  origin: z.string().nullable(),
  byline: z.string().nullable(),
  /** the place before a dateline's dash ("WASHINGTON") */
  dateline: z.string().nullable(),
  /** ISO 8601, a day or an instant as precise as what was given */
  publishedAt: z.string().nullable(),
  updatedAt: z.string().nullable(),
  label: articleLabelSchema.nullable(),
  /** captions and credit lines taken out of the body */
  credits: z.array(z.string()),
  /** correction and update notes, which also stay in the text */
  corrections: z.array(z.string()),
  /** true where only a part of the article could be had (a paywall, a feed's teaser) */
  isExcerpt: z.boolean(),
  /** paragraphs separated by one line break; every offset refers to this */
  text: z.string(),
})
export type Article = z.infer<typeof articleSchema>
