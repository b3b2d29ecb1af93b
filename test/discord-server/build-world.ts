import { ChannelType } from 'discord-api-types/v10'
import { createServerClock } from './clock.ts'
import { createJournal } from './journal.ts'
import { type PermissionName, permissionBits, plainPermissions } from './permissions.ts'
import { type Channel, createIdMaker, type Guild, type User, type World } from './world.ts'

/** What a person of a guild is: its owner, one who manages it, or a plain member. */
export type Standing = 'owner' | 'manager' | 'plain'

/** How a guild is made: names of people with their standing, names of channels with their kind. */
export interface GuildPlan {
  name: string
  members: Record<string, Standing>
  channels: Record<string, 'text' | 'announcement' | 'forum'>
  /** what the bot's own role adds to what everybody may do */
  botMay?: readonly PermissionName[]
}

/** How the world starts. Everything has a default, so that a test says only what it is about. */
export interface WorldPlan {
  /** the server's first instant; default 2026-03-02T09:00:00Z */
  startsAt?: string
  token?: string
  appName?: string
  /** which privileged intents are switched on in the application's settings; none by default */
  intents?: Partial<World['application']['intents']>
  guilds?: readonly GuildPlan[]
}

/** Two guilds; Chi is a member of both. */
export const usualGuilds: readonly GuildPlan[] = [
  {
    name: 'harbour',
    members: { ana: 'owner', ben: 'manager', chi: 'plain' },
    channels: { general: 'text', news: 'announcement', ideas: 'forum' },
  },
  { name: 'hill', members: { dan: 'owner', eva: 'plain', chi: 'plain' }, channels: { lobby: 'text' } },
]

const channelTypes = {
  text: ChannelType.GuildText,
  announcement: ChannelType.GuildAnnouncement,
  forum: ChannelType.GuildForum,
} as const

/** Makes the world of a plan. */
export function buildWorld(plan: WorldPlan): World {
  const clock = createServerClock(plan.startsAt ?? '2026-03-02T09:00:00Z')
  const newId = createIdMaker(clock)
  const appId = newId()
  const appName = plan.appName ?? 'Nutgraf'
  const bot = { ...newUser(appName, appId), displayName: appName, isBot: true }
  const world: World = {
    clock,
    newId,
    token: plan.token ?? `${Buffer.from(appId).toString('base64url')}.local.token`,
    application: {
      id: appId,
      name: appName,
      intents: { messageContent: false, members: false, presences: false, ...plan.intents },
    },
    bot,
    users: new Map([[bot.id, bot]]),
    guilds: new Map(),
    channels: new Map(),
    messages: new Map(),
    interactions: new Map(),
    commands: { global: [], guilds: new Map(), writes: { global: 0, guilds: 0 } },
    faults: [],
    journal: createJournal(),
    emit: () => undefined,
  }
  for (const guild of plan.guilds ?? usualGuilds) addGuild(world, guild)
  return world
}

/** Adds a guild with its people and channels, and the bot as a member. */
export function addGuild(world: World, plan: GuildPlan): Guild {
  const id = world.newId()
  const guild: Guild = { id, name: plan.name, ownerId: '', roles: new Map(), members: new Map(), blockedWords: [] }
  guild.roles.set(id, { id, name: '@everyone', permissions: plainPermissions })
  const manager = { id: world.newId(), name: 'manager', permissions: permissionBits(['ManageGuild', 'ManageChannels']) }
  const botRole = { id: world.newId(), name: world.bot.displayName, permissions: permissionBits(plan.botMay ?? []) }
  for (const role of [manager, botRole]) guild.roles.set(role.id, role)
  const join = (user: User, roles: string[]) => guild.members.set(user.id, { user, roles, joinedAt: world.clock.now() })
  join(world.bot, [botRole.id])
  for (const [name, standing] of Object.entries(plan.members)) {
    const user = findUser(world, name) ?? addUser(world, name)
    join(user, standing === 'manager' ? [manager.id] : [])
    if (standing === 'owner') guild.ownerId = user.id
  }
  world.guilds.set(id, guild)
  for (const [name, kind] of Object.entries(plan.channels)) addChannel(world, guild, name, kind)
  return guild
}

/** Adds a channel to a guild. */
export function addChannel(world: World, guild: Guild, name: string, kind: keyof typeof channelTypes): Channel {
  const channel = { ...newChannel(world.newId(), channelTypes[kind], name), guildId: guild.id }
  world.channels.set(channel.id, channel)
  return channel
}

/** The direct messages between a person and the bot, opened when they are not yet. */
export function directChannel(world: World, userId: string): Channel {
  const found = [...world.channels.values()].find((channel) => channel.recipientId === userId)
  const channel = found ?? { ...newChannel(world.newId(), ChannelType.DM, ''), recipientId: userId }
  world.channels.set(channel.id, channel)
  return channel
}

/** A channel with nothing in it. */
export function newChannel(id: string, type: number, name: string): Channel {
  return {
    id,
    type,
    guildId: null,
    name,
    parentId: null,
    overwrites: [],
    recipientId: null,
    thread: null,
    demandsTag: false,
  }
}

/** The person of that name, in any spelling of case. */
export function findUser(world: World, name: string): User | undefined {
  return [...world.users.values()].find((user) => user.username === name.toLowerCase())
}

function addUser(world: World, name: string): User {
  const user = newUser(name, world.newId())
  world.users.set(user.id, user)
  return user
}

function newUser(name: string, id: string): User {
  const username = name.toLowerCase()
  const displayName = `${username[0]?.toUpperCase()}${username.slice(1)}`
  return { id, username, displayName, isBot: false, locale: 'en-US', isClosed: false }
}
