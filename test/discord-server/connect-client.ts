import { Client, type ClientOptions, Events, GatewayIntentBits, Partials } from 'discord.js'
import { type DiscordOptions, type DiscordServer, startDiscord } from './discord-server.ts'

/** The intents that a bot of ours asks for without a privileged one. */
export const plainIntents: readonly GatewayIntentBits[] = [
  ...[GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages],
]

/** Starts a real discord.js client at a local Discord. Identifying again does not wait its usual five seconds. */
export async function connectClient(
  server: DiscordServer,
  options: Partial<ClientOptions> = {},
): Promise<Client<true>> {
  const client = new Client({
    intents: [...plainIntents],
    partials: [Partials.Channel],
    allowedMentions: { parse: [] },
    ws: { buildIdentifyThrottler: () => ({ waitForIdentify: () => Promise.resolve() }) },
    ...options,
    rest: { api: server.url, ...options.rest },
  })
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve))
  await client.login(server.token)
  return ready
}

/** Runs a test with a local Discord and a client at it, and stops both. */
export async function withClient(
  options: DiscordOptions & { client?: Partial<ClientOptions> },
  run: (server: DiscordServer, client: Client<true>) => Promise<void>,
): Promise<void> {
  const server = await startDiscord(options)
  const client = await connectClient(server, options.client)
  try {
    await run(server, client)
  } finally {
    await client.destroy()
    await server.close()
  }
}
