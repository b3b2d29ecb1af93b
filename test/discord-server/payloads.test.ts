import { type Client, MessageFlags, Routes } from 'discord.js'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { connectClient } from './connect-client.ts'
import { type DiscordServer, startDiscord } from './discord-server.ts'
import { button, closed, row, select, text, times, v2 } from './sample-components.ts'

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

describe('payloads to the local Discord', () => {
  test.each<[string, object, string]>([
    ['2,001 characters', { content: 'x'.repeat(2_001), ...closed }, 'content'],
    ['no allowed_mentions', { content: 'x' }, 'allowed_mentions'],
    ['allowed_mentions that parse users', { content: 'x', allowed_mentions: { parse: ['users'] } }, 'allowed_mentions'],
    [
      'allowed_mentions with parse and users',
      { content: 'x', allowed_mentions: { parse: [], users: ['1'] } },
      'allowed_mentions',
    ],
    [
      'allowed_mentions that notify who is answered',
      { content: 'x', allowed_mentions: { parse: [], replied_user: true } },
      'allowed_mentions',
    ],
    ['a nonce of 26 characters', { content: 'x', nonce: 'n'.repeat(26), ...closed }, 'nonce'],
    ['a message that would be ephemeral', { content: 'x', flags: MessageFlags.Ephemeral, ...closed }, 'flags'],
    ['11 embeds', { embeds: times(11, () => ({ title: 'x' })), ...closed }, 'embeds'],
    ['an embed title of 257 characters', { embeds: [{ title: 'x'.repeat(257) }], ...closed }, 'embeds.0.title'],
    [
      'a field without a value',
      { embeds: [{ fields: [{ name: 'x', value: '' }] }], ...closed },
      'embeds.0.fields.0.value',
    ],
    [
      '6,001 characters over all embeds',
      { embeds: times(3, () => ({ description: 'x'.repeat(2_001) })), ...closed },
      'embeds',
    ],
    ['content beside Components V2', { content: 'x', components: [text('x')], ...v2 }, 'content'],
    ['an embed beside Components V2', { embeds: [{ title: 'x' }], components: [text('x')], ...v2 }, 'embeds'],
    ['41 components', { components: times(41, () => text('x')), ...v2 }, 'components'],
    [
      '41 components, counting nested ones',
      { components: [{ type: 17, components: times(40, () => text('x')) }], ...v2 },
      'components',
    ],
    [
      '4,001 characters over all text displays',
      { components: [text('x'.repeat(2_001)), text('x'.repeat(2_000))], ...v2 },
      'components',
    ],
    ['an empty text display', { components: [text('')], ...v2 }, 'components.0'],
    ['a text display without the flag', { components: [text('x')], ...closed }, 'components.0.type'],
    [
      'a section without a side',
      { components: [{ type: 9, components: [text('x')] }], ...v2 },
      'components.0.accessory',
    ],
    [
      'six rows',
      { content: 'x', components: times(6, (index) => row(button({ custom_id: `${index}` }))), ...closed },
      'components',
    ],
    [
      'six buttons in a row',
      { content: 'x', components: [row(...times(6, (index) => button({ custom_id: `${index}` })))], ...closed },
      'components.0.components',
    ],
    [
      'a label of 81 characters',
      { content: 'x', components: [row(button({ label: 'x'.repeat(81) }))], ...closed },
      'components.0.components.0.label',
    ],
    [
      'a custom_id of 101 characters',
      { content: 'x', components: [row(button({ custom_id: 'x'.repeat(101) }))], ...closed },
      'components.0.components.0.custom_id',
    ],
    [
      'a custom_id twice',
      { content: 'x', components: [row(button(), button())], ...closed },
      'components.0.components.1.custom_id',
    ],
    [
      'a button without a custom_id',
      { content: 'x', components: [row(button({ custom_id: undefined }))], ...closed },
      'components.0.components.0.custom_id',
    ],
    [
      'a link to a script',
      {
        content: 'x',
        components: [row(button({ style: 5, custom_id: undefined, url: 'javascript:alert(1)' }))],
        ...closed,
      },
      'components.0.components.0.url',
    ],
    [
      '26 options in a select',
      { content: 'x', components: [row(select(26))], ...closed },
      'components.0.components.0.options',
    ],
    ['a component of an unknown type', { components: [{ type: 99 }], ...v2 }, 'components.0.type'],
    ['something that is no message', { content: 5, ...closed }, 'content'],
  ])('are refused and kept as a fault: %s', async (_title, body, path) => {
    const refused = await post(body).then(
      () => undefined,
      (error: unknown) => error,
    )
    expect(refused).toMatchObject({ code: 50035, status: 400, message: expect.stringContaining('Invalid Form Body') })
    expect(server.faults).toHaveLength(1)
    const paths = server.faults.flatMap(({ flaws }) => flaws.map((flaw) => flaw.path.join('.')))
    expect(
      paths.some((one) => one.startsWith(path)),
      `${paths}`,
    ).toBe(true)
  })

  test.each<[string, object]>([
    ['2,000 characters', { content: 'x'.repeat(2_000), ...closed }],
    [
      '40 components with 4,000 characters',
      {
        components: [{ type: 17, components: times(39, (index) => text('x'.repeat(index === 0 ? 3_962 : 1))) }],
        ...v2,
      },
    ],
    ['6,000 characters over all embeds', { embeds: times(3, () => ({ description: 'x'.repeat(2_000) })), ...closed }],
    [
      'a row of five buttons',
      {
        content: 'x',
        components: [row(...times(5, (index) => button({ custom_id: `${index}`, label: 'x'.repeat(80) })))],
        ...closed,
      },
    ],
    ['a select of 25 options', { content: 'x', components: [row(select(25))], ...closed }],
    [
      'a section with a button beside it',
      { components: [{ type: 9, components: [text('x')], accessory: button() }], ...v2 },
    ],
    ['a nonce of 25 characters', { content: 'x', nonce: 'n'.repeat(25), ...closed }],
  ])('are taken: %s', async (_title, body) => {
    await expect(post(body)).resolves.toMatchObject({ id: expect.any(String) })
    expect(server.faults).toEqual([])
  })

  test('cannot take the flag of Components V2 from a message, nor leave content beside it', async () => {
    const edit = (id: string, body: object) =>
      client.rest.patch(Routes.channelMessage(server.channel('general').id, id), { body: { ...closed, ...body } })
    const sent = await client.channels.fetch(server.channel('general').id)
    if (!sent?.isSendable()) throw new Error('no channel')
    const made = await sent.send({ components: [text('x')], flags: MessageFlags.IsComponentsV2 })
    await expect(edit(made.id, { flags: 0 })).rejects.toMatchObject({ code: 50035 })
    await expect(edit(made.id, { content: 'x' })).rejects.toMatchObject({ code: 50035 })
    const plain = await sent.send('x')
    const toV2 = { flags: MessageFlags.IsComponentsV2, components: [text('y')] }
    await expect(edit(plain.id, toV2)).rejects.toMatchObject({ code: 50035 })
    await expect(edit(plain.id, { ...toV2, content: null })).resolves.toMatchObject({
      content: '',
      flags: MessageFlags.IsComponentsV2,
    })
  })

  test('show their links, masked ones too, and their mentions, which notify nobody', async () => {
    await post({
      content:
        'see [the bank](https://evil.example/x), `[code](https://no.example)`, [run](javascript:alert) and https://plain.example/a. @everyone <@1> \\[no](https://after.example)',
      ...closed,
    })
    const shown = server.messages('general', 'ana').at(-1)
    expect(shown?.links).toEqual([
      { label: 'the bank', url: 'https://evil.example/x' },
      { label: null, url: 'https://plain.example/a' },
      { label: null, url: 'https://after.example' },
    ])
    expect(shown?.mentions).toEqual(['@everyone', '<@1>'])
    expect(shown?.pings).toEqual([])
  })

  test('to routes that are not there are answered 404 in the shape of Discord', async () => {
    await expect(client.rest.get('/no/such/route')).rejects.toMatchObject({ status: 404, code: 0 })
  })
})
