import { describe, expect, it } from 'vitest'
import { createGrouper, type Grouper, type KeptArticle } from '../../../src/pipeline/stories/create-grouper.ts'
import { signatureOf } from '../../../src/pipeline/stories/signature.ts'
import { report, reportNames } from './reports.ts'

/** The stories as sorted lists of ids. */
function storiesOf(grouper: Grouper): string[][] {
  const stories = new Set(reportNames.flatMap((name) => grouper.storyOf(name) ?? []))
  return [...stories].map((story) => grouper.articlesOf(story).sort()).sort()
}

const events = [
  ['harrow-1', 'harrow-2', 'harrow-3'],
  ['lisk-1', 'lisk-2'],
  ['vote-1', 'vote-2'],
]

describe('a grouper', () => {
  it('puts reports of one event together and those of another of its kind apart, in any order', () => {
    for (let turn = 0; turn < reportNames.length; turn++) {
      const grouper = createGrouper()
      const order = [...reportNames.slice(turn), ...reportNames.slice(0, turn)]
      for (const name of turn % 2 ? order.toReversed() : order) grouper.add(report(name))
      expect(storiesOf(grouper)).toEqual(events)
    }
  })

  it('names a story by its first article, and says which of its articles is nearest', () => {
    const grouper = createGrouper()
    expect(grouper.add(report('harrow-1'))).toEqual({ id: 'harrow-1', story: 'harrow-1', moves: [], nearest: null })
    expect(grouper.add(report('lisk-1'))).toMatchObject({ story: 'lisk-1', nearest: null })
    const placement = grouper.add(report('harrow-2'))
    expect(placement).toMatchObject({ story: 'harrow-1', moves: [], nearest: { id: 'harrow-1' } })
    expect(placement.nearest?.likeness).toBeGreaterThan(0.3)
  })

  it('merges stories when an article shows that they are one, and says which articles moved', () => {
    const grouper = createGrouper()
    const halves = ['The Oakley warehouse', 'Mill Street families'].map((title, index) => ({
      ...report('harrow-1'),
      id: `half-${index}`,
      title,
      text:
        index === 0
          ? 'The Oakley paper company of Harrow counted its losses, 9 million euros, after the fire in its warehouse.'
          : 'Forty families of Mill Street slept in a school after fire chief Dana Brook had them leave their homes.',
    }))
    const [first, second] = halves.map((half) => grouper.add(half).story)
    expect([first, second]).toEqual(['half-0', 'half-1'])
    const bridge = {
      ...report('harrow-1'),
      id: 'bridge',
      title: 'The Oakley warehouse and the Mill Street families',
      text: halves.map(({ text }) => text).join('\n'),
    }
    expect(grouper.add(bridge)).toMatchObject({
      story: 'half-0',
      moves: [{ id: 'half-1', from: 'half-1', to: 'half-0' }],
    })
    expect(grouper.articlesOf('half-0')).toEqual(['half-0', 'half-1', 'bridge'])
    expect(grouper.articlesOf('half-1')).toEqual([])
  })

  it('splits a story when later articles show two, and the larger part keeps its id', () => {
    const grouper = createGrouper()
    grouper.restore([
      { id: 'harrow-1', story: 'fires', signature: signatureOf(report('harrow-1')) },
      { id: 'lisk-1', story: 'fires', signature: signatureOf(report('lisk-1')) },
      { id: 'harrow-2', story: 'fires', signature: signatureOf(report('harrow-2')) },
    ])
    const { story, moves } = grouper.add(report('lisk-2'))
    expect([story, moves]).toEqual(['lisk-1', [{ id: 'lisk-1', from: 'fires', to: 'lisk-1' }]])
    expect(grouper.articlesOf('fires')).toEqual(['harrow-1', 'harrow-2'])
  })

  it('goes on after a restart as if there had been none, from signatures that went through JSON', () => {
    const whole = createGrouper()
    const kept: KeptArticle[] = []
    for (const name of reportNames) {
      const again = createGrouper()
      again.restore(JSON.parse(JSON.stringify(kept)))
      expect(again.add(report(name))).toEqual(whole.add(report(name)))
      kept.push({ id: name, story: whole.storyOf(name) ?? '', signature: signatureOf(report(name)) })
    }
  })

  it('keeps a story over weeks by the articles between, and joins nothing that is further apart than two weeks', () => {
    const grouper = createGrouper()
    grouper.add(report('harrow-1', '2026-03-03'))
    expect(grouper.add(report('harrow-3', '2026-03-20')).story).toBe('harrow-3')
    expect(grouper.add(report('harrow-2', '2026-03-11'))).toMatchObject({
      story: 'harrow-1',
      moves: [{ id: 'harrow-3' }],
    })
  })

  it('forgets what was seen more than two weeks ago, and no article because another has a date in the future', () => {
    const grouper = createGrouper()
    grouper.add(report('harrow-1', '2026-03-03', '2026-03-03T09:00:00Z'))
    grouper.add(report('harrow-2', '2046-01-01', '2026-03-04T09:00:00Z'))
    grouper.add(report('lisk-1', null, '2026-03-17T09:00:00Z'))
    expect([grouper.size, grouper.storyOf('harrow-1')]).toEqual([3, 'harrow-1'])
    grouper.add(report('vote-1', null, '2026-03-18T09:00:00Z'))
    expect([grouper.size, grouper.storyOf('harrow-1')]).toEqual([3, undefined])
    grouper.add(report('vote-2', null, '2026-03-30T09:00:00Z'))
    expect([grouper.size, grouper.storyOf('lisk-1'), grouper.storyOf('vote-2')]).toEqual([3, 'lisk-1', 'vote-1'])
  })

  it('replaces an article that comes again, and forgets one that is removed', () => {
    const grouper = createGrouper()
    for (const name of ['harrow-1', 'harrow-2', 'harrow-2']) grouper.add(report(name))
    expect(grouper.articlesOf('harrow-1')).toEqual(['harrow-1', 'harrow-2'])
    grouper.remove('harrow-1')
    grouper.remove('never-there')
    expect([grouper.size, grouper.storyOf('harrow-1'), grouper.storyOf('harrow-2')]).toEqual([1, undefined, 'harrow-1'])
    // Its own id is the name of the story that went on without it, and which it joins again.
    expect(grouper.add(report('harrow-1')).story).toBe('harrow-1')
  })

  it('gives an article whose id names another story a name of its own', () => {
    const grouper = createGrouper()
    grouper.restore([{ id: 'vote-1', story: 'harrow-1', signature: signatureOf(report('vote-1')) }])
    expect(grouper.add(report('harrow-1')).story).toBe('harrow-1~2')
  })

  it('keeps a story of a hundred reports together, and another of its kind apart from it', () => {
    const grouper = createGrouper()
    for (let number = 0; number < 100; number++) {
      for (const [event, first] of events.slice(0, 2).entries()) {
        const { title, text } = report(first[number % first.length] ?? '')
        const own = `Correspondent Wren${number} saw street ${number} and spoke with neighbour Hale${number}.`
        grouper.add({ id: `${event}-${number}`, title, text: `${text}\n${own}`, publishedAt: null })
      }
    }
    expect([grouper.articlesOf('0-0').length, grouper.articlesOf('1-0').length]).toEqual([100, 100])
  })

  it('takes texts without words, names or an end', () => {
    const grouper = createGrouper()
    const texts = ['', ' ', '…', '12', 'a', 'The of and.', 'word '.repeat(200_000)]
    const stories = texts.map(
      (text, index) => grouper.add({ id: `t${index}`, title: null, text, publishedAt: 'soon' }).story,
    )
    expect(new Set(stories).size).toBe(texts.length)
  })
})
