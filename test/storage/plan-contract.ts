import { describe, expect, it } from 'vitest'
import type { OpenStore } from './engines.ts'
import { plannedOf, planOf, subscriptionOf, untouched } from './sample-delivery.ts'

const monday = '2026-03-02T08:00:00.000Z'
const tuesday = '2026-03-03T08:00:00.000Z'
const wednesday = '2026-03-04T08:00:00.000Z'

/** What every store does with slots: those of subscriptions, and what their plans put into the ledger. */
export function planContract(open: OpenStore): void {
  describe('for the slots of subscriptions', () => {
    it('give those that have come, and those that are to be found, the longest due first', async () => {
      const { store } = await open()
      const slots = { tuesday, 'to be found': null, 'a moment later': '2026-03-02T08:00:00.001Z', monday }
      for (const [id, nextAt] of Object.entries(slots))
        await store.subscriptions.save(subscriptionOf(id, { topic: id, nextAt }))
      await store.subscriptions.save(subscriptionOf('paused', { topic: 'paused', paused: 'The channel is archived.' }))
      const due = async (at: string, limit = 10) => (await store.subscriptions.due(at, limit)).map(({ id }) => id)
      expect(await due('2026-03-02T07:59:59.999Z')).toEqual(['to be found'])
      expect(await due(monday)).toEqual(['to be found', 'monday'])
      expect(await due('2026-03-02T08:00:00Z')).toEqual(['to be found', 'monday'])
      expect(await due(wednesday)).toEqual(['to be found', 'monday', 'a moment later', 'tuesday'])
      expect(await due(wednesday, 2)).toEqual(['to be found', 'monday'])
      const [, one] = await store.subscriptions.due(monday, 2)
      expect(one).toEqual(subscriptionOf('monday', { topic: 'monday', nextAt: monday }))
    })

    it('forget their slot with a pause, so that what went by meanwhile is not made up', async () => {
      const { store } = await open()
      await store.subscriptions.save(subscriptionOf('one', { nextAt: monday }))
      await store.subscriptions.pause('one', 'The channel\0 is archived.')
      expect(await store.subscriptions.find('one')).toMatchObject({
        paused: 'The channel\ufffd is archived.',
        nextAt: null,
      })
      expect(await store.subscriptions.due(wednesday, 10)).toEqual([])
      expect(await store.deliveries.plan([planOf('one', monday, tuesday, [plannedOf('d')])])).toEqual([])
      await store.subscriptions.pause('one', null)
      expect(await store.subscriptions.find('one')).toMatchObject({ paused: null, nextAt: null })
      expect((await store.subscriptions.due(monday, 10)).map(({ id }) => id)).toEqual(['one'])
    })

    it('keep the words of a topic, without what no database can hold', async () => {
      const { store } = await open()
      const odd = subscriptionOf('one', { topic: 'größe “x” 🎈\0\ud800' })
      expect(await store.subscriptions.save(odd)).toEqual({ ...odd, topic: 'größe “x” 🎈\ufffd\ufffd' })
      expect((await store.subscriptions.save({ ...odd, id: 'two' })).id).toBe('one')
    })
  })

  describe('for plans', () => {
    it('add what a slot is due, and move its subscription on', async () => {
      const { store } = await open()
      await store.subscriptions.save(subscriptionOf('one'))
      expect(await store.deliveries.plan([planOf('one', null, monday, [])])).toEqual([])
      expect(await store.subscriptions.find('one')).toMatchObject({ nextAt: monday })
      const delivery = plannedOf('d', { subscription: 'one', slot: monday, dueAt: monday, kind: 'made-up', missed: 2 })
      expect(await store.deliveries.plan([planOf('one', monday, tuesday, [delivery])])).toEqual(['d'])
      expect(await store.subscriptions.find('one')).toMatchObject({ nextAt: tuesday })
      expect(await store.deliveries.find('d')).toEqual(untouched(delivery))
      expect(await store.deliveries.find('x')).toBeUndefined()
      expect(await store.subscriptions.due(monday, 10)).toEqual([])
    })

    it('add nothing where the subscription has moved on, or is gone', async () => {
      const { store } = await open()
      await store.subscriptions.save(subscriptionOf('one', { nextAt: monday }))
      expect(await store.deliveries.plan([planOf('one', monday, tuesday, [plannedOf('a')])])).toEqual(['a'])
      expect(await store.deliveries.plan([planOf('one', monday, wednesday, [plannedOf('b')])])).toEqual([])
      expect(await store.deliveries.plan([planOf('one', null, wednesday, [plannedOf('c')])])).toEqual([])
      expect(await store.deliveries.plan([planOf('gone', monday, tuesday, [plannedOf('d')])])).toEqual([])
      expect(await store.deliveries.plan([])).toEqual([])
      expect(await store.subscriptions.find('one')).toMatchObject({ nextAt: tuesday })
      expect((await store.deliveries.list({ limit: 10 })).map(({ id }) => id)).toEqual(['a'])
    })

    it('say of several what was added, in their order, whatever that of their subscriptions', async () => {
      const { store } = await open()
      for (const id of ['b', 'a', 'c'])
        await store.subscriptions.save(subscriptionOf(id, { topic: id, nextAt: monday }))
      await store.deliveries.plan([planOf('c', monday, tuesday, [])])
      const plans = ['b', 'c', 'a'].map((id) =>
        planOf(id, monday, tuesday, [plannedOf(`${id}1`, { stage: 'missed' }), plannedOf(`${id}2`)]),
      )
      expect(await store.deliveries.plan(plans)).toEqual(['b1', 'b2', 'a1', 'a2'])
      const listed = (await store.deliveries.list({ limit: 10 })).map(({ id }) => id)
      expect(listed).toEqual(['a2', 'a1', 'b2', 'b1'])
    })

    it('end what went by at once, with why', async () => {
      const { store, clock } = await open('2026-03-03T09:00:00.000Z')
      await store.subscriptions.save(subscriptionOf('one', { nextAt: monday }))
      const missed = plannedOf('m', { subscription: 'one', stage: 'missed', problem: 'Nothing ran then.' })
      await store.deliveries.plan([planOf('one', monday, wednesday, [missed])])
      expect(await store.deliveries.find('m')).toEqual({ ...untouched(missed), endedAt: clock.at })
      const until = '2026-03-05T00:00:00.000Z'
      expect(await store.deliveries.claim('p1', { at: wednesday, until, limit: 10 })).toEqual([])
    })

    it('do all or nothing', async () => {
      const { store } = await open()
      await store.subscriptions.save(subscriptionOf('one', { nextAt: monday }))
      await store.subscriptions.save(subscriptionOf('two', { topic: 'two', nextAt: monday }))
      await store.deliveries.add(plannedOf('taken'))
      const plans = [
        planOf('one', monday, tuesday, [plannedOf('a')]),
        planOf('two', monday, tuesday, [plannedOf('taken', { slot: 'another' })]),
      ]
      await expect(store.deliveries.plan(plans)).rejects.toThrow()
      expect((await store.deliveries.list({ limit: 10 })).map(({ id }) => id)).toEqual(['taken'])
      for (const id of ['one', 'two']) expect(await store.subscriptions.find(id)).toMatchObject({ nextAt: monday })
    })

    it('give a subscription each slot once, though it comes again', async () => {
      const { store } = await open()
      await store.subscriptions.save(subscriptionOf('one', { nextAt: monday }))
      await store.deliveries.plan([planOf('one', monday, tuesday, [plannedOf('a', { slot: monday })])])
      // As after a pause: the same slot is found anew.
      await store.subscriptions.pause('one', null)
      await store.deliveries.plan([planOf('one', null, monday, [])])
      const again = [plannedOf('b', { slot: monday }), plannedOf('c', { slot: tuesday })]
      expect(await store.deliveries.plan([planOf('one', monday, wednesday, again)])).toEqual(['c'])
      expect(await store.subscriptions.find('one')).toMatchObject({ nextAt: wednesday })
    })

    it('leave room for what no slot asks for, once as well', async () => {
      const { store } = await open()
      expect(await store.deliveries.add(plannedOf('a', { kind: 'alert', slot: 'alert x' }))).toBe(true)
      expect(await store.deliveries.add(plannedOf('b', { kind: 'alert', slot: 'alert x' }))).toBe(false)
      expect(await store.deliveries.add(plannedOf('c', { slot: 'alert x', subscription: 'other' }))).toBe(true)
      expect(await store.deliveries.find('b')).toBeUndefined()
    })

    it('take what several plan at once: each slot stands once', async () => {
      const { store } = await open()
      const ids = Array.from({ length: 20 }, (_, n) => `s${n}`)
      for (const id of ids) await store.subscriptions.save(subscriptionOf(id, { topic: id, nextAt: monday }))
      const plansOf = (who: number) =>
        ids.map((id) => planOf(id, monday, tuesday, [plannedOf(`${id}-${who}`, { slot: monday })]))
      const added = await Promise.all([0, 1, 2].map((who) => store.deliveries.plan(plansOf(who))))
      expect(added.flat()).toHaveLength(20)
      expect(await store.deliveries.list({ limit: 100 })).toHaveLength(20)
    })
  })
}
