import { describe, expect, it } from 'vitest'
import { prepareNutgraf, type Setting } from './with-nutgraf.ts'

async function findings(
  setting: Setting,
  change: (server: Awaited<ReturnType<typeof prepareNutgraf>>['server']) => void = () => undefined,
) {
  const { server, adapter, store } = await prepareNutgraf(setting)
  change(server)
  const places = ['general', 'ideas'].map((name) => server.channel(name))
  const channels = places.map(({ id, guildId }) => ({ space: guildId ?? '', channel: id }))
  const elsewhere = { space: server.guild('hill').id, channel: channels[0]?.channel ?? '' }
  try {
    return await adapter.check([...channels, elsewhere, { space: channels[0]?.space ?? '', channel: '12345' }])
  } finally {
    await server.close()
    await store.close()
  }
}

describe('the check of Discord', () => {
  it('says that all is well, how to invite the app, and which subscription stands in a channel that is gone', async () => {
    const found = await findings({})
    expect(found.map(({ isFine }) => isFine)).toEqual([true, true, true, true, true, false, false])
    expect(found[2]?.what).toMatch(
      /oauth2\/authorize\?client_id=\d+&scope=bot\+applications\.commands&permissions=309237713920$/,
    )
    expect(found[3]?.what).toContain('#general')
    expect(found[5]?.advice).toContain('does not belong to the server')
    expect(found[6]?.advice).toBe('That channel is gone.')
  })

  it('says what to do about a wrong token and no network', async () => {
    expect(await findings({ settings: { token: 'not.the.token' } })).toMatchObject([
      { isFine: false, advice: expect.stringContaining('Reset Token') },
    ])
    expect(await findings({ settings: { apiUrl: 'http://127.0.0.1:9/api' } })).toMatchObject([
      { isFine: false, what: 'Discord cannot be reached' },
    ])
  })

  it('says which switch grants the intent, where it is wanted', async () => {
    const refused = await findings({ settings: { hasMessageContent: true } })
    expect(refused[1]).toMatchObject({ isFine: false, advice: expect.stringContaining('Message Content Intent, Save') })
    const granted = await findings({
      settings: { hasMessageContent: true },
      discord: { intents: { messageContent: true } },
    })
    expect(granted[1]).toMatchObject({ isFine: true })
  })

  it('names the permissions that are missing in a channel, and what to click', async () => {
    const found = await findings({}, (server) => {
      server.deny('general', 'bot', 'CreatePublicThreads', 'SendMessagesInThreads')
      server.deny('ideas', 'bot', 'ViewChannel')
    })
    expect(found[3]?.what).toContain('not allowed there: Create Public Threads, Send Messages in Threads')
    expect(found[3]?.advice).toContain('Edit Channel, Permissions')
    expect(found[4]).toMatchObject({ isFine: false, advice: expect.stringContaining('cannot see that channel') })
  })

  it('says how to add the app where it is in no server', async () => {
    const found = await findings({ discord: { guilds: [] } }, () => undefined).catch((error: unknown) => error)
    expect(found).toBeInstanceOf(Error)
    const { server, adapter, store } = await prepareNutgraf({ discord: { guilds: [] } })
    expect((await adapter.check([]))[2]).toMatchObject({
      isFine: false,
      advice: expect.stringContaining('press Authorize'),
    })
    await server.close()
    await store.close()
  })
})
