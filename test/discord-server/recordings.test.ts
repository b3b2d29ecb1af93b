import { readFileSync } from 'node:fs'
import { Events, type Interaction, type Message } from 'discord.js'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { outsideData } from '../outside-data.ts'
import { withClient } from './connect-client.ts'
import { rewriteIds } from './rewrite-ids.ts'

const file = outsideData('platform/recordings/channel/discord.json')

const recordingSchema = z.looseObject({
  ...{
    applicationId: z.string(),
    guildId: z.string(),
    channelId: z.string(),
    threadChannelId: z.string(),
    userId: z.string(),
  },
  userName: z.string(),
  mention: z.looseObject({ data: z.record(z.string(), z.unknown()) }),
  channel_post_action: z.record(z.string(), z.unknown()),
})

describe.skipIf(file === undefined)('a recorded event of Discord', () => {
  const read = () => recordingSchema.parse(JSON.parse(readFileSync(file ?? '', 'utf8')))

  test('reaches the real client, with ids and names rewritten to ours: a mention', async () => {
    await withClient({}, async (server, client) => {
      const recording = read()
      const person = server.member('ana')
      const { id: channelId, guildId } = server.channel('general')
      const names = {
        [recording.applicationId]: client.user.id,
        [recording.guildId]: guildId ?? '',
        [recording.channelId]: channelId,
        [recording.userId]: person.user.id,
        [recording.userName]: 'ana',
        'Test User': 'Ana',
      }
      const heard = new Promise<Message>((resolve) => client.once(Events.MessageCreate, resolve))
      server.replay('MESSAGE_CREATE', rewriteIds(recording.mention.data, names))
      const message = await heard
      expect(message.author.displayName).toBe('Ana')
      expect(message.mentions.has(client.user)).toBe(true)
      expect(message.content).toBe(`<@${client.user.id}> Test`)
    })
  })

  test('reaches the real client, with ids and names rewritten to ours: a button in a thread, which can be answered', async () => {
    await withClient({}, async (server, client) => {
      const recording = read()
      const person = server.member('ana')
      const thread = person.begin('Talk', 'about', { channel: 'general' })
      const names = {
        [recording.applicationId]: client.user.id,
        [recording.guildId]: thread.guildId ?? '',
        [recording.channelId]: thread.parentId ?? '',
        [recording.threadChannelId]: thread.id,
        [recording.userId]: person.user.id,
        [recording.userName]: 'ana',
        'Test User': 'Ana',
      }
      const heard = new Promise<Interaction>((resolve) => client.once(Events.InteractionCreate, resolve))
      const replayed = server.replay('INTERACTION_CREATE', rewriteIds(recording.channel_post_action, names))
      const interaction = await heard
      if (!interaction.isButton()) throw new Error('no button')
      expect(interaction.customId).toBe('channel-post')
      expect(interaction.channelId).toBe(thread.id)
      await interaction.reply('pressed')
      expect(replayed?.first?.type).toBe(4)
      expect(server.messages(thread, 'ana').map(({ text }) => text)).toContain('pressed')
    })
  })
})
