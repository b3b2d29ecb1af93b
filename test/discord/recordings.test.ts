import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { rewriteIds } from '../discord-server/rewrite-ids.ts'
import { outsideData } from '../outside-data.ts'
import { prepareNutgraf } from './with-nutgraf.ts'

const file = outsideData('platform/recordings/channel/discord.json')

const recordingSchema = z.looseObject({
  ...{ applicationId: z.string(), guildId: z.string(), channelId: z.string(), threadChannelId: z.string() },
  ...{ userId: z.string(), userName: z.string() },
  mention: z.looseObject({ data: z.record(z.string(), z.unknown()) }),
  channel_post_action: z.record(z.string(), z.unknown()),
})

describe.skipIf(file === undefined)('a recorded event of Discord', () => {
  it('has its effect in Nutgraf: a mention is answered once in a thread, a strange button says what to do', async () => {
    const { server, adapter, store, logged } = await prepareNutgraf({})
    try {
      const recording = recordingSchema.parse(JSON.parse(readFileSync(file ?? '', 'utf8')))
      const ana = server.member('ana')
      // The message stands in the channel before the bot is there; what was recorded brings it.
      const outcome = await ana.say('Test', { channel: 'general', waitMs: 1 })
      const general = server.channel('general')
      const [message] = server.messages('general', 'ana')
      await adapter.start()
      const names = {
        [recording.applicationId]: server.world.bot.id,
        [recording.guildId]: general.guildId ?? '',
        [recording.channelId]: general.id,
        [recording.threadChannelId]: message?.id ?? '',
        [recording.userId]: ana.user.id,
        [recording.userName]: 'ana',
      }
      server.replay('MESSAGE_CREATE', rewriteIds(recording.mention.data, names))
      server.replay('MESSAGE_CREATE', rewriteIds(recording.mention.data, names))
      await outcome.until(({ messages }) => messages.length > 0)
      const pressed = server.replay('INTERACTION_CREATE', rewriteIds(recording.channel_post_action, names))
      await expect
        .poll(() => server.messages({ id: message?.id ?? '' }, 'ana').map(({ text }) => text))
        .toEqual([
          expect.stringContaining('No stored article is about Test.'),
          'That reply is no longer kept. Ask anew, and its buttons will work.',
        ])
      expect(pressed?.first).toMatchObject({ type: 5, isEphemeral: true })
      expect(outcome.messages).toHaveLength(1)
      expect(server.faults).toEqual([])
      expect(logged.filter(({ level }) => level === 'fault')).toEqual([])
    } finally {
      await adapter.stop()
      await server.close()
      await store.close()
    }
  })
})
