import { describe, expect, it } from 'vitest'
import { layOut, type MessageLimits, type ReplyPart } from '../../src/chat/lay-out.ts'
import { makeReply } from '../../src/chat/make-reply.ts'
import { splitText } from '../../src/chat/split-text.ts'
import type { ReplyItem, ReplySection } from '../../src/domain/reply.ts'

const lengthOf = (part: ReplyPart) =>
  (part.kind === 'item' ? `${part.item.label ?? ''}${part.item.text}${part.item.source ?? ''}` : part.text).length
const limits: MessageLimits = { part: 200, parts: 6, length: 500, messages: 20, lengthOf }

const itemOf = (text: string, label: string | null = null): ReplyItem => ({ label, text, source: null, marks: [1] })
const sectionOf = (items: ReplyItem[], heading: string | null = null): ReplySection => ({
  kind: 'lines',
  heading,
  items,
})
const cardOf = (sections: ReplySection[], title = 'Ferry stops') => ({
  title,
  url: null,
  about: ['Harbor Gazette'],
  sections,
  footer: 'checked',
})

describe('layOut', () => {
  it('keeps a short reply in one message, in its order', () => {
    const reply = makeReply({
      heading: 'ferry: 1 story',
      cards: [cardOf([sectionOf([itemOf('It stopped.')], 'Lines')])],
      notes: ['That is all.'],
    })
    expect(layOut(reply, limits).map((parts) => parts.map(({ kind }) => kind))).toEqual([
      ['heading', 'title', 'about', 'section', 'item', 'footer'],
      ['note'],
    ])
  })

  it('begins a new message where one is full, and never leaves a heading at its end', () => {
    const sections = ['a', 'b', 'c'].map((name) =>
      sectionOf(
        Array.from({ length: 4 }, (_, n) => itemOf(`Line ${n} of ${name}. ${'x'.repeat(80)}`)),
        name,
      ),
    )
    const messages = layOut(makeReply({ cards: [cardOf(sections)] }), limits)
    expect(messages.length).toBeGreaterThan(2)
    for (const message of messages) {
      expect(message.length).toBeLessThanOrEqual(6)
      expect(message.reduce((sum, part) => sum + lengthOf(part), 0)).toBeLessThanOrEqual(500)
      expect(['item', 'footer', 'note']).toContain(message.at(-1)?.kind)
    }
  })

  it('cuts a long line at the end of a sentence, and gives the label first and the marks last', () => {
    const sentence = 'The ferry stopped in the bay and nobody knew why at the time of writing.'
    const [parts = []] = layOut(
      makeReply({ cards: [cardOf([sectionOf([itemOf(`${sentence} `.repeat(3).trim(), '300')])])] }),
      limits,
    )
    const items = parts.flatMap((part) => (part.kind === 'item' ? [part] : []))
    expect(items.map(({ item }) => item.text)).toEqual([`${sentence} ${sentence}`, sentence])
    expect(items.map(({ item, isContinued }) => [item.label, item.marks.length, isContinued])).toEqual([
      ['300', 0, false],
      [null, 1, true],
    ])
  })

  it('says how much was left out of what is too long for all its messages', () => {
    const items = Array.from({ length: 100 }, (_, n) => itemOf(`Line ${n}. ${'x'.repeat(100)}`))
    const messages = layOut(makeReply({ cards: [cardOf([sectionOf(items)])] }), { ...limits, messages: 3 })
    expect(messages).toHaveLength(3)
    const shown = messages.flat().filter(({ kind }) => kind === 'item').length
    expect(messages.at(-1)?.at(-1)).toMatchObject({
      text: expect.stringContaining(`${100 - shown} lines and figures were left out`),
    })
  })
})

describe('splitText', () => {
  it.each([
    ['One two. Three.', 9, ['One two.', 'Three.']],
    ['one two three', 8, ['one two', 'three']],
    ['abcdefgh', 3, ['abc', 'def', 'gh']],
    ['👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 12, ['👩‍👩‍👧‍👦', '👩‍👩‍👧‍👦']],
    ['', 5, ['']],
  ])('cuts %j at %i', (text, longest, pieces) => {
    expect(splitText(text, longest)).toEqual(pieces)
  })
})
