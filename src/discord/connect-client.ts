import { Client, DefaultRestOptions, Events, GatewayIntentBits, Options, Partials, type RESTOptions } from 'discord.js'
import { AppError } from '../domain/app-error.ts'
import type { DiscordDeps } from './discord-deps.ts'
import { startError, tokenAdvice } from './refusals.ts'
import { within } from './running-work.ts'

/** Discord closes with these where it will not have us back. [Discord, "Gateway Close Event Codes"] */
export const closeCodes = { authenticationFailed: 4004, disallowedIntents: 4014 } as const

const readyMs = 30_000
const destroyMs = 2_000

/** Discord closed the connection for good. */
export class ConnectionClosed extends Error {
  readonly code: number
  constructor(code: number) {
    super(`Discord closed the connection with ${code}`)
    this.name = 'ConnectionClosed'
    this.code = code
  }
}

/** What to switch on so that plain messages are read. */
export const contentAdvice =
  'Switch it on in the developer portal (your application, Bot, Privileged Gateway Intents, Message Content Intent, Save Changes) and start again, or leave DISCORD_MESSAGE_CONTENT out.'

/**
 * Connects, and is back when the servers are known. `onLost` hears of it when Discord later ends the connection for good; short of
 * that the client reconnects by itself.
 * @throws ConnectionClosed where the gateway refused us; AppError `platform-refused`, `platform-unreachable`
 */
export async function connectClient(
  { settings, log, client: options = {} }: DiscordDeps,
  hasMessageContent: boolean,
  onLost: (code: number) => void,
  listen: (client: Client) => void,
): Promise<Client<true>> {
  const client = createClient(settings.apiUrl, hasMessageContent, options)
  client.on(Events.Error, (error) => log.fault('Discord: the client failed', error))
  client.on(Events.ShardError, (error) => log.warn('Discord: the connection failed', { reason: error.message }))
  logOutages(client, log)
  client.on(Events.Invalidated, () => log.warn('Discord: the session is no longer valid'))
  listen(client)
  let isReady = false
  const ready = new Promise<Client<true>>((resolve, reject) => {
    client.once(Events.ClientReady, resolve)
    client.on(Events.ShardDisconnect, ({ code }) => (isReady ? onLost(code) : reject(new ConnectionClosed(code))))
    // The gateway's refusal comes as an event too, with its code; the login's own error of it says less.
    client.login(settings.token).catch((error: unknown) => setTimeout(() => reject(startError(error)), 50))
  })
  try {
    const connected = await within(ready, readyMs)
    if (connected === undefined) throw startError(new Error('no answer in 30 seconds'))
    isReady = true
    return connected
  } catch (error) {
    await destroyClient(client)
    throw error
  }
}

/** discord.js tries twice a second while there is no network: an outage is told once, and its end. */
function logOutages(client: Client, log: DiscordDeps['log']): void {
  let isAway = false
  client.on(Events.ShardReconnecting, () => {
    if (!isAway) log.info('Discord: the connection was lost, and is made anew')
    isAway = true
  })
  const back = () => {
    if (isAway) log.info('Discord: the connection is back')
    isAway = false
  }
  client.on(Events.ShardResume, back)
  // With a new session, where the old one was no longer valid.
  client.on(Events.ShardReady, back)
}

/** Ends a client. discord.js never ends one that has identified and is not ready yet, so it is waited for no longer than this. */
export async function destroyClient(client: Client): Promise<void> {
  await within(
    client.destroy().catch(() => undefined),
    destroyMs,
  )
}

/** A close of the gateway as a sentence for whoever runs this. */
export function closedError({ code }: ConnectionClosed): AppError {
  if (code === closeCodes.authenticationFailed) return new AppError('platform-refused', tokenAdvice)
  return new AppError('platform-refused', `Discord refuses the connection (close code ${code}).`)
}

function createClient(
  apiUrl: string | null,
  hasMessageContent: boolean,
  options: NonNullable<DiscordDeps['client']>,
): Client {
  const { Guilds, GuildMessages, DirectMessages, MessageContent } = GatewayIntentBits
  const intents = [Guilds, GuildMessages, DirectMessages, ...(hasMessageContent ? [MessageContent] : [])]
  return new Client({
    intents,
    // Direct messages and archived threads are not known beforehand.
    partials: [Partials.Channel],
    allowedMentions: { parse: [], repliedUser: false },
    failIfNotExists: false,
    // Nothing is looked up later in what was said: our own store remembers.
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      ReactionManager: 0,
      PresenceManager: 0,
      GuildMemberManager: { maxSize: 200, keepOverLimit: (member) => member.id === member.client.user.id },
    }),
    ...options,
    rest: {
      // Discord's own bound of 50 a second leaves out the calls that answer interactions, most of ours; discord.js counts them in.
      globalRequestsPerSecond: 200,
      makeRequest,
      ...(apiUrl === null ? {} : { api: apiUrl.replace(/\/+$/, '') }),
      ...options.rest,
    },
  })
}

/**
 * discord.js makes a call again where it finds ECONNRESET in the error, but undici has a code of its own for a line that the other side
 * closed: one that had been idle, mostly, which is met first by the answers to a burst of commands.
 */
const makeRequest: RESTOptions['makeRequest'] = async (url, init) => {
  try {
    return await DefaultRestOptions.makeRequest(url, init)
  } catch (error) {
    const isCut = error instanceof Error && 'code' in error && error.code === 'UND_ERR_SOCKET'
    throw isCut ? new Error(`ECONNRESET: ${error.message}`, { cause: error }) : error
  }
}
