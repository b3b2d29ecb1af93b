import { ChannelType, type Client, Events, type GuildTextBasedChannel, Routes } from 'discord.js'
import { describe, expect, test } from 'vitest'
import { withClient } from './connect-client.ts'
import type { DiscordServer } from './discord-server.ts'

const closed = { allowed_mentions: { parse: [] } }

/** A server with a client, and a way to post raw payloads through the client's own REST side. */
function withPost(
  run: (
    server: DiscordServer,
    client: Client<true>,
    post: (channel: string, body?: object) => Promise<unknown>,
  ) => Promise<void>,
) {
  return withClient({ rateScale: 0.01 }, (server, client) =>
    run(server, client, (channel, body = {}) => {
      return client.rest.post(Routes.channelMessages(server.channel(channel).id), {
        body: { content: 'hello', ...closed, ...body },
      })
    }),
  )
}

/** A channel as discord.js knows it. */
async function textChannel(server: DiscordServer, client: Client<true>, name: string): Promise<GuildTextBasedChannel> {
  const channel = await client.channels.fetch(server.channel(name).id)
  if (!channel?.isTextBased() || channel.isDMBased()) throw new Error('not a channel of a guild')
  return channel
}

describe('messages of the local Discord', () => {
  test('are posted, read, changed and taken away', async () => {
    await withPost(async (server, client) => {
      const channel = await textChannel(server, client, 'general')
      const message = await channel.send('first')
      await message.edit('second')
      await message.reply('an answer')
      expect((await channel.messages.fetch({ limit: 10, cache: false })).map(({ content }) => content)).toEqual([
        'an answer',
        'second',
      ])
      expect((await channel.messages.fetch({ message: message.id, force: true })).editedTimestamp).not.toBeNull()
      await message.delete()
      await expect(channel.messages.fetch({ message: message.id, force: true })).rejects.toMatchObject({ code: 10008 })
      expect(server.messages('general', 'chi').map(({ text }) => text)).toEqual(['an answer'])
      expect(server.faults).toEqual([])
    })
  })

  test('are refused with 50001 where the bot sees nothing, 50013 where it may not write, 10003 where nothing is', async () => {
    await withPost(async (server, client, post) => {
      server.deny('general', 'bot', 'SendMessages')
      await expect(post('general')).rejects.toMatchObject({ code: 50013, status: 403 })
      server.deny('general', 'bot', 'ViewChannel')
      await expect(post('general')).rejects.toMatchObject({ code: 50001, status: 403 })
      const { id } = server.channel('news')
      server.remove('news')
      await expect(
        client.rest.post(Routes.channelMessages(id), { body: { content: 'x', ...closed } }),
      ).rejects.toMatchObject({ code: 10003, status: 404 })
      server.kick('hill')
      await expect(post('hill/lobby')).rejects.toMatchObject({ code: 50001 })
    })
  })

  test('need their own permission inside threads, where SEND_MESSAGES has no effect', async () => {
    await withPost(async (server, client, post) => {
      const thread = server.member('ana').begin('Talk', 'about', { channel: 'general' })
      const write = () => client.rest.post(Routes.channelMessages(thread.id), { body: { content: 'x', ...closed } })
      server.deny('general', 'bot', 'SendMessages')
      await expect(write()).resolves.toMatchObject({ content: 'x' })
      server.deny('general', 'bot', 'SendMessagesInThreads')
      server.allow('general', 'bot', 'SendMessages')
      await expect(write()).rejects.toMatchObject({ code: 50013 })
      await expect(post('general')).resolves.toMatchObject({ content: 'hello' })
    })
  })

  test('need permission for embeds, for replies, and to take away what others wrote', async () => {
    await withPost(async (server, client, post) => {
      await server.member('ana').say('mine', { waitMs: 10 })
      const [mine] = server.messages('general', 'ana')
      const path = Routes.channelMessage(server.channel('general').id, mine?.id ?? '')
      await expect(client.rest.delete(path)).rejects.toMatchObject({ code: 50013 })
      await expect(client.rest.patch(path, { body: { content: 'yours', ...closed } })).rejects.toMatchObject({
        code: 50005,
      })
      server.deny('general', 'bot', 'EmbedLinks', 'ReadMessageHistory')
      await expect(post('general', { embeds: [{ title: 'x' }] })).rejects.toMatchObject({ code: 50013 })
      await expect(post('general', { message_reference: { message_id: mine?.id } })).rejects.toMatchObject({
        code: 160002,
      })
      await expect(client.rest.get(path)).rejects.toMatchObject({ code: 50013 })
    })
  })

  test('are posted once for a nonce that is enforced, for five minutes', async () => {
    await withPost(async (server, _client, post) => {
      const first = await post('general', { nonce: 'digest-1', enforce_nonce: true })
      const second = await post('general', { content: 'again', nonce: 'digest-1', enforce_nonce: true })
      expect(second).toEqual(first)
      await post('general', { nonce: 'digest-1' })
      server.clock.advance(5 * 60_000 + 1)
      await post('general', { nonce: 'digest-1', enforce_nonce: true })
      expect(server.messages('general', 'ana')).toHaveLength(3)
    })
  })

  test('are refused with 200000 where moderation blocks a word, with 200001 in a title', async () => {
    await withPost(async (server, client, post) => {
      server.block('harbour', 'Ferry')
      await expect(post('general', { content: 'the ferry is late' })).rejects.toMatchObject({ code: 200000 })
      const display = { flags: 1 << 15, content: undefined, components: [{ type: 10, content: 'The FERRY' }] }
      await expect(post('general', display)).rejects.toMatchObject({ code: 200000 })
      await expect(
        client.rest.post(Routes.threads(server.channel('general').id), { body: { name: 'Ferry', type: 11 } }),
      ).rejects.toMatchObject({ code: 200001 })
      await expect(post('hill/lobby', { content: 'the ferry is late' })).resolves.toBeDefined()
    })
  })

  test('are refused in direct messages that are closed', async () => {
    await withPost(async (server, client) => {
      const { user } = server.member('ana')
      const sent = await (await client.users.fetch(user.id)).send('hello')
      expect(server.messages('dm', 'ana').map(({ id }) => id)).toEqual([sent.id])
      user.isClosed = true
      await expect((await client.users.fetch(user.id)).send('hello')).rejects.toMatchObject({ code: 50007 })
    })
  })

  test('are refused when empty', async () => {
    await withPost(async (_server, _client, post) => {
      await expect(post('general', { content: '' })).rejects.toMatchObject({ code: 50006 })
    })
  })
})

describe('threads of the local Discord', () => {
  test('have the id of the message that they are made from, once', async () => {
    await withPost(async (server, client) => {
      const channel = await textChannel(server, client, 'general')
      const message = await channel.send('brief')
      const thread = await message.startThread({ name: 'Ferry' })
      expect(thread).toMatchObject({ id: message.id, parentId: channel.id, type: ChannelType.PublicThread })
      await expect(
        client.rest.post(Routes.threads(channel.id, message.id), { body: { name: 'Again' } }),
      ).rejects.toMatchObject({ code: 160004 })
      expect((await channel.messages.fetch({ message: message.id, force: true })).hasThread).toBe(true)
    })
  })

  test('are of another kind in an announcement channel, and are not made without permission', async () => {
    await withPost(async (server, client) => {
      const channel = await textChannel(server, client, 'news')
      const message = await channel.send('brief')
      server.deny('news', 'bot', 'CreatePublicThreads')
      await expect(message.startThread({ name: 'Ferry' })).rejects.toMatchObject({ code: 50013 })
      server.allow('news', 'bot', 'CreatePublicThreads')
      expect((await message.startThread({ name: 'Ferry' })).type).toBe(ChannelType.AnnouncementThread)
    })
  })

  test('are posts in a forum, with a title, and with a tag where it is demanded', async () => {
    await withPost(async (server, client, post) => {
      const { id } = server.channel('ideas')
      const forum = await client.channels.fetch(id)
      if (forum?.type !== ChannelType.GuildForum) throw new Error('no forum')
      await expect(post('ideas')).rejects.toMatchObject({ code: 50008 })
      const untitled = client.rest.post(Routes.threads(id), { body: { message: { content: 'x', ...closed } } })
      await expect(untitled).rejects.toMatchObject({ code: 50035 })
      const thread = await forum.threads.create({ name: 'Ferry', message: { content: 'brief' } })
      expect((await thread.fetchStarterMessage())?.id).toBe(thread.id)
      expect(server.messages(thread, 'chi').map(({ text }) => text)).toEqual(['brief'])
      server.channel('ideas').demandsTag = true
      await expect(forum.threads.create({ name: 'Ferry', message: { content: 'brief' } })).rejects.toMatchObject({
        code: 40067,
      })
      expect(server.faults.map(({ route }) => route)).toEqual(['POST /channels/:channel/threads'])
    })
  })

  test('go to the archive when nobody writes, and come back when somebody does', async () => {
    await withPost(async (server, client) => {
      const channel = await textChannel(server, client, 'general')
      const message = await channel.send('brief')
      const thread = await message.startThread({ name: 'Ferry', autoArchiveDuration: 60 })
      const inside = await thread.send('inside')
      const archived = new Promise<boolean | null>((resolve) =>
        client.once(Events.ThreadUpdate, (_old, now) => resolve(now.archived)),
      )
      server.clock.advance(60 * 60_000 + 1)
      expect(await archived).toBe(true)
      await expect(inside.edit('changed')).rejects.toMatchObject({ code: 50083 })
      await thread.send('anew')
      await expect.poll(() => thread.archived).toBe(false)
      await thread.setArchived(true)
      expect(server.channel(thread).thread?.isArchived).toBe(true)
    })
  })

  test('that are locked are closed to a bot that does not manage threads', async () => {
    await withPost(async (server, client) => {
      const thread = server.member('ana').begin('Talk', 'about', { channel: 'general' })
      if (thread.thread) thread.thread.isLocked = true
      const write = () => client.rest.post(Routes.channelMessages(thread.id), { body: { content: 'x', ...closed } })
      await expect(write()).rejects.toMatchObject({ code: 160005 })
      server.allow('general', 'bot', 'ManageThreads')
      await expect(write()).resolves.toBeDefined()
    })
  })

  test('can be joined, left and listed', async () => {
    await withPost(async (server, client) => {
      const { id } = server.member('ana').begin('Talk', 'about', { channel: 'general' })
      const thread = await client.channels.fetch(id)
      if (!thread?.isThread()) throw new Error('no thread')
      await thread.join()
      expect((await thread.members.fetch()).size).toBe(2)
      await thread.leave()
      expect(server.channel(thread).thread?.memberIds.has(client.user.id)).toBe(false)
      const guild = await client.guilds.fetch(server.guild('harbour').id)
      expect((await guild.channels.fetchActiveThreads()).threads.map(({ name }) => name)).toEqual(['Talk'])
    })
  })

  test('bring what people write in them to the bot', async () => {
    await withPost(async (server, client) => {
      client.on(Events.MessageCreate, (message) => {
        if (message.mentions.has(client.user) && !message.author.bot) void message.reply(`in ${message.channel.id}`)
      })
      const thread = server.member('ana').begin('Talk', 'about', { channel: 'general' })
      const { messages } = await server.member('ben').mention('what?', { thread })
      expect(messages.map(({ text, channelId }) => ({ text, channelId }))).toEqual([
        { text: `in ${thread.id}`, channelId: thread.id },
      ])
    })
  })
})
