import { type Client, RESTEvents, Routes } from 'discord.js'
import { describe, expect, test } from 'vitest'
import { withClient } from './connect-client.ts'
import type { DiscordServer } from './discord-server.ts'

const body = { content: 'hello', allowed_mentions: { parse: [] } }

function post(server: DiscordServer, client: Client<true>, channel = 'general') {
  return client.rest.post(Routes.channelMessages(server.channel(channel).id), { body })
}

/** Posts without the client's own manners: it keeps to the windows by itself, so only a rude one meets 429. */
function rudePost(server: DiscordServer, channel = 'general'): Promise<Response> {
  return fetch(`${server.url}/v10/channels/${server.channel(channel).id}/messages`, {
    method: 'POST',
    headers: { authorization: `Bot ${server.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}

describe('the rate limits of the local Discord', () => {
  test('let five messages through in five seconds of a channel, and answer 429 to the sixth', async () => {
    await withClient({}, async (server) => {
      const answers = await Promise.all(Array.from({ length: 6 }, () => rudePost(server)))
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 429])
      const refused = answers.find(({ status }) => status === 429)
      expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(4)
      expect(await refused?.json()).toMatchObject({ global: false, retry_after: expect.any(Number) })
      expect((await rudePost(server, 'hill/lobby')).status).toBe(200)
      server.clock.advance(5_000)
      expect((await rudePost(server)).status).toBe(200)
    })
  })

  test('let fifty calls through in a second over all', async () => {
    await withClient({}, async (server) => {
      const answers: Response[] = []
      const get = (path: string) =>
        fetch(`${server.url}/v10${path}`, { headers: { authorization: `Bot ${server.token}` } })
      const paths = [
        '/users/@me',
        '/applications/@me',
        '/oauth2/applications/@me',
        '/gateway/bot',
        `/guilds/${server.guild('hill').id}`,
        `/guilds/${server.guild('harbour').id}`,
      ]
      for (let round = 0; round < 9; round += 1) answers.push(...(await Promise.all(paths.map(get))))
      const whole = answers.filter(({ headers }) => headers.has('x-ratelimit-global'))
      expect(whole.map(({ status }) => status)).toContain(429)
      expect(answers.length - whole.length).toBeLessThanOrEqual(50)
    })
  })

  test('tell the real client by their headers when to wait, so that it meets no 429', async () => {
    await withClient({ rateScale: 0.02 }, async (server, client) => {
      const waits: number[] = []
      client.rest.on(RESTEvents.RateLimited, ({ timeToReset }) => waits.push(timeToReset))
      await Promise.all(Array.from({ length: 7 }, () => post(server, client)))
      expect(waits.length).toBeGreaterThan(0)
      expect(server.messages('general', 'ana')).toHaveLength(7)
      expect(server.requests.filter(({ status }) => status === 429)).toEqual([])
    })
  })
})

describe('the stumbles of the local Discord', () => {
  const route = 'POST /channels/:channel/messages'

  test.each([
    ['a rate limit', { kind: 'rate-limit', retryAfterMs: 30 }, [429, 200]],
    ['a rate limit over all', { kind: 'rate-limit', retryAfterMs: 30, isGlobal: true }, [429, 200]],
    ['a server that is broken', { kind: 'status', status: 500 }, [500, 200]],
    ['a connection that ends without an answer', { kind: 'reset' }, [200]],
  ] as const)('let the real client try again after %s', async (_title, stumble, statuses) => {
    await withClient({ client: { rest: { retries: 1, offset: 0 } } }, async (server, client) => {
      server.stumbles.next(route, stumble)
      // undici reports a cut connection as "other side closed", which the client does not try again by itself.
      const posted = post(server, client).catch((error: Error) =>
        stumble.kind === 'reset' ? post(server, client) : Promise.reject(error),
      )
      await expect(posted).resolves.toMatchObject({ content: 'hello' })
      expect(server.requests.filter((one) => one.route === route).map(({ status }) => status)).toEqual(statuses)
      expect(server.stumbles.left()).toBe(0)
    })
  })

  test('answer a given error, as often as was said, and let themselves be taken back', async () => {
    await withClient({}, async (server, client) => {
      server.stumbles.next(
        'POST /channels',
        { kind: 'error', status: 403, code: 50013, message: 'Missing Permissions' },
        2,
      )
      await expect(post(server, client)).rejects.toMatchObject({ code: 50013 })
      server.stumbles.clear()
      await expect(post(server, client)).resolves.toBeDefined()
      expect(server.faults).toEqual([])
    })
  })
})
