import { type Client, Routes } from 'discord.js'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { connectClient } from './connect-client.ts'
import { type DiscordServer, startDiscord } from './discord-server.ts'

const option = (parts: object = {}) => ({ type: 3, name: 'topic', description: 'a topic', ...parts })
const command = (parts: object = {}) => ({ name: 'brief', description: 'Brief a topic', ...parts })
const times = <T>(count: number, make: (index: number) => T) => Array.from({ length: count }, (_, index) => make(index))

let server: DiscordServer
let client: Client<true>
beforeAll(async () => {
  server = await startDiscord({ rateScale: 0.001 })
  client = await connectClient(server)
})
afterAll(async () => {
  await client.destroy()
  await server.close()
})
beforeEach(() => {
  server.world.faults.splice(0)
  server.commands.global = []
  server.commands.guilds.clear()
})

const set = (...commands: object[]) =>
  client.rest.put(Routes.applicationCommands(client.application.id), { body: commands })

describe('commands of the local Discord', () => {
  test('are registered everywhere or in one guild, and each write is counted', async () => {
    const before = { ...server.commands.writes }
    const guildId = server.guild('harbour').id
    await client.application.commands.set([command({ options: [option({ required: true })] })])
    await client.application.commands.set([command({ name: 'ask' })], guildId)
    const created = await client.application.commands.create({ name: 'help', description: 'Help' })
    await client.application.commands.edit(created, { description: 'How to use it' })
    await client.application.commands.delete(created)
    expect(server.commands.writes).toEqual({ global: before.global + 4, guilds: before.guilds + 1 })
    const [brief] = (await client.application.commands.fetch()).values()
    expect(
      brief?.equals({
        ...command(),
        integrationTypes: [0],
        options: [{ type: 3, name: 'topic', description: 'a topic', required: true }],
      }),
    ).toBe(true)
    expect(server.member('ana').commands().sort()).toEqual(['ask', 'brief'])
    expect(server.member('dan').commands({ channel: 'hill/lobby' })).toEqual(['brief'])
    expect(server.commands.writes).toEqual({ global: before.global + 4, guilds: before.guilds + 1 })
  })

  test('keep their ids when they are overwritten by others of the same name', async () => {
    await set(command())
    const id = server.commands.global[0]?.id
    await set(command({ description: 'Another' }), command({ name: 'ask' }))
    expect(server.commands.global.map((one) => [one.id === id, one.name])).toEqual([
      [true, 'brief'],
      [false, 'ask'],
    ])
  })

  test('are offered only where they are for', async () => {
    await set(
      command({ contexts: [0] }),
      command({ name: 'digest', default_member_permissions: '0' }),
      command({ name: 'ask', contexts: [0, 1] }),
    )
    expect(server.member('ana').commands()).toEqual(['brief', 'digest', 'ask'])
    expect(server.member('ben').commands()).toEqual(['brief', 'ask'])
    // Permissions of a guild have no effect in direct messages.
    expect(server.member('chi').commands({ channel: 'dm' })).toEqual(['digest', 'ask'])
    server.deny('general', 'chi', 'UseApplicationCommands')
    expect(server.member('chi').commands({ channel: 'general' })).toEqual([])
  })

  test.each<[string, object, string]>([
    ['a capital in a name', command({ name: 'Brief' }), '0.name'],
    ['a space in a name', command({ name: 'brief it' }), '0.name'],
    ['a name of 33 characters', command({ name: 'x'.repeat(33) }), '0.name'],
    ['no description', command({ description: '' }), '0.description'],
    ['a description of 101 characters', command({ description: 'x'.repeat(101) }), '0.description'],
    ['26 options', command({ options: times(26, (index) => option({ name: `o${index}` })) }), '0.options'],
    ['two options of one name', command({ options: [option(), option()] }), '0.options'],
    [
      'a required option after one that is not',
      command({ options: [option(), option({ name: 'b', required: true })] }),
      '0.options.1.required',
    ],
    [
      '26 choices',
      command({ options: [option({ choices: times(26, (index) => ({ name: `${index}`, value: `${index}` })) })] }),
      '0.options.0.choices',
    ],
    [
      'a choice of 101 characters',
      command({ options: [option({ choices: [{ name: 'x', value: 'x'.repeat(101) }] })] }),
      '0.options.0.choices.0.value',
    ],
    [
      'choices and autocomplete',
      command({ options: [option({ autocomplete: true, choices: [{ name: 'x', value: 'x' }] })] }),
      '0.options.0.choices',
    ],
    [
      'subcommands beside options',
      command({ options: [option(), { type: 1, name: 'add', description: 'x' }] }),
      '0.options',
    ],
    ['a language that is not one', command({ name_localizations: { xx: 'brief' } }), '0.name_localizations.xx'],
    ['a description for a command of a menu', { name: 'Brief this link', type: 3, description: 'x' }, '0.description'],
    [
      '8,001 characters in all',
      command({
        options: times(4, (index) =>
          option({
            name: `o${index}`,
            choices: times(25, (one) => ({ name: `${one}`.padEnd(40, 'x'), value: `${one}`.padEnd(41, 'x') })),
          }),
        ),
      }),
      '0',
    ],
  ])('are refused with %s', async (_title, body, path) => {
    await expect(set(body)).rejects.toMatchObject({ code: 50035 })
    const paths = server.faults.flatMap(({ flaws }) => flaws.map((flaw) => flaw.path.join('.')))
    expect(
      paths.some((one) => one.startsWith(path)),
      `${paths}`,
    ).toBe(true)
    expect(server.commands.global).toEqual([])
  })

  test('are refused when two have one name, or when there are 101', async () => {
    await expect(set(command(), command())).rejects.toMatchObject({ code: 50035 })
    await expect(set(...times(101, (index) => command({ name: `c${index}` })))).rejects.toMatchObject({ code: 50035 })
    await expect(set(...times(100, (index) => command({ name: `c${index}` })))).resolves.toHaveLength(100)
  })

  test('of another application or guild cannot be written', async () => {
    await expect(client.rest.put(Routes.applicationCommands('1'), { body: [] })).rejects.toMatchObject({ code: 50001 })
    const { id } = server.guild('hill')
    server.kick('hill')
    await expect(
      client.rest.put(Routes.applicationGuildCommands(client.application.id, id), { body: [] }),
    ).rejects.toMatchObject({ code: 50001 })
  })
})
