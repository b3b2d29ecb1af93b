import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { GatewayCloseCodes, GatewayIntentBits, GatewayOpcodes } from 'discord-api-types/v10'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import { z } from 'zod'
import { deliver, resumeSession, type Session, startSession } from './gateway-session.ts'
import type { Route } from './route.ts'
import { plainBucket } from './route.ts'
import { memberJson } from './wire.ts'
import type { World } from './world.ts'

const resumableMs = 120_000 // not documented; about as long as Discord was seen to keep a session
const mostSent = 120 // "Rate Limiting" of the gateway: 120 events in 60 seconds, else 4008
const sentWindowMs = 60_000
const allIntents = Object.values(GatewayIntentBits).reduce<number>(
  (sum, bit) => (typeof bit === 'number' ? sum | bit : sum),
  0,
)

const payloadSchema = z.looseObject({ op: z.number().int(), d: z.unknown().optional() })
const identifySchema = z.looseObject({
  token: z.string(),
  intents: z.number().int(),
  shard: z.tuple([z.number(), z.number()]).optional(),
})
const resumeSchema = z.looseObject({ token: z.string(), session_id: z.string(), seq: z.number().int() })
const membersSchema = z.looseObject({
  guild_id: z.string(),
  user_ids: z.union([z.string(), z.array(z.string())]).optional(),
})

/** What a test can do with the gateway. */
export interface Gateway {
  /** `GET /gateway/bot` and `GET /gateway` */
  routes: readonly Route[]
  /** the sessions that are connected now */
  sessions(): readonly Session[]
  /** how often a session was begun and taken up again */
  counts: { identified: number; resumed: number }
  /** Asks every session to reconnect and resume (op 7). */
  askToReconnect(): void
  /** Tells every session that it is no longer valid (op 9), and forgets it unless it can be resumed. */
  invalidate(canResume: boolean): void
  /** Closes every connection with a code, as 4004 or 1001; with `cut` it ends without a word. */
  disconnect(how: number | 'cut'): void
}

/** The gateway on a server that listens already. `heartbeatMs` is how often it wants to hear from a client. */
export function createGateway(world: World, http: Server, heartbeatMs: number, isOffline: () => boolean): Gateway {
  const sockets = new WebSocketServer({ noServer: true })
  const sessions = new Map<string, Session>()
  const counts = { identified: 0, resumed: 0 }
  const address = () => {
    const bound = http.address()
    return `ws://127.0.0.1:${typeof bound === 'object' ? bound?.port : 0}/gateway`
  }
  http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (isOffline()) return void socket.destroy()
    sockets.handleUpgrade(request, socket, head, (connection) => {
      const query = new URL(request.url ?? '/', 'http://127.0.0.1').searchParams
      if (query.get('v') !== '10' || query.get('encoding') !== 'json')
        return connection.close(GatewayCloseCodes.InvalidAPIVersion)
      serve(connection)
    })
  })
  world.emit = (event) => {
    for (const session of sessions.values()) {
      if (isGone(session)) sessions.delete(session.id)
      else deliver(world, session, event)
    }
  }

  function serve(socket: WebSocket): void {
    let session: Session | undefined
    let sent: number[] = []
    socket.send(JSON.stringify({ op: GatewayOpcodes.Hello, t: null, s: null, d: { heartbeat_interval: heartbeatMs } }))
    socket.on('message', (data) => {
      const now = world.clock.now()
      sent = [...sent.filter((at) => at > now - sentWindowMs), now]
      if (sent.length > mostSent) return socket.close(GatewayCloseCodes.RateLimited)
      const payload = payloadOf(data)
      if (!payload) return socket.close(GatewayCloseCodes.DecodeError)
      switch (payload.op) {
        case GatewayOpcodes.Heartbeat:
          return socket.send(JSON.stringify({ op: GatewayOpcodes.HeartbeatAck, t: null, s: null, d: null }))
        case GatewayOpcodes.Identify:
          if (session) return socket.close(GatewayCloseCodes.AlreadyAuthenticated)
          session = identify(socket, payload.d)
          return
        case GatewayOpcodes.Resume:
          if (session) return socket.close(GatewayCloseCodes.AlreadyAuthenticated)
          session = resume(socket, payload.d)
          return
        case GatewayOpcodes.RequestGuildMembers:
          if (!session) return socket.close(GatewayCloseCodes.NotAuthenticated)
          return sendMembers(session, payload.d)
        case GatewayOpcodes.PresenceUpdate:
        case GatewayOpcodes.VoiceStateUpdate:
          if (!session) socket.close(GatewayCloseCodes.NotAuthenticated)
          return
        default:
          return socket.close(GatewayCloseCodes.UnknownOpcode)
      }
    })
    socket.on('close', (code) => {
      if (!session || session.socket !== socket) return
      session.socket = null
      session.closedAt = world.clock.now()
      // A client that leaves with 1000 or 1001 ends its session.
      if (code === 1000 || code === 1001) sessions.delete(session.id)
    })
  }

  function identify(socket: WebSocket, data: unknown): Session | undefined {
    const parsed = identifySchema.safeParse(data)
    if (!parsed.success) return void socket.close(GatewayCloseCodes.DecodeError)
    const { token, intents, shard } = parsed.data
    const code = refusalOf(world, token, intents, shard)
    if (code !== undefined) return void socket.close(code)
    counts.identified += 1
    const session = startSession(world, socket, intents, address())
    sessions.set(session.id, session)
    return session
  }

  function resume(socket: WebSocket, data: unknown): Session | undefined {
    const parsed = resumeSchema.safeParse(data)
    if (!parsed.success) return void socket.close(GatewayCloseCodes.DecodeError)
    const { token, session_id: id, seq } = parsed.data
    if (token !== world.token) return void socket.close(GatewayCloseCodes.AuthenticationFailed)
    const session = sessions.get(id)
    if (!session || isGone(session))
      return void socket.send(JSON.stringify({ op: GatewayOpcodes.InvalidSession, t: null, s: null, d: false }))
    if (!resumeSession(session, socket, seq)) return void socket.close(GatewayCloseCodes.InvalidSeq)
    counts.resumed += 1
    return session
  }

  /** Whether its client has been away for too long to take it up again. */
  function isGone({ closedAt }: Session): boolean {
    return closedAt !== null && world.clock.now() - closedAt > resumableMs
  }

  function sendMembers(session: Session, data: unknown): void {
    const parsed = membersSchema.safeParse(data)
    const guild = parsed.success ? world.guilds.get(parsed.data.guild_id) : undefined
    if (!parsed.success || !guild) return
    const asked = [parsed.data.user_ids ?? [...guild.members.keys()]].flat()
    const needsIntent = parsed.data.user_ids === undefined
    if (needsIntent && (session.intents & GatewayIntentBits.GuildMembers) === 0) return
    const members = asked.filter((id) => guild.members.has(id)).map((id) => memberJson(guild, id, { withUser: true }))
    const chunk = {
      guild_id: guild.id,
      members,
      chunk_index: 0,
      chunk_count: 1,
      not_found: asked.filter((id) => !guild.members.has(id)),
    }
    deliver(world, session, { name: 'GUILD_MEMBERS_CHUNK', intents: 0, channelId: null, data: () => chunk })
  }

  const connected = () => [...sessions.values()].filter(({ socket }) => socket !== null)
  const sendAll = (op: GatewayOpcodes, d: unknown) => {
    for (const { socket } of connected()) socket?.send(JSON.stringify({ op, t: null, s: null, d }))
  }
  return {
    routes: [botRoute(address, counts), urlRoute(address)],
    sessions: connected,
    counts,
    askToReconnect: () => sendAll(GatewayOpcodes.Reconnect, null),
    invalidate(canResume) {
      sendAll(GatewayOpcodes.InvalidSession, canResume)
      if (!canResume) sessions.clear()
    },
    disconnect(how) {
      for (const socket of sockets.clients) how === 'cut' ? socket.terminate() : socket.close(how)
    },
  }
}

/** The code with which Discord closes on an identify that it does not take. */
function refusalOf(
  world: World,
  token: string,
  intents: number,
  shard: [number, number] | undefined,
): GatewayCloseCodes | undefined {
  const { intents: on } = world.application
  const asks = (bit: number) => (intents & bit) !== 0
  if (token !== world.token) return GatewayCloseCodes.AuthenticationFailed
  if (shard && (shard[0] >= shard[1] || shard[0] < 0)) return GatewayCloseCodes.InvalidShard
  if (intents < 0 || intents & ~allIntents) return GatewayCloseCodes.InvalidIntents
  const isMissing =
    (asks(GatewayIntentBits.MessageContent) && !on.messageContent) ||
    (asks(GatewayIntentBits.GuildMembers) && !on.members) ||
    (asks(GatewayIntentBits.GuildPresences) && !on.presences)
  return isMissing ? GatewayCloseCodes.DisallowedIntents : undefined
}

function payloadOf(data: RawData): z.infer<typeof payloadSchema> | undefined {
  try {
    return payloadSchema.safeParse(JSON.parse(String(data))).data
  } catch {
    return undefined
  }
}

function botRoute(address: () => string, counts: { identified: number }): Route {
  const limit = () => ({
    total: 1_000,
    remaining: 1_000 - counts.identified,
    reset_after: 86_400_000,
    max_concurrency: 1,
  })
  return {
    method: 'GET',
    path: '/gateway/bot',
    bucket: plainBucket('gateway-bot'),
    handle: () => ({ body: { url: address(), shards: 1, session_start_limit: limit() } }),
  }
}

function urlRoute(address: () => string): Route {
  return {
    method: 'GET',
    path: '/gateway',
    bucket: plainBucket('gateway'),
    isOpen: true,
    handle: () => ({ body: { url: address() } }),
  }
}
