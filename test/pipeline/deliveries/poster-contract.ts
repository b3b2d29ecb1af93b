import { describe, expect, it } from 'vitest'
import { makeReply } from '../../../src/chat/make-reply.ts'
import type { ChannelRef, Poster, ReplyPartPost } from '../../../src/domain/adapter.ts'
import type { Reply, ReplyCard } from '../../../src/domain/reply.ts'

/** A platform as the contract sees it: a channel in which may be posted, one in which may not, and how an answer is lost. */
export type PosterWorld = {
  poster: Poster
  /** the platform's clock, ISO 8601 */
  now(): string
  here: ChannelRef
  closed: ChannelRef
  /** how many messages stand in the channel itself, and under its first message */
  count(): Promise<{ channel: number; thread: number }>
  /** what the messages of the channel and of its threads say, oldest first */
  texts(): Promise<string[]>
  /** takes a message away by hand */
  remove(message: string): Promise<void>
  /** lets the next post be taken and its answer be lost */
  loseAnswer(): void
}

/** What everything that posts for the ledger does, the fake of the tests and each platform: `open` gives a fresh world to each test. */
export function posterContract(
  name: string,
  open: (test: (world: PosterWorld) => Promise<void>) => Promise<void>,
): void {
  describe(`posting parts: ${name}`, () => {
    it('posts the first in the channel and the others in its thread, and finds each by its mark', () =>
      open(async ({ poster, here, count, now }) => {
        const since = now()
        const reply = longReply()
        const parts = poster.partsOf(reply)
        expect(parts).toBeGreaterThan(1)
        const ids: string[] = []
        for (let part = 0; part < parts; part++) {
          const post = postOf(reply, part, ids[0] ?? null)
          expect(await poster.findPart(here, post, since)).toEqual({ kind: 'absent' })
          const outcome = await poster.postPart(here, post)
          expect(outcome).toMatchObject({ kind: 'posted' })
          if (outcome.kind === 'posted') ids.push(outcome.message)
          expect(await poster.findPart(here, post, since)).toEqual({ kind: 'found', message: ids.at(-1) })
        }
        expect(new Set(ids).size).toBe(parts)
        expect(await count()).toEqual({ channel: 1, thread: parts - 1 })
      }))

    it('says lost, or knows better, where the answer is lost, and finds the part then', () =>
      open(async ({ poster, here, count, loseAnswer, now }) => {
        const since = now()
        const post = postOf(makeReply({ notes: ['A short digest.'] }), 0, null)
        loseAnswer()
        const outcome = await poster.postPart(here, post)
        expect(['lost', 'posted']).toContain(outcome.kind)
        expect(await poster.findPart(here, post, since)).toMatchObject({ kind: 'found' })
        expect(await count()).toEqual({ channel: 1, thread: 0 })
      }))

    it('gives what stands there another text, in fewer messages where that is less, and knows what is gone', () =>
      open(async ({ poster, here, texts, remove }) => {
        const reply = longReply()
        const of = poster.partsOf(reply)
        const ids: string[] = []
        for (let part = 0; part < of; part++) {
          const outcome = await poster.postPart(here, postOf(reply, part, ids[0] ?? null))
          if (outcome.kind === 'posted') ids.push(outcome.message)
        }
        const note = makeReply({ notes: ['Taken back.'] })
        expect(poster.partsOf(note, of)).toBe(1)
        expect(poster.partsOf(reply, 2)).toBe(2)
        for (const [part, message] of ids.entries()) {
          const change = { reply: note, part: 0, of, message, first: part === 0 ? null : (ids[0] ?? null) }
          expect(await poster.replacePart(here, change)).toEqual({ kind: 'changed' })
          expect(await poster.replacePart(here, change)).toEqual({ kind: 'changed' })
        }
        expect(await texts()).toEqual(ids.map(() => 'Taken back.'))
        await remove(ids[0] ?? '')
        const gone = { reply: note, part: 0, of, message: ids[0] ?? '', first: null }
        expect(await poster.replacePart(here, gone)).toEqual({ kind: 'gone' })
      }))

    it('refuses with one sentence where it may not post', () =>
      open(async ({ poster, closed }) => {
        const outcome = await poster.postPart(closed, postOf(makeReply({ notes: ['A digest.'] }), 0, null))
        expect(outcome).toMatchObject({ kind: 'refused', problem: expect.stringMatching(/^[A-Z].*\.$/) })
      }))
  })
}

function postOf(reply: Reply, part: number, first: string | null): ReplyPartPost {
  return { reply, part, mark: `delivery1-${part}`, first }
}

function longReply(): Reply {
  const card = (number: number): ReplyCard => ({
    title: `Story ${number}`,
    url: `https://news.example/${number}`,
    about: ['The Harbour Post'],
    sections: [
      {
        kind: 'lines',
        heading: null,
        items: Array.from({ length: 12 }, (_, line) => ({
          ...{ label: null, source: null, marks: [line + 1] },
          text: `Line ${line} of story ${number}. ${'It went on for a while. '.repeat(12).trim()}`,
        })),
      },
    ],
    footer: null,
  })
  return makeReply({ heading: 'ferry: 4 stories', cards: [1, 2, 3, 4].map(card) })
}
