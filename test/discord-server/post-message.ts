import { GatewayIntentBits, MessageFlags, PermissionFlagsBits } from 'discord-api-types/v10'
import { keepComponents } from './keep-components.ts'
import { permissionsIn } from './permissions.ts'
import { refusal } from './refusal.ts'
import { textsOf } from './visible-text.ts'
import { channelJson, memberJson, messageJson } from './wire.ts'
import { type Channel, guildOf, type Message, type MessageState, type User, type World } from './world.ts'

/** What a new message needs; the rest has its plain value. */
export type NewMessage = { author: User; state: MessageState } & Partial<
  Pick<Message, 'id' | 'nonce' | 'replyTo' | 'mentionIds' | 'mentionsEveryone' | 'interaction' | 'onlyFor' | 'type'>
>

/** Puts a message into a channel: keeps it, wakes an archived thread, tells the gateway and the journal. */
export function postMessage(world: World, channel: Channel, given: NewMessage): Message {
  const message: Message = {
    ...{
      type: 0,
      nonce: null,
      replyTo: null,
      mentionIds: [],
      mentionsEveryone: false,
      interaction: null,
      onlyFor: null,
    },
    ...given.state,
    ...given,
    id: given.id ?? world.newId(),
    channelId: channel.id,
    createdAt: world.clock.now(),
    editedAt: null,
    isDeleted: false,
    components: keepComponents(given.state.components),
  }
  world.messages.set(message.id, message)
  if (message.onlyFor === null) touchThread(world, channel, given.author.id)
  note(world, message, 'new')
  tell(world, channel, message, 'MESSAGE_CREATE')
  return message
}

/** Changes what a message holds. */
export function editMessage(world: World, message: Message, change: Partial<MessageState>): Message {
  Object.assign(message, change)
  if (change.components) message.components = keepComponents(change.components)
  // Filling the place of a deferred reply is not an edit to a reader.
  if (message.flags & MessageFlags.Loading) message.flags &= ~MessageFlags.Loading
  else message.editedAt = world.clock.now()
  note(world, message, 'edit')
  const channel = world.channels.get(message.channelId)
  if (channel) tell(world, channel, message, 'MESSAGE_UPDATE')
  return message
}

/** Marks a message as the beginning of a thread; a reader sees no edit. */
export function markThread(world: World, message: Message): void {
  message.flags |= MessageFlags.HasThread
  const channel = world.channels.get(message.channelId)
  if (channel) tell(world, channel, message, 'MESSAGE_UPDATE')
}

/** Takes a message away. */
export function deleteMessage(world: World, message: Message): void {
  message.isDeleted = true
  note(world, message, 'delete')
  const channel = world.channels.get(message.channelId)
  if (channel) tell(world, channel, message, 'MESSAGE_DELETE')
}

/** Refuses with 200000 what the guild's automatic moderation blocks; whoever manages the guild is spared. */
export function moderate(world: World, channel: Channel, author: User, state: MessageState): void {
  if (blocks(world, channel, author, textsOf(state))) throw refusal('blockedByAutoMod')
}

/** Refuses with 200001 a title that the guild's automatic moderation blocks. */
export function moderateTitle(world: World, channel: Channel, author: User, title: string): void {
  if (blocks(world, channel, author, [title])) throw refusal('titleBlockedByAutoMod')
}

/** Opens an archived thread and starts its time to the archive anew. */
export function touchThread(world: World, channel: Channel, userId: string): void {
  const { thread } = channel
  if (!thread) return
  const wasArchived = thread.isArchived
  thread.isArchived = false
  thread.lastActiveAt = world.clock.now()
  thread.memberIds.add(userId)
  if (wasArchived) tellThread(world, channel)
  const rest = thread.autoArchiveMinutes * 60_000
  world.clock.after(rest, () => {
    if (thread.isArchived || world.clock.now() - thread.lastActiveAt < rest) return
    thread.isArchived = true
    thread.archivedAt = world.clock.now()
    tellThread(world, channel)
  })
}

/** Tells the sessions that a thread changed. */
export function tellThread(world: World, channel: Channel): void {
  world.emit({
    name: 'THREAD_UPDATE',
    intents: GatewayIntentBits.Guilds,
    channelId: channel.id,
    data: () => channelJson(world, channel),
  })
}

function blocks(world: World, channel: Channel, author: User, texts: readonly string[]): boolean {
  const words = guildOf(world, channel)?.blockedWords ?? []
  const spared = PermissionFlagsBits.ManageGuild | PermissionFlagsBits.Administrator
  if (permissionsIn(world, author.id, channel) & spared) return false
  return texts.some((text) => words.some((word) => text.toLowerCase().includes(word)))
}

function tell(world: World, channel: Channel, message: Message, name: string): void {
  // What only one person sees does not go through the gateway.
  if (message.onlyFor !== null) return
  const guild = guildOf(world, channel)
  const place = guild ? { guild_id: guild.id } : {}
  const author = guild?.members.has(message.author.id)
    ? { member: memberJson(guild, message.author.id, { withUser: false }) }
    : {}
  world.emit({
    name,
    intents: guild ? GatewayIntentBits.GuildMessages : GatewayIntentBits.DirectMessages,
    channelId: channel.id,
    data: (canReadContent) =>
      name === 'MESSAGE_DELETE'
        ? { id: message.id, channel_id: channel.id, ...place }
        : { ...messageJson(world, message, canReadContent), ...place, ...author, channel_type: channel.type },
  })
}

function note(world: World, message: Message, how: 'new' | 'edit' | 'delete'): void {
  const { content, embeds, components, flags } = message
  world.journal.add({
    kind: 'message',
    how,
    at: world.clock.now(),
    channelId: message.channelId,
    interactionId: message.interaction?.id ?? null,
    messageId: message.id,
    byBot: message.author.id === world.bot.id,
    state: structuredClone({ content, embeds, components, flags }),
  })
}
