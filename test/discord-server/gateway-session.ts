import { GatewayIntentBits, GatewayOpcodes } from 'discord-api-types/v10'
import type { WebSocket } from 'ws'
import { mayIn } from './permissions.ts'
import { applicationJson } from './routes-of-application.ts'
import { guildJson, userJson } from './wire.ts'
import type { Guild, World, WorldEvent } from './world.ts'

/** One identified session of the bot. It outlives its connection for a while, so that it can be resumed. */
export interface Session {
  id: string
  intents: number
  /** the last number given out */
  sequence: number
  /** every event since the beginning, for a resume */
  sent: { sequence: number; text: string }[]
  socket: WebSocket | null
  closedAt: number | null
}

/** A session that has just identified: READY, then its guilds where it asked for them. */
export function startSession(world: World, socket: WebSocket, intents: number, resumeUrl: string): Session {
  const session: Session = { id: `session-${world.newId()}`, intents, sequence: 0, sent: [], socket, closedAt: null }
  const guilds = [...world.guilds.values()].filter(({ members }) => members.has(world.bot.id))
  const { id, flags } = applicationJson(world)
  dispatch(session, 'READY', {
    v: 10,
    user: userJson(world.bot),
    guilds: guilds.map((guild) => ({ id: guild.id, unavailable: true })),
    session_id: session.id,
    resume_gateway_url: resumeUrl,
    shard: [0, 1],
    application: { id, flags },
  })
  for (const guild of guilds) deliver(world, session, guildEvent(world, guild))
  return session
}

/** The event that brings a guild to the sessions. */
export function guildEvent(world: World, guild: Guild): WorldEvent {
  return {
    name: 'GUILD_CREATE',
    intents: GatewayIntentBits.Guilds,
    channelId: null,
    data: () => guildJson(world, guild),
  }
}

/** Sends an event when the session asked for its kind and the bot may see where it happened. */
export function deliver(world: World, session: Session, event: WorldEvent): void {
  if (event.intents !== 0 && (session.intents & event.intents) === 0) return
  const channel = event.channelId === null ? undefined : world.channels.get(event.channelId)
  if (channel && !mayIn(world, world.bot.id, channel, 'ViewChannel')) return
  dispatch(session, event.name, event.data((session.intents & GatewayIntentBits.MessageContent) !== 0))
}

/** Sends again what a session missed, then RESUMED; false when it names a number that was never given out. */
export function resumeSession(session: Session, socket: WebSocket, sequence: number): boolean {
  if (sequence > session.sequence) return false
  session.socket = socket
  session.closedAt = null
  for (const { text } of session.sent.filter((event) => event.sequence > sequence)) socket.send(text)
  dispatch(session, 'RESUMED', {})
  return true
}

function dispatch(session: Session, name: string, data: Record<string, unknown>): void {
  session.sequence += 1
  const text = JSON.stringify({ op: GatewayOpcodes.Dispatch, t: name, s: session.sequence, d: data })
  session.sent.push({ sequence: session.sequence, text })
  if (session.socket?.readyState === 1) session.socket.send(text)
}
