import type { Completion } from './read-completion.ts'
import type { ServerFault } from './server-fault.ts'

/** How JSON is asked for: by a strict schema, as an object, or in words alone. */
export const formats = ['schema', 'object', 'text'] as const
/** One of them. */
export type Format = (typeof formats)[number]

/** How a request is put, as far as servers differ. */
export type Plan = {
  format: Format
  tokensField: 'max_tokens' | 'max_completion_tokens'
  hasTemperature: boolean
  /** rules in a message of their own, which some chat templates do not take */
  hasSystem: boolean
  outputTokens: number
  /** why the format is not the first that was tried: refused by the server, or nothing usable came back */
  steppedFor: 'refusal' | 'reply' | null
  /** what was changed already, so that nothing is changed back and forth */
  changed: readonly string[]
}

/** So much room an answer needs at the least. */
const leastTokens = 256

/** Statuses after which a simpler format may help: not understood, not there, not this type, not processable, not implemented. */
const formatStatuses = [400, 404, 415, 422, 501]

/**
 * How a server is asked at first. OpenAI's newer models take only the newer name for the limit of tokens; other servers pass over a name that
 * they do not know, and would write without end.
 */
export function firstPlan(baseUrl: string, outputTokens: number): Plan {
  const host = URL.parse(baseUrl)?.hostname ?? ''
  const isOpenAi = /(?:^|\.)openai\.(?:com|azure\.com)$/.test(host)
  return {
    format: 'schema',
    tokensField: isOpenAi ? 'max_completion_tokens' : 'max_tokens',
    hasTemperature: true,
    hasSystem: true,
    outputTokens,
    steppedFor: null,
    changed: [],
  }
}

/** The next thing to try after a fault of the server, null where nothing is left. */
export function planAfterFault(plan: Plan, fault: ServerFault): Plan | null {
  const change = (name: string, next: Partial<Plan>): Plan | null =>
    plan.changed.includes(name) ? null : { ...plan, ...next, changed: [...plan.changed, name] }
  if (fault.kind === 'window') {
    const outputTokens = Math.floor(plan.outputTokens / 4)
    return outputTokens < leastTokens ? null : change('fewer', { outputTokens })
  }
  if (fault.kind === 'parameter') {
    if (fault.parameter === 'temperature' && plan.hasTemperature)
      return change('temperature', { hasTemperature: false })
    if (fault.parameter === 'system' && plan.hasSystem) return change('system', { hasSystem: false })
    if (fault.parameter === plan.tokensField) {
      return change('tokens', {
        tokensField: plan.tokensField === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens',
      })
    }
  }
  const mayBeFormat = ['format', 'parameter', 'unspecific', 'address'].includes(fault.kind)
  return mayBeFormat && formatStatuses.includes(fault.status ?? 0) ? stepDown(plan, 'refusal') : null
}

/** The next thing to try after a reply that was no answer, null where nothing is left. */
export function planAfterReply(plan: Plan, { content, isCutOff }: Completion, moreTokens: number): Plan | null {
  // Four characters are about a token: what is missing went into thoughts, so more room helps. Whatever filled its room by itself is going round in circles.
  const isThoughtAway = isCutOff && content.length / 4 < plan.outputTokens / 2
  if (isThoughtAway && !plan.changed.includes('more')) {
    return { ...plan, outputTokens: plan.outputTokens * moreTokens, changed: [...plan.changed, 'more'] }
  }
  return stepDown(plan, 'reply')
}

function stepDown(plan: Plan, steppedFor: 'refusal' | 'reply'): Plan | null {
  const format = formats[formats.indexOf(plan.format) + 1]
  return format === undefined ? null : { ...plan, format, steppedFor }
}
