import { MessageFlags } from 'discord.js'
import { describe, expect, test } from 'vitest'
import { withBot } from './with-bot.ts'

const row = (customId: string, label = 'Evidence') => ({
  type: 1,
  components: [{ type: 2, style: 1, label, custom_id: customId }],
})

describe('buttons, selects, windows and choices of the local Discord', () => {
  test('show a reply that is ephemeral to its person alone', async () => {
    await withBot(
      async (interaction) => {
        if (interaction.isChatInputCommand())
          await interaction.reply({ content: 'for you', components: [row('more')], flags: MessageFlags.Ephemeral })
      },
      async (server) => {
        const { reply } = await server.member('ana').slash('brief', { topic: 'ferry' })
        expect(server.messages('general', 'ana')).toHaveLength(1)
        expect(server.messages('general', 'ben')).toEqual([])
        await expect(server.member('ben').press(reply ?? { id: '' }, 'Evidence')).rejects.toThrow(
          'does not see that message',
        )
      },
    )
  })

  test('carry a button to a window and what is filled in', async () => {
    await withBot(
      async (interaction) => {
        if (interaction.isChatInputCommand())
          await interaction.reply({ content: 'brief', components: [row('ask', 'Ask'), row('more')] })
        if (interaction.isButton() && interaction.customId === 'more')
          await interaction.update({ content: 'brief with evidence', components: [] })
        if (interaction.isButton() && interaction.customId === 'ask') {
          const input = { type: 4, custom_id: 'question', style: 1, max_length: 100 } as const
          await interaction.showModal({
            custom_id: 'asked',
            title: 'Ask',
            components: [{ type: 18, label: 'Question', component: input }],
          })
        }
        if (interaction.isModalSubmit()) {
          await interaction.deferReply({ flags: MessageFlags.Ephemeral })
          await interaction.editReply(`You asked: ${interaction.fields.getTextInputValue('question')}`)
        }
      },
      async (server, errors) => {
        const person = server.member('chi')
        const { reply } = await person.slash('brief', { topic: 'ferry' })
        if (!reply) throw new Error('no reply')
        expect(reply.buttons.map(({ label }) => label)).toEqual(['Ask', 'Evidence'])
        const { modal, first } = await person.press(reply, 'Ask')
        expect(first?.kind).toBe('modal')
        if (!modal) throw new Error('no window')
        await expect(person.submit(modal, { question: 'x'.repeat(101) })).rejects.toThrow('at most 100')
        await expect(person.submit(modal, {})).rejects.toThrow('required')
        const answered = await person.submit(modal, { question: 'How long?' })
        expect(answered.reply).toMatchObject({ text: 'You asked: How long?', isEphemeral: true })
        const updated = await person.press(reply, 'more')
        expect(updated.first?.kind).toBe('update')
        expect(updated.reply?.text).toBe('brief with evidence')
        await expect(person.press(reply, 'more')).rejects.toThrow('has no "more"')
        expect(errors).toEqual([])
        expect(server.faults).toEqual([])
      },
    )
  })

  test('offer the choices of an option that is being typed', async () => {
    await withBot(
      async (interaction) => {
        if (!interaction.isAutocomplete()) return
        const { name, value } = interaction.options.getFocused(true)
        await interaction.respond([{ name: `${name}: ${value}ry`, value: `${value}ry` }])
      },
      async (server) => {
        const { choices } = await server.member('ana').autocomplete('brief', { topic: 'fer' })
        expect(choices).toEqual([{ name: 'topic: ferry', value: 'ferry' }])
      },
    )
  })

  test.each([
    ['26 choices', Array.from({ length: 26 }, (_, index) => ({ name: `${index}`, value: `${index}` }))],
    ['a choice of 101 characters', [{ name: 'x'.repeat(101), value: 'x' }]],
  ])('refuse %s', async (_title, choices) => {
    await withBot(
      async (interaction) => void (interaction.isAutocomplete() && (await interaction.respond(choices))),
      async (server, errors) => {
        const typed = server.member('ana').autocomplete('brief', { topic: 'fer' })
        await expect.poll(() => errors).toMatchObject([{ code: 50035 }])
        server.clock.advance(3_001)
        expect((await typed).choices).toEqual([])
      },
    )
  })

  test('take a choice from a select, and an answer that only says it was heard', async () => {
    const options = [
      { label: 'Wrong figure', value: 'figure' },
      { label: 'Other', value: 'other' },
    ]
    const menu = { type: 1, components: [{ type: 3, custom_id: 'kind', options }] } as const
    await withBot(
      async (interaction) => {
        if (interaction.isChatInputCommand()) await interaction.reply({ content: 'Report', components: [menu] })
        if (!interaction.isStringSelectMenu()) return
        await interaction.deferUpdate()
        await interaction.editReply({ content: `Reported: ${interaction.values}`, components: [] })
      },
      async (server, errors) => {
        const { reply } = await server.member('ana').slash('brief', { topic: 'ferry' })
        const outcome = await server.member('ana').choose(reply ?? { id: '' }, 'kind', ['figure'])
        expect(errors).toEqual([])
        expect(outcome.first?.kind).toBe('deferred-update')
        expect(outcome.reply).toMatchObject({ id: reply?.id, text: 'Reported: figure' })
      },
    )
  })
})

describe('the places and people of the local Discord', () => {
  test('bring the whole message to a command of its menu, whatever the intents', async () => {
    await withBot(
      async (interaction) =>
        void (
          interaction.isMessageContextMenuCommand() && (await interaction.reply(interaction.targetMessage.content))
        ),
      async (server) => {
        await server.member('ben').say('see https://example.org/ferry', { waitMs: 10 })
        const [message] = server.messages('general', 'ana')
        const outcome = await server.member('ana').context('Brief this link', message ?? { id: '' })
        expect(outcome.reply?.text).toBe('see https://example.org/ferry')
        expect(outcome.reply?.links).toEqual([{ label: null, url: 'https://example.org/ferry' }])
      },
    )
  })

  test('reach the bot from direct messages too', async () => {
    await withBot(
      async (interaction) =>
        void (interaction.isChatInputCommand() && (await interaction.reply(String(interaction.guildId)))),
      async (server) => {
        const outcome = await server.member('ana').slash('brief', { topic: 'ferry' }, { channel: 'dm' })
        expect(outcome.reply?.text).toBe('null')
      },
    )
  })

  test('hide a command from whom it is not for', async () => {
    await withBot(
      async () => undefined,
      async (server) => {
        expect(server.member('ben').commands()).toEqual(['brief', 'feeds'])
        expect(server.member('chi').commands()).toEqual(['brief'])
        await expect(server.member('chi').slash('feeds add', { url: 'x' })).rejects.toThrow(
          'Chi does not see the command feeds',
        )
        await expect(server.member('ana').slash('gone')).rejects.toThrow('finds no command gone')
        await expect(server.member('ana').slash('brief')).rejects.toThrow('"topic" is required')
      },
    )
  })
})
