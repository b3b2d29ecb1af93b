import { describe, expect, it } from 'vitest'
import { makeReply } from '../../src/chat/make-reply.ts'
import type { ReplyCard, ReplyItem, ReplySection } from '../../src/domain/reply.ts'
import { replyMessages, type SlackMessage } from '../../src/slack/reply-messages.ts'
import { textSize } from '../slack-server/block-limits.ts'
import { blocksText } from '../slack-server/block-text.ts'
import { messageFaults } from '../slack-server/check-payload.ts'

const item = (text: string, more: Partial<ReplyItem> = {}): ReplyItem => {
  return { label: null, text, source: null, marks: [], ...more }
}
const section = (kind: ReplySection['kind'], items: ReplyItem[], heading: string | null = null): ReplySection => {
  return { kind, heading, items }
}
const card = (title: string, sections: ReplySection[], more: Partial<ReplyCard> = {}): ReplyCard => {
  return { title, url: null, about: ['Harbor Gazette'], sections, footer: null, ...more }
}
const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_one, n) => make(n))

const faultsOf = (messages: SlackMessage[]) =>
  messages.flatMap(({ text, blocks }) =>
    messageFaults({ text, blocks: JSON.parse(JSON.stringify(blocks)), unfurl_links: false, unfurl_media: false }, true),
  )
const linesOf = (messages: SlackMessage[]) => messages.flatMap(({ blocks }) => blocksText(blocks, (id) => id))

describe('a reply as messages of Slack', () => {
  it('keeps a long run of cards without lines within 50 blocks and 10,000 characters, and loses none', () => {
    const cards = times(60, (n) => card(`Story ${n} ${'x'.repeat(200)}`, [], { about: ['y'.repeat(200)] }))
    const messages = replyMessages(makeReply({ id: 'r1', heading: '60 stories', cards, actions: ['ask'] }), {
      messages: 9,
    })
    expect(messages.length).toBeGreaterThan(2)
    for (const { blocks } of messages) {
      expect(blocks.length).toBeLessThanOrEqual(50)
      expect(textSize(blocks)).toBeLessThan(10_000)
    }
    expect(faultsOf(messages)).toEqual([])
    const lines = linesOf(messages)
    expect(lines.filter((line) => line.startsWith('Story'))).toHaveLength(60)
  })

  it.each(['about', 'footer'] as const)(
    'counts blocks as they are, where cards have nothing but a title and %s',
    (name) => {
      const cards = times(40, (n) => card(`${n}`, [], name === 'about' ? {} : { about: [], footer: 'f' }))
      const messages = replyMessages(makeReply({ id: 'r1', cards, actions: ['ask'] }), { messages: 9 })
      expect(Math.max(...messages.map(({ blocks }) => blocks.length))).toBeLessThanOrEqual(50)
      expect(faultsOf(messages)).toEqual([])
    },
  )

  it('puts a digest of five whole stories in no more messages than its length needs', () => {
    const sentence = 'A fire drove about 1,400 people from their homes and closed the harbor.'
    const sections = [
      section(
        'lines',
        times(3, () => item(sentence, { marks: [1] })),
      ),
      section(
        'figures',
        times(6, () => item('people', { label: 'about 1,400', marks: [1] })),
        'Key figures',
      ),
      section(
        'caveats',
        times(8, () => item(sentence, { label: 'Not known', marks: [7] })),
        'Read with care',
      ),
    ]
    const cards = times(5, (n) => card(`Story ${n}`, sections, { footer: 'Extracted, not written' }))
    const messages = replyMessages(makeReply({ id: 'r1', cards, actions: ['ask'] }), { messages: 3 })
    expect(messages).toHaveLength(2)
    expect(linesOf(messages).join()).not.toContain('left out')
  })

  it('parts heads that are longer than a message', () => {
    const long = 'A sentence of a heading that goes on. '.repeat(90)
    const reply = makeReply({
      heading: long,
      cards: [card(long, [section('lines', [item(`${long} end`)], long)], { about: [long] })],
    })
    const messages = replyMessages(reply, { messages: 9 })
    expect(faultsOf(messages)).toEqual([])
    expect(linesOf(messages).at(-1)).toMatch(/end$/)
  })

  it('says that the end of a line was left out, and how many lines were', () => {
    const long = 'The ferry stopped in the bay. '.repeat(1000)
    const cut = (more: ReplyItem[]) =>
      linesOf(
        replyMessages(makeReply({ cards: [card('Ferry', [section('lines', [item(long), ...more])])] }), {
          messages: 2,
        }),
      ).at(-1)
    expect(cut([])).toContain('too long for a chat: the end of 1 line or figure was left out.')
    expect(cut([item('One more.')])).toContain('the end of a line and 1 line or figure was left out.')
    const notes = times(60, () => 'A note of some length. '.repeat(20))
    expect(linesOf(replyMessages(makeReply({ notes }), { messages: 2 })).at(-1)).toContain(
      'its last words were left out.',
    )
  })

  it('gives a label that is longer than a line its whole length, and a sentence of the article its number first', () => {
    const label = 'a figure that goes on '.repeat(60).trim()
    const sections = [
      section('figures', [item('people', { label, source: `${label} source` })]),
      section('evidence', [item('Rents rose. '.repeat(400), { marks: [3], label: 'Sentence' })]),
    ]
    const lines = linesOf(replyMessages(makeReply({ cards: [card('Story', sections)] }), { messages: 4 }))
    expect(lines.join(' ')).toContain(`${label} people (${label} source)`)
    expect(lines.join(' ')).toContain('• ③ Sentence  Rents rose.')
  })

  it('shows nothing of what has no shape', () => {
    const cards = [
      card('\u200b', [section('lines', [item('\u2060\u200d'), item('Seen.')])], {
        url: 'https://a.example/',
        about: ['\ufeff'],
      }),
    ]
    expect(linesOf(replyMessages(makeReply({ cards }), { messages: 2 }))).toEqual(['• Seen.'])
    const [nothing] = replyMessages(makeReply({ notes: ['\u3164'] }), { messages: 2 })
    expect(nothing?.text).toBe('There is nothing to show.')
  })

  it('cuts the text beside the blocks at 4,000 characters, and no escaped sign in two', () => {
    for (const length of [0, 1, 2, 3, 4]) {
      const [message] = replyMessages(makeReply({ notes: [`${'x'.repeat(length)}${'&'.repeat(2700)}`] }), {
        messages: 3,
      })
      expect(message?.text.length).toBeLessThanOrEqual(4000)
      expect(message?.text.replaceAll('&amp;', '')).toMatch(/^x*$/)
    }
  })
})
