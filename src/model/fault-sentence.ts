import type { EndpointSettings } from './endpoint-settings.ts'
import type { ServerFault } from './server-fault.ts'

/** Says a fault in plain words that could go on: no capital, no full stop. Never the server's own words, which may repeat what was sent, or the key. */
export function faultClause(
  fault: ServerFault,
  { model, names, isFallback }: EndpointSettings,
  seconds: number,
): string {
  const who = isFallback ? 'the fallback model server' : 'the model server'
  const status = fault.status === null ? '' : ` (${fault.status})`
  switch (fault.kind) {
    case 'unreachable':
      return `${who} does not answer`
    case 'untrusted':
      return `${who} shows a certificate that is not trusted`
    case 'server':
      return `${who} has a fault of its own${status}`
    case 'cut':
      return `${who} broke off in the middle of its reply`
    case 'busy':
      return fault.retryAfterMs === null
        ? `${who} is busy${status}`
        : `${who} is busy${status} and asks to wait ${lengthOf(fault.retryAfterMs)}`
    case 'slow':
      return `${who} did not finish within ${seconds === 1 ? '1 second' : `${seconds} seconds`}`
    case 'quota':
      return `${who} says that its account has no credit left`
    case 'key':
      return `${who} refuses the key${status}: check ${names.key}`
    case 'model':
      return `${who} does not have the model “${model}”: check ${names.model}`
    case 'moved':
      return `${who} points to another address${status}, which is not followed: set ${names.baseUrl} to it`
    case 'address':
      return `${who} has nothing at that address${status}: check ${names.baseUrl}, which mostly ends in /v1`
    case 'page':
      return `${who} answered with what is no answer of a model: check ${names.baseUrl}, which mostly ends in /v1`
    case 'window':
      return `this is too long for the window of the model “${model}”`
    case 'content':
      return `the model “${model}” declined to write about this`
    case 'oversized':
      return `${who} sent more than any answer holds`
    case 'unusable':
      return `what the model “${model}” wrote could not be used`
    case 'format':
    case 'parameter':
    case 'unspecific':
      return `${who} refuses the request${status}`
  }
}

/** `asSentence(['the model server does not answer'])` → `The model server does not answer.` */
export function asSentence(clauses: readonly string[]): string {
  const text = clauses.join(', and ')
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}

/** `90_500` → `2 minutes`: whole units, never less than it is. */
export function lengthOf(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1000))
  if (seconds < 90) return seconds === 1 ? '1 second' : `${seconds} seconds`
  const minutes = Math.ceil(seconds / 60)
  return minutes < 90 ? `${minutes} minutes` : `${Math.ceil(minutes / 60)} hours`
}
