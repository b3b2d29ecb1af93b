import { z } from 'zod'

/** What a server answered. Token counts are null where it does not tell them, or tells what cannot be. */
export type Completion = {
  content: string
  /** what it thought, where the server keeps that apart */
  reasoning: string
  /** the model or a filter of the server declined to answer */
  isRefused: boolean
  /** it was cut off at the limit of tokens */
  isCutOff: boolean
  inputTokens: number | null
  outputTokens: number | null
}

/** Beyond this a count of tokens is a fault of the server: no window is as large. */
const mostTokens = 10_000_000

const wordsSchema = z.string().nullish().catch(null)
const countSchema = z.number().int().positive().max(mostTokens).nullish().catch(null)

const completionSchema = z.object({
  choices: z
    .array(
      z.object({
        finish_reason: wordsSchema,
        message: z.object({
          content: z
            .union([z.string(), z.array(z.object({ text: z.string().optional().catch('') }))])
            .nullish()
            .catch(null),
          reasoning_content: wordsSchema,
          reasoning: wordsSchema,
          refusal: wordsSchema,
        }),
      }),
    )
    .min(1),
  usage: z.object({ prompt_tokens: countSchema, completion_tokens: countSchema }).nullish().catch(null),
})

/** Reads the body of a chat completion; null where it is none. */
export function readCompletion(body: unknown): Completion | null {
  const read = completionSchema.safeParse(body)
  const [choice] = read.data?.choices ?? []
  if (!read.success || choice === undefined) return null
  const { content, reasoning_content, reasoning, refusal } = choice.message
  return {
    content: typeof content === 'string' ? content : (content ?? []).map(({ text }) => text ?? '').join(''),
    reasoning: reasoning_content || reasoning || '',
    isRefused: Boolean(refusal?.trim()) || choice.finish_reason === 'content_filter',
    isCutOff: choice.finish_reason === 'length' || choice.finish_reason === 'max_tokens',
    inputTokens: read.data.usage?.prompt_tokens ?? null,
    outputTokens: read.data.usage?.completion_tokens ?? null,
  }
}
