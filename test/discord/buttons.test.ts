import { describe, expect, it } from 'vitest'
import type { ShownMessage } from '../discord-server/shown-message.ts'
import { withNutgraf } from './with-nutgraf.ts'

const none: ShownMessage | { id: string } = { id: '' }

describe('buttons in Discord', () => {
  it('all work after a restart', async () => {
    await withNutgraf({}, async ({ server, adapter, another, store }) => {
      const chi = server.member('chi')
      const brief = (await chi.slash('brief', { topic: 'guard' })).reply ?? none
      await adapter.stop()
      const again = another()
      await again.start()
      try {
        const evidence = await chi.press(brief, 'Evidence')
        expect(evidence.reply).toMatchObject({ isEphemeral: true })
        expect(evidence.text).toContain('Evidence, sentence by sentence')
        const asking = await chi.press(brief, 'Ask')
        expect(asking.first).toMatchObject({ kind: 'modal' })
        if (asking.modal === null) throw new Error('no window')
        const answer = await chi.submit(asking.modal, { question: 'who declined to comment?' })
        expect(answer.reply).toMatchObject({ isEphemeral: true })
        expect(answer.text).toContain('A spokesperson for Homeland Security declined to comment.')
        const reporting = await chi.press(brief, 'Report')
        if (reporting.modal === null) throw new Error('no window')
        const thanks = await chi.submit(reporting.modal, { fault: 'missing-caveat', note: 'It is old.' })
        expect(thanks.text).toContain('Thank you.')
        expect(await store.replies.reports()).toMatchObject([
          { fault: 'missing-caveat', note: 'It is old.', user: chi.user.id, platform: 'discord' },
        ])
        const shown = await chi.press(brief, 'Show in channel')
        expect(shown.text).toContain('Shown in the channel.')
        expect(shown.threads.map(({ name }) => name)).toEqual([
          'Homeland Security seeks more than 20,000 Guard members for immigration work',
        ])
      } finally {
        await again.stop()
      }
    })
  })

  it('show a reply once, however often it is pressed, with who showed it and without a ping', async () => {
    await withNutgraf({}, async ({ server }) => {
      const chi = server.member('chi')
      const brief = (await chi.slash('brief', { topic: 'guard' })).reply ?? none
      await Promise.all([chi.press(brief, 'Show in channel'), chi.press(brief, 'Show in channel')])
      const again = await chi.press(brief, 'Show in channel')
      expect(again.text).toContain('It was shown in this channel already.')
      const seen = server.messages('general', 'ben')
      expect(seen).toHaveLength(1)
      expect(seen[0]).toMatchObject({ mentions: [], pings: [], isEphemeral: false })
      expect(seen[0]?.text).toContain('Shown by Chi')
      expect(seen[0]?.buttons.map(({ label }) => label)).toEqual(['Evidence', 'Ask', 'Report'])
    })
  })

  it('answer in the thread what is asked under a message that everybody sees', async () => {
    await withNutgraf({}, async ({ server, store }) => {
      const chi = server.member('chi')
      const brief = (await chi.slash('brief', { topic: 'guard' })).reply ?? none
      await chi.press(brief, 'Show in channel')
      const [shown] = server.messages('general', 'ben')
      const ben = server.member('ben')
      const asking = await ben.press(shown ?? none, 'Ask')
      if (asking.modal === null) throw new Error('no window')
      const outcome = await ben.submit(asking.modal, { question: 'who declined to comment?' })
      expect(outcome.reply).toMatchObject({ isEphemeral: true })
      expect(outcome.reply?.text).toBe('Answered in the thread.')
      expect(outcome.messages.map(({ channelId }) => channelId)).toEqual([shown?.id])
      const { guildId, id } = server.channel('general')
      const ref = { platform: 'discord', space: guildId ?? '', channel: id, message: shown?.id ?? '' }
      expect((await store.threads.find(ref))?.turns.map(({ by }) => by)).toEqual([
        'reader',
        'nutgraf',
        'reader',
        'nutgraf',
      ])
      // In the thread itself the answer stands there at once.
      const inThread = outcome.messages[0] ?? none
      const again = await ben.press(inThread, 'Ask')
      if (again.modal === null) throw new Error('no window')
      const second = await ben.submit(again.modal, { question: 'what is not known?' })
      expect(second.reply).toMatchObject({ isEphemeral: false, channelId: shown?.id })
    })
  })

  it('of one server do not work in another, nor for a reply that is no longer kept', async () => {
    await withNutgraf({}, async ({ server, conversation }) => {
      const chi = server.member('chi')
      const brief = (await chi.slash('brief', { topic: 'guard' }, { channel: 'harbour/general' })).reply
      const id = brief?.buttons[0]?.customId?.split(':')[1] ?? ''
      const given = await conversation.store.replies.find(id)
      if (given === undefined) throw new Error('not kept')
      await conversation.store.replies.save({ ...given, id: 'elsewhere', space: 'another' })
      const message = server.world.messages.get(brief?.id ?? '')
      if (message === undefined) throw new Error('no message')
      message.components = JSON.parse(JSON.stringify(message.components).replaceAll(`:${id}"`, ':elsewhere"'))
      for (const button of ['Evidence', 'Show in channel'])
        expect((await chi.press(brief ?? none, button)).text).toContain('That reply is no longer kept.')
      expect(server.messages('general', 'ben')).toEqual([])
    })
  })

  it('follow a first list of feeds where nothing is stored yet, for those who may', async () => {
    const { openStore } = await import('../../src/storage/open.ts')
    const { now, sampleWeb } = await import('../chat-conversations/sample-store.ts')
    const store = await openStore({ url: 'sqlite::memory:', now })
    await withNutgraf({ store, web: await sampleWeb() }, async ({ server }) => {
      const chi = server.member('chi')
      const first = await chi.slash('brief', { topic: 'latest' })
      expect(first.text).toContain('Nothing is stored yet.')
      expect((await chi.press(first.reply ?? none, 'Follow these feeds')).text).toContain(
        'Only admins can change feeds',
      )
      const ben = server.member('ben')
      const second = await ben.slash('brief', { topic: 'latest' })
      expect((await ben.press(second.reply ?? none, 'Follow these feeds')).text).toContain('Now followed: NPR News')
      expect(await store.feeds.list()).not.toHaveLength(0)
    })
    await store.close()
  })
})
