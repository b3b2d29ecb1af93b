import type { ServerClock } from './clock.ts'
import type { Journal } from './journal.ts'
import type { Fault } from './refusal.ts'

/** Anything with a name and an id that can write: a person or the bot. */
export interface User {
  id: string
  username: string
  displayName: string
  isBot: boolean
  /** the language of the person's client, as `en-US` */
  locale: string
  /** whether direct messages from the bot are refused (50007) */
  isClosed: boolean
}

/** A role with its permissions; the role whose id is the guild's is `@everyone`. */
export interface Role {
  id: string
  name: string
  permissions: bigint
}

/** What a channel allows or denies to one role or member. */
export interface Overwrite {
  id: string
  kind: 'role' | 'member'
  allow: bigint
  deny: bigint
}

/** A guild, which people call a server. */
export interface Guild {
  id: string
  name: string
  ownerId: string
  roles: Map<string, Role>
  /** by user id */
  members: Map<string, { user: User; roles: string[]; joinedAt: number }>
  /** lower-case words that its automatic moderation blocks */
  blockedWords: string[]
}

/** What makes a channel a thread. */
export interface Thread {
  ownerId: string
  isArchived: boolean
  isLocked: boolean
  autoArchiveMinutes: number
  archivedAt: number
  createdAt: number
  lastActiveAt: number
  memberIds: Set<string>
}

/** A channel of any kind; `type` is Discord's ChannelType. */
export interface Channel {
  id: string
  type: number
  /** null for a direct message */
  guildId: string | null
  name: string
  parentId: string | null
  overwrites: Overwrite[]
  /** the person on the other side of a direct message */
  recipientId: string | null
  thread: Thread | null
  /** whether a forum demands a tag on each post */
  demandsTag: boolean
}

/** What a message holds, as it stands or stood. */
export interface MessageState {
  content: string
  embeds: Record<string, unknown>[]
  components: Record<string, unknown>[]
  flags: number
}

/** A message; what it held before is in the journal. */
export interface Message extends MessageState {
  id: string
  channelId: string
  author: User
  type: number
  createdAt: number
  editedAt: number | null
  nonce: string | number | null
  replyTo: string | null
  mentionIds: string[]
  mentionsEveryone: boolean
  interaction: { id: string; type: number; userId: string; name: string | null } | null
  /** who alone sees it, or null when everybody in the channel does */
  onlyFor: string | null
  isDeleted: boolean
}

/** An interaction that the server sent, with how it was answered. */
export interface Interaction {
  id: string
  token: string
  /** Discord's InteractionType */
  type: number
  createdAt: number
  userId: string
  channelId: string
  guildId: string | null
  /** as `brief` or `feeds add` */
  name: string | null
  sourceMessageId: string | null
  first: { type: number; isEphemeral: boolean; afterMs: number } | null
  /** the message that `@original` names */
  originalId: string | null
  modal: Record<string, unknown> | null
  choices: { name: string; value: string | number }[] | null
}

/** A registered command as Discord keeps it. */
export interface RegisteredCommand extends Record<string, unknown> {
  id: string
  name: string
  type: number
}

/** Everything that the server knows. */
export interface World {
  clock: ServerClock
  newId(): string
  token: string
  application: { id: string; name: string; intents: { messageContent: boolean; members: boolean; presences: boolean } }
  bot: User
  users: Map<string, User>
  guilds: Map<string, Guild>
  channels: Map<string, Channel>
  messages: Map<string, Message>
  interactions: Map<string, Interaction>
  commands: {
    global: RegisteredCommand[]
    guilds: Map<string, RegisteredCommand[]>
    /** how often commands were written, by PUT, POST, PATCH or DELETE */
    writes: { global: number; guilds: number }
  }
  faults: Fault[]
  journal: Journal
  /** Sends an event to the bot's sessions that asked for it. */
  emit(event: WorldEvent): void
}

/** An event on its way to the gateway. `data` is made for each session, since not each may read the content. */
export interface WorldEvent {
  name: string
  /** the bits of which a session must have asked for one; 0 for events that nobody asks for */
  intents: number
  channelId: string | null
  data(canReadContent: boolean): Record<string, unknown>
}

/** Makes ids that hold the time and grow, as Discord's do. */
export function createIdMaker(clock: ServerClock): () => string {
  const epoch = 1_420_070_400_000 // Discord's own first second, 2015-01-01
  let count = 0n
  return () => {
    count += 1n
    return ((BigInt(clock.now() - epoch) << 22n) + (count % 4_194_304n)).toString()
  }
}

/** The guild of a channel; undefined for a direct message. */
export function guildOf(world: World, channel: Channel): Guild | undefined {
  return channel.guildId === null ? undefined : world.guilds.get(channel.guildId)
}

/** The messages of a channel that are not deleted, oldest first. */
export function messagesIn(world: World, channelId: string): Message[] {
  return [...world.messages.values()].filter((message) => message.channelId === channelId && !message.isDeleted)
}
