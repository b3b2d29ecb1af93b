import { describe, expect, it } from 'vitest'
import { createDiscordAdapter } from '../../src/discord/discord-adapter.ts'
import { sampleWeb } from '../chat-conversations/sample-store.ts'
import { withNutgraf } from './with-nutgraf.ts'

describe('commands in Discord', () => {
  it('are registered once, and again only when they changed', async () => {
    await withNutgraf({}, async ({ server, adapter, another, conversation, logged }) => {
      expect(server.commands.writes).toEqual({ global: 1, guilds: 0 })
      await adapter.stop()
      const same = another()
      await same.start()
      await same.stop()
      expect(server.commands.writes.global).toBe(1)
      const changed = createDiscordAdapter({
        settings: { token: server.token, apiUrl: server.url, hasMessageContent: false },
        conversation: { ...conversation, policy: { feeds: 'anyone', subscriptions: 'admins' } },
        log: { info: () => undefined, warn: () => undefined, fault: () => undefined },
        client: { ws: { buildIdentifyThrottler: () => ({ waitForIdentify: () => Promise.resolve() }) } },
      })
      await changed.start()
      await changed.stop()
      expect(server.commands.writes.global).toBe(2)
      expect(server.commands.global.map(({ name, default_member_permissions: who }) => [name, who])).toEqual([
        ['brief', null],
        ['ask', null],
        ['digest', '32'],
        ['feeds', null],
        ['help', null],
        ['Brief this link', null],
      ])
      expect(logged.filter(({ message }) => message.includes('told of the commands'))).toHaveLength(1)
    })
  })

  it('are acknowledged ephemerally at once, and answered in Components V2', async () => {
    await withNutgraf({}, async ({ server }) => {
      const outcome = await server.member('chi').slash('brief', { topic: 'guard' })
      expect(outcome.first).toMatchObject({ kind: 'deferred', isEphemeral: true })
      expect(outcome.first?.afterMs).toBeLessThan(1_000)
      expect(outcome.reply).toMatchObject({ isEphemeral: true, isComponentsV2: true, pings: [] })
      expect(outcome.reply?.buttons.map(({ label }) => label)).toEqual(['Evidence', 'Ask', 'Report', 'Show in channel'])
      expect(server.messages('general', 'ben')).toEqual([])
    })
  })

  it('are acknowledged in time though the store takes its time', async () => {
    await withNutgraf({}, async ({ server, store }) => {
      const { list } = store.articles
      store.articles.list = async (window) => {
        await new Promise((resolve) => setTimeout(resolve, 300))
        return list.call(store.articles, window)
      }
      const outcome = await server.member('chi').slash('brief', { topic: 'latest' })
      expect(outcome.first?.afterMs).toBeLessThan(250)
      expect(outcome.repliedAfterMs).toBeGreaterThan(290)
    })
  })

  it('read an address or a question where a topic is asked for', async () => {
    await withNutgraf({ web: await sampleWeb() }, async ({ server }) => {
      const ana = server.member('ana')
      const asked = await ana.slash('brief', { topic: 'who declined to comment?' })
      expect(asked.text).toContain('declined to comment.')
      const url = 'https://tidewater6.example/local/quarry-road-blaze'
      expect((await ana.slash('brief', { topic: url })).text).toContain('Quarry Road blaze')
      expect((await ana.slash('ask', { question: 'who declined to comment' })).text).toContain('declined to comment')
    })
  })

  it('brief the first link of a message from its menu, and say where there is none', async () => {
    await withNutgraf({ web: await sampleWeb() }, async ({ server }) => {
      const ben = server.member('ben')
      await ben.say('look: <https://tidewater6.example/local/quarry-road-blaze>, terrible', { waitMs: 20 })
      await ben.say('no link here', { waitMs: 20 })
      const [linked, plain] = server.messages('general', 'ana')
      const ana = server.member('ana')
      const outcome = await ana.context('Brief this link', linked ?? { id: '' })
      expect(outcome.reply).toMatchObject({ isEphemeral: true })
      expect(outcome.text).toContain('Quarry Road blaze')
      expect((await ana.context('Brief this link', plain ?? { id: '' })).text).toBe(
        'There is no web address in that message.',
      )
    })
  })

  it('subscribe, list, preview and remove, by the settings on who may', async () => {
    await withNutgraf({}, async ({ server }) => {
      const chi = server.member('chi')
      const made = await chi.slash('digest subscribe', { topic: 'energy', when: 'weekdays 08:00 Europe/Paris' })
      const id = /id: (\S+)/.exec(made.text)?.[1]?.replaceAll('\\', '') ?? ''
      expect((await chi.slash('digest preview', { id })).text).toContain('Next: Thu 21 May, 08:00')
      expect((await chi.slash('digest list')).text).toContain('1 subscription in this channel')
      expect((await chi.autocomplete('digest remove', { id: '' })).choices).toEqual([
        { name: `energy (${id})`, value: id },
      ])
      expect((await chi.slash('digest remove', { id })).text).toContain('Ended: “energy”')
    })
  })

  it('show feeds to those who manage the server, and refuse others who come by another way', async () => {
    await withNutgraf({}, async ({ server, store }) => {
      await store.feeds.add({ url: 'https://a.example/feed', title: 'A', siteUrl: null })
      const chi = server.member('chi')
      expect(chi.commands()).toEqual(['brief', 'ask', 'digest', 'help'])
      expect(server.member('ben').commands()).toContain('feeds')
      const ben = server.member('ben')
      // A server says who has /feeds; what is typed behind /brief or a mention is no way around that.
      for (const who of [chi, ben]) {
        const refused = await who.slash('brief', { topic: 'feeds remove https://a.example/feed' })
        expect(refused.text).toContain('That has a command of its own: /feeds remove')
        expect((await who.mention('feeds')).text).toContain('That has a command of its own: /feeds list')
        expect((await who.slash('brief', { topic: 'subscribe ferry daily' })).text).toContain(': /digest subscribe')
      }
      expect(await store.feeds.list()).toHaveLength(1)
      expect(await store.subscriptions.list()).toEqual([])
      const choices = await ben.autocomplete('feeds remove', { address: '' })
      const [feed] = await store.feeds.list()
      expect(choices.choices).toEqual([{ name: 'A, a.example', value: feed?.id }])
      const removed = await ben.slash('feeds remove', { address: feed?.id ?? '' })
      expect(removed.text).toContain('No longer followed')
      expect(await store.changes.list(5)).toMatchObject([{ platform: 'discord', user: ben.user.id }])
    })
  })

  it('go on in further ephemeral messages where the answer is long', async () => {
    await withNutgraf({}, async ({ server, store }) => {
      const titles = Array.from({ length: 60 }, (_, n) => `Feed ${n} of ${'the harbour and the hills '.repeat(8)}`)
      for (const [n, title] of titles.entries())
        await store.feeds.add({ url: `https://a.example/feed-${n}`, title, siteUrl: null })
      const outcome = await server.member('ben').slash('feeds list')
      expect(outcome.followUps.length).toBeGreaterThan(1)
      expect(outcome.followUps.every(({ isEphemeral, isComponentsV2 }) => isEphemeral && isComponentsV2)).toBe(true)
      for (const n of titles.slice(0, 40).keys()) expect(outcome.text).toContain(`Feed ${n} of`)
      expect(outcome.text).toContain('20 more are not shown here.')
      expect(outcome.text).not.toContain('feed-')
      expect(server.messages('general', 'chi')).toEqual([])
    })
  })

  it('offer topics and titles while one types, at most 25 of 100 characters, whose choice finds the story', async () => {
    await withNutgraf({ samples: '' }, async ({ server }) => {
      const chi = server.member('chi')
      await chi.slash('digest subscribe', { topic: 'guard request', when: 'daily' })
      const all = await chi.autocomplete('brief', { topic: '' })
      expect(all.first?.afterMs).toBeLessThan(1_000)
      expect(all.choices.length).toBeGreaterThan(10)
      expect(all.choices.length).toBeLessThanOrEqual(25)
      expect(all.choices[0]).toEqual({ name: 'latest', value: 'latest' })
      const guard = await chi.autocomplete('brief', { topic: 'Guard' })
      expect(guard.choices.map(({ name }) => name)).toEqual([
        'guard request',
        'Homeland Security seeks more than 20,000 Guard members for immigration work',
      ])
      for (const { name, value } of all.choices.slice(2, 10)) {
        const outcome = await chi.slash('brief', { topic: String(value) })
        expect(outcome.text.replaceAll('\\', ''), String(value)).toContain(name.replace('…', ''))
      }
      expect((await chi.autocomplete('brief', { topic: 'nothing like this' })).choices).toEqual([])
    })
  })

  it('tell a person who asks too much when to ask again', async () => {
    await withNutgraf({ asksPerMinute: 2 }, async ({ server }) => {
      const chi = server.member('chi')
      for (const _ of [1, 2]) expect((await chi.slash('help')).text).toContain('What to type')
      expect((await chi.slash('help')).text).toBe('That is a lot at once. Ask again in 60 seconds.')
      expect((await server.member('ana').slash('help')).text).toContain('What to type')
    })
  })

  it('say that something went wrong where it did, and log it', async () => {
    await withNutgraf({}, async ({ server, store, logged }) => {
      store.articles.list = () => Promise.reject(new Error('the planned fault'))
      const outcome = await server.member('chi').slash('brief', { topic: 'latest' })
      expect(outcome.text).toBe('Something went wrong here, and it was logged. Try again in a minute.')
      expect(logged.splice(0).filter(({ level }) => level === 'fault')).toMatchObject([
        { error: { message: 'the planned fault' } },
      ])
    })
  })

  it('show nothing of one server in another', async () => {
    await withNutgraf({}, async ({ server }) => {
      const chi = server.member('chi')
      const here = { channel: 'harbour/general' }
      const there = { channel: 'hill/lobby' }
      const made = await chi.slash('digest subscribe', { topic: 'secret plans', when: 'daily' }, here)
      const id = /id: (\S+)/.exec(made.text)?.[1]?.replaceAll('\\', '') ?? ''
      expect((await chi.slash('digest list', {}, there)).text).toContain('This channel has no subscriptions. Make one')
      expect((await chi.slash('digest remove', { id }, there)).text).toContain(`No subscription`)
      expect((await chi.slash('digest list', {}, { channel: 'dm' })).text).toContain(
        'This channel has no subscriptions. Make one',
      )
      const offered = await chi.autocomplete('brief', { topic: 'secret' }, there)
      expect(offered.choices).toEqual([])
      expect((await chi.autocomplete('digest remove', { id: '' }, there)).choices).toEqual([])
    })
  })
})
