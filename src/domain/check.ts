import { z } from 'zod'
import { evidenceSchema, spanSchema } from './span.ts'

/** What a claim was measured by; `content` is for what is simply not there. */
export const gateNames = [
  'quantity',
  'date',
  'name',
  'quote',
  'attribution',
  'modality',
  'negation',
  'role',
  'superlative',
  'quantifier',
  'content',
] as const
/** One gate of a check. */
export const gateSchema = z.enum(gateNames)
export type Gate = z.infer<typeof gateSchema>

/** Why a claim does not pass: the gate, one plain sentence, the words of the claim, and the article's words where it has any. */
export const reasonSchema = z.object({
  gate: gateSchema,
  message: z.string(),
  claimed: z.string(),
  found: z.string().nullable(),
})
export type Reason = z.infer<typeof reasonSchema>

/** `not-checked` is never a pass: nothing in the claim could be looked up. */
export const claimVerdictSchema = z.enum(['supported', 'contradicted', 'not-found', 'not-checked'])
export type ClaimVerdict = z.infer<typeof claimVerdictSchema>

/** One checkable statement of a text, with the spans of the article that it was measured against. Its own span refers to the checked text. */
export const checkedClaimSchema = spanSchema.extend({
  verdict: claimVerdictSchema,
  reasons: z.array(reasonSchema),
  evidence: z.array(evidenceSchema),
})
export type CheckedClaim = z.infer<typeof checkedClaimSchema>

/**
 * Whether a text is supported by an article ("this is in the article", never "this is true"). `id` is the article's.
 * `unsupported` where any claim is contradicted or not found; `not-checked` where no claim could be looked up.
 */
export const checkSchema = z.object({
  id: z.string(),
  verdict: z.enum(['supported', 'unsupported', 'not-checked']),
  claims: z.array(checkedClaimSchema),
})
export type Check = z.infer<typeof checkSchema>
