import { describe, expect, it } from 'vitest'
import type { DiscordServer } from '../discord-server/discord-server.ts'
import { type Nutgraf, withNutgraf } from './with-nutgraf.ts'

async function show(server: DiscordServer, place = 'general') {
  const ben = server.member('ben')
  const brief = await ben.slash('brief', { topic: 'guard' }, { channel: place })
  return ben.press(brief.reply ?? { id: '' }, 'Show in channel')
}

describe('what Discord refuses', () => {
  it.each([
    ['SendMessages', 'I may not post there.'],
    ['ViewChannel', 'I cannot see that channel.'],
  ] as const)('is told to who pressed, with what to click: without %s', async (permission, sentence) => {
    await withNutgraf({}, async ({ server }) => {
      server.deny('general', 'bot', permission)
      const outcome = await show(server)
      expect(outcome.reply).toMatchObject({ isEphemeral: true })
      expect(outcome.text).toContain(sentence)
      expect(outcome.text).toContain('Edit Channel, Permissions')
      expect(server.messages('general', 'ana')).toEqual([])
    })
  })

  it('is told beside what could be done: a message stands without a thread', async () => {
    await withNutgraf({}, async ({ server }) => {
      server.deny('general', 'bot', 'CreatePublicThreads')
      const outcome = await show(server)
      expect(outcome.text).toContain('I may not begin a thread here')
      const [shown] = server.messages('general', 'ana')
      expect(shown?.text).toContain('Shown by Ben')
      const ana = server.member('ana')
      const asking = await ana.press(shown ?? { id: '' }, 'Ask')
      if (asking.modal === null) throw new Error('no window')
      const answer = await ana.submit(asking.modal, { question: 'who declined to comment?' })
      expect(answer.reply).toMatchObject({ isEphemeral: true })
      expect(answer.text).toContain('A spokesperson')
      expect((await ana.mention('guard')).messages.map(({ channelId }) => channelId)).toEqual([shown?.channelId])
    })
  })

  it('is told where a thread may be begun and not written in', async () => {
    await withNutgraf({}, async ({ server }) => {
      server.deny('general', 'bot', 'SendMessagesInThreads')
      const outcome = await server.member('ana').mention('guard')
      expect(outcome.text).toContain('I may not post there.')
    })
  })

  it('is told of AutoMod, which can block a post or its title', async () => {
    await withNutgraf({}, async ({ server }) => {
      const ben = server.member('ben')
      const brief = await ben.slash('brief', { topic: 'guard' })
      server.block('harbour', 'deportation', 'rounding')
      const outcome = await ben.press(brief.reply ?? { id: '' }, 'Show in channel')
      expect(outcome.text).toContain('AutoMod blocked the post')
      expect((await server.member('chi').slash('brief', { topic: 'guard' })).text).toContain('AutoMod blocked the post')
    })
  })

  it('is a plain title where AutoMod blocks a thread’s own', async () => {
    await withNutgraf({}, async ({ server }) => {
      server.stumbles.next('POST /channels/:channel/messages/:message/threads', {
        ...{ kind: 'error', status: 400, code: 200001, message: 'Title was blocked by automatic moderation' },
      })
      const outcome = await show(server)
      expect(outcome.threads.map(({ name }) => name)).toEqual(['Brief'])
      expect(outcome.text).toContain('Shown in the channel.')
    })
  })

  it('is told in one sentence by a post of a digest too', async () => {
    await withNutgraf({}, async ({ server, adapter, conversation }: Nutgraf) => {
      await server.member('ben').slash('brief', { topic: 'guard' })
      const reply = (await conversation.store.replies.find('id-1'))?.reply
      if (reply === undefined) throw new Error('not kept')
      const { id: channel, guildId: space } = server.channel('general')
      const to = { space: space ?? '', channel }
      const post = { reply, part: 0, mark: 'd-0', first: null }
      const refused = (place: typeof to) => adapter.postPart(place, post)
      // Of this post alone: the channel takes the next one.
      for (const [code, sentence] of [
        [200000, 'AutoMod blocked the post'],
        [160006, 'as many open threads'],
        [50035, 'does not take the message (50035)'],
      ] as const) {
        server.stumbles.next('POST /channels/:channel/messages', { kind: 'error', status: 400, code, message: 'no' })
        expect(await refused(to)).toMatchObject({ kind: 'unfit', problem: expect.stringContaining(sentence) })
      }
      expect(await refused({ ...to, space: 'another' })).toMatchObject({ kind: 'refused' })
      server.deny('general', 'bot', 'SendMessages')
      expect(await refused(to)).toMatchObject({
        kind: 'refused',
        problem: expect.stringContaining('may not post'),
      })
      server.remove('general')
      expect(await refused(to)).toMatchObject({ kind: 'refused', problem: 'That channel is gone.' })
      expect(await refused({ ...to, channel: '1' })).toMatchObject({ kind: 'refused' })
    })
  })

  it('is no fault where an interaction was answered elsewhere or is over', async () => {
    await withNutgraf({}, async ({ server, logged }) => {
      const route = 'POST /interactions/:interaction/:token/callback'
      server.stumbles.next(route, { kind: 'error', status: 400, code: 40060, message: 'acknowledged' })
      const asked = server.member('chi').slash('brief', { topic: 'guard' })
      await expect
        .poll(() => logged.map(({ message }) => message))
        .toContain('Discord no longer took the first answer to an interaction')
      server.clock.advance(3_001)
      expect((await asked).first).toBeNull()
      expect(logged.filter(({ level }) => level === 'fault')).toEqual([])
    })
  })

  it('for a moment is tried again: too fast, a broken server, a cut line', async () => {
    await withNutgraf({}, async ({ server }) => {
      const edit = 'PATCH /webhooks/:application/:token/messages/:message'
      server.stumbles.next(edit, { kind: 'rate-limit', retryAfterMs: 30 })
      expect((await server.member('chi').slash('brief', { topic: 'guard' })).text).toContain('Homeland Security')
      server.stumbles.next(edit, { kind: 'status', status: 502 })
      expect((await server.member('chi').slash('brief', { topic: 'guard' })).text).toContain('Homeland Security')
      expect(server.stumbles.left()).toBe(0)
    })
  })
})
