import { MessageFlags } from 'discord-api-types/v10'
import { checkComponents } from './check-components.ts'
import { checkEmbeds } from './check-embeds.ts'
import { isComponentsOnly, type MessageBody } from './message-body.ts'
import { type Flaw, invalidForm, refusal } from './refusal.ts'
import type { MessageState } from './world.ts'

// Limits: Discord's documentation, "Message Resource" and "Component Reference".
const longestContent = 2_000
const longestNonce = 25
const editableFlags = MessageFlags.SuppressEmbeds | MessageFlags.IsComponentsV2
const flagsOfMessages = editableFlags | MessageFlags.SuppressNotifications

/** What a payload does: writes a message, answers an interaction (which alone may be ephemeral), or edits. */
export type MessageUse = 'create' | 'respond' | 'edit'

/**
 * The flaws of a message on its way in, by limits of our own; `before` is the message that it edits.
 * `allowed_mentions` must be `{ parse: [] }` on everything, which is our rule and stricter than Discord's.
 */
export function checkMessage(body: MessageBody, use: MessageUse, before: MessageState | null): Flaw[] {
  return [
    ...checkContent(body),
    ...checkMentions(body.allowed_mentions),
    ...checkFlags(body, use, before),
    ...checkEmbeds(body.embeds ?? []),
    ...checkComponents(body.components ?? [], isComponentsOnly(body.flags) || isComponentsOnly(before?.flags)),
  ]
}

/** Refuses a message with nothing in it (50006), an edit that leaves nothing too. */
export function demandContent(body: MessageBody, before: MessageState | null): void {
  const parts = [
    body.content === undefined ? before?.content : body.content,
    body.embeds === undefined ? before?.embeds.length : body.embeds?.length,
    body.components === undefined ? before?.components.length : body.components?.length,
    body.attachments?.length,
    body.poll,
  ]
  if (!parts.some(Boolean)) throw refusal('emptyMessage')
}

/** Throws when there are flaws. */
export function refuseFlaws(flaws: readonly Flaw[]): void {
  if (flaws.length > 0) throw invalidForm(flaws)
}

function checkContent(body: MessageBody): Flaw[] {
  const flaws: Flaw[] = []
  if ((body.content?.length ?? 0) > longestContent) {
    flaws.push(tooLong(['content'], longestContent))
  }
  if (typeof body.nonce === 'string' && body.nonce.length > longestNonce) flaws.push(tooLong(['nonce'], longestNonce))
  if (body.enforce_nonce && (body.nonce ?? '') === '') {
    flaws.push({ path: ['nonce'], code: 'NONCE_REQUIRED', message: 'enforce_nonce needs a nonce' })
  }
  return flaws
}

function checkMentions(allowed: unknown): Flaw[] {
  const isEmptyList = (value: unknown) => value === undefined || (Array.isArray(value) && value.length === 0)
  const isObject = typeof allowed === 'object' && allowed !== null
  const held = isObject ? new Map<string, unknown>(Object.entries(allowed)) : new Map<string, unknown>()
  const parse = held.get('parse')
  const isClosed =
    Array.isArray(parse) && parse.length === 0 && isEmptyList(held.get('users')) && isEmptyList(held.get('roles'))
  if (isClosed && held.get('replied_user') !== true) return []
  return [
    {
      path: ['allowed_mentions'],
      code: 'MENTIONS_NOT_CLOSED',
      message: 'every message must carry allowed_mentions: { parse: [] }',
    },
  ]
}

function checkFlags(body: MessageBody, use: MessageUse, before: MessageState | null): Flaw[] {
  const flaws: Flaw[] = []
  const flag = (message: string) => flaws.push({ path: ['flags'], code: 'MESSAGE_FLAGS_INVALID', message })
  const allowed = {
    create: flagsOfMessages,
    respond: flagsOfMessages | MessageFlags.Ephemeral,
    edit: editableFlags,
  }[use]
  if ((body.flags ?? 0) & ~allowed) flag(`these flags may not be set here: ${(body.flags ?? 0) & ~allowed}`)
  const wasOnly = isComponentsOnly(before?.flags)
  if (wasOnly && typeof body.flags === 'number' && !isComponentsOnly(body.flags)) {
    flag('IS_COMPONENTS_V2 cannot be removed from a message')
  }
  if (!wasOnly && !isComponentsOnly(body.flags)) return flaws
  const forbid = (path: string) =>
    flaws.push({
      path: [path],
      code: 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
      message: `no ${path} with IS_COMPONENTS_V2`,
    })
  if (body.content) forbid('content')
  if (body.embeds?.length) forbid('embeds')
  if (body.sticker_ids?.length) forbid('sticker_ids')
  if (body.poll) forbid('poll')
  // A message that had content must be rid of it by the same edit that makes it one of components.
  if (before && !wasOnly) {
    if (before.content && body.content === undefined) forbid('content')
    if (before.embeds.length && body.embeds === undefined) forbid('embeds')
  }
  return flaws
}

/** The flaw of a text that is longer than its limit. */
export function tooLong(path: readonly (string | number)[], most: number): Flaw {
  return { path, code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${most} or fewer in length.` }
}
