import { deliver } from './deliver.ts'
import type { JsonObject } from './json.ts'
import { installationIn, type SlackState } from './state.ts'
import type { Outcome } from './transport.ts'
import type { Channel, Message, Team } from './world.ts'

/** How Slack names kinds of channels in events, and in the names of subscriptions and scopes. */
const channelWords = {
  public: { type: 'channel', event: 'message.channels', history: 'channels:history', read: 'channels:read' },
  private: { type: 'group', event: 'message.groups', history: 'groups:history', read: 'groups:read' },
  im: { type: 'im', event: 'message.im', history: 'im:history', read: 'im:read' },
} as const

/** The words of one channel's kind: its type in events, the subscription for its messages, the scopes to read it. */
export function wordsOf(channel: Channel): (typeof channelWords)[Channel['kind']] {
  return channelWords[channel.kind]
}

/** The workspace whose bot sits in a channel; of two, the owner's, because Slack sends an event once. */
export function hostOf(state: SlackState, channel: Channel): Team | undefined {
  const teams = channel.teamIds.flatMap((id) => state.world.teams.find((team) => team.id === id) ?? [])
  return teams.find((team) => channel.members.has(team.bot.userId))
}

/**
 * Sends an event to the app, if it asked for such events and was granted the scope for them. Resolves to the outcome of the first
 * attempt, or undefined where Slack would not send it.
 */
export async function announce(
  state: SlackState,
  team: Team,
  {
    event,
    subscription,
    scope,
    channel,
  }: { event: JsonObject; subscription: string; scope: string | null; channel: Channel | null },
): Promise<Outcome | undefined> {
  const installation = installationIn(state, team)
  if (!installation.events.includes(subscription)) return undefined
  if (scope !== null && !installation.scopes.includes(scope)) return undefined
  return deliver(state, { kind: 'events_api', body: eventBody(state, team, event, channel), takesAnswer: false })
}

/** Wraps an event as Slack does; the fields and their order are those of the recordings. */
export function eventBody(state: SlackState, team: Team, event: JsonObject, channel: Channel | null): JsonObject {
  return {
    token: state.verificationToken,
    team_id: team.id,
    context_team_id: team.id,
    context_enterprise_id: null,
    api_app_id: state.world.appId,
    event,
    type: 'event_callback',
    event_id: state.nextId('Ev'),
    event_time: Math.floor(state.clock.now() / 1000),
    authorizations: [
      { enterprise_id: null, team_id: team.id, user_id: team.bot.userId, is_bot: true, is_enterprise_install: false },
    ],
    is_ext_shared_channel: (channel?.teamIds.length ?? 0) > 1,
    event_context: `4-${state.nextId('context')}`,
  }
}

/**
 * Tells the app of a new message: as `message`, and as `app_mention` as well where its bot is called, each with its own `event_id`.
 * The app's own messages come back to it too, as in Slack.
 */
export async function announceMessage(state: SlackState, channel: Channel, message: Message): Promise<Outcome[]> {
  const team = hostOf(state, channel)
  if (!team) return []
  const words = wordsOf(channel)
  const event = { ...messageEvent(state, channel, message), channel_type: words.type }
  const sent = [announce(state, team, { event, subscription: words.event, scope: words.history, channel })]
  // Slack sends no app_mention in a direct message, nor for the bot's own words.
  if (channel.kind !== 'im' && message.botId === null && message.text.includes(`<@${team.bot.userId}>`)) {
    const { channel_type, ...mention } = { ...event, type: 'app_mention' }
    sent.push(
      announce(state, team, { event: mention, subscription: 'app_mention', scope: 'app_mentions:read', channel }),
    )
  }
  return (await Promise.all(sent)).filter((outcome) => outcome !== undefined)
}

/** Tells the app that a message was changed or deleted; such events name no user, so Bolt's `ignoreSelf` lets its own through. */
export async function announceChange(
  state: SlackState,
  channel: Channel,
  subtype: 'message_changed' | 'message_deleted',
  before: Message,
  after: Message | null,
): Promise<Outcome | undefined> {
  const team = hostOf(state, channel)
  if (!team) return undefined
  const words = wordsOf(channel)
  const ts = state.nextTs()
  const previous = messageEvent(state, channel, before)
  const event: JsonObject = {
    type: 'message',
    subtype,
    ...(after ? { message: messageEvent(state, channel, after) } : { deleted_ts: before.ts }),
    previous_message: previous,
    channel: channel.id,
    hidden: true,
    ts,
    event_ts: ts,
    channel_type: words.type,
  }
  return announce(state, team, { event, subscription: words.event, scope: words.history, channel })
}

function messageEvent(state: SlackState, channel: Channel, message: Message): JsonObject {
  const author = state.world.users.find((user) => user.id === message.user)
  const team = author?.teamId ?? state.world.teams.find((one) => one.bot.userId === message.user)?.id ?? ''
  const parent = state.world.messages.find((one) => one.channel === channel.id && one.ts === message.threadTs)
  return {
    type: 'message',
    user: message.user,
    ts: message.ts,
    ...(message.botId === null
      ? { client_msg_id: `message-${message.ts}` }
      : { bot_id: message.botId, app_id: state.world.appId }),
    text: message.text,
    team,
    ...(channel.teamIds.length > 1 ? { user_team: team, source_team: team } : {}),
    ...(message.threadTs === null ? {} : { thread_ts: message.threadTs, parent_user_id: parent?.user ?? message.user }),
    blocks: message.blocks,
    channel: channel.id,
    event_ts: message.ts,
  }
}
