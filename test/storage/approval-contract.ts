import { describe, expect, it } from 'vitest'
import type { Approval, Retraction, Review } from '../../src/domain/approval.ts'
import type { PlannedDelivery } from '../../src/domain/delivery.ts'
import type { Store } from '../../src/domain/store.ts'
import type { OpenStore } from './engines.ts'
import { claimIds, plannedOf, untouched } from './sample-delivery.ts'
import { replyOf } from './sample-talk.ts'

const seven = '2026-03-02T07:00:00.000Z'
const later = '2026-03-02T07:02:00.000Z'
const longAgo = '2000-01-01T00:00:00.000Z'
const channel = { platform: 'slack', space: 'T1', channel: 'C1' }

/** What every store does with approval: which channels want it, what waits, and which messages are to be changed. */
export function approvalContract(open: OpenStore): void {
  describe('for approval', () => {
    it('keep one setting a channel, and list them by their places', async () => {
      const { store } = await open()
      await store.approvals.set(approvalOf({ channel: 'C2' }))
      await store.approvals.set(approvalOf({}))
      const changed = approvalOf({ editors: 'C8', name: null, setBy: 'U2', setAt: later })
      await store.approvals.set(changed)
      expect(await store.approvals.find(channel)).toEqual(changed)
      expect(await store.approvals.list()).toEqual([changed, approvalOf({ channel: 'C2' })])
      for (const other of [{ space: 'T2' }, { platform: 'discord' }, { channel: 'C3' }])
        expect(await store.approvals.find({ ...channel, ...other })).toBeUndefined()
      expect(await store.approvals.remove(channel)).toBe(true)
      expect(await store.approvals.remove(channel)).toBe(false)
      expect(await store.approvals.list()).toHaveLength(1)
    })

    it('let what waits be claimed by nobody, and hold up nothing in its channel', async () => {
      const { store } = await open(seven)
      await wait(store, 'a')
      expect(await store.deliveries.find('a')).toMatchObject({ stage: 'waiting', review: reviewOf(1), endedAt: null })
      expect(await store.deliveries.find('a-d')).toEqual(untouched(draftOf('a')))
      await store.deliveries.add(plannedOf('b'))
      expect(await claimIds(store, 'p2', '2026-03-09T07:00:00.000Z')).toEqual(['a-d', 'b'])
      expect(await store.deliveries.update('a', 'p1', { stage: 'done' }, null)).toBe(false)
      expect((await store.deliveries.counts()).get('waiting')).toBe(1)
      expect((await store.deliveries.list({ limit: 9, stages: ['waiting'] })).map(({ id }) => id)).toEqual(['a'])
      expect((await store.deliveries.shown(channel, longAgo)).size).toBe(1)
    })

    it('let only the holder make it wait, and take a draft that is there as one to be changed', async () => {
      const { store } = await open(seven)
      await store.deliveries.add(plannedOf('a'))
      await claimIds(store, 'p1', seven)
      const change = { stage: 'waiting', review: reviewOf(1) } as const
      expect(await store.deliveries.waitForEditors('a', 'p2', change, draftOf('a'))).toBe(false)
      expect(await store.deliveries.find('a-d')).toBeUndefined()
      await store.deliveries.add(draftOf('a'))
      await end(store, 'a-d')
      expect(await store.deliveries.waitForEditors('a', 'p1', change, draftOf('a'))).toBe(true)
      expect(await claimEdits(store)).toEqual(['a-d 1'])
    })

    it('let one editor change it at each revision, with what is kept of its reply', async () => {
      const { store } = await open(seven)
      await wait(store, 'a')
      await store.replies.save(replyOf('a', { lines: ['One.', 'Two.'] }))
      const given = replyOf('a', { lines: ['One.'] })
      const change = { review: reviewOf(2), articles: [], given, reply: given.reply }
      expect(await store.deliveries.review('a', 1, change)).toBe(true)
      expect(await store.deliveries.review('a', 1, { review: reviewOf(2), stage: 'quiet' })).toBe(false)
      expect(await store.deliveries.find('a')).toMatchObject({ stage: 'waiting', review: reviewOf(2), articles: [] })
      expect(await store.replies.find('a')).toEqual(given)
      expect((await store.deliveries.shown(channel, longAgo)).size).toBe(0)
      const approved = { review: reviewOf(3), stage: 'posting', askedAt: seven, tryAt: seven } as const
      expect(await store.deliveries.review('a', 2, approved)).toBe(true)
      expect(await store.deliveries.find('a')).toMatchObject(approved)
      expect(await store.deliveries.review('a', 3, { review: reviewOf(4) })).toBe(false)
      expect((await claimIds(store, 'p2', seven)).sort()).toEqual(['a', 'a-d'])
    })

    it('give each edit to one who asks, when the draft is there, and again where it was wanted meanwhile', async () => {
      const { store, clock } = await open(seven)
      await wait(store, 'a')
      await store.deliveries.review('a', 1, { review: reviewOf(2) })
      // The draft is not posted yet, so there is nothing to change.
      expect(await claimEdits(store)).toEqual([])
      await end(store, 'a-d')
      const [edit, ...more] = await store.edits.claim({ at: seven, until: later, limit: 9, platform: 'slack' })
      expect(more).toEqual([])
      expect(edit).toEqual({ delivery: 'a-d', wanted: 1, wantedAt: seven, attempts: 0 })
      expect(await claimEdits(store)).toEqual([])
      clock.at = '2026-03-02T07:00:01.000Z'
      await store.deliveries.review('a', 2, { review: reviewOf(3) })
      if (edit !== undefined) await store.edits.settle(edit, null)
      const [again] = await store.edits.claim({ at: clock.at, until: later, limit: 9, platform: 'slack' })
      expect(again).toEqual({ delivery: 'a-d', wanted: 2, wantedAt: clock.at, attempts: 0 })
      if (again !== undefined) await store.edits.settle(again, later)
      expect(await claimEdits(store)).toEqual([])
      expect(await claimEdits(store, later)).toEqual(['a-d 2'])
      expect(await claimEdits(store, '2026-03-02T08:00:00.000Z', 'discord')).toEqual([])
      await store.edits.settle({ delivery: 'a-d', wanted: 2, wantedAt: seven, attempts: 1 }, null)
      expect(await claimEdits(store, '2026-03-02T08:00:00.000Z')).toEqual([])
    })

    it('want the draft changed when what it shows has ended', async () => {
      const { store } = await open(seven)
      await wait(store, 'a')
      await end(store, 'a-d')
      await store.deliveries.review('a', 1, { review: reviewOf(2), stage: 'posting', tryAt: seven })
      await store.edits.settle({ delivery: 'a-d', wanted: 1, wantedAt: seven, attempts: 0 }, null)
      expect(await claimEdits(store)).toEqual([])
      await end(store, 'a')
      expect(await claimEdits(store)).toEqual(['a-d 1'])
    })

    it('take back what stands there, once, and want its messages changed', async () => {
      const { store } = await open(seven)
      const retraction: Retraction = { by: 'Ana', user: 'U1', note: 'größe\0', at: seven }
      await store.deliveries.add(plannedOf('a'))
      expect(await store.deliveries.retract('a', retraction)).toBe(false)
      await claimIds(store, 'p1', seven)
      await store.deliveries.update('a', 'p1', { stage: 'posting', posted: ['m1'] }, later)
      expect(await store.deliveries.retract('a', retraction)).toBe(false)
      await store.deliveries.update('a', 'p1', { stage: 'done', endedAt: seven }, null)
      expect(await store.deliveries.retract('a', retraction)).toBe(true)
      expect(await store.deliveries.retract('a', { ...retraction, by: 'Ben' })).toBe(false)
      const kept = { ...retraction, note: 'größe\ufffd' }
      expect(await store.deliveries.find('a')).toMatchObject({ stage: 'done', retracted: kept })
      expect(await claimEdits(store)).toEqual(['a 1'])
      await store.deliveries.complain('a', 'Slack says no.')
      expect(await store.deliveries.find('a')).toMatchObject({ problem: 'Slack says no.', retracted: null })
      expect(await store.deliveries.retract('a', retraction)).toBe(true)
      expect(await store.deliveries.find('a')).toMatchObject({ problem: null, retracted: kept })
    })

    it('forget a conversation, and nothing else', async () => {
      const { store } = await open()
      const [one, two] = ['1.1', '1.2'].map((message) => ({ ...channel, message }))
      if (one === undefined || two === undefined) return
      for (const ref of [one, two]) await store.threads.addTurns(ref, [{ by: 'reader', text: 'why?', articles: [] }])
      await store.threads.remove(one)
      expect(await store.threads.find(one)).toBeUndefined()
      expect((await store.threads.find(two))?.turns).toHaveLength(1)
      await store.threads.addTurns(one, [{ by: 'reader', text: 'and now?', articles: [] }])
      expect((await store.threads.find(one))?.turns.map(({ text }) => text)).toEqual(['and now?'])
    })
  })
}

function approvalOf(other: Partial<Approval>): Approval {
  return { ...channel, name: 'news “größe”', editors: 'C9', setBy: 'U1', setAt: seven, ...other }
}

function reviewOf(revision: number): Review {
  return { editors: 'C9', name: 'news', revision, acts: [{ did: 'left-out', by: 'Ana', what: 'One.', at: seven }] }
}

function draftOf(id: string): PlannedDelivery {
  return plannedOf(`${id}-d`, { subscription: '', channel: 'C9', kind: 'draft', slot: `draft ${id}`, dueAt: seven })
}

async function wait(store: Store, id: string): Promise<void> {
  await store.deliveries.add(plannedOf(id))
  await claimIds(store, 'p1', seven)
  const change = { stage: 'waiting', review: reviewOf(1), articles: [{ article: 'x', version: 1 }] } as const
  expect(
    await store.deliveries.waitForEditors(id, 'p1', { ...change, articles: [...change.articles] }, draftOf(id)),
  ).toBe(true)
}

async function end(store: Store, id: string): Promise<void> {
  await claimIds(store, 'p9', seven)
  await store.deliveries.update(id, 'p9', { stage: 'done', posted: ['m1'], endedAt: seven }, null)
}

async function claimEdits(store: Store, at = '2026-03-02T07:00:01.000Z', platform = 'slack'): Promise<string[]> {
  const until = new Date(Date.parse(at) + 1).toISOString()
  const edits = await store.edits.claim({ at, until, limit: 9, platform })
  return edits.map(({ delivery, wanted }) => `${delivery} ${wanted}`)
}
