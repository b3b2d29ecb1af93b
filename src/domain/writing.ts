import { z } from 'zod'

/** A line that a model wrote, and the numbers (from 1) of the sentences that it says it rests on. */
export const writtenLineSchema = z.object({ text: z.string(), sentences: z.array(z.number().int()) })
export type WrittenLine = z.infer<typeof writtenLineSchema>

/** What each prompt must be answered with. No bounds on lengths and counts: some servers refuse a schema that has them, and code bounds what it shows. */
export const promptOutputs = {
  brief: z.object({ lines: z.array(writtenLineSchema) }),
  repair: z.object({ lines: z.array(writtenLineSchema.extend({ line: z.number().int() })) }),
  'second-opinion': z.object({ verdicts: z.array(z.object({ line: z.number().int(), follows: z.boolean() })) }),
  answer: z.object({ isAnswered: z.boolean(), lines: z.array(writtenLineSchema) }),
  'follow-up': z.object({ question: z.string() }),
} as const

/** What each prompt must be given: texts that stand for themselves, as `dataLines` makes them. */
export const promptVariables = {
  brief: ['article', 'sentences', 'figures', 'caveats'],
  repair: ['sentences', 'lines'],
  'second-opinion': ['sentences', 'lines'],
  answer: ['question', 'passages'],
  'follow-up': ['turns', 'question'],
} as const

/** The prompts that there are: each is a file of that name in `prompts`. */
export type PromptName = keyof typeof promptOutputs
/** The texts that fill a prompt in. */
export type PromptVariables<Name extends PromptName> = Record<(typeof promptVariables)[Name][number], string>
/** What a prompt is answered with, once it has passed the prompt's schema. */
export type PromptOutput<Name extends PromptName> = z.infer<(typeof promptOutputs)[Name]>

/**
 * Why nothing usable came back. `budget`: the day's tokens are spent; `busy`: told to wait for too long; `unreachable`: no answer, or a fault of
 * the server; `slow`: the time limit; `refused`: the server takes no such request (key, model, content); `unusable`: what came back is no answer.
 */
export type WritingFailure = 'budget' | 'busy' | 'unreachable' | 'slow' | 'refused' | 'unusable'

/** What a model wrote, or why it did not: `message` is one plain sentence for whoever reads the reply, `isPaid` whether tokens were spent on it. */
export type Written<Output> =
  | { kind: 'written'; value: Output; model: string }
  | { kind: 'failed'; reason: WritingFailure; message: string; isPaid: boolean }

/** Has a model write. Never throws for what a server does: a failure is a value. */
export interface Writer {
  /** the models that may write, as settings name them: the one that is asked first, then its fallback */
  models: readonly string[]
  /** whether a model is also asked if each line follows from its sentences; it can only take lines away */
  hasSecondOpinion: boolean
  /** names the wording of some prompts: it changes with any of them */
  promptHash(...names: PromptName[]): string
  /** Fills the prompt in, asks, and gives back what passes the prompt's schema. Waits for its turn, and no longer than its time limit. */
  write<Name extends PromptName>(name: Name, variables: PromptVariables<Name>): Promise<Written<PromptOutput<Name>>>
}
