import type { Log } from '../domain/log.ts'
import type { Clock } from '../domain/ports.ts'
import type { UsageStore } from '../domain/store.ts'
import {
  type PromptName,
  type PromptOutput,
  type PromptVariables,
  promptOutputs,
  type Writer,
  type WritingFailure,
  type Written,
} from '../domain/writing.ts'
import { answerSchema } from './answer-schema.ts'
import { createDailyBudget } from './daily-budget.ts'
import { createEndpoint, type Endpoint } from './endpoint.ts'
import { type EndpointSettings, type ModelLimits, usualLimits } from './endpoint-settings.ts'
import { asSentence, faultClause, lengthOf } from './fault-sentence.ts'
import { createInTurn } from './in-turn.ts'
import type { Prompts } from './read-prompts.ts'
import { faultKinds } from './server-fault.ts'

/** What writing needs. `endpoints`: the one that is asked first, then its fallback. */
export type WriterDeps = {
  settings: {
    endpoints: readonly EndpointSettings[]
    /** 0 sets no limit */
    dailyTokens: number
    /** how long one server may take over a call, with all its tries, and how long a call waits for its turn */
    seconds: number
    /** so many calls at once */
    calls: number
    hasSecondOpinion: boolean
  }
  prompts: Prompts
  usage: UsageStore
  now: Clock
  /** milliseconds by a clock that nobody sets */
  elapsed: () => number
  random: () => number
  log: Log
  limits?: ModelLimits
}

type Failed = Extract<Written<never>, { kind: 'failed' }>

/** Makes the writer over the model servers that the settings name: one budget, one queue, and what is known of each server. */
export function createWriter(deps: WriterDeps): Writer {
  const { settings, prompts, usage, now, elapsed, random, log, limits = usualLimits } = deps
  const { dailyTokens, seconds, calls } = settings
  const budget = createDailyBudget({ usage, now, log, dailyTokens })
  const endpoints = settings.endpoints.map((one) =>
    createEndpoint({ settings: one, limits, now, elapsed, random, budget, log }),
  )
  const inTurn = createInTurn(calls)

  async function ask<Name extends PromptName>(
    name: Name,
    variables: PromptVariables<Name>,
  ): Promise<Written<PromptOutput<Name>>> {
    const question = { name, ...prompts.render(name, variables), schema: answerSchema(name) }
    const parse = (value: unknown) => (promptOutputs[name].safeParse(value).data as PromptOutput<Name>) ?? null
    const clauses: string[] = []
    let reason: WritingFailure = 'unreachable'
    let isPaid = false
    for (const endpoint of endpoints) {
      const outcome = await endpoint.ask(question, parse, seconds * 1000)
      isPaid ||= outcome.isPaid
      if (outcome.kind === 'written') return { kind: 'written', value: outcome.value, model: endpoint.settings.model }
      if (outcome.kind === 'spent') return { ...spentOut(outcome.needed, dailyTokens), isPaid }
      const clause = faultClause(outcome.fault, endpoint.settings, seconds)
      clauses.push(outcome.restMs === null ? clause : `${clause}, and is asked again in ${lengthOf(outcome.restMs)}`)
      reason = faultKinds[outcome.fault.kind].reason
      // What one model declines to write about is not carried to the next.
      if (outcome.fault.kind === 'content') break
    }
    return { kind: 'failed', reason, message: asSentence(clauses), isPaid }
  }

  return {
    models: endpoints.map(({ settings: { model } }: Endpoint) => model),
    hasSecondOpinion: settings.hasSecondOpinion,
    promptHash: (...names) => prompts.hash(...names),
    async write(name, variables) {
      try {
        return (await inTurn(seconds * 1000, () => ask(name, variables))) ?? queueFull(seconds)
      } catch (error) {
        log.fault('a call of a model ended by a fault of ours', error)
        return {
          kind: 'failed',
          reason: 'unusable',
          message: 'The model was not asked, by a fault of ours.',
          isPaid: false,
        }
      }
    },
  }
}

function queueFull(seconds: number): Failed {
  const waited = lengthOf(seconds * 1000)
  return { kind: 'failed', reason: 'busy', message: `The model had no turn free within ${waited}.`, isPaid: false }
}

/** Why the budget gives no call that may take so many tokens. */
export function spentOut(needed: number, dailyTokens: number): Failed {
  const [call, day] = [needed, dailyTokens].map((tokens) => tokens.toLocaleString('en-US'))
  const message =
    needed > dailyTokens
      ? `One call of the model may take ${call} tokens, and NUTGRAF_DAILY_TOKENS gives ${day} for a day.`
      : `Of today's ${day} tokens for the model too few are left: this may take ${call}. There are new ones from midnight (UTC) on.`
  return { kind: 'failed', reason: 'budget', message, isPaid: false }
}
