import type { Finding } from '../domain/adapter.ts'
import { promptOutputs } from '../domain/writing.ts'
import { answerSchema } from './answer-schema.ts'
import { spentOut, type WriterDeps } from './create-writer.ts'
import { createDailyBudget, type DailyBudget } from './daily-budget.ts'
import { createEndpoint, type Outcome } from './endpoint.ts'
import { type EndpointSettings, usualLimits } from './endpoint-settings.ts'
import { asSentence, faultClause } from './fault-sentence.ts'
import type { Format } from './plan.ts'
import { openAiUrl } from './send-request.ts'

/** A question that takes a model no effort: what is looked at is how the server answers. */
const sample = { turns: 'reader | Who pays for the ferry?', question: 'reader | And when?' }

/** What a server gives, as `doctor` tells it. */
const given: Record<Format, string> = {
  schema: 'answers by a strict schema',
  object: 'answers in JSON, without a schema',
  text: 'answers in plain text, from which the JSON is taken',
}

/** Has each model answer one small question, which counts like any other, and says what it can do, or what to set; then the budget. */
export async function checkModel(deps: WriterDeps): Promise<Finding[]> {
  const { settings, prompts, limits = usualLimits } = deps
  const budget = createDailyBudget({ ...deps, dailyTokens: settings.dailyTokens })
  const question = { name: 'follow-up', ...prompts.render('follow-up', sample), schema: answerSchema('follow-up') }
  const parse = (value: unknown) => promptOutputs['follow-up'].safeParse(value).data ?? null
  const findings: Finding[] = []
  for (const one of settings.endpoints) {
    // What fails is told as a finding; a log of it would say it twice.
    const log = { ...deps.log, info: () => {}, warn: () => {} }
    const endpoint = createEndpoint({ ...deps, settings: one, limits, budget, log })
    findings.push(findingOf(one, settings, await endpoint.ask(question, parse, settings.seconds * 1000)))
  }
  const opinion = settings.hasSecondOpinion ? 'on: each line that was written is judged by a model too' : 'off'
  findings.push({ what: `the second opinion is ${opinion}`, isFine: true, advice: null })
  return [...findings, await budgetFinding(budget, settings.dailyTokens)]
}

function findingOf(one: EndpointSettings, settings: WriterDeps['settings'], outcome: Outcome<unknown>): Finding {
  const place = URL.parse(one.baseUrl ?? openAiUrl)?.host ?? ''
  const what = `${one.isFallback ? 'the fallback model' : 'the model'} “${one.model}” at ${place}`
  if (outcome.kind === 'written') {
    const counts = outcome.countsTokens ? 'counts its tokens' : 'does not count its tokens, so they are estimated'
    return { what: `${what} ${given[outcome.format]}, and ${counts}`, isFine: true, advice: null }
  }
  if (outcome.kind === 'spent') {
    return {
      what: `${what} was not asked`,
      isFine: false,
      advice: spentOut(outcome.needed, settings.dailyTokens).message,
    }
  }
  const { fault } = outcome
  const words = one.key === null ? fault.words : fault.words.replaceAll(one.key, '…')
  const said = words === '' ? '' : ` It says: ${words}`
  return {
    what: `${what} does not write`,
    isFine: false,
    advice: `${asSentence([faultClause(fault, one, settings.seconds)])}${said}`,
  }
}

async function budgetFinding(budget: DailyBudget, dailyTokens: number): Promise<Finding> {
  const spent = await budget.spentToday()
  if (dailyTokens === 0)
    return { what: `${shown(spent)} tokens taken today, and no limit is set`, isFine: true, advice: null }
  const isSpent = spent >= dailyTokens
  const advice = isSpent ? 'Nothing is written until midnight (UTC). More a day: NUTGRAF_DAILY_TOKENS.' : null
  return { what: `${shown(spent)} of ${shown(dailyTokens)} tokens taken today`, isFine: !isSpent, advice }
}

function shown(count: number): string {
  return count.toLocaleString('en-US')
}
