import type { Breach } from './fault.ts'
import type { JsonObject } from './json.ts'
import { messageBreaches, viewBreaches } from './payload-limits.ts'
import { Refusal } from './refusal.ts'
import { schemaCheck } from './schema-check.ts'
import { keepFaults, type SlackState } from './state.ts'

/** Finds what is wrong with a message, without a server: for tests that render many. `isPosted`: everybody in the channel sees it. */
export function messageFaults(message: JsonObject, isPosted: boolean): Breach[] {
  return [...messageBreaches(message, isPosted), ...schemaCheck().blocks(message['blocks'])]
}

/** Finds what is wrong with a modal or home tab, without a server. */
export function viewFaults(view: unknown): Breach[] {
  return [...viewBreaches(view), ...schemaCheck().view(view)]
}

/**
 * Refuses a message that breaks a rule, and keeps the faults. `isPosted`: everybody in the channel will see it.
 * Throws what Slack answers: `no_text`, `msg_too_long`, `msg_blocks_too_long`, `invalid_blocks`, `invalid_arguments`.
 */
export function checkMessage(state: SlackState, method: string, message: JsonObject, isPosted: boolean): void {
  refuse(state, method, messageFaults(message, isPosted))
}

/** Refuses a modal or home tab that breaks a rule, and keeps the faults. */
export function checkView(state: SlackState, method: string, view: unknown): void {
  refuse(state, method, viewFaults(view))
}

/** Keeps breaches as faults and throws; does nothing where there are none. */
export function refuse(state: SlackState, method: string, breaches: readonly Breach[]): void {
  if (breaches.length === 0) return
  keepFaults(state, method, breaches)
  const sentences = breaches.map(({ rule, detail }) => `${rule} at ${detail}`)
  throw new Refusal(codeOf(breaches), {
    extra: { errors: sentences, response_metadata: { messages: sentences.map((one) => `[ERROR] ${one}`) } },
  })
}

function codeOf(breaches: readonly Breach[]): string {
  const has = (rule: string) => breaches.some((one) => one.rule === rule)
  if (breaches.some(({ rule, detail }) => rule === 'too-long' && detail.startsWith('text:'))) return 'msg_too_long'
  if (has('blocks-too-long')) return 'msg_blocks_too_long'
  if (breaches.some(({ rule, detail }) => rule === 'no-text' && detail.startsWith('message:'))) return 'no_text'
  if (has('bad-metadata')) return 'invalid_metadata_format'
  const isOfBlocks = breaches.some(({ detail }) => detail.startsWith('blocks') || detail.startsWith('markdown blocks'))
  return isOfBlocks ? 'invalid_blocks' : 'invalid_arguments'
}
