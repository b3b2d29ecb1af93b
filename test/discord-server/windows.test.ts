import { type Client, Routes } from 'discord.js'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { connectClient } from './connect-client.ts'
import { type DiscordServer, startDiscord } from './discord-server.ts'
import { hasOpenApi, schemaFlaws } from './openapi.ts'
import { button, row, select, text, times, v2 } from './sample-components.ts'

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
beforeEach(() => void server.world.faults.splice(0))

const post = (body: object) => client.rest.post(Routes.channelMessages(server.channel('general').id), { body })

describe('windows of the local Discord', () => {
  test.each<[string, object, string]>([
    ['a title of 46 characters', { title: 'x'.repeat(46) }, 'data.title'],
    [
      'six parts',
      {
        components: times(6, (index) => ({
          type: 18,
          label: 'x',
          component: { type: 4, custom_id: `${index}`, style: 1 },
        })),
      },
      'data.components',
    ],
    [
      'a label of 46 characters',
      { components: [{ type: 18, label: 'x'.repeat(46), component: { type: 4, custom_id: 'q', style: 1 } }] },
      'data.components.0.label',
    ],
    [
      'a label in an old row of 46 characters',
      { components: [row({ type: 4, custom_id: 'q', style: 1, label: 'x'.repeat(46) })] },
      'data.components.0.components.0.label',
    ],
    [
      'a custom_id twice',
      { components: times(2, () => ({ type: 18, label: 'x', component: { type: 4, custom_id: 'q', style: 1 } })) },
      'data.components.1',
    ],
    ['nothing in it', { components: [] }, 'data.components'],
  ])('are refused with %s', async (_title, parts, path) => {
    await client.application.commands.set([{ name: 'ask', description: 'Ask' }])
    const component = { type: 18, label: 'Question', component: { type: 4, custom_id: 'q', style: 1 } }
    const data = { custom_id: 'window', title: 'Ask', components: [component], ...parts }
    const refused = new Promise((resolve) => {
      client.once('interactionCreate', ({ id, token }) => {
        client.rest
          .post(Routes.interactionCallback(id, token), { body: { type: 9, data }, auth: false })
          .then(resolve, resolve)
      })
    })
    const asked = server.member('ana').slash('ask')
    expect(await refused).toMatchObject({ code: 50035 })
    const paths = server.faults.flatMap(({ flaws }) => flaws.map((flaw) => flaw.path.join('.')))
    expect(
      paths.some((one) => one.startsWith(path)),
      `${paths}`,
    ).toBe(true)
    server.clock.advance(3_001)
    await asked
  })
})

describe.skipIf(!hasOpenApi)("Discord's own description", () => {
  test('tells flaws of a payload that it does not allow', () => {
    expect(schemaFlaws('MessageCreateRequest', { content: 'x' })).toEqual([])
    const flaws = schemaFlaws('MessageCreateRequest', { components: [row(button({ label: 'x'.repeat(81) }))] })
    expect(flaws.map(({ path }) => path.join('.'))).toEqual(['components.0.components.0.label'])
  })

  test('fits what the local Discord itself sends', async () => {
    const channel = server.channel('general')
    const section = { type: 9, components: [text('y')], accessory: button({ custom_id: 'b' }) }
    await post({
      components: [{ type: 17, components: [text('x'), { type: 14 }, section] }, row(button()), row(select(2))],
      ...v2,
    })
    const id = server.messages('general', 'ana').at(-1)?.id ?? ''
    const get = (path: `/${string}`) => client.rest.get(path)
    expect(schemaFlaws('MessageResponse', await get(Routes.channelMessage(channel.id, id)))).toEqual([])
    expect(schemaFlaws('GuildChannelResponse', await get(Routes.channel(channel.id)))).toEqual([])
    expect(schemaFlaws('PrivateApplicationResponse', await get('/applications/@me'))).toEqual([])
    expect(schemaFlaws('UserPIIResponse', await get('/users/@me'))).toEqual([])
    expect(schemaFlaws('GatewayBotResponse', await get('/gateway/bot'))).toEqual([])
    expect(
      schemaFlaws('GuildMemberResponse', await get(Routes.guildMember(server.guild('harbour').id, client.user.id))),
    ).toEqual([])
    const thread = await client.rest.post(Routes.threads(channel.id, id), { body: { name: 'x' } })
    expect(schemaFlaws('CreatedThreadResponse', thread)).toEqual([])
    const [command] = await client.application.commands
      .set([{ name: 'ask', description: 'Ask' }])
      .then((all) => [...all.keys()])
    expect(
      schemaFlaws(
        'ApplicationCommandResponse',
        await get(Routes.applicationCommand(client.application.id, command ?? '')),
      ),
    ).toEqual([])
  })
})
