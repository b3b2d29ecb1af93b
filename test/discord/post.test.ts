import { describe, expect, it } from 'vitest'
import { makeReply } from '../../src/chat/make-reply.ts'
import type { Reply } from '../../src/domain/reply.ts'
import { withNutgraf } from './with-nutgraf.ts'

const story = (title: string, lines: number) => ({
  title,
  url: 'https://a.example/story',
  about: ['Harbor Gazette'],
  sections: [
    {
      kind: 'lines' as const,
      heading: null,
      items: Array.from({ length: lines }, (_, n) => ({
        ...{ label: null, source: null, marks: [n + 1] },
        text: `Line ${n} of ${title}. ${'It went on for a while. '.repeat(12).trim()}`,
      })),
    },
  ],
  footer: null,
})
const short: Reply = makeReply({
  id: 'r1',
  heading: 'ferry: 1 story',
  cards: [story('Ferry', 2)],
  actions: ['evidence', 'ask'],
})
const long: Reply = makeReply({
  id: 'r2',
  heading: 'ferry: 2 stories',
  cards: [story('Ferry', 20), story('Bridge', 20)],
})

describe('a digest that is posted in Discord', () => {
  it('is one message where it fits, with its buttons and no thread', async () => {
    await withNutgraf({}, async ({ server, adapter }) => {
      const { id: channel, guildId } = server.channel('general')
      const space = guildId ?? ''
      const posted = await adapter.post({ space, channel }, short)
      const [message, ...more] = server.messages('general', 'chi')
      expect(more).toEqual([])
      expect(message).toMatchObject({ isComponentsV2: true, pings: [] })
      expect(message?.links).toEqual([{ label: 'Ferry', url: 'https://a.example/story' }])
      expect(message?.buttons.map(({ label }) => label)).toEqual(['Evidence', 'Ask'])
      expect(posted.thread).toEqual({ platform: 'discord', space, channel, message: message?.id })
    })
  })

  it('goes on in its thread where it is long', async () => {
    await withNutgraf({}, async ({ server, adapter }) => {
      const { id: channel, guildId } = server.channel('general')
      const { thread } = await adapter.post({ space: guildId ?? '', channel }, long)
      expect(server.messages('general', 'chi')).toHaveLength(1)
      expect(server.channel({ id: thread.message }).name).toBe('ferry: 2 stories')
      const texts = server.messages({ id: thread.message }, 'chi').map(({ text }) => text)
      expect(texts.length).toBeGreaterThan(2)
      expect(texts.at(-1)).toContain('Line 19 of Bridge.')
    })
  })

  it('is a post in a forum', async () => {
    await withNutgraf({}, async ({ server, adapter }) => {
      const { id: channel, guildId } = server.channel('ideas')
      const { thread } = await adapter.post({ space: guildId ?? '', channel }, long)
      expect(server.channel({ id: thread.message })).toMatchObject({ name: 'ferry: 2 stories', parentId: channel })
      expect(server.messages({ id: thread.message }, 'chi').at(-1)?.text).toContain('Line 19 of Bridge.')
    })
  })

  it('is not posted where nothing is connected', async () => {
    await withNutgraf({}, async ({ server, another }) => {
      const { id: channel, guildId } = server.channel('general')
      await expect(another().post({ space: guildId ?? '', channel }, short)).rejects.toMatchObject({
        code: 'platform-unreachable',
      })
    })
  })
})
