import { describe, expect, it } from 'vitest'
import type { GivenReply, Report } from '../../src/domain/stored.ts'
import type { OpenStore } from './engines.ts'
import { subscriptionOf } from './sample-delivery.ts'

/** What every store of subscriptions, given replies, reports and changes does. */
export function chatContract(open: OpenStore): void {
  describe('for subscriptions', () => {
    it('keep one for a topic in a channel, which keeps its id when it changes', async () => {
      const { store } = await open()
      expect(await store.subscriptions.save(subscriptionOf('one'))).toEqual(subscriptionOf('one'))
      const changed = subscriptionOf('two', {
        schedule: { days: ['mon'], times: ['17:30'], zone: 'Europe/Berlin' },
        createdBy: 'U2',
        alerts: 3,
        quietDays: 'line',
        nextAt: '2026-03-02T16:30:00.000Z',
      })
      expect(await store.subscriptions.save(changed)).toEqual({ ...changed, id: 'one' })
      expect(await store.subscriptions.find('one')).toEqual({ ...changed, id: 'one' })
      expect(await store.subscriptions.find('two')).toBeUndefined()
      for (const [index, other] of [
        { channel: 'C2' },
        { space: 'T2' },
        { platform: 'discord' },
        { topic: 'ferry “x”' },
      ].entries()) {
        expect((await store.subscriptions.save(subscriptionOf(`other-${index}`, other))).id).toBe(`other-${index}`)
      }
      expect(await store.subscriptions.list()).toHaveLength(5)
    })

    it('list those of one space alone, by channel and as they were made', async () => {
      const { store } = await open()
      await store.subscriptions.save(subscriptionOf('c', { channel: 'C2', topic: 'a' }))
      await store.subscriptions.save(subscriptionOf('b', { topic: 'b', createdAt: '2026-03-02T00:00:00.000Z' }))
      await store.subscriptions.save(subscriptionOf('a', { topic: 'c' }))
      await store.subscriptions.save(subscriptionOf('x', { space: 'T2' }))
      const ids = async (space: string) =>
        (await store.subscriptions.list({ platform: 'slack', space })).map(({ id }) => id)
      expect(await ids('T1')).toEqual(['a', 'b', 'c'])
      expect(await ids('T2')).toEqual(['x'])
      expect(await ids('T3')).toEqual([])
    })

    it('can be paused with a reason, go on, and end', async () => {
      const { store } = await open()
      await store.subscriptions.save(subscriptionOf('one'))
      expect(await store.subscriptions.pause('one', 'The channel is archived.')).toBe(true)
      expect((await store.subscriptions.find('one'))?.paused).toBe('The channel is archived.')
      await store.subscriptions.pause('one', null)
      expect((await store.subscriptions.find('one'))?.paused).toBeNull()
      expect(await store.subscriptions.remove('one')).toBe(true)
      expect(await store.subscriptions.remove('one')).toBe(false)
      expect(await store.subscriptions.pause('one', 'x')).toBe(false)
    })
  })

  describe('for replies', () => {
    it('keep what was given, word for word', async () => {
      const { store } = await open()
      const given = givenOf('r1')
      await store.replies.save(given)
      expect(await store.replies.find('r1')).toEqual(given)
      expect(await store.replies.find('r2')).toBeUndefined()
    })

    it('keep reports of them, newest first, those of one space apart', async () => {
      const { store } = await open()
      await store.replies.saveReport(reportOf('a', { at: '2026-03-01T00:00:00.000Z' }))
      await store.replies.saveReport(
        reportOf('b', { at: '2026-03-02T00:00:00.000Z', fault: 'wrong-figure', note: 'It says 12, not 21 💡' }),
      )
      await store.replies.saveReport(reportOf('c', { space: 'T2', at: '2026-03-03T00:00:00.000Z' }))
      expect((await store.replies.reports()).map(({ id }) => id)).toEqual(['c', 'b', 'a'])
      const own = await store.replies.reports({ platform: 'slack', space: 'T1' })
      expect(own[0]).toEqual(
        reportOf('b', { at: '2026-03-02T00:00:00.000Z', fault: 'wrong-figure', note: 'It says 12, not 21 💡' }),
      )
      expect(own).toHaveLength(2)
    })
  })

  describe('for changes', () => {
    it('keep who changed what, newest first', async () => {
      const { store } = await open()
      const change = (what: string) => ({
        at: '2026-03-01T00:00:00.000Z',
        platform: 'slack',
        space: 'T1',
        user: 'U1',
        what,
      })
      for (const what of ['first', 'second', 'third']) await store.changes.add(change(what))
      expect(await store.changes.list(2)).toEqual([change('third'), change('second')])
    })
  })
}

function givenOf(id: string): GivenReply {
  const item = { label: '12', text: 'boats “waited”', source: null, marks: [1, 3] }
  const section = { kind: 'figures' as const, heading: 'Key figures', items: [item] }
  const card = { title: 'Ferry', url: null, about: ['Harbor Gazette'], sections: [section], footer: 'checked' }
  return {
    id,
    platform: 'slack',
    space: 'T1',
    channel: 'C1',
    user: 'U1',
    asked: '/brief ferry',
    reply: { id, heading: null, cards: [card], notes: [], actions: ['evidence', 'report'] },
    lines: ['The ferry “waited”.', 'Twelve boats did.'],
    evidence: [card],
    articles: ['a', 'b'],
    at: '2026-03-01T00:00:00.000Z',
  }
}

function reportOf(id: string, other: Partial<Report> = {}): Report {
  return {
    id,
    reply: 'r1',
    platform: 'slack',
    space: 'T1',
    channel: 'C1',
    user: 'U1',
    fault: 'other',
    note: '',
    at: '2026-03-01T00:00:00.000Z',
    ...other,
  }
}
