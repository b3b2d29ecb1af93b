import { describe, expect, it } from 'vitest'
import type { DeliveryChange } from '../../src/domain/delivery.ts'
import type { OpenStore } from './engines.ts'
import { claimIds, plannedOf, untouched } from './sample-delivery.ts'

const seven = '2026-03-02T07:00:00.000Z'
const later = '2026-03-02T07:02:00.000Z'
const reply = {
  id: 'r1',
  heading: 'Ferry',
  cards: [],
  notes: ['odd \ud83d\ude00 “x”'],
  actions: ['evidence' as const],
}

/** What every ledger does with one delivery at a time, and with those who work on it. */
export function deliveryContract(open: OpenStore): void {
  describe('for claims of deliveries', () => {
    it('give what is to be tried, the longest due first, and in one instant as it was added', async () => {
      const { store } = await open()
      const due = { later: '07:00:00.001', second: '06:00:00.000', first: '05:00:00.000', third: '06:00:00.000' }
      for (const [channel, time] of Object.entries(due))
        await store.deliveries.add(plannedOf(channel, { channel, dueAt: `2026-03-02T${time}Z` }))
      expect(await claimIds(store, 'p1', '2026-03-02T04:00:00Z')).toEqual([])
      expect(await claimIds(store, 'p1', seven, 2)).toEqual(['first', 'second'])
      const window = { at: '2026-03-02T07:00:00Z', until: later, limit: 10 }
      const third = plannedOf('third', { channel: 'third', dueAt: '2026-03-02T06:00:00.000Z' })
      expect(await store.deliveries.claim('p2', window)).toEqual([untouched(third)])
    })

    it('give of each channel only the first that is open, also where that has to wait', async () => {
      const { store } = await open()
      const dueAt = '2026-03-02T06:00:00.000Z'
      await store.deliveries.add(plannedOf('a'))
      await store.deliveries.add(plannedOf('b', { subscription: 'harbor', dueAt }))
      await store.deliveries.add(plannedOf('other server', { space: 'T2' }))
      await store.deliveries.add(plannedOf('other platform', { platform: 'discord' }))
      expect(await claimIds(store, 'p1', dueAt)).toEqual([])
      expect(await claimIds(store, 'p1', seven)).toEqual(['a', 'other server', 'other platform'])
      await store.deliveries.update('a', 'p1', { tryAt: later, attempts: 1 }, null)
      expect(await claimIds(store, 'p1', seven)).toEqual([])
      expect(await claimIds(store, 'p1', later)).toEqual(['other server', 'other platform', 'a'])
      await store.deliveries.update('a', 'p1', { stage: 'done', endedAt: later }, null)
      expect(await claimIds(store, 'p1', later)).toEqual(['b'])
    })

    it('leave to others what they hold, until their time is over', async () => {
      const { store } = await open()
      await store.deliveries.add(plannedOf('a'))
      expect(await claimIds(store, 'p1', seven)).toEqual(['a'])
      expect(await claimIds(store, 'p1', seven)).toEqual([])
      expect(await claimIds(store, 'p2', '2026-03-02T07:01:59.999Z')).toEqual([])
      // Nobody has taken it over yet, so whoever was late still has it.
      expect(await store.deliveries.update('a', 'p1', { stage: 'composed' }, later)).toBe(true)
      expect(await claimIds(store, 'p2', later)).toEqual(['a'])
      expect(await store.deliveries.update('a', 'p1', { stage: 'done', problem: 'late' }, null)).toBe(false)
      expect(await store.deliveries.find('a')).toMatchObject({ stage: 'composed', problem: null })
      expect(await store.deliveries.update('a', 'p2', { stage: 'posting' }, null)).toBe(true)
    })

    it('end with what a process held that ran here before', async () => {
      const { store } = await open()
      await store.deliveries.add(plannedOf('a'))
      await store.deliveries.add(plannedOf('b', { channel: 'C2' }))
      await claimIds(store, 'p1', seven)
      await store.deliveries.update('b', 'p1', { stage: 'done', endedAt: seven }, null)
      await store.deliveries.release()
      expect(await store.deliveries.update('a', 'p1', { stage: 'done' }, null)).toBe(false)
      expect(await claimIds(store, 'p2', seven)).toEqual(['a'])
    })

    it('give each delivery to one of several who ask at once', async () => {
      const { store } = await open()
      const ids = Array.from({ length: 30 }, (_, n) => `d${n}`)
      for (const id of ids) await store.deliveries.add(plannedOf(id, { channel: id }))
      const claims = await Promise.all(['p1', 'p2', 'p3', 'p4'].map((holder) => claimIds(store, holder, seven, 30)))
      expect(claims.flat().sort()).toEqual(ids.sort())
    })
  })

  describe('for steps of a delivery', () => {
    it('keep all that a step changes, and the rest as it was', async () => {
      const { store } = await open()
      const planned = plannedOf('a')
      await store.deliveries.add(planned)
      await claimIds(store, 'p1', seven)
      const change: DeliveryChange = {
        stage: 'posting',
        since: '2026-03-01T07:00:00.000Z',
        until: seven,
        reply,
        articles: [{ article: 'x', version: 2 }],
        posted: ['m1'],
        sending: { part: 1, at: later },
        attempts: 3,
        tryAt: later,
        problem: 'Slack is away.',
      }
      expect(await store.deliveries.update('a', 'p1', change, later)).toBe(true)
      expect(await store.deliveries.find('a')).toEqual({ ...untouched(planned), ...change })
      expect(await store.deliveries.update('a', 'p1', { posted: ['m1', 'm2'], sending: null }, later)).toBe(true)
      const moved = { ...untouched(planned), ...change, posted: ['m1', 'm2'], sending: null }
      expect(await store.deliveries.find('a')).toEqual(moved)
      const end: DeliveryChange = { stage: 'unsure', reply: null, since: null, problem: null, endedAt: later }
      expect(await store.deliveries.update('a', 'p1', end, null)).toBe(true)
      expect(await store.deliveries.find('a')).toEqual({ ...moved, ...end })
    })

    it('are written by its holder alone, and until it has ended or is let go', async () => {
      const { store } = await open()
      await store.deliveries.add(plannedOf('a'))
      expect(await store.deliveries.update('a', 'p1', { stage: 'composed' }, null)).toBe(false)
      await claimIds(store, 'p1', seven)
      expect(await store.deliveries.update('a', 'p2', { stage: 'composed' }, null)).toBe(false)
      expect(await store.deliveries.update('x', 'p1', { stage: 'composed' }, null)).toBe(false)
      expect(await store.deliveries.update('a', 'p1', { problem: 'busy' }, null)).toBe(true)
      expect(await store.deliveries.update('a', 'p1', { problem: 'let go' }, later)).toBe(false)
      expect(await claimIds(store, 'p1', seven)).toEqual(['a'])
      expect(await store.deliveries.update('a', 'p1', { stage: 'quiet', endedAt: seven }, later)).toBe(true)
      expect(await store.deliveries.update('a', 'p1', { stage: 'due', tryAt: seven }, later)).toBe(false)
      expect(await store.deliveries.find('a')).toMatchObject({ stage: 'quiet', problem: 'busy', endedAt: seven })
      expect(await claimIds(store, 'p1', '2026-03-09T07:00:00.000Z')).toEqual([])
    })

    it('keep text without what no database can hold', async () => {
      const { store } = await open()
      const problem = 'a\0b\ud800c “größe” 🎈'
      const clean = 'a\ufffdb\ufffdc “größe” 🎈'
      await store.deliveries.add(plannedOf('a', { topic: problem, problem }))
      expect(await store.deliveries.find('a')).toMatchObject({ topic: clean, problem: clean })
      await claimIds(store, 'p1', seven)
      const odd = { problem: `${problem}!`, posted: [problem], reply: { ...reply, heading: problem } }
      await store.deliveries.update('a', 'p1', odd, null)
      const kept = { problem: `${clean}!`, posted: [clean], reply: { ...reply, heading: clean } }
      expect(await store.deliveries.find('a')).toMatchObject(kept)
    })
  })

  describe('for what was not posted', () => {
    const ended = async (stage: 'unsure' | 'failed' | 'done' | 'quiet') => {
      const { store } = await open(seven)
      await store.deliveries.add(plannedOf('a'))
      await claimIds(store, 'p1', seven)
      const sending = stage === 'unsure' ? { part: 0, at: seven } : null
      const change = { stage, reply, sending, attempts: 4, problem: 'Away.', endedAt: seven }
      await store.deliveries.update('a', 'p1', change, null)
      return store
    }

    it('open it again to be posted after all, as a new start', async () => {
      for (const stage of ['unsure', 'failed'] as const) {
        const store = await ended(stage)
        const change = { stage: 'composed', sending: null, problem: null, tryAt: later } as const
        expect(await store.deliveries.reopen('a', change)).toBe(true)
        expect(await store.deliveries.find('a')).toMatchObject({ ...change, reply, attempts: 0, endedAt: null })
        expect(await claimIds(store, 'p2', seven)).toEqual([])
        expect(await store.deliveries.update('a', 'p1', { stage: 'done' }, null)).toBe(false)
        expect(await claimIds(store, 'p2', later)).toEqual(['a'])
        expect(await store.deliveries.reopen('a', change)).toBe(false)
      }
    })

    it('try it at once where no instant is said', async () => {
      const store = await ended('failed')
      expect(await store.deliveries.reopen('a', { stage: 'due' })).toBe(true)
      expect(await claimIds(store, 'p1', seven)).toEqual(['a'])
    })

    it('settle it as it stands: it has ended then', async () => {
      const store = await ended('unsure')
      const change = { stage: 'done', sending: null, problem: 'Ann looked it up.' } as const
      expect(await store.deliveries.reopen('a', change)).toBe(true)
      expect(await store.deliveries.find('a')).toMatchObject({ ...change, endedAt: seven })
      expect(await claimIds(store, 'p1', later)).toEqual([])
      expect(await store.deliveries.reopen('a', { stage: 'due' })).toBe(false)
    })

    it('leave alone what is open, or has ended well', async () => {
      for (const stage of ['done', 'quiet'] as const)
        expect(await (await ended(stage)).deliveries.reopen('a', { stage: 'due', tryAt: seven })).toBe(false)
      const { store } = await open()
      await store.deliveries.add(plannedOf('a'))
      expect(await store.deliveries.reopen('a', { stage: 'composed', tryAt: later })).toBe(false)
      expect(await store.deliveries.reopen('x', { stage: 'due', tryAt: later })).toBe(false)
      expect(await store.deliveries.find('a')).toEqual(untouched(plannedOf('a')))
    })
  })
}
