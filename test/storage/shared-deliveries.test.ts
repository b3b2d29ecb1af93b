import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DeliveryChange } from '../../src/domain/delivery.ts'
import type { Store } from '../../src/domain/store.ts'
import { openStore } from '../../src/storage/open.ts'
import { emptyDatabase } from './engines.ts'
import { freshDatabase } from './fresh-database.ts'
import { seededRandom } from './generated-articles.ts'
import { plannedOf, planOf, subscriptionOf } from './sample-delivery.ts'

const at = '2026-03-02T07:00:00.000Z'
const until = '2026-03-02T07:02:00.000Z'
const now = () => new Date(at)
const url = (await freshDatabase()) ?? ''

describe.skipIf(url === '')('several processes that share PostgreSQL', () => {
  let stores: Store[] = []
  beforeEach(async () => {
    await emptyDatabase(url)
    stores = await Promise.all(Array.from({ length: 4 }, () => openStore({ url, now })))
  })
  afterEach(async () => {
    for (const store of stores) await store.close()
  })
  const first = () => stores[0] as Store

  it('end every delivery once, those of a channel in their order', async () => {
    const channelOf = (n: number) => Math.floor(n / 3)
    for (let n = 0; n < 300; n += 1) await first().deliveries.add(plannedOf(`${n}`, { channel: `C${channelOf(n)}` }))
    const ended: number[] = []
    const random = seededRandom(1)
    const deliver = async (store: Store, holder: string, id: string) => {
      const sending = { part: 0, at }
      expect(await store.deliveries.update(id, holder, { stage: 'posting', sending }, until)).toBe(true)
      await sleep(random() * 5)
      ended.push(Number(id))
      const change: DeliveryChange = { stage: 'done', sending: null, posted: [holder], endedAt: at }
      expect(await store.deliveries.update(id, holder, change, null)).toBe(true)
    }
    const work = async (store: Store, holder: string) => {
      while (ended.length < 300) {
        const claimed = await store.deliveries.claim(holder, { at, until, limit: 8 })
        await Promise.all(claimed.map(({ id }) => deliver(store, holder, id)))
      }
    }
    await Promise.all(stores.map((store, index) => work(store, `p${index}`)))
    expect(ended.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 300 }, (_, n) => n))
    for (const some of Map.groupBy(ended, channelOf).values()) expect(some).toEqual(some.toSorted((a, b) => a - b))
    expect(await first().deliveries.counts()).toEqual(new Map([['done', 300]]))
    const posted = (await first().deliveries.list({ limit: 300 })).flatMap((delivery) => delivery.posted)
    expect(new Set(posted).size).toBe(4)
  })

  it('put every slot into the ledger once, in whatever order each goes through them', async () => {
    const ids = Array.from({ length: 40 }, (_, n) => `s${n}`)
    for (const id of ids) await first().subscriptions.save(subscriptionOf(id, { topic: id, nextAt: slotAt(1) }))
    const work = async (store: Store, index: number) => {
      const added: string[] = []
      for (let day = 1; day <= 6; day += 1) {
        const plans = ids.map((id) => {
          const slot = slotAt(day)
          return planOf(id, slot, slotAt(day + 1), [plannedOf(`${id} ${day} ${index}`, { slot, dueAt: slot })])
        })
        added.push(...(await store.deliveries.plan(index % 2 === 0 ? plans : plans.toReversed())))
      }
      return added
    }
    const added = (await Promise.all(stores.map(work))).flat()
    expect(added).toHaveLength(240)
    const listed = await first().deliveries.list({ limit: 1000 })
    expect(listed.map(({ id }) => id).sort()).toEqual(added.sort())
    expect(new Set(listed.map(({ subscription, slot }) => `${subscription} ${slot}`)).size).toBe(240)
    expect((await first().subscriptions.list()).map(({ nextAt }) => nextAt)).toEqual(ids.map(() => slotAt(7)))
  })

  it('poll every feed once, also while polls are recorded', async () => {
    for (let n = 0; n < 120; n += 1)
      await first().feeds.add({ url: `https://f${n}.example/`, title: null, siteUrl: null })
    const work = async (store: Store) => {
      const claimed: string[] = []
      for (;;) {
        const feeds = await store.feeds.claim(at, until, 25)
        if (feeds.length === 0) return claimed
        claimed.push(...feeds.map(({ id }) => id))
        await store.feeds.recordPolls(
          feeds.map((state) => ({ feed: state.id, state: { ...state, dueAt: until }, entries: [] })),
        )
      }
    }
    const claimed = (await Promise.all(stores.map(work))).flat()
    expect(claimed.sort()).toEqual((await first().feeds.list()).map(({ id }) => id).sort())
  })
})

function slotAt(day: number): string {
  return `2026-03-0${day}T08:00:00.000Z`
}
