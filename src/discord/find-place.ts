import { type BaseInteraction, type Channel, ChannelType, type Message, PermissionFlagsBits } from 'discord.js'
import type { Asker } from '../domain/asker.ts'
import type { ThreadRef } from '../domain/stored.ts'

/** Where something was said or pressed. `thread` is that of the place itself: a thread's, a direct conversation's, else null. */
export type Spot = { asker: Asker; thread: ThreadRef | null; isDirect: boolean }

/** Who used a command or pressed a button, and where. */
export function spotOfInteraction(interaction: BaseInteraction): Spot {
  const { user, guildId, channel } = interaction
  const isAdmin = interaction.memberPermissions?.has(PermissionFlagsBits.ManageGuild) ?? false
  return spotOf({ user: user.id, guildId, channelId: interaction.channelId ?? '', channel, isAdmin })
}

/** What whoever pressed or typed is called there. */
export function nameOf({ member, user }: BaseInteraction): string {
  return member !== null && 'displayName' in member ? member.displayName : user.displayName
}

/** Who wrote a message, and where. */
export async function spotOfMessage({ author, guildId, channelId, channel, member }: Message): Promise<Spot> {
  // A thread that comes out of the archive may be known by its id alone.
  if (channel.isThread() && !channel.parentId) await channel.fetch()
  const isAdmin = member?.permissions.has(PermissionFlagsBits.ManageGuild) ?? false
  return spotOf({ user: author.id, guildId, channelId, channel, isAdmin })
}

/** The thread under a message of a channel: Discord gives a thread that begins there the message's own id. */
export function threadUnder(message: { id: string }, { asker }: Spot): ThreadRef {
  return { platform: 'discord', space: asker.space, channel: asker.channel, message: message.id }
}

type Seen = { user: string; guildId: string | null; channelId: string; channel: Channel | null; isAdmin: boolean }

function spotOf({ user, guildId, channelId, channel, isAdmin }: Seen): Spot {
  const platform = 'discord'
  const about = { platform, user, isGuest: false, zone: null } as const
  if (guildId === null) {
    // Each person's direct messages are a space of their own, so that nobody meets another's subscriptions or replies.
    const space = `dm-${user}`
    const thread = { platform, space, channel: channelId, message: 'dm' }
    return { asker: { ...about, space, channel: channelId, isAdmin: false }, thread, isDirect: true }
  }
  const parent = channel?.isThread() ? channel.parentId : null
  const thread = parent === null ? null : { platform, space: guildId, channel: parent, message: channelId }
  return { asker: { ...about, space: guildId, channel: parent ?? channelId, isAdmin }, thread, isDirect: false }
}

/** Whether a thread can begin at a message of that channel. */
export function holdsThreads(channel: Channel | null): boolean {
  return channel?.type === ChannelType.GuildText || channel?.type === ChannelType.GuildAnnouncement
}

/** Whether a channel holds posts, each a thread with a title, and no messages of its own. */
export function holdsPosts(channel: Channel | null): boolean {
  return channel?.type === ChannelType.GuildForum || channel?.type === ChannelType.GuildMedia
}
