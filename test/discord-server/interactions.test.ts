import { ChannelType, type Interaction, MessageFlags } from 'discord.js'
import { describe, expect, test } from 'vitest'
import { withBot } from './with-bot.ts'

describe('interactions of the local Discord', () => {
  test('tell a command, its options and who used it where', async () => {
    let seen: unknown
    await withBot(
      async (interaction) => {
        if (!interaction.isChatInputCommand()) return
        const { commandName, options, user, guildId, channelId, locale } = interaction
        seen = {
          commandName,
          sub: options.getSubcommand(),
          url: options.getString('url'),
          user: user.username,
          guildId,
          channelId,
          locale,
        }
        await interaction.reply({ content: 'added', flags: MessageFlags.Ephemeral })
      },
      async (server) => {
        const outcome = await server.member('ana').slash('feeds add', { url: 'https://example.org/feed' })
        const { id, guildId } = server.channel('general')
        expect(seen).toEqual({
          commandName: 'feeds',
          sub: 'add',
          url: 'https://example.org/feed',
          user: 'ana',
          guildId,
          channelId: id,
          locale: 'en-US',
        })
        expect(outcome.first).toMatchObject({ kind: 'message', isEphemeral: true })
        expect(outcome.reply).toMatchObject({ text: 'added', isEphemeral: true })
      },
    )
  })

  test('show a deferred reply, its edit, a follow-up, a thread and what is posted in it', async () => {
    await withBot(
      async (interaction) => {
        if (!interaction.isChatInputCommand() || interaction.channel?.type !== ChannelType.GuildText) return
        await interaction.deferReply()
        const reply = await interaction.editReply('The ferry')
        const thread = await reply.startThread({ name: 'Ferry' })
        await thread.sendTyping()
        await thread.send('More about it')
        await interaction.followUp({ content: 'for you', flags: MessageFlags.Ephemeral })
      },
      async (server, errors) => {
        const outcome = await server.member('ana').slash('brief', { topic: 'ferry' })
        expect(errors).toEqual([])
        expect(outcome.first).toMatchObject({ kind: 'deferred', isEphemeral: false })
        expect(outcome.first?.afterMs).toBeLessThan(1_000)
        expect(outcome.edits.map(({ text }) => text)).toEqual(['The ferry'])
        expect(outcome.threads.map(({ id, name }) => ({ id, name }))).toEqual([
          { id: outcome.reply?.id, name: 'Ferry' },
        ])
        expect(outcome.messages.map(({ text, channelId }) => ({ text, channelId }))).toEqual([
          { text: 'More about it', channelId: outcome.reply?.id },
        ])
        expect(outcome.followUps).toMatchObject([{ text: 'for you', isEphemeral: true }])
        expect(outcome.typing).toBe(1)
        expect(server.faults).toEqual([])
      },
    )
  })

  test('know no first answer after 3 seconds of the clock', async () => {
    await withBot(
      async (interaction) => {
        if (!interaction.isChatInputCommand()) return
        await new Promise((resolve) => setTimeout(resolve, 30))
        await interaction.deferReply()
      },
      async (server, errors) => {
        const asked = server.member('ana').slash('brief', { topic: 'ferry' })
        server.clock.advance(3_001)
        expect((await asked).first).toBeNull()
        await expect.poll(() => errors).toMatchObject([{ code: 10062 }])
      },
    )
  })

  test('take a first answer once', async () => {
    await withBot(
      async (interaction) => {
        if (!interaction.isChatInputCommand()) return
        const again = { type: 5 } as const
        await interaction.deferReply()
        await interaction.editReply('once')
        await interaction.client.rest.post(`/interactions/${interaction.id}/${interaction.token}/callback`, {
          body: again,
          auth: false,
        })
      },
      async (server, errors) => {
        await server.member('ana').slash('brief', { topic: 'ferry' })
        await expect.poll(() => errors).toMatchObject([{ code: 40060 }])
      },
    )
  })

  test('end their tokens after 15 minutes', async () => {
    const kept: Interaction[] = []
    await withBot(
      async (interaction) => {
        kept.push(interaction)
        if (interaction.isChatInputCommand()) await interaction.reply('early')
      },
      async (server) => {
        await server.member('ana').slash('brief', { topic: 'ferry' })
        const [interaction] = kept
        if (!interaction?.isChatInputCommand()) throw new Error('no command')
        server.clock.advance(14 * 60_000)
        await interaction.editReply('in time')
        server.clock.advance(60_000)
        await expect(interaction.editReply('late')).rejects.toMatchObject({ code: 50027 })
        await expect(interaction.followUp('late')).rejects.toMatchObject({ code: 50027 })
      },
    )
  })

  test('settle at the defer who sees the reply', async () => {
    const errors: unknown[] = []
    await withBot(
      async (interaction) => {
        if (!interaction.isChatInputCommand()) return
        await interaction.deferReply()
        await interaction
          .followUp({ content: 'hidden after all', flags: MessageFlags.Ephemeral })
          .catch((error) => errors.push(error))
        const hide = { content: 'hidden', flags: MessageFlags.Ephemeral, allowed_mentions: { parse: [] } }
        const path = `/webhooks/${interaction.applicationId}/${interaction.token}/messages/@original` as const
        await interaction.client.rest.patch(path, { body: hide, auth: false }).catch((error) => errors.push(error))
        await interaction.followUp('shown')
      },
      async (server) => {
        const outcome = await server.member('ana').slash('brief', { topic: 'ferry' })
        expect(errors).toMatchObject([{ code: 50035 }, { code: 50035 }])
        expect(outcome.reply).toMatchObject({ text: 'shown', isEphemeral: false })
        expect(server.faults).toHaveLength(2)
      },
    )
  })

  test('take no flag but EPHEMERAL at the defer', async () => {
    await withBot(
      async (interaction) => {
        const flags = MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral
        const body = { type: 5, data: { flags } }
        await interaction.client.rest.post(`/interactions/${interaction.id}/${interaction.token}/callback`, {
          body,
          auth: false,
        })
      },
      async (server, errors) => {
        const asked = server.member('ana').slash('brief', { topic: 'ferry' })
        await expect.poll(() => errors).toMatchObject([{ code: 50035 }])
        server.clock.advance(3_001)
        await asked
      },
    )
  })

  test('refuse an answer of a type that does not fit', async () => {
    await withBot(
      async (interaction) => {
        await interaction.client.rest.post(`/interactions/${interaction.id}/${interaction.token}/callback`, {
          body: { type: 6 },
          auth: false,
        })
      },
      async (server, errors) => {
        const asked = server.member('ana').slash('brief', { topic: 'ferry' })
        await expect.poll(() => errors).toMatchObject([{ code: 50035 }])
        server.clock.advance(3_001)
        await asked
      },
    )
  })

  test('show that the bot is still at work, or that it took its reply away', async () => {
    await withBot(
      async (interaction) => {
        if (!interaction.isChatInputCommand()) return
        await interaction.deferReply()
        if (interaction.options.getString('topic') === 'gone') await interaction.deleteReply()
      },
      async (server) => {
        const waiting = await server.member('ana').slash('brief', { topic: 'ferry' }, { waitMs: 50 })
        expect(waiting.reply).toMatchObject({ text: '', isThinking: true })
        expect(waiting.repliedAfterMs).toBeNull()
        expect(server.transcript('ana', 'general')).toContain('Nutgraf is thinking…')
        expect((await server.member('ana').slash('brief', { topic: 'gone' })).reply).toBeNull()
        await expect(waiting.until(({ text }) => text !== '', 20)).rejects.toThrow('waited 20 ms in vain')
      },
    )
  })

  test('have no reply to edit before the first answer, and none where the channel is gone', async () => {
    const kept: Interaction[] = []
    await withBot(
      async (interaction) => void kept.push(interaction),
      async (server, _errors, client) => {
        const { id } = server.add('harbour', 'short', 'text')
        const asked = server.member('ana').slash('brief', { topic: 'ferry' }, { channel: { id } })
        await expect.poll(() => kept).toHaveLength(1)
        const [interaction] = kept
        if (!interaction?.isChatInputCommand()) throw new Error('no command')
        const body = { content: 'early', allowed_mentions: { parse: [] } }
        const edit = client.rest.patch(
          `/webhooks/${interaction.applicationId}/${interaction.token}/messages/@original`,
          { body, auth: false },
        )
        await expect(edit).rejects.toMatchObject({ code: 10015 })
        server.remove({ id })
        await expect(interaction.reply('late')).rejects.toMatchObject({ code: 10003 })
        server.clock.advance(3_001)
        await asked
      },
    )
  })
})
