import type { Log } from '../domain/log.ts'
import { type DailyBudget, estimateTokens } from './daily-budget.ts'
import { type Format, firstPlan, type Plan, planAfterFault, planAfterReply } from './plan.ts'
import { readAnswer } from './read-answer.ts'
import type { Completion } from './read-completion.ts'
import { createRest } from './rest.ts'
import { createSend, openAiUrl, type Question, type SendDeps, type Sent } from './send-request.ts'
import { plainFault, type ServerFault } from './server-fault.ts'

/** How asking one server ended. `restMs`: it was not asked, since it failed before, and is so long left alone. `spent`: the day has too few tokens left. */
export type Outcome<Value> = { isPaid: boolean } & (
  | { kind: 'written'; value: Value; format: Format; countsTokens: boolean }
  | { kind: 'failed'; fault: ServerFault; restMs: number | null }
  | { kind: 'spent'; needed: number }
)

/** One model at one server. */
export interface Endpoint {
  settings: SendDeps['settings']
  /** Asks within a length of time, in the way that this server was found to take. Never throws for what a server does. */
  ask<Value>(question: Question, parse: (value: unknown) => Value | null, timeoutMs: number): Promise<Outcome<Value>>
}

/** So often in a row must a simpler format have been the one that was answered in, until calls begin with it. */
const strikesToStep = 2

/** A prompt of which the server counts less than this share of the estimate was cut on its side; short ones are estimated too roughly. */
const readShare = 0.6
const readLength = 1_500

/** Makes an endpoint; what its server takes is learned from how it answers, and kept while the program runs. */
export function createEndpoint(deps: SendDeps & { budget: DailyBudget; log: Log }): Endpoint {
  const { settings, limits, elapsed, budget, log } = deps
  const rest = createRest(elapsed, limits)
  const send = createSend(deps)
  let usual = firstPlan(settings.baseUrl ?? openAiUrl, limits.outputTokens)
  let strikes = 0
  let isWindowTold = false

  /** Keeps what a server took: at once where it refused the other, for a format only after it was the better one again and again. */
  function learn(plan: Plan, isAnswered: boolean): void {
    let format = plan.steppedFor === 'refusal' ? plan.format : usual.format
    if (isAnswered) strikes = plan.steppedFor === 'reply' ? strikes + 1 : 0
    if (strikes >= strikesToStep) {
      format = plan.format
      strikes = 0
    }
    const { tokensField, hasTemperature, hasSystem } = plan
    const next = { ...usual, format, tokensField, hasTemperature, hasSystem }
    if (JSON.stringify(next) !== JSON.stringify(usual))
      log.info('a model server is asked in another way from now on', {
        model: settings.model,
        format,
        tokensField,
        hasTemperature,
        hasSystem,
      })
    usual = next
  }

  function lookAtWindow(question: Question, { inputTokens }: Completion): void {
    const sent = estimateTokens(question.system, question.user)
    if (isWindowTold || inputTokens === null || sent < readLength || inputTokens >= sent * readShare) return
    isWindowTold = true
    log.warn('a model server read less than it was sent: make its window larger (Ollama: OLLAMA_CONTEXT_LENGTH)', {
      model: settings.model,
      read: inputTokens,
      sent,
    })
  }

  async function climb<Value>(
    question: Question,
    parse: (value: unknown) => Value | null,
    deadline: number,
  ): Promise<Outcome<Value>> {
    let isPaid = false
    let plan: Plan | null = usual
    let last: ServerFault = plainFault('unusable')
    while (plan !== null) {
      const current: Plan = plan
      const needed = estimateTokens(question.system, question.user) + current.outputTokens
      const reservation = await budget.reserve(needed)
      if (reservation === null) return { kind: 'spent', needed, isPaid }
      const sent: Sent = await send(question, current, deadline)
      const { inputTokens, outputTokens } = sent
      const hasTaken = inputTokens + outputTokens > 0
      await reservation.settle(
        hasTaken ? { purpose: question.name, model: settings.model, inputTokens, outputTokens } : null,
      )
      isPaid ||= hasTaken
      if (sent.kind === 'fault') {
        last = sent.fault
        plan = planAfterFault(current, last)
        continue
      }
      const { completion } = sent
      const answer = readAnswer(completion, question, parse, limits.longestReply)
      learn(current, answer.kind === 'value')
      lookAtWindow(question, completion)
      if (answer.kind === 'value') {
        const countsTokens = completion.inputTokens !== null && completion.outputTokens !== null
        return { kind: 'written', value: answer.value, format: current.format, countsTokens, isPaid }
      }
      last = plainFault(answer.kind === 'refused' ? 'content' : 'unusable')
      plan = answer.kind === 'refused' ? null : planAfterReply(current, completion, limits.moreTokens)
    }
    return { kind: 'failed', fault: last, restMs: null, isPaid }
  }

  return {
    settings,
    async ask(question, parse, timeoutMs) {
      const turn = rest.enter()
      if (turn.kind === 'resting') return { kind: 'failed', fault: turn.fault, restMs: turn.ms, isPaid: false }
      try {
        const outcome = await climb(question, parse, elapsed() + timeoutMs)
        turn.ended(outcome.kind === 'failed' ? outcome.fault : outcome.kind === 'spent' ? 'nothing' : null)
        if (outcome.kind === 'failed') {
          const { kind, status, parameter } = outcome.fault
          log.warn('a model did not write', {
            model: settings.model,
            prompt: question.name,
            why: kind,
            status,
            parameter,
          })
        }
        return outcome
      } catch (error) {
        turn.ended('nothing')
        throw error
      }
    },
  }
}
