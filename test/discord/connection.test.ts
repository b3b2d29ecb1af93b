import { describe, expect, it } from 'vitest'
import { type Nutgraf, prepareNutgraf, type Setting, withNutgraf } from './with-nutgraf.ts'

async function prepared(setting: Setting, run: (nutgraf: Nutgraf) => Promise<void>): Promise<void> {
  const nutgraf = await prepareNutgraf(setting)
  try {
    await run(nutgraf)
  } finally {
    await nutgraf.adapter.stop()
    await nutgraf.server.close()
    await nutgraf.store.close()
  }
}

const warnings = ({ logged }: Nutgraf) => logged.filter(({ level }) => level === 'warn').map(({ message }) => message)

describe('the connection to Discord', () => {
  it('is refused with a word on what to do for a wrong token', async () => {
    await prepared({ settings: { token: 'not.the.token' } }, async ({ adapter }) => {
      await expect(adapter.start()).rejects.toMatchObject({
        code: 'platform-refused',
        message: expect.stringContaining('Reset Token'),
      })
    })
  })

  it('may be tried again where there is no network', async () => {
    await prepared({ settings: { apiUrl: 'http://127.0.0.1:9/api' } }, async ({ adapter }) => {
      await expect(adapter.start()).rejects.toMatchObject({ code: 'platform-unreachable' })
    })
    await prepared({}, async ({ adapter, server }) => {
      server.setOffline(true)
      await expect(adapter.start()).rejects.toMatchObject({ code: 'platform-unreachable' })
      server.setOffline(false)
      await adapter.start()
      expect((await server.member('chi').slash('help')).text).toContain('What to type')
    })
  })

  it('is made without an intent that is not granted, with a word on which switch to flip', async () => {
    await prepared({ settings: { hasMessageContent: true } }, async (nutgraf) => {
      const { adapter, server } = nutgraf
      await adapter.start()
      expect(warnings(nutgraf).join()).toContain('Privileged Gateway Intents, Message Content Intent')
      expect((await server.member('chi').slash('help')).text).toContain('What to type')
      expect((await server.member('chi').mention('guard')).text).toContain('Homeland Security')
    })
  })

  it('goes on without the intent where it is taken back later', async () => {
    const setting: Setting = { discord: { intents: { messageContent: true } }, settings: { hasMessageContent: true } }
    await prepared(setting, async (nutgraf) => {
      const { adapter, server } = nutgraf
      await adapter.start()
      server.world.application.intents.messageContent = false
      server.gateway.disconnect(4014)
      await expect.poll(() => warnings(nutgraf).join()).toContain('takes back the Message Content Intent')
      await expect.poll(() => server.gateway.sessions().length, { timeout: 5_000 }).toBe(1)
      await expect.poll(async () => (await server.member('chi').slash('help')).text).toContain('What to type')
    })
  })

  it('comes back by itself, and answers what was asked meanwhile once', async () => {
    await withNutgraf({}, async ({ server }) => {
      server.gateway.disconnect('cut')
      await expect.poll(() => server.gateway.sessions().length).toBe(0)
      const outcome = await server.member('ana').mention('guard', { waitMs: 5_000 })
      expect(outcome.messages).toHaveLength(1)
      expect(server.gateway.counts).toEqual({ identified: 1, resumed: 1 })
      server.gateway.invalidate(false)
      await expect.poll(() => server.gateway.counts.identified, { timeout: 8_000 }).toBe(2)
      await expect.poll(() => server.gateway.sessions().length).toBe(1)
      expect((await server.member('chi').slash('help')).text).toContain('What to type')
      expect(server.commands.writes.global).toBe(1)
    })
  })

  it('may be cut under a call, which is made again', async () => {
    await withNutgraf({}, async ({ server }) => {
      // As where a line that was idle is closed by the other side while the call is on its way.
      server.stumbles.next('POST /interactions/:interaction/:token/callback', { kind: 'reset' })
      server.stumbles.next('PATCH /webhooks/:application/:token/messages/:message', { kind: 'reset' })
      expect((await server.member('chi').slash('brief', { topic: 'guard' })).text).toContain('Homeland Security')
      expect(server.stumbles.left()).toBe(0)
    })
  })

  it('is logged as lost once, however often it is tried, and as back', async () => {
    await withNutgraf({}, async ({ server, logged }) => {
      const told = (what: string) =>
        logged.filter(({ message }) => message === `Discord: the connection ${what}`).length
      server.setOffline(true)
      await expect.poll(() => told('was lost, and is made anew')).toBe(1)
      // It is tried again every half second.
      await new Promise((resolve) => setTimeout(resolve, 1_300))
      server.setOffline(false)
      await expect.poll(() => told('is back'), { timeout: 5_000 }).toBe(1)
      server.gateway.invalidate(false)
      await expect.poll(() => told('is back'), { timeout: 8_000 }).toBe(2)
      expect(told('was lost, and is made anew')).toBe(2)
    })
  })

  it('is logged, and no crash, where the token is revoked later', async () => {
    await withNutgraf({}, async (nutgraf) => {
      const { server, adapter } = nutgraf
      server.world.token = 'another.one.now'
      server.gateway.disconnect(4004)
      await expect.poll(() => warnings(nutgraf).join()).toContain('ended the connection for good')
      const { id: channel, guildId } = server.channel('general')
      const reply = { id: null, heading: 'x', cards: [], notes: [], actions: [] }
      const post = { reply, part: 0, mark: 'd-0', first: null }
      expect(await adapter.postPart({ space: guildId ?? '', channel }, post)).toMatchObject({ kind: 'unready' })
    })
  })

  it('ends when what runs has ended, and takes nothing new', async () => {
    await withNutgraf({}, async ({ server, adapter, store }) => {
      const { list } = store.articles
      store.articles.list = async (window) => {
        await new Promise((resolve) => setTimeout(resolve, 400))
        return list.call(store.articles, window)
      }
      const chi = server.member('chi')
      const asked = chi.slash('brief', { topic: 'latest' })
      await expect.poll(() => server.messages('general', 'chi').length).toBe(1)
      const stopped = adapter.stop()
      expect((await chi.slash('help')).text).toBe('I am being restarted. Try again in a minute.')
      expect((await asked).text).toContain('Homeland Security seeks')
      await stopped
      expect(server.gateway.sessions()).toEqual([])
    })
  })

  it('ends within its time though something never ends', async () => {
    await withNutgraf({}, async ({ server, adapter, store }) => {
      store.articles.list = () => new Promise(() => undefined)
      void server.member('chi').slash('brief', { topic: 'latest' }, { waitMs: 10 })
      await expect.poll(() => server.messages('general', 'chi').length).toBe(1)
      const begun = performance.now()
      await adapter.stop()
      expect(performance.now() - begun).toBeLessThan(4_000)
    })
  })
})
