import { setTimeout as sleep } from 'node:timers/promises'
import OpenAI from 'openai'
import type { ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat/completions'
import type { Clock } from '../domain/ports.ts'
import { createBoundedFetch } from './bounded-fetch.ts'
import { estimateTokens } from './daily-budget.ts'
import type { EndpointSettings, ModelLimits } from './endpoint-settings.ts'
import type { Plan } from './plan.ts'
import { type Completion, readCompletion } from './read-completion.ts'
import { faultInBody, faultKinds, faultOfError, plainFault, type ServerFault } from './server-fault.ts'

/** Where OpenAI's own models are asked. */
export const openAiUrl = 'https://api.openai.com/v1'

/** What is asked, however it is put. */
export type Question = { name: string; system: string; user: string; schema: Record<string, unknown> }

/** What came back in the end, and the tokens that all tries took, as far as they are known. */
export type Sent = { inputTokens: number; outputTokens: number } & (
  | { kind: 'completion'; completion: Completion }
  | { kind: 'fault'; fault: ServerFault }
)

/** Asks by a plan until a moment (`elapsed`); what passes is tried again after a pause. Never throws. */
export type Send = (question: Question, plan: Plan, deadline: number) => Promise<Sent>

/** What sending needs. */
export type SendDeps = {
  settings: EndpointSettings
  limits: ModelLimits
  now: Clock
  elapsed: () => number
  random: () => number
}

/**
 * The client's own retries are off: they ask again after a quota that is used up, sooner than a `Retry-After` above a minute says,
 * not after a reply that breaks off, and know no limit of time over all tries.
 */
export function createSend({ settings, limits, now, elapsed, random }: SendDeps): Send {
  // Every field that the client would else take from the environment is given.
  const client = new OpenAI({
    apiKey: settings.key ?? 'none',
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    baseURL: settings.baseUrl ?? openAiUrl,
    maxRetries: 0,
    logLevel: 'off',
    fetch: createBoundedFetch(limits.mostBytes, settings.key ?? 'none'),
  })

  async function sendOnce(question: Question, plan: Plan, leftMs: number): Promise<Completion | ServerFault> {
    try {
      const timeout = Math.max(1, Math.ceil(leftMs))
      const answer: unknown = await client.chat.completions.create(bodyOf(settings.model, question, plan), { timeout })
      // A server that calls its JSON text is taken by its words.
      const body = typeof answer === 'string' ? parsed(answer) : answer
      return faultInBody(body) ?? readCompletion(body) ?? plainFault('page')
    } catch (error) {
      return faultOfError(error, now())
    }
  }

  return async (question, plan, deadline) => {
    const spent = { inputTokens: 0, outputTokens: 0 }
    const asked = estimateTokens(question.system, question.user)
    for (let tries = 1; ; tries++) {
      const leftMs = deadline - elapsed()
      if (leftMs <= 0) return { kind: 'fault', fault: plainFault('slow'), ...spent }
      const result = await sendOnce(question, plan, leftMs)
      if (!('kind' in result)) {
        spent.inputTokens += result.inputTokens ?? asked
        spent.outputTokens += result.outputTokens ?? estimateTokens(result.content, result.reasoning)
        return { kind: 'completion', completion: result, ...spent }
      }
      // Whoever began to answer, or was at it when the time was up, charges for it.
      if (['cut', 'slow', 'oversized'].includes(result.kind)) {
        spent.inputTokens += asked
        spent.outputTokens += Math.min(Math.ceil(result.bytes / 4), plan.outputTokens)
      }
      const pause = result.retryAfterMs ?? limits.pauseMs * 2 ** (tries - 1) * (0.75 + random() / 2)
      const isOver = !faultKinds[result.kind].isPassing || tries >= limits.mostTries || pause >= deadline - elapsed()
      if (isOver) return { kind: 'fault', fault: result, ...spent }
      await sleep(pause)
    }
  }
}

function bodyOf(model: string, question: Question, plan: Plan): ChatCompletionCreateParamsNonStreaming {
  const { name, system, user, schema } = question
  return {
    model,
    messages: plan.hasSystem
      ? [
          { role: 'system', content: system },
          { role: 'user', content: user },
        ]
      : [{ role: 'user', content: `${system}\n\n${user}` }],
    [plan.tokensField]: plan.outputTokens,
    ...(plan.hasTemperature ? { temperature: 0 } : {}),
    ...(plan.format === 'schema'
      ? { response_format: { type: 'json_schema', json_schema: { name, strict: true, schema } } }
      : plan.format === 'object'
        ? { response_format: { type: 'json_object' } }
        : {}),
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
