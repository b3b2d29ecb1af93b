import { z } from 'zod'
import { evidenceSchema } from './span.ts'

/** How far the printed words commit themselves: "about 2,000", "more than 20,000", "20 to 30". */
export const approximationSchema = z.enum(['exact', 'about', 'more-than', 'at-least', 'at-most', 'less-than', 'range'])
export type Approximation = z.infer<typeof approximationSchema>

/**
 * A quantity as an article prints it, with its normalized value. Never computed, converted or rounded:
 * "$1.2bn" is 1_200_000_000 of unit "USD"; "a third" is 1/3 of unit null; "2.5 percent" is 2.5 of unit "percent".
 * `text` begins at the words of approximation and ends with the unit ("more than 20,000", "about $1.2 billion", "2.5 percent").
 */
export const quantitySchema = z.object({
  start: z.number().int(),
  end: z.number().int(),
  text: z.string(),
  /** the number, or the lower end of a range */
  value: z.number(),
  /** the upper end of a range, else null */
  high: z.number().nullable(),
  /** "percent", "percentage points", "basis points", an ISO currency code, or a measure as a plural word ("miles", "years", "degrees Fahrenheit"); null for a count of things */
  unit: z.string().nullable(),
  approximation: approximationSchema,
  direction: z.enum(['up', 'down', 'none']),
  /** what is counted or measured, in the article's words ("National Guard members") */
  measures: z.string().nullable(),
  /** when or over what time, in the article's words ("last week", "from 2016 to 2020") */
  period: z.string().nullable(),
  place: z.string().nullable(),
  /** who says so, in the article's words; null where the article says it in its own voice */
  attribution: z.string().nullable(),
  /** index into the analysis' sentences */
  sentence: z.number().int(),
  isKey: z.boolean(),
})
export type Quantity = z.infer<typeof quantitySchema>

/** A quantity that matters to the story, with the spans it rests on. */
export const keyFigureSchema = quantitySchema.extend({ evidence: z.array(evidenceSchema) })
export type KeyFigure = z.infer<typeof keyFigureSchema>
