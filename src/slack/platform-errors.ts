import { webApi } from '@slack/bolt'
import { AppError } from '../domain/app-error.ts'

/** The code of Slack's answer where a call was refused, such as `not_in_channel`; undefined for any other failure. */
export function refusalCode(error: unknown): string | undefined {
  return error instanceof webApi.WebAPIPlatformError ? error.data.error : undefined
}

/** What a person does about a token that Slack refuses; `setting` names it. */
export function tokenAdvice(code: string, setting: 'SLACK_BOT_TOKEN' | 'SLACK_APP_TOKEN'): string {
  const where =
    setting === 'SLACK_BOT_TOKEN'
      ? 'OAuth & Permissions, Bot User OAuth Token (xoxb-…)'
      : 'Basic Information, App-Level Tokens, with the scope connections:write (xapp-…)'
  return `Slack refuses ${setting} (${code}): copy it anew in the settings of your Slack app, ${where}.`
}

/** A failed start as one sentence: `platform-refused` where Slack said no, else `platform-unreachable`. */
export function startError(error: unknown, setting: 'SLACK_BOT_TOKEN' | 'SLACK_APP_TOKEN'): AppError {
  if (error instanceof AppError) return error
  const code = refusalCode(error)
  if (code !== undefined && !busyCodes.has(code))
    return new AppError('platform-refused', tokenAdvice(code, setting), { cause: error })
  return new AppError(
    'platform-unreachable',
    'Slack cannot be reached. Look at the network, or wait: it is tried again.',
    {
      cause: error,
    },
  )
}

/** Why Slack did not take a message, in one sentence: of the channel, the token, the scopes, or for now. Faults of ours come back as they are. */
export function postError(error: unknown): unknown {
  if (error instanceof AppError) return error
  const code = refusalCode(error)
  if (code === undefined)
    return isOfNetwork(error) ? new AppError('platform-unreachable', busy, { cause: error }) : error
  const sentence = channelSentences[code]
  if (sentence !== undefined) return new AppError('channel-refused', sentence, { cause: error })
  if (busyCodes.has(code)) return new AppError('platform-unreachable', busy, { cause: error })
  if (code === 'missing_scope') return new AppError('platform-refused', scopeAdvice(error), { cause: error })
  if (!tokenCodes.has(code)) return error
  return new AppError('platform-refused', tokenAdvice(code, 'SLACK_BOT_TOKEN'), { cause: error })
}

/** Whether the call came to no answer: no network, a broken server, or a wait that went on for too long. */
function isOfNetwork(error: unknown): boolean {
  const { WebAPIRequestError, WebAPIHTTPError, WebAPIRateLimitedError } = webApi
  return [WebAPIRequestError, WebAPIHTTPError, WebAPIRateLimitedError].some((kind) => error instanceof kind)
}

function scopeAdvice(error: unknown): string {
  const needed: unknown = error instanceof webApi.WebAPIPlatformError ? Reflect.get(error.data, 'needed') : undefined
  const scope = typeof needed === 'string' ? `the scope ${needed}` : 'a scope'
  return `This app lacks ${scope}: in its settings in Slack, OAuth & Permissions, Scopes, add it, then Reinstall to Workspace.`
}

const busy = 'Slack takes nothing at the moment. Try again in a minute.'
const busyCodes = new Set(['ratelimited', 'internal_error', 'fatal_error', 'service_unavailable', 'request_timeout'])
const tokenCodes = new Set([
  ...['invalid_auth', 'not_authed', 'account_inactive', 'token_revoked', 'token_expired', 'no_permission'],
  ...['org_login_required', 'team_access_not_granted', 'not_allowed_token_type', 'access_denied'],
])

const invite = 'I am not in that channel. Type /invite @Nutgraf there, and try again.'
const closed = 'Only some people may post in that channel. Its owner can allow this app in the channel’s settings.'
const channelSentences: Record<string, string> = {
  not_in_channel: invite,
  channel_not_found: invite,
  is_archived: 'That channel is archived, and nothing can be posted there.',
  restricted_action: closed,
  restricted_action_read_only_channel: closed,
  restricted_action_thread_only_channel: closed,
  restricted_action_non_threadable_channel: closed,
}
