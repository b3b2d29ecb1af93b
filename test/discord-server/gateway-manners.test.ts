import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { type DiscordServer, startDiscord } from './discord-server.ts'

/** A client without manners: the real one keeps to the rules, so it does not show that they are watched. */
function connectRaw(server: DiscordServer, version = '10') {
  const address = server.url.replace('http', 'ws').replace('/api', '/gateway')
  const socket = new WebSocket(`${address}?v=${version}&encoding=json`)
  const heard: { op: number; t: string | null; d: { session_id?: string } | boolean | null }[] = []
  const closed = new Promise<number>((resolve) => socket.on('close', resolve))
  const opened = new Promise<void>((resolve) =>
    socket.on('message', (data) => resolve(void heard.push(JSON.parse(String(data))))),
  )
  const send = (payload: unknown) => socket.send(typeof payload === 'string' ? payload : JSON.stringify(payload))
  return { heard, closed, opened, send, end: () => socket.terminate() }
}

describe('the gateway of the local Discord, to a client without manners', () => {
  let server: DiscordServer
  beforeEach(async () => {
    server = await startDiscord()
  })
  afterEach(() => server.close())
  const identify = (more: object = {}) => ({ op: 2, d: { token: server.token, intents: 1, properties: {}, ...more } })

  test.each<[number, string, () => unknown[]]>([
    [4001, 'an operation that does not exist', () => [{ op: 99, d: null }]],
    [4002, 'what is not JSON', () => ['{']],
    [4003, 'a request before it has identified', () => [{ op: 8, d: { guild_id: '1' } }]],
    [4004, 'a wrong token', () => [identify({ token: 'x' })]],
    [4005, 'identifying twice', () => [identify(), identify()]],
    [
      4008,
      'more than 120 events in a minute',
      () => [identify(), ...Array.from({ length: 120 }, () => ({ op: 1, d: null }))],
    ],
    [4010, 'a shard that is not one', () => [identify({ shard: [1, 1] })]],
    [4013, 'intents that do not exist', () => [identify({ intents: 1 << 30 })]],
    [4014, 'intents that are not switched on', () => [identify({ intents: 1 << 15 })]],
  ])('closes with %i for %s', async (code, _title, payloads) => {
    const client = connectRaw(server)
    await client.opened
    for (const payload of payloads()) client.send(payload)
    expect(await client.closed).toBe(code)
  })

  test('closes with 4012 for another version', async () => {
    expect(await connectRaw(server, '9').closed).toBe(4012)
  })

  test('refuses to resume what it does not know, or a number that it never gave out', async () => {
    const client = connectRaw(server)
    await client.opened
    client.send({ op: 6, d: { token: server.token, session_id: 'unknown', seq: 1 } })
    await expect.poll(() => client.heard.at(-1)).toMatchObject({ op: 9, d: false })
    client.send(identify())
    await expect.poll(() => client.heard.filter(({ t }) => t === 'GUILD_CREATE')).toHaveLength(2)
    const id = server.gateway.sessions()[0]?.id
    client.end()
    const again = connectRaw(server)
    await again.opened
    again.send({ op: 6, d: { token: server.token, session_id: id, seq: 99 } })
    expect(await again.closed).toBe(4007)
  })
})
