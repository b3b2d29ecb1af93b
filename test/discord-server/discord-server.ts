import { createServer } from 'node:http'
import { ChannelType, GatewayIntentBits } from 'discord-api-types/v10'
import { addChannel, addGuild, buildWorld, findUser, type GuildPlan, type WorldPlan } from './build-world.ts'
import type { ServerClock } from './clock.ts'
import { createGateway, type Gateway } from './gateway.ts'
import { deliver, guildEvent } from './gateway-session.ts'
import { type PermissionName, permissionBits } from './permissions.ts'
import { createPerson, type Person, type Place } from './person.ts'
import type { Fault } from './refusal.ts'
import { replayEvent } from './replay-event.ts'
import { createRest, type RequestRecord } from './rest.ts'
import { type ShownMessage, showMessage } from './shown-message.ts'
import { createStumbles, type Stumbles } from './stumbles.ts'
import { writeTranscript } from './transcript.ts'
import { channelJson } from './wire.ts'
import { type Channel, type Guild, type Interaction, messagesIn, type User, type World } from './world.ts'

/** How the server is started; everything has a default. */
export interface DiscordOptions extends WorldPlan {
  /** stretches the windows of the rate limits: 0.01 for tests with long replies, which then wait 50 ms and not 5 s */
  rateScale?: number
  /** how often the gateway wants to hear from a client; default 41,250 ms, as Discord's */
  heartbeatMs?: number
}

/** A local Discord: the real discord.js talks to it as to the real one. */
export interface DiscordServer {
  /** the base of the API for `rest: { api }` and DISCORD_API_URL: `http://127.0.0.1:PORT/api` */
  url: string
  token: string
  clock: ServerClock
  /** payloads that broke a rule; a test asserts that there were none */
  faults: readonly Fault[]
  /** everything that the bot asked for, with the answers */
  requests: readonly RequestRecord[]
  gateway: Gateway
  stumbles: Stumbles
  /** how often commands were registered, and what is */
  commands: World['commands']
  world: World
  /** A person by name: `member('ana')`. */
  member(name: string): Person
  /** A channel by name: `general`, `hill/lobby`; or itself, as it now is. */
  channel(place: Place): Channel
  guild(name: string): Guild
  /** What a person sees in a channel, oldest first. */
  messages(place: Place, asName: string): ShownMessage[]
  /** What a person sees in a channel and its threads, as text. */
  transcript(asName: string, place: Place): string
  /** Takes from a person or from the bot (`'bot'`) what it may do in a channel. */
  deny(place: Place, who: string, ...names: PermissionName[]): void
  /** Gives to a person or to the bot what it may do in a channel. */
  allow(place: Place, who: string, ...names: PermissionName[]): void
  /** Words that a guild's automatic moderation blocks from now on. */
  block(guildName: string, ...words: string[]): void
  /** Takes a channel away. */
  remove(place: Place): void
  /** Adds a channel to a guild. */
  add(guildName: string, name: string, kind: 'text' | 'announcement' | 'forum'): Channel
  /** Puts the bot out of a guild. */
  kick(guildName: string): void
  /** Brings the bot into a further guild. */
  invite(plan: GuildPlan): Guild
  /** Sends an event that was recorded from Discord; gives back the interaction when it is one. */
  replay(name: string, data: Record<string, unknown>): Interaction | undefined
  /** Answers nothing any more, and cuts what is open; or answers again. */
  setOffline(isOffline: boolean): void
  /** Stops; an error that the server itself met is thrown here. */
  close(): Promise<void>
}

/** Starts a local Discord on 127.0.0.1 and a free port. */
export async function startDiscord(options: DiscordOptions = {}): Promise<DiscordServer> {
  const world = buildWorld(options)
  const requests: RequestRecord[] = []
  const failures: unknown[] = []
  const stumbles = createStumbles()
  let isOffline = false
  const http = createServer()
  const gateway = createGateway(world, http, options.heartbeatMs ?? 41_250, () => isOffline)
  const answer = createRest({
    world,
    gatewayRoutes: gateway.routes,
    rateScale: options.rateScale ?? 1,
    isOffline: () => isOffline,
    stumble: (route) => stumbles.take(route),
    record: (request) => requests.push(request),
  })
  http.on('request', (request, response) => {
    answer(request, response).catch((error) => {
      failures.push(error)
      response.destroy()
    })
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const bound = http.address()
  const port = typeof bound === 'object' ? bound?.port : 0

  const guild = (name: string) => {
    const found = [...world.guilds.values()].find((one) => one.name === name)
    if (!found) throw new Error(`there is no guild ${name}`)
    return found
  }
  const channel = (place: Place, user?: User) => findChannel(world, place, user)
  const userOf = (name: string) => {
    const user = name === 'bot' ? world.bot : findUser(world, name)
    if (!user) throw new Error(`there is nobody called ${name}`)
    return user
  }
  const change = (place: Place, who: string, rule: { allow: bigint; deny: bigint }) => {
    const target = channel(place)
    const { id } = userOf(who)
    const old = target.overwrites.find((one) => one.id === id)
    const allow = ((old?.allow ?? 0n) | rule.allow) & ~rule.deny
    const deny = ((old?.deny ?? 0n) | rule.deny) & ~rule.allow
    target.overwrites = [...target.overwrites.filter((one) => one !== old), { id, kind: 'member', allow, deny }]
    emitChannel('CHANNEL_UPDATE', target)
  }
  const emitChannel = (name: string, target: Channel) =>
    world.emit({ name, intents: GatewayIntentBits.Guilds, channelId: null, data: () => channelJson(world, target) })

  return {
    ...{ url: `http://127.0.0.1:${port}/api`, token: world.token, clock: world.clock, faults: world.faults, requests },
    ...{ gateway, stumbles, commands: world.commands, world, guild, channel },
    member: (name) => createPerson(world, userOf(name), (place, user) => findChannel(world, place, user)),
    messages(place, asName) {
      const { id } = userOf(asName)
      const all = messagesIn(world, channel(place, userOf(asName)).id)
      return all.filter(({ onlyFor }) => onlyFor === null || onlyFor === id).map((message) => showMessage(message))
    },
    transcript: (asName, place) => writeTranscript(world, userOf(asName), channel(place, userOf(asName))),
    deny: (place, who, ...names) => change(place, who, { allow: 0n, deny: permissionBits(names) }),
    allow: (place, who, ...names) => change(place, who, { allow: permissionBits(names), deny: 0n }),
    block: (name, ...words) => void guild(name).blockedWords.push(...words.map((word) => word.toLowerCase())),
    remove(place) {
      const target = channel(place)
      world.channels.delete(target.id)
      emitChannel(target.thread ? 'THREAD_DELETE' : 'CHANNEL_DELETE', target)
    },
    add(name, channelName, kind) {
      const added = addChannel(world, guild(name), channelName, kind)
      emitChannel('CHANNEL_CREATE', added)
      return added
    },
    kick(name) {
      const { id, members } = guild(name)
      members.delete(world.bot.id)
      world.emit({ name: 'GUILD_DELETE', intents: GatewayIntentBits.Guilds, channelId: null, data: () => ({ id }) })
    },
    invite(plan) {
      const added = addGuild(world, plan)
      for (const session of gateway.sessions()) deliver(world, session, guildEvent(world, added))
      return added
    },
    replay: (name, data) => replayEvent(world, name, data),
    setOffline(offline) {
      isOffline = offline
      if (!offline) return
      gateway.disconnect('cut')
      http.closeAllConnections()
    },
    async close() {
      gateway.disconnect('cut')
      http.closeAllConnections()
      await new Promise((resolve) => http.close(resolve))
      if (failures.length > 0) throw new AggregateError(failures, 'the local Discord itself failed')
    },
  }
}

function findChannel(world: World, place: Place | undefined, user: User | undefined): Channel {
  const all = [...world.channels.values()]
  if (typeof place === 'object') {
    const found = world.channels.get(place.id)
    if (!found) throw new Error('that channel is gone')
    return found
  }
  if (place === 'dm') {
    const direct = all.find(({ recipientId }) => recipientId !== null && recipientId === user?.id)
    if (!direct) throw new Error('there are no direct messages yet')
    return direct
  }
  const [name, guildName] = (place ?? '').split('/').reverse()
  const found = all.find((channel) => {
    const guild = world.guilds.get(channel.guildId ?? '')
    if (!guild || (guildName !== undefined && guild.name !== guildName)) return false
    if (place !== undefined) return channel.name === name
    return channel.type === ChannelType.GuildText && (!user || guild.members.has(user.id))
  })
  if (!found) throw new Error(`there is no channel ${place ?? ''}`)
  return found
}
