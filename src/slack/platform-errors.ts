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
  const busy = ['ratelimited', 'internal_error', 'fatal_error', 'service_unavailable', 'request_timeout']
  if (code !== undefined && !busy.includes(code))
    return new AppError('platform-refused', tokenAdvice(code, setting), { cause: error })
  return new AppError(
    'platform-unreachable',
    'Slack cannot be reached. Look at the network, or wait: it is tried again.',
    {
      cause: error,
    },
  )
}

/** Why nothing can be posted in a channel, in one sentence. Other failures come back as they are. */
export function postError(error: unknown): unknown {
  const code = refusalCode(error)
  if (code === undefined) return error
  const sentence = channelSentences[code]
  return sentence === undefined ? error : new AppError('channel-refused', sentence, { cause: error })
}

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
