import { describe, expect, it } from 'vitest'
import { choicesOf, leaveOut } from '../../src/chat/leave-out.ts'
import { makeReply } from '../../src/chat/make-reply.ts'
import type { Reply, ReplyCard, ReplyItem } from '../../src/domain/reply.ts'
import { replyOf } from '../storage/sample-talk.ts'

const item = (text: string, ...marks: number[]): ReplyItem => ({ label: null, text, source: null, marks })
const about = { storyOf: () => undefined, isPart: () => false }

/** A story of two lines, with what rests on the first alone, on both, and on neither. */
function cardOf(title: string): ReplyCard {
  return {
    title,
    url: `https://news.example/${title}`,
    about: [],
    sections: [
      { kind: 'lines', heading: null, items: [item(`${title} one.`, 1), item(`${title} two.`, 2, 3)] },
      { kind: 'figures', heading: 'Key figures', items: [item('boats', 1), item('people', 3), item('tons', 7)] },
      { kind: 'lines', heading: 'Others also report', items: [item(`${title} three.`, 9)] },
      {
        kind: 'caveats',
        heading: 'Read with care',
        items: [item('No named source'), item('Estimate', 1), item('x', 1, 3)],
      },
    ],
    footer: 'Extracted, not written · 2 of 2 lines found in the article (that is not a check of the article)\nMore.',
  }
}

function threeStories() {
  const reply = makeReply({
    id: 'd1',
    heading: 'on: 3 stories: 3 stories since Monday',
    cards: ['A', 'B', 'C'].map(cardOf),
    notes: ['2 articles were read only in part.'],
  })
  const evidence = reply.cards.map(({ title }) => ({
    ...{ title, url: null, about: [], footer: null },
    sections: [
      { kind: 'evidence' as const, heading: null, items: [1, 2, 3, 7, 9].map((mark) => item(`${mark}.`, mark)) },
    ],
  }))
  const lines = ['A one.', 'A two.', 'B one.', 'B two.', 'C one.', 'C two.']
  const given = replyOf('d1', { reply, lines, articles: ['a', 'b', 'c', 'b-other', 'a-other'], evidence })
  const articles = ['a', 'a-copy', 'b', 'b-copy', 'b-copy2', 'c'].map((article) => ({ article, version: 1 }))
  return { reply, given, articles }
}

function choiceFor(reply: Reply, label: string): string {
  return choicesOf(reply).find((one) => one.label === label)?.value ?? ''
}

describe('leaving out', () => {
  it('takes with a line that a model worded the sentences on which nothing rests any more', () => {
    const { reply, given, articles } = threeStories()
    const written = { ...given, lines: ['1.', '2.', '3.', '9.', '1 of another.'] }
    const shorter = leaveOut({ reply, given: written, articles }, choiceFor(reply, '1: A two.'), about)
    if (shorter === null || shorter === 'nothing') throw new Error('nothing was left out')
    // A caveat rests on the third sentence still.
    expect(shorter.given?.lines).toEqual(['1.', '3.', '9.', '1 of another.'])
  })

  it('takes with a line what rests on its sentences alone, and counts the lines that are left', () => {
    const all = threeStories()
    const shorter = leaveOut(all, choiceFor(all.reply, '2: B one.'), about)
    if (shorter === null || shorter === 'nothing') throw new Error('nothing was left out')
    const [first, second] = shorter.reply.cards
    expect(first).toEqual(all.reply.cards[0])
    expect(second?.sections.map(({ items }) => items.map(({ text }) => text))).toEqual([
      ['B two.'],
      ['people', 'tons'],
      ['B three.'],
      ['No named source', 'x'],
    ])
    expect(second?.footer).toBe(
      'Extracted, not written · 1 of 1 line found in the article (that is not a check of the article)\nMore.',
    )
    expect(shorter.given?.lines).toEqual(['A one.', 'A two.', 'B two.', 'C one.', 'C two.'])
    expect(shorter.given?.reply).toEqual(shorter.reply)
    expect(shorter.given?.evidence?.[1]?.sections[0]?.items.map(({ text }) => text)).toEqual([
      '1.',
      '2.',
      '3.',
      '7.',
      '9.',
    ])
    expect(shorter.articles).toEqual(all.articles)
    expect(shorter.what).toBe('B one.')
  })

  it('keeps of the evidence only what something that is left rests on', () => {
    const all = threeStories()
    const once = leaveOut(all, choiceFor(all.reply, '1: A three.'), about)
    if (once === null || once === 'nothing') throw new Error('nothing was left out')
    expect(once.reply.cards[0]?.sections.map(({ heading }) => heading)).toEqual([null, 'Key figures', 'Read with care'])
    expect(once.given?.evidence?.[0]?.sections[0]?.items.map(({ text }) => text)).toEqual(['1.', '2.', '3.', '7.'])
  })

  it('takes with a story its copies, the others that only it stands for, its evidence, and its part in heading and notes', () => {
    const all = threeStories()
    const stories = new Map([
      ['b', 's1'],
      ['b-other', 's1'],
      ['a', 's2'],
      ['a-other', 's2'],
    ])
    const known = { storyOf: (article: string) => stories.get(article), isPart: (article: string) => article !== 'c' }
    const shorter = leaveOut(all, choiceFor(all.reply, '2: B'), known)
    if (shorter === null || shorter === 'nothing') throw new Error('nothing was left out')
    expect(shorter.reply.heading).toBe('on: 3 stories: 2 stories since Monday')
    expect(shorter.reply.notes).toEqual(['One article was read only in part.'])
    expect(shorter.articles.map(({ article }) => article)).toEqual(['a', 'a-copy', 'c'])
    expect(shorter.given).toMatchObject({
      lines: ['A one.', 'A two.', 'C one.', 'C two.'],
      articles: ['a', 'c', 'a-other'],
    })
    expect(shorter.given?.evidence?.map(({ title }) => title)).toEqual(['A', 'C'])
  })

  it('offers no choice after which nothing would be left, and does nothing twice', () => {
    const card = { ...cardOf('A'), sections: cardOf('A').sections.slice(0, 1) }
    const reply = makeReply({ id: 'd1', cards: [card] })
    expect(choicesOf(reply).map(({ label }) => label)).toEqual(['A one.', 'A two.'])
    const first = choiceFor(reply, 'A one.')
    const once = leaveOut({ reply, given: undefined, articles: [] }, first, about)
    if (once === null || once === 'nothing') throw new Error('nothing was left out')
    expect(choicesOf(once.reply)).toEqual([])
    expect(leaveOut(once, first, about)).toBeNull()
    expect(leaveOut(once, choiceFor(reply, 'A two.'), about)).toBe('nothing')
  })

  it('names a line in 70 characters, and offers no more than a menu holds', () => {
    const items = Array.from({ length: 60 }, (_, index) => item(`Line ${index} ${'goes on '.repeat(20)}`, index + 1))
    const reply = makeReply({
      id: 'd1',
      cards: [{ ...cardOf('A'), sections: [{ kind: 'lines', heading: null, items }] }],
    })
    const choices = choicesOf(reply)
    expect(choices).toHaveLength(40)
    expect(Math.max(...choices.map(({ label }) => label.length))).toBeLessThanOrEqual(70)
  })
})
