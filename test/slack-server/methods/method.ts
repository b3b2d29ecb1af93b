import { wordsOf } from '../announce.ts'
import type { JsonObject } from '../json.ts'
import { textOf } from '../json.ts'
import { postRate, type Rate } from '../rate-limits.ts'
import { invalidArguments, Refusal } from '../refusal.ts'
import type { SlackState } from '../state.ts'
import type { Channel, Message, Team } from '../world.ts'

/** One call of a method with a token of a workspace. */
export interface MethodCall {
  state: SlackState
  method: string
  team: Team
  args: JsonObject
}

/** A method of the Web API with a bot token. */
export interface Method {
  /** The scope that this call needs, or null for none. */
  scope(call: MethodCall): string | null
  /** Its rate, and what is counted together: by default all calls of the method in one workspace. */
  rate: Rate | ((state: SlackState) => Rate)
  rateKey?(call: MethodCall): string
  /** Does it. Throws a `Refusal`. */
  run(call: MethodCall): JsonObject
}

/** A string argument. Throws `invalid_arguments` where it is missing. */
export function argument({ args }: MethodCall, name: string): string {
  const value = textOf(args[name])
  if (value === undefined || value === '') throw invalidArguments(`missing required field: ${name}`)
  return value
}

/** The scope for reading a channel of its kind: `channels:history` or `groups:read`, `im:…`. */
export function channelScope(kind: 'read' | 'history'): Method['scope'] {
  return (call) => {
    const channel = call.state.world.channels.find((one) => one.id === call.args['channel'])
    return channel ? wordsOf(channel)[kind] : `channels:${kind}`
  }
}

/**
 * The channel of a call, as this workspace's bot may know it: private channels and direct messages that it is not in do not exist for it.
 * Throws `channel_not_found`; with `isMember`, `not_in_channel` too.
 */
export function channelOf(
  call: MethodCall,
  { isMember, name = 'channel' }: { isMember: boolean; name?: string },
): Channel {
  const id = argument(call, name)
  const channels = call.state.world.channels.filter(({ teamIds }) => teamIds.includes(call.team.id))
  // A person's id stands for their direct messages with the app where something is posted. [docs.slack.dev, chat.postMessage]
  const isTo = (one: Channel) =>
    one.id === id || (call.method === 'chat.postMessage' && one.kind === 'im' && one.members.has(id))
  const channel = channels.find(isTo)
  const isIn = channel?.members.has(call.team.bot.userId) ?? false
  if (!channel || (!isIn && channel.kind !== 'public')) throw new Refusal('channel_not_found')
  if (isMember && !isIn) throw new Refusal('not_in_channel')
  return channel
}

/** Posts are counted for each channel. */
export const postLimits = {
  rate: postRate,
  rateKey: ({ args }: MethodCall) => `post:${args['channel']}`,
} satisfies Partial<Method>

/** A message as methods return it; metadata only where it was asked for. */
export function messageBody(state: SlackState, message: Message, withMetadata = false): JsonObject {
  const bot = state.world.teams.find((team) => team.bot.userId === message.user)
  const replies = state.world.messages.filter(
    (one) => one.channel === message.channel && one.threadTs === message.ts && one.ts !== message.ts && !one.visibleTo,
  )
  return {
    type: 'message',
    user: message.user,
    ts: message.ts,
    text: message.text,
    team: bot?.id ?? state.world.users.find((user) => user.id === message.user)?.teamId,
    ...(message.botId === null ? {} : { bot_id: message.botId, app_id: state.world.appId }),
    ...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
    ...(message.threadTs === null ? {} : { thread_ts: message.threadTs }),
    ...(replies.length > 0
      ? { thread_ts: message.ts, reply_count: replies.length, latest_reply: replies.at(-1)?.ts }
      : {}),
    ...(message.isEdited ? { edited: { user: message.user, ts: message.ts } } : {}),
    ...(withMetadata && message.metadata ? { metadata: message.metadata } : {}),
  }
}
