import { describe, expect, it } from 'vitest'
import { makeReply } from '../../src/chat/make-reply.ts'
import type { Adapter, ChannelRef } from '../../src/domain/adapter.ts'
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

/** Posts every part, as the ledger does, and gives the id of the first. */
async function postAll(adapter: Adapter, to: ChannelRef, reply: Reply): Promise<string> {
  let first: string | null = null
  for (let part = 0; part < adapter.partsOf(reply); part++) {
    const outcome = await adapter.postPart(to, { reply, part, mark: `d-${part}`, first })
    if (outcome.kind !== 'posted') throw new Error(outcome.problem)
    first ??= outcome.message
  }
  return first ?? ''
}

describe('a digest that is posted in Discord', () => {
  it('is one message where it fits, with its buttons and no thread', async () => {
    await withNutgraf({}, async ({ server, adapter }) => {
      const { id: channel, guildId } = server.channel('general')
      const space = guildId ?? ''
      const posted = await postAll(adapter, { space, channel }, short)
      const [message, ...more] = server.messages('general', 'chi')
      expect(more).toEqual([])
      expect(message).toMatchObject({ isComponentsV2: true, pings: [] })
      expect(message?.links).toEqual([{ label: 'Ferry', url: 'https://a.example/story' }])
      expect(message?.buttons.map(({ label }) => label)).toEqual(['Evidence', 'Ask'])
      expect(posted).toBe(message?.id)
    })
  })

  it('goes on in its thread where it is long', async () => {
    await withNutgraf({}, async ({ server, adapter }) => {
      const { id: channel, guildId } = server.channel('general')
      const id = await postAll(adapter, { space: guildId ?? '', channel }, long)
      expect(server.messages('general', 'chi')).toHaveLength(1)
      expect(server.channel({ id }).name).toBe('ferry: 2 stories')
      const texts = server.messages({ id }, 'chi').map(({ text }) => text)
      expect(texts.length).toBeGreaterThan(2)
      expect(texts.at(-1)).toContain('Line 19 of Bridge.')
    })
  })

  it('is a post in a forum', async () => {
    await withNutgraf({}, async ({ server, adapter }) => {
      const { id: channel, guildId } = server.channel('ideas')
      const id = await postAll(adapter, { space: guildId ?? '', channel }, long)
      expect(server.channel({ id })).toMatchObject({ name: 'ferry: 2 stories', parentId: channel })
      expect(server.messages({ id }, 'chi').at(-1)?.text).toContain('Line 19 of Bridge.')
    })
  })

  it('waits where nothing is connected', async () => {
    await withNutgraf({}, async ({ server, another }) => {
      const { id: channel, guildId } = server.channel('general')
      const post = { reply: short, part: 0, mark: 'd-0', first: null }
      const outcome = await another().postPart({ space: guildId ?? '', channel }, post)
      expect(outcome).toEqual({ kind: 'unready', problem: 'Discord is not connected.' })
    })
  })

  it('cannot be told to stand there where the channel may not be read', async () => {
    await withNutgraf({}, async ({ server, adapter }) => {
      const { id: channel, guildId } = server.channel('general')
      const to = { space: guildId ?? '', channel }
      await postAll(adapter, to, short)
      server.deny('general', 'bot', 'ReadMessageHistory')
      const trace = await adapter.findPart(
        to,
        { reply: short, part: 0, mark: 'd-0', first: null },
        new Date(0).toISOString(),
      )
      expect(trace).toMatchObject({ kind: 'unknown', problem: expect.stringContaining('Read Message History') })
    })
  })

  it('is told to whoever made the subscription where it is paused', async () => {
    await withNutgraf({}, async ({ server, adapter }) => {
      const { id: channel, guildId } = server.channel('general')
      const user = server.member('ben').user.id
      expect(await adapter.tell({ space: guildId ?? '', channel, user }, 'The digest is paused.')).toBe(true)
    })
  })
})
