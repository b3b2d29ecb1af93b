import { ChannelType, GatewayIntentBits } from 'discord-api-types/v10'
import { newChannel } from './build-world.ts'
import { markThread, touchThread } from './post-message.ts'
import { channelJson } from './wire.ts'
import type { Channel, User, World } from './world.ts'

/** What a thread is made of. `messageId` is the message that it hangs on, whose id it then has. */
export interface NewThread {
  parent: Channel
  name: string
  owner: User
  messageId: string | null
  isPrivate?: boolean
  autoArchiveMinutes?: number
}

/** Makes a thread, or a forum's post, and tells the gateway. */
export function makeThread(world: World, given: NewThread): Channel {
  const { parent, owner } = given
  const now = world.clock.now()
  const open = parent.type === ChannelType.GuildAnnouncement ? ChannelType.AnnouncementThread : ChannelType.PublicThread
  const type = given.isPrivate ? ChannelType.PrivateThread : open
  const channel: Channel = {
    ...newChannel(given.messageId ?? world.newId(), type, given.name),
    guildId: parent.guildId,
    parentId: parent.id,
    thread: {
      ownerId: owner.id,
      isArchived: false,
      isLocked: false,
      autoArchiveMinutes: given.autoArchiveMinutes ?? 1_440,
      archivedAt: now,
      createdAt: now,
      lastActiveAt: now,
      memberIds: new Set([owner.id]),
    },
  }
  world.channels.set(channel.id, channel)
  const start = world.messages.get(channel.id)
  if (start) markThread(world, start)
  touchThread(world, channel, owner.id)
  world.journal.add({
    kind: 'thread',
    at: now,
    channelId: parent.id,
    interactionId: null,
    threadId: channel.id,
    byBot: owner.id === world.bot.id,
  })
  world.emit({
    name: 'THREAD_CREATE',
    intents: GatewayIntentBits.Guilds,
    channelId: channel.id,
    data: () => ({ ...channelJson(world, channel), newly_created: true }),
  })
  return channel
}
