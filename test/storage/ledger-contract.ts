import { describe, expect, it } from 'vitest'
import type { DeliveryChange, DeliveryStage, Mute, PlannedDelivery } from '../../src/domain/delivery.ts'
import type { DeliveryFilter } from '../../src/domain/delivery-store.ts'
import type { Store } from '../../src/domain/store.ts'
import type { OpenStore } from './engines.ts'
import { claimIds, plannedOf, subscriptionOf } from './sample-delivery.ts'

const seven = '2026-03-02T07:00:00.000Z'
const eight = '2026-03-02T08:00:00.000Z'
const longAgo = '2000-01-01T00:00:00.000Z'
const channel = { platform: 'slack', space: 'T1', channel: 'C1' }

/** What every ledger tells of what was posted, and what every store of mutes does. */
export function ledgerContract(open: OpenStore): void {
  describe('for what a channel was shown', () => {
    it('count it from the moment that it is composed, in that channel alone', async () => {
      const { store, clock } = await open(seven)
      await begin(store, plannedOf('a'))
      expect(await store.deliveries.shown(channel, longAgo)).toEqual(new Map())
      clock.at = eight
      await store.deliveries.update('a', 'p1', { stage: 'composed', articles: refs('x 1', 'y 3') }, eight)
      const both = new Map(Object.entries({ x: 1, y: 3 }))
      expect(await store.deliveries.shown(channel, longAgo)).toEqual(both)
      expect(await store.deliveries.shown(channel, eight)).toEqual(both)
      expect(await store.deliveries.shown(channel, '2026-03-02T08:00:00.001Z')).toEqual(new Map())
      for (const other of [{ channel: 'C2' }, { space: 'T2' }, { platform: 'discord' }])
        expect(await store.deliveries.shown({ ...channel, ...other }, longAgo)).toEqual(new Map())
      clock.at = '2026-03-02T09:00:00.000Z'
      await store.deliveries.update('a', 'p1', { stage: 'done', endedAt: clock.at }, null)
      expect(await store.deliveries.shown(channel, eight)).toEqual(both)
    })

    it('give the highest version of each, whichever delivery showed it', async () => {
      const { store, clock } = await open(seven)
      await show(store, plannedOf('a'), 'x 2', 'y 1', 'y 4', 'y 3')
      clock.at = eight
      await show(store, plannedOf('b'), 'x 1', 'z 1')
      expect(await store.deliveries.shown(channel, longAgo)).toEqual(new Map(Object.entries({ x: 2, y: 4, z: 1 })))
      expect(await store.deliveries.shown(channel, eight)).toEqual(new Map(Object.entries({ x: 1, z: 1 })))
    })

    it('take back what a delivery shows that fails, but not what others show', async () => {
      const { store } = await open(seven)
      await show(store, plannedOf('a'), 'x 1')
      await begin(store, plannedOf('b'))
      await store.deliveries.update('b', 'p1', { stage: 'composed', articles: refs('x 2', 'y 1') }, eight)
      expect(await store.deliveries.shown(channel, longAgo)).toEqual(new Map(Object.entries({ x: 2, y: 1 })))
      // Another process has lost it, so its word does not count.
      await store.deliveries.update('b', 'p2', { stage: 'failed', articles: [] }, null)
      expect((await store.deliveries.shown(channel, longAgo)).size).toBe(2)
      await store.deliveries.update('b', 'p1', { stage: 'failed', endedAt: seven }, null)
      expect(await store.deliveries.shown(channel, longAgo)).toEqual(new Map([['x', 1]]))
      expect((await store.deliveries.find('b'))?.articles).toEqual(refs('x 2', 'y 1'))
    })

    it('go on showing what a delivery shows that fails after a part of it stood there', async () => {
      const { store } = await open(seven)
      await begin(store, plannedOf('a'))
      await store.deliveries.update('a', 'p1', { stage: 'posting', articles: refs('x 1'), posted: ['m1'] }, eight)
      await store.deliveries.update('a', 'p1', { stage: 'failed', endedAt: seven }, null)
      expect(await store.deliveries.shown(channel, longAgo)).toEqual(new Map([['x', 1]]))
    })

    it('leave out what one delivery shows where that is asked', async () => {
      const { store } = await open(seven)
      await show(store, plannedOf('a'), 'x 1')
      await show(store, plannedOf('b'), 'x 2', 'y 1')
      expect(await store.deliveries.shown(channel, longAgo, 'b')).toEqual(new Map([['x', 1]]))
    })

    it('count it again where what failed is posted after all', async () => {
      const { store } = await open(seven)
      await begin(store, plannedOf('a'))
      await store.deliveries.update('a', 'p1', { stage: 'composed', articles: refs('x 1') }, eight)
      await store.deliveries.update('a', 'p1', { stage: 'failed', endedAt: seven }, null)
      await store.deliveries.reopen('a', { stage: 'composed', tryAt: seven })
      expect(await store.deliveries.shown(channel, longAgo)).toEqual(new Map([['x', 1]]))
    })

    it('follow what is composed anew', async () => {
      const { store } = await open(seven)
      await begin(store, plannedOf('a'))
      await store.deliveries.update('a', 'p1', { articles: refs('x 1', 'y 1') }, eight)
      await store.deliveries.update('a', 'p1', { articles: refs('y 2') }, eight)
      expect(await store.deliveries.shown(channel, longAgo)).toEqual(new Map([['y', 2]]))
    })

    it('take more articles at once than one statement does', async () => {
      const { store } = await open(seven)
      await begin(store, plannedOf('a'))
      const articles = Array.from({ length: 6000 }, (_, n) => ({ article: `x${n}`, version: 1 }))
      await store.deliveries.update('a', 'p1', { articles }, eight)
      expect((await store.deliveries.shown(channel, longAgo)).size).toBe(6000)
    })
  })

  describe('for the ledger', () => {
    it('list deliveries newest first, by stage and by subscription', async () => {
      const { store } = await open(seven)
      await end(store, 'a', 'done')
      await end(store, 'b', 'failed', { subscription: 'harbor' })
      await store.deliveries.add(plannedOf('c'))
      await store.deliveries.add(plannedOf('d', { stage: 'missed' }))
      const ids = async (filter: Partial<DeliveryFilter>) =>
        (await store.deliveries.list({ limit: 10, ...filter })).map(({ id }) => id)
      expect(await ids({})).toEqual(['d', 'c', 'b', 'a'])
      expect(await ids({ limit: 2 })).toEqual(['d', 'c'])
      expect(await ids({ stages: ['failed', 'done'] })).toEqual(['b', 'a'])
      expect(await ids({ stages: ['failed', 'done'], limit: 1 })).toEqual(['b'])
      expect(await ids({ stages: [] })).toEqual([])
      expect(await ids({ subscription: 'ferry' })).toEqual(['d', 'c', 'a'])
      expect(await ids({ subscription: 'ferry', stages: ['due'] })).toEqual(['c'])
      expect(await ids({ subscription: 'nothing' })).toEqual([])
      await store.deliveries.add(plannedOf('e', { kind: 'alert' }))
      expect(await ids({ kinds: ['alert'] })).toEqual(['e'])
      expect(await ids({ kinds: ['digest', 'made-up'], limit: 1 })).toEqual(['d'])
      expect(await ids({ kinds: [] })).toEqual([])
    })

    it('free what a clock that was ahead put off, and nothing else', async () => {
      const { store, clock } = await open(seven)
      await store.deliveries.add(plannedOf('now', { dueAt: seven }))
      await store.deliveries.add(plannedOf('later', { dueAt: eight, channel: 'C2' }))
      await store.deliveries.add(plannedOf('ahead', { dueAt: '2027-01-01T00:00:00.000Z', channel: 'C3' }))
      await store.deliveries.add(plannedOf('held', { dueAt: seven, channel: 'C4' }))
      expect(await claimIds(store, 'p1', seven)).toEqual(['now', 'held'])
      await store.deliveries.update('held', 'p1', { attempts: 1 }, '2027-01-01T00:00:00.000Z')
      clock.at = '2026-03-02T07:58:00.000Z'
      await end(store, 'told', 'done', {}, { until: '2027-01-01T00:00:00.000Z' })
      await end(store, 'told now', 'done', { subscription: 'harbor' }, { until: eight })
      await store.deliveries.add(plannedOf('missed', { stage: 'missed', dueAt: '2026-03-04T07:00:00.000Z' }))
      expect(await store.deliveries.setBack()).toBe(5)
      expect(await store.deliveries.find('ahead')).toBeUndefined()
      expect((await store.deliveries.last('ferry'))?.until).toBe(clock.at)
      expect((await store.deliveries.last('harbor'))?.until).toBe(eight)
      expect(await store.deliveries.find('missed')).toBeUndefined()
      expect(await claimIds(store, 'p2', clock.at)).toContain('held')
      expect(await store.deliveries.update('held', 'p1', { attempts: 2 }, null)).toBe(false)
    })

    it('know the last of a subscription that told something about its window', async () => {
      const { store } = await open(seven)
      expect(await store.deliveries.last('ferry')).toBeUndefined()
      for (const stage of ['done', 'quiet', 'unsure'] as const) {
        await end(store, stage, stage, {}, { until: eight })
        await end(store, `${stage} elsewhere`, 'done', { subscription: 'harbor' }, { until: eight })
        await end(store, `${stage} failed`, 'failed', {}, { until: eight })
        await end(store, `${stage} alert`, 'done', { kind: 'alert' }, { until: eight })
        await end(store, `${stage} settled`, 'done')
        await store.deliveries.add(plannedOf(`${stage} missed`, { stage: 'missed' }))
        expect(await store.deliveries.last('ferry')).toMatchObject({ id: stage, until: eight })
      }
      await store.deliveries.add(plannedOf('due'))
      expect(await store.deliveries.last('ferry')).toMatchObject({ id: 'unsure' })
      await end(store, 'in part', 'failed', {}, { until: eight, posted: ['m1'] })
      expect(await store.deliveries.last('ferry')).toMatchObject({ id: 'in part' })
    })

    it('count the alerts of a subscription since an instant, but for those that came to nothing', async () => {
      const { store } = await open(eight)
      const alert = (id: string, dueAt: string, other: Partial<PlannedDelivery> = {}) =>
        store.deliveries.add(plannedOf(id, { kind: 'alert', dueAt, ...other }))
      await end(store, 'early', 'done', { kind: 'alert', dueAt: '2026-03-02T06:00:00.000Z' })
      await end(store, 'failed', 'failed', { kind: 'alert', dueAt: eight })
      await end(store, 'nothing new', 'quiet', { kind: 'alert', dueAt: eight })
      await alert('at seven', seven)
      await alert('at eight', eight)
      await alert('of another', eight, { subscription: 'harbor' })
      await store.deliveries.add(plannedOf('a digest', { dueAt: eight }))
      // By a clock that was ahead.
      await alert('to come', '2026-04-02T08:00:00.000Z')
      expect(await store.deliveries.alertsSince('ferry', longAgo)).toBe(3)
      expect(await store.deliveries.alertsSince('ferry', seven)).toBe(2)
      expect(await store.deliveries.alertsSince('ferry', '2026-03-02T07:00:00Z')).toBe(2)
      expect(await store.deliveries.alertsSince('ferry', '2026-03-02T07:00:00.001Z')).toBe(1)
      expect(await store.deliveries.alertsSince('nothing', longAgo)).toBe(0)
    })

    it('count how many there are of each stage', async () => {
      const { store } = await open(seven)
      expect(await store.deliveries.counts()).toEqual(new Map())
      for (const id of ['a', 'b']) await end(store, id, 'done')
      await store.deliveries.add(plannedOf('c', { stage: 'missed' }))
      await store.deliveries.add(plannedOf('d'))
      expect(await store.deliveries.counts()).toEqual(new Map(Object.entries({ done: 2, missed: 1, due: 1 })))
    })

    it('keep what a subscription was given that has changed, or ended', async () => {
      const { store } = await open(seven)
      await store.subscriptions.save(subscriptionOf('ferry'))
      await end(store, 'a', 'done', {}, { until: eight })
      await store.deliveries.add(plannedOf('b'))
      await store.subscriptions.save(subscriptionOf('new', { createdBy: 'U2' }))
      await store.subscriptions.remove('ferry')
      expect(await store.deliveries.last('ferry')).toMatchObject({ id: 'a' })
      expect(await claimIds(store, 'p1', seven)).toEqual(['b'])
    })
  })

  describe('for mutes', () => {
    it('keep each once, of one channel, as they were made', async () => {
      const { store } = await open(seven)
      const odd = muteOf('publisher', 'Größe\0 “x” 🎈', { createdAt: eight })
      for (const mute of [odd, muteOf('word', 'ferry'), muteOf('publisher', 'ferry'), muteOf('story', 'a')])
        await store.mutes.add(mute)
      await store.mutes.add(muteOf('word', 'ferry', { label: 'another', createdBy: 'U2', createdAt: eight }))
      for (const other of [{ channel: 'C2' }, { space: 'T2' }, { platform: 'discord' }])
        await store.mutes.add(muteOf('word', 'elsewhere', other))
      expect(await store.mutes.list(channel)).toEqual([
        muteOf('publisher', 'ferry'),
        muteOf('story', 'a'),
        muteOf('word', 'ferry'),
        { ...odd, value: 'Größe\ufffd “x” 🎈', label: 'Größe\ufffd “x” 🎈' },
      ])
      expect(await store.mutes.list({ ...channel, channel: 'C3' })).toEqual([])
    })

    it('can be taken back, one at a time', async () => {
      const { store } = await open(seven)
      for (const mute of [muteOf('word', 'ferry\0'), muteOf('publisher', 'ferry')]) await store.mutes.add(mute)
      for (const other of [{ channel: 'C2' }, { value: 'Ferry' }, { kind: 'story' as const }])
        expect(await store.mutes.remove(muteOf('word', 'ferry\0', other))).toBe(false)
      expect(await store.mutes.remove(muteOf('word', 'ferry\0'))).toBe(true)
      expect(await store.mutes.remove(muteOf('word', 'ferry\0'))).toBe(false)
      expect(await store.mutes.list(channel)).toEqual([muteOf('publisher', 'ferry')])
    })
  })
}

function muteOf(kind: Mute['kind'], value: string, other: Partial<Mute> = {}): Mute {
  return { ...channel, kind, value, label: value, createdBy: 'U1', createdAt: seven, ...other }
}

/** `refs('x 2')` → version 2 of the article x */
function refs(...texts: string[]) {
  return texts.map((text) => {
    const [article = '', version] = text.split(' ')
    return { article, version: Number(version) }
  })
}

async function begin(store: Store, planned: PlannedDelivery): Promise<void> {
  await store.deliveries.add(planned)
  if (!(await claimIds(store, 'p1', eight)).includes(planned.id)) throw new Error(`${planned.id} was not claimed`)
}

async function show(store: Store, planned: PlannedDelivery, ...texts: string[]): Promise<void> {
  await begin(store, planned)
  const change = { stage: 'done', articles: refs(...texts), endedAt: seven } as const
  await store.deliveries.update(planned.id, 'p1', change, null)
}

/** Adds a delivery in a channel of its own, and ends it. */
async function end(
  store: Store,
  id: string,
  stage: DeliveryStage,
  planned: Partial<PlannedDelivery> = {},
  change: DeliveryChange = {},
): Promise<void> {
  await begin(store, plannedOf(id, { channel: id, ...planned }))
  await store.deliveries.update(id, 'p1', { stage, endedAt: seven, ...change }, null)
}
