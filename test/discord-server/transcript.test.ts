import { type Client, Events, MessageFlags } from 'discord.js'
import { describe, expect, test } from 'vitest'
import { withClient } from './connect-client.ts'
import { withBot } from './with-bot.ts'

const text = (content: string) => ({ type: 10, content }) as const

function answerEverything(client: Client<true>): void {
  client.on(Events.InteractionCreate, async (interaction) => {
    if (interaction.isChatInputCommand()) {
      await interaction.deferReply({ flags: MessageFlags.Ephemeral })
      await interaction.editReply({
        flags: MessageFlags.IsComponentsV2,
        components: [
          { type: 17, components: [text('**The ferry**\n3 of 4 boats ran.'), { type: 14 }, text('One source')] },
          {
            type: 1,
            components: [
              { type: 2, style: 1, label: 'Evidence', custom_id: 'evidence' },
              { type: 2, style: 2, label: 'Ask', custom_id: 'ask' },
            ],
          },
        ],
      })
    }
    if (interaction.isButton() && interaction.customId === 'ask') {
      await interaction.showModal({
        custom_id: 'asked',
        title: 'Ask',
        components: [{ type: 18, label: 'Question', component: { type: 4, custom_id: 'q', style: 1 } }],
      })
    } else if (interaction.isButton()) {
      await interaction.update({ flags: MessageFlags.IsComponentsV2, components: [text('Sentence 1')] })
    }
    if (interaction.isModalSubmit())
      await interaction.reply(`“${interaction.fields.getTextInputValue('q')}”: the stories do not say.`)
  })
  client.on(Events.MessageCreate, async (message) => {
    if (message.author.bot || !message.mentions.has(client.user)) return
    const thread = await message.startThread({ name: 'Ferry' })
    await thread.send(`Hello <@${message.author.id}>`)
  })
}

describe('a transcript of the local Discord', () => {
  test('shows one person what they see, without ids and clock times', async () => {
    await withClient({}, async (server, client) => {
      await client.application.commands.set([
        { name: 'brief', description: 'Brief', options: [{ type: 3, name: 'topic', description: 'topic' }] },
      ])
      answerEverything(client)
      const person = server.member('ana')
      const { reply } = await person.slash('brief', { topic: 'ferry' })
      const { modal } = await person.press(reply ?? { id: '' }, 'Ask')
      if (modal) await person.submit(modal, { q: 'How long?' })
      await person.press(reply ?? { id: '' }, 'Evidence')
      await server.member('ben').mention('what about it?')
      expect(server.transcript('ana', 'general')).toBe(`# general

Ana uses /brief topic: ferry

Nutgraf (only you can see this):
  │ **The ferry**
  │ 3 of 4 boats ran.
  │ ───
  │ One source
  [Evidence] [Ask]

Ana presses [Ask]

A window opens: Ask
  Question: []

Ana sends “Ask”; q: How long?

Nutgraf:
  “How long?”: the stories do not say.

Ana presses [Evidence]

Nutgraf changes the message (only you can see this):
  Sentence 1

Ben:
  @Nutgraf what about it?

— in the thread “Ferry” —

Nutgraf:
  Hello @Ben
`)
      expect(server.transcript('chi', 'general')).not.toContain('only you can see this')
      expect(server.transcript('chi', 'general')).not.toContain('Ana uses')
      expect(server.faults).toEqual([])
    })
  })

  test('names the place that a link button leads to, since ids differ from run to run', async () => {
    await withBot(
      async () => undefined,
      async (server, _errors, client) => {
        const { id, guildId } = server.channel('general')
        const channel = await client.channels.fetch(id)
        if (!channel?.isSendable()) throw new Error('no channel')
        const button = (label: string, url: string) => ({ type: 2, style: 5, label, url })
        const to = `https://discord.com/channels/${guildId}/${id}`
        const row = {
          type: 1,
          components: [button('There', to), button('Here', `${to}/1`), button('Out', 'https://a.example/')],
        }
        await channel.send({ content: 'Go:', components: [row] })
        const text = server.transcript('ana', 'general')
        expect(text).toContain('[There → #general] [Here → a message in #general] [Out → https://a.example/]')
      },
    )
  })
})
