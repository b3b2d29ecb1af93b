import { z } from 'zod'

/** What a hand-checked file beside a sample lists; see `seeds/README.md`. */
const figureSchema = z.strictObject({
  text: z.string(),
  value: z.number().optional(),
  high: z.number().nullish(),
  unit: z.string().nullish(),
  approximation: z.string().optional(),
  direction: z.string().optional(),
  measures: z.string().nullish(),
  period: z.string().nullish(),
  attribution: z.string().nullish(),
})

const caveatSchema = z.strictObject({
  kind: z.string(),
  evidence: z.array(z.string()).optional(),
  party: z.string().nullish(),
  source: z.string().nullish(),
  count: z.number().nullish(),
  reason: z.string().nullish(),
  leadRestsOnIt: z.boolean().optional(),
})

export const articleExpectationSchema = z.strictObject({
  about: z.string().optional(),
  read: z.record(z.string(), z.union([z.string(), z.boolean(), z.null()])).optional(),
  language: z.string().optional(),
  textExcludes: z.array(z.string()).optional(),
  textIncludes: z.array(z.string()).optional(),
  keyFigures: z.array(figureSchema).optional(),
  figuresForbidden: z.array(z.string()).optional(),
  caveats: z.array(caveatSchema).optional(),
  caveatsAreComplete: z.boolean().optional(),
  linesInclude: z.array(z.string()).optional(),
  linesExclude: z.array(z.string()).optional(),
})
export type ArticleExpectation = z.infer<typeof articleExpectationSchema>

export const feedExpectationSchema = z.strictObject({
  about: z.string().optional(),
  feed: z.record(z.string(), z.union([z.string(), z.null()])),
  entries: z.array(articleExpectationSchema),
})

export const expectationSchema = z.union([feedExpectationSchema, articleExpectationSchema])
