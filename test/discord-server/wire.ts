import { ChannelType, MessageFlags } from 'discord-api-types/v10'
import { permissionsIn } from './permissions.ts'
import { type Channel, type Guild, type Message, messagesIn, type User, type World } from './world.ts'

type Json = Record<string, unknown>

/** A user as the API writes it. */
export function userJson(user: User): Json {
  return {
    id: user.id,
    username: user.username,
    discriminator: user.isBot ? '0001' : '0',
    global_name: user.isBot ? null : user.displayName,
    avatar: null,
    bot: user.isBot,
    public_flags: 0,
    flags: 0,
    ...{ primary_guild: null, avatar_decoration_data: null, collectibles: null, banner: null, accent_color: null },
  }
}

/** A member of a guild, with its user unless left out (as in messages). */
export function memberJson(guild: Guild, userId: string, parts: { withUser: boolean }): Json {
  const member = guild.members.get(userId)
  return {
    ...(parts.withUser && member ? { user: userJson(member.user) } : {}),
    nick: null,
    avatar: null,
    banner: null,
    roles: member?.roles ?? [],
    joined_at: isoTime(member?.joinedAt ?? 0),
    premium_since: null,
    communication_disabled_until: null,
    deaf: false,
    mute: false,
    pending: false,
    flags: 0,
  }
}

/** A channel or thread as the API writes it. */
export function channelJson(world: World, channel: Channel): Json {
  const last = messagesIn(world, channel.id).at(-1)
  const base = {
    id: channel.id,
    type: channel.type,
    flags: channel.demandsTag ? 16 : 0,
    last_message_id: last?.id ?? null,
  }
  const recipient = world.users.get(channel.recipientId ?? '')
  if (recipient) return { ...base, recipients: [userJson(recipient)] }
  const named = {
    ...base,
    guild_id: channel.guildId,
    name: channel.name,
    parent_id: channel.parentId,
    rate_limit_per_user: 0,
  }
  return channel.thread
    ? { ...named, ...threadJson(world, channel, channel.thread) }
    : { ...named, ...placeJson(channel) }
}

function placeJson(channel: Channel): Json {
  const overwrites = channel.overwrites.map(({ id, kind, allow, deny }) => {
    return { id, type: kind === 'role' ? 0 : 1, allow: String(allow), deny: String(deny) }
  })
  const forum = { available_tags: [], default_reaction_emoji: null, default_sort_order: null, default_forum_layout: 0 }
  return {
    position: 0,
    nsfw: false,
    topic: null,
    permission_overwrites: overwrites,
    ...(channel.type === ChannelType.GuildForum ? forum : {}),
  }
}

function threadJson(world: World, channel: Channel, thread: NonNullable<Channel['thread']>): Json {
  // The message that a thread was made from stands in its channel; Discord does not count it.
  const count = messagesIn(world, channel.id).filter(({ id }) => id !== channel.id).length
  return {
    owner_id: thread.ownerId,
    message_count: count,
    member_count: Math.min(thread.memberIds.size, 50),
    total_message_sent: count,
    applied_tags: [],
    thread_metadata: {
      archived: thread.isArchived,
      locked: thread.isLocked,
      auto_archive_duration: thread.autoArchiveMinutes,
      archive_timestamp: isoTime(thread.archivedAt),
      create_timestamp: isoTime(thread.createdAt),
    },
    ...(thread.memberIds.has(world.bot.id)
      ? { member: threadMemberJson(channel.id, world.bot.id, thread.createdAt) }
      : {}),
  }
}

/** One who has joined a thread. */
export function threadMemberJson(threadId: string, userId: string, joinedAt: number): Json {
  return { id: threadId, user_id: userId, join_timestamp: isoTime(joinedAt), flags: 1 }
}

/** A guild as `GUILD_CREATE` brings it: only what the bot may see of it. */
export function guildJson(world: World, guild: Guild): Json {
  const own = [...world.channels.values()].filter(({ guildId }) => guildId === guild.id)
  const seen = own.filter((channel) => permissionsIn(world, world.bot.id, channel) !== 0n)
  return {
    ...{ id: guild.id, name: guild.name, owner_id: guild.ownerId, icon: null, splash: null, discovery_splash: null },
    ...{ afk_channel_id: null, afk_timeout: 300, verification_level: 0, default_message_notifications: 1 },
    ...{ explicit_content_filter: 0, emojis: [], features: [], mfa_level: 0, application_id: null, banner: null },
    ...{ system_channel_id: null, system_channel_flags: 0, rules_channel_id: null, vanity_url_code: null },
    ...{
      description: null,
      premium_tier: 0,
      preferred_locale: 'en-US',
      public_updates_channel_id: null,
      nsfw_level: 0,
    },
    ...{ stickers: [], premium_progress_bar_enabled: false, safety_alerts_channel_id: null, home_header: null },
    ...{ joined_at: isoTime(world.clock.now()), large: false, unavailable: false, member_count: guild.members.size },
    ...{ voice_states: [], presences: [], stage_instances: [], guild_scheduled_events: [], soundboard_sounds: [] },
    roles: [...guild.roles.values()].map(({ id, name, permissions }, position) => {
      return { id, name, permissions: String(permissions), position, color: 0, ...roleRest }
    }),
    // Without the members intent a bot is sent little more than itself.
    members: [memberJson(guild, world.bot.id, { withUser: true })],
    channels: seen.filter(({ thread }) => !thread).map((channel) => channelJson(world, channel)),
    threads: seen.filter(({ thread }) => thread && !thread.isArchived).map((channel) => channelJson(world, channel)),
  }
}

const roleRest = {
  colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
  ...{ hoist: false, managed: false, mentionable: false, flags: 0, icon: null, unicode_emoji: null },
}

/**
 * A message as the API writes it. Without the right to read it, what others wrote arrives empty, as Discord does
 * for applications without the MESSAGE_CONTENT intent.
 */
export function messageJson(world: World, message: Message, canReadContent: boolean): Json {
  const isReadable = canReadContent || isAlwaysReadable(world, message)
  const replied = message.replyTo === null ? undefined : world.messages.get(message.replyTo)
  const thread = world.channels.get(message.id)
  const { interaction } = message
  return {
    id: message.id,
    channel_id: message.channelId,
    type: message.type,
    author: userJson(message.author),
    timestamp: isoTime(message.createdAt),
    edited_timestamp: message.editedAt === null ? null : isoTime(message.editedAt),
    content: isReadable ? message.content : '',
    embeds: isReadable ? message.embeds.map((embed) => ({ type: 'rich', ...embed })) : [],
    components: isReadable ? message.components : [],
    attachments: [],
    flags: message.flags,
    mentions: message.mentionIds.flatMap((id) => world.users.get(id) ?? []).map(userJson),
    mention_roles: [],
    mention_everyone: message.mentionsEveryone,
    pinned: false,
    tts: false,
    ...(message.nonce === null ? {} : { nonce: message.nonce }),
    ...(message.author.id === world.bot.id ? { application_id: world.application.id } : {}),
    ...(interaction
      ? { webhook_id: world.application.id, interaction_metadata: metadataJson(world, interaction) }
      : {}),
    ...(message.replyTo === null ? {} : replyJson(world, message, replied, canReadContent)),
    ...(thread ? { thread: channelJson(world, thread) } : {}),
  }
}

function replyJson(world: World, message: Message, replied: Message | undefined, canReadContent: boolean): Json {
  const guildId = world.channels.get(message.channelId)?.guildId
  return {
    message_reference: {
      type: 0,
      message_id: message.replyTo,
      channel_id: message.channelId,
      ...(guildId ? { guild_id: guildId } : {}),
    },
    referenced_message: replied ? messageJson(world, { ...replied, replyTo: null }, canReadContent) : null,
  }
}

function metadataJson(world: World, interaction: NonNullable<Message['interaction']>): Json {
  const user = world.users.get(interaction.userId)
  const named = interaction.name === null ? {} : { name: interaction.name }
  return {
    id: interaction.id,
    type: interaction.type,
    user: user ? userJson(user) : null,
    authorizing_integration_owners: {},
    ...named,
  }
}

/** Direct messages, the bot's own and those that mention it are readable without the intent. */
function isAlwaysReadable(world: World, message: Message): boolean {
  const isDirect = world.channels.get(message.channelId)?.guildId === null
  return isDirect || message.author.id === world.bot.id || message.mentionIds.includes(world.bot.id)
}

/** Whether a message is still the empty place of a deferred reply. */
export function isLoading(message: Message): boolean {
  return (message.flags & MessageFlags.Loading) !== 0
}

/** A moment as the API writes it. */
export function isoTime(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '000+00:00')
}
