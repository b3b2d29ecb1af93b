import { Client, Events, GatewayIntentBits, type Message, Status } from 'discord.js'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { connectClient, plainIntents, withClient } from './connect-client.ts'
import { type DiscordServer, startDiscord } from './discord-server.ts'
import { waitUntil } from './wait.ts'

const withContent = [...plainIntents, GatewayIntentBits.MessageContent]

/** Stops a client that has come back. discord.js never ends a stop that falls between its identify and READY. */
async function stop(client: Client<true>): Promise<void> {
  await expect
    .poll(() => client.ws.shards.every(({ status }) => status === Status.Ready), { timeout: 4_000 })
    .toBe(true)
  await client.destroy()
}

describe('the gateway of the local Discord', () => {
  let server: DiscordServer
  beforeEach(async () => {
    server = await startDiscord({ intents: { messageContent: true } })
  })
  afterEach(() => server.close())

  test('brings a client its guilds, channels and itself', async () => {
    const client = await connectClient(server)
    expect(client.user.username).toBe('nutgraf')
    expect(client.guilds.cache.map(({ name }) => name).sort()).toEqual(['harbour', 'hill'])
    expect(client.channels.cache.map((one) => ('name' in one ? one.name : '')).sort()).toEqual([
      'general',
      'ideas',
      'lobby',
      'news',
    ])
    await stop(client)
  })

  test('refuses a wrong token at the API', async () => {
    const client = new Client({ intents: [], rest: { api: server.url } })
    await expect(client.login('not.the.token')).rejects.toMatchObject({ code: 'TokenInvalid' })
    expect(server.requests.map(({ status }) => status)).toEqual([401])
  })

  test.each([
    ['4004 for a token that was replaced', (one: DiscordServer) => (one.world.token = 'another'), withContent],
    [
      '4014 for an intent that is not switched on',
      (one: DiscordServer) => (one.world.application.intents.messageContent = false),
      withContent,
    ],
    ['4014 for members, which nobody switched on', () => undefined, [GatewayIntentBits.GuildMembers]],
    ['4013 for an intent that does not exist', () => undefined, [1 << 29]],
  ])('closes with %s', async (title, change, intents) => {
    const client = new Client({ intents, rest: { api: server.url } })
    const closed = new Promise<number>((resolve) => client.once(Events.ShardDisconnect, ({ code }) => resolve(code)))
    client.on(Events.ShardError, () => undefined)
    // The token is replaced after the client learned where the gateway is.
    void client.login(server.token).catch(() => undefined)
    await waitUntil(server.world, () => server.requests.length > 0, 1_000)
    change(server)
    expect(await closed).toBe(Number(title.slice(0, 4)))
    await client.destroy()
  })

  test('answers heartbeats', async () => {
    await withClient({ heartbeatMs: 30 }, async (_server, client) => {
      await new Promise((resolve) => setTimeout(resolve, 100))
      expect(client.ws.ping).toBeGreaterThanOrEqual(0)
      expect(client.ws.status).toBe(Status.Ready)
    })
  })

  test.each([
    ['when it is asked to reconnect', (one: DiscordServer) => one.gateway.askToReconnect()],
    ['after a close with 4000', (one: DiscordServer) => one.gateway.disconnect(4000)],
    ['after the connection was cut', (one: DiscordServer) => one.gateway.disconnect('cut')],
  ])('replays what a client missed %s', async (_title, interrupt) => {
    const client = await connectClient(server, { intents: withContent })
    const heard: string[] = []
    client.on(Events.MessageCreate, ({ content }) => heard.push(content))
    const person = server.member('ana')
    await person.say('before', { waitMs: 20 })
    interrupt(server)
    await waitUntil(server.world, () => server.gateway.sessions().length === 0, 200)
    await person.say('meanwhile', { waitMs: 20 })
    await expect.poll(() => heard, { timeout: 3_000 }).toEqual(['before', 'meanwhile'])
    expect(server.gateway.counts).toEqual({ identified: 1, resumed: 1 })
    await stop(client)
  })

  test('lets a client identify anew when its session is no longer valid', async () => {
    const client = await connectClient(server, { intents: withContent })
    server.gateway.invalidate(false)
    await expect.poll(() => server.gateway.counts, { timeout: 3_000 }).toEqual({ identified: 2, resumed: 0 })
    await expect.poll(() => server.gateway.sessions().length).toBe(1)
    await stop(client)
  })

  test('does not resume a session that was left for more than two minutes', async () => {
    const client = await connectClient(server)
    server.setOffline(true)
    await expect.poll(() => server.gateway.sessions().length).toBe(0)
    server.clock.advance(121_000)
    server.setOffline(false)
    await expect.poll(() => server.gateway.counts, { timeout: 4_000 }).toEqual({ identified: 2, resumed: 0 })
    await stop(client)
  })

  test('sends events only for the intents that were asked for', async () => {
    const client = await connectClient(server, { intents: [GatewayIntentBits.Guilds] })
    const heard: string[] = []
    client.on(Events.Raw, ({ t }: { t: string }) => heard.push(t))
    await server.member('ana').say('hello', { waitMs: 20 })
    server.add('harbour', 'late', 'text')
    await expect.poll(() => heard).toEqual(['CHANNEL_CREATE'])
    await stop(client)
  })

  test('keeps back what others write, without MESSAGE_CONTENT, save where Discord shows it', async () => {
    const client = await connectClient(server)
    const heard: Message[] = []
    client.on(Events.MessageCreate, (message) => heard.push(message))
    const person = server.member('chi')
    await person.say('plain', { waitMs: 20 })
    await person.say('in direct messages', { channel: 'dm', waitMs: 20 })
    await person.mention('hello', { waitMs: 20 })
    const general = await client.channels.fetch(server.channel('general').id)
    if (general?.isSendable()) await general.send('its own')
    await expect.poll(() => heard.length).toBe(4)
    expect(heard.map(({ content }) => content)).toEqual([
      '',
      'in direct messages',
      `<@${client.user.id}> hello`,
      'its own',
    ])
    await stop(client)
  })

  test('keeps back what others write from the API too, where the intent is not switched on', async () => {
    server.world.application.intents.messageContent = false
    const client = await connectClient(server)
    await server.member('chi').say('plain', { waitMs: 20 })
    const general = await client.channels.fetch(server.channel('general').id)
    const messages = general?.isTextBased() ? await general.messages.fetch() : []
    expect([...messages.values()].map((one) => ('content' in one ? one.content : null))).toEqual([''])
    await stop(client)
  })

  test('tells nothing of a channel that the bot may not see', async () => {
    const client = await connectClient(server, { intents: withContent })
    const heard: string[] = []
    client.on(Events.MessageCreate, ({ content }) => heard.push(content))
    server.deny('general', 'bot', 'ViewChannel')
    await server.member('ana').say('secret', { waitMs: 20 })
    await server.member('dan').say('open', { channel: 'hill/lobby', waitMs: 20 })
    await expect.poll(() => heard).toEqual(['open'])
    await stop(client)
  })

  test('tells when the bot is put out of a guild or asked into one', async () => {
    const client = await connectClient(server)
    server.kick('hill')
    server.invite({ name: 'valley', members: { ben: 'owner' }, channels: { talk: 'text' } })
    await expect.poll(() => client.guilds.cache.map(({ name }) => name).sort()).toEqual(['harbour', 'valley'])
    await stop(client)
  })

  test('is not there while it is offline, and lets the client come back', async () => {
    const client = await connectClient(server, { rest: { retries: 0 } })
    server.setOffline(true)
    await expect(client.users.fetch(server.member('ana').user.id, { force: true })).rejects.toThrow()
    server.setOffline(false)
    await expect.poll(() => server.gateway.counts.resumed, { timeout: 4_000 }).toBe(1)
    await stop(client)
  })
})
